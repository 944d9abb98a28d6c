"""An agency with every kind adopted, the people of its permit desk, and applications of each kind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from commonbeat.domain.permits import actions
from commonbeat.domain.permits.choices import Capability
from commonbeat.domain.permits.mappings import suggested
from commonbeat.domain.permits.models import Application, KindVersion
from commonbeat.engine.casework.models import Receipt
from commonbeat.engine.casework.queries import unsaved_words
from commonbeat.ground.agency.models import Agency, Staff

Hire = Callable[..., Staff]
SPAN = {"starts": "2026-08-01T18:00:00-04:00", "ends": "2026-08-01T21:00:00-04:00", "hours": 3}
ANSWERS: dict[str, Any] = {
    "text": "Lantern Yard",
    "number": 40,
    "date": "2026-07-01",
    "span": SPAN,
    "place": "Mill Street 1 to 20",
    "yesno": True,
}


@dataclass(frozen=True)
class Desk:
    """Who works on permits: nobody here stands above the officer who hears appeals."""

    manager: Staff
    clerk: Staff
    reviewer: Staff
    decider: Staff
    officer: Staff
    chief: Staff


@pytest.fixture
def desk(larkspur: Agency, hire: Hire) -> Desk:
    own = Capability
    chief = hire("Kim Chief", own.SEE, own.WORK, own.HEAR_APPEALS, own.HEAR_OF_LATE)
    return Desk(
        chief=chief,
        manager=hire("Max Manager", own.SEE, own.MANAGE_KINDS),
        clerk=hire("Cleo Clerk", own.SEE, own.WORK, own.TAKE_FEES, own.INSPECT, supervisor=chief),
        reviewer=hire("Rae Reviewer", own.SEE, own.REVIEW, supervisor=chief),
        decider=hire("Dee Decider", own.SEE, own.WORK, own.DECIDE, supervisor=chief),
        officer=hire("Ola Officer", own.SEE, own.WORK, own.DECIDE, own.HEAR_APPEALS),
    )


@pytest.fixture
def kinds(larkspur: Agency, desk: Desk, at: datetime) -> dict[str, KindVersion]:
    adopted = actions.adopt_suggested(agency=larkspur, keys=suggested(), by=desk.manager, at=at)
    return {version.key: version for version in adopted}


def answers_for(version: KindVersion, **given: Any) -> dict[str, Any]:
    asked = {field.key: ANSWERS[field.type] for field in version.kind.fields if field.type != "file"}
    return asked | given


@dataclass
class Applied:
    """An application, the receipt of the person who sent it, and the words of their code."""

    application: Application
    receipt: Receipt
    code: str

    def now(self) -> Application:
        """Return the application as it stands."""
        return Application.objects.select_related("case", "version", "agency").get(pk=self.application.pk)

    @property
    def state(self) -> str:
        return self.now().case.state


@pytest.fixture
def apply(kinds: dict[str, KindVersion], at: datetime) -> Callable[..., Applied]:
    """Return a function that applies: apply("film", own_words="…", people=900)."""

    def asked(key: str, own_words: str = "", contact: Any = None, **given: Any) -> Applied:
        sent = actions.submit(
            version=kinds[key],
            answers=answers_for(kinds[key], **given),
            language="en",
            own_words=own_words,
            contact=contact,
            at=at,
        )
        unsaved = unsaved_words(sent.token, at)
        assert unsaved is not None
        return Applied(sent.application, unsaved[0].receipt, " ".join(unsaved[1]))

    return asked


@pytest.fixture
def reviewed(apply: Callable[..., Applied], desk: Desk, at: datetime) -> Callable[..., Applied]:
    """Return a function that applies and lets everyone answer, so that somebody may decide."""

    def done(key: str, **given: Any) -> Applied:
        applied = apply(key, **given)
        to_review(applied, desk, at)
        for review in applied.application.reviews.all():
            by = desk.clerk if review.key == "clerk" else desk.reviewer
            actions.agree(review=review, by=by, at=at)
        return applied

    return done


def to_review(applied: Applied, desk: Desk, at: datetime) -> None:
    for item in applied.application.checklist.all():
        actions.set_item(item=item, is_done=True, by=desk.clerk, at=at)
    actions.find_complete(application=applied.application, by=desk.clerk, at=at)
    actions.start_review(application=applied.application, by=desk.clerk, at=at)
