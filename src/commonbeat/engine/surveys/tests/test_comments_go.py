"""Comments are destroyed on schedule; every rating and every figure stays as it was."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from commonbeat.engine.measures.choices import Period
from commonbeat.engine.surveys.actions import Given, adopt, invite, open_response, save_answers
from commonbeat.engine.surveys.choices import Stratum
from commonbeat.engine.surveys.measures import CPSS
from commonbeat.engine.surveys.models import Answer, FormerAnswer, Response
from commonbeat.engine.surveys.queries import tallies
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import RESIDENT, SYSTEM
from commonbeat.ground.retention.actions import destroy_due, place_hold
from commonbeat.ground.retention.models import Certificate

TWO_YEARS = timedelta(days=731)


@pytest.fixture
def answered(larkspur: Agency, chief: Staff, at: datetime) -> Response:
    """A comment that was first put otherwise, and ratings."""
    version = adopt(agency=larkspur, key="contact", by=chief, at=at)
    invitation = invite(agency=larkspur, version=version, stratum="web_link", by=SYSTEM, at=at)
    response = open_response(invitation=invitation, at=at)
    ratings = {key: Given(4) for key in ("satisfaction", "listened", "fair")}
    for words in ("My neighbour Ann called.", "My neighbour called."):
        save_answers(response=response, given=ratings | {"comment": Given(text=words)}, by=RESIDENT, at=at)
    return response


def figure(agency: Agency, response: Response, at: datetime) -> object:
    day = Period(at.date(), at.date())
    return tallies(agency, CPSS, Stratum.WEB_LINK, day, version=response.version)


def test_words_go_and_figures_stay(larkspur: Agency, answered: Response, at: datetime) -> None:
    before, rows = figure(larkspur, answered, at), Answer.objects.count()
    assert destroy_due(at=at + TWO_YEARS - timedelta(days=1)) == 0
    assert destroy_due(at=at + TWO_YEARS) == 1
    assert not Answer.objects.exclude(text="").exists()
    assert not FormerAnswer.objects.exclude(text="").exists()
    assert figure(larkspur, answered, at) == before
    assert Answer.objects.count() == rows
    certificate = Certificate.objects.get()
    assert (certificate.words, certificate.count) == ("comments", 1)


def test_comment_taken_back_goes_with_what_it_was_before(answered: Response, at: datetime) -> None:
    Answer.objects.filter(item__key="comment").update(text="")
    assert destroy_due(at=at + TWO_YEARS) == 1
    assert not FormerAnswer.objects.exclude(text="").exists()


def test_hold_on_comments_keeps_them(answered: Response, hire: object, at: datetime) -> None:
    keeper = hire("Jo Park", "retention.manage")  # type: ignore[operator]
    place_hold(words="comments", reason="A records request", by=keeper, at=at)
    assert destroy_due(at=at + TWO_YEARS) == 0


def test_database_keeps_no_comment_that_is_said_to_be_gone(answered: Response, at: datetime) -> None:
    with pytest.raises(IntegrityError, match="surveys_answer_destroyed_has_no_words"), transaction.atomic():
        Answer.objects.exclude(text="").update(words_destroyed_at=at)
