"""Whatever is said, from the form to the appeal: no table, file, e-mail, text or line of a log holds it."""

import logging
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonbeat.domain.permits import actions
from commonbeat.domain.permits.models import Application, KindVersion
from commonbeat.domain.permits.tests.conftest import Applied, Desk, answers_for, to_review
from commonbeat.engine.casework.models import Receipt
from commonbeat.engine.casework.queries import unsaved_words
from commonbeat.engine.messaging.actions import contact_for_phone
from commonbeat.engine.messaging.models import Message
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core import clock
from commonbeat.ground.ledger.actions import sequence

MARCH = "expressive_event"
# Long enough that none stands in the database by chance.
said = st.text(st.characters(min_codepoint=33, exclude_categories=("C", "Z")), min_size=9, max_size=60)


def held() -> str:
    """Return everything that stands in the database, bytes as letters."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database itself
            for value in (value for row in cursor.fetchall() for value in row):
                raw = bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else ""
                found.append(raw or str(value))
    return "\n".join(found)


def whole_life(words: str, version: KindVersion, desk: Desk, at: datetime) -> Application:
    """Ask, be asked again, be reviewed, be refused and appeal; everybody who may be told is told."""
    draft = actions.begin_draft(version=version, at=at)
    for key, value in answers_for(version).items():
        draft = actions.save_answer(draft=draft, key=key, value=value)
    draft = actions.save_own_words(draft=draft, words=words)
    token = actions.send_draft(draft=draft, language="en", at=at)
    found = unsaved_words(token, at)
    assert found is not None
    receipt = found[0].receipt
    receipt.contact = contact_for_phone(agency=version.agency, phone="+12025550142", at=at)
    receipt.save()
    made = Application.objects.get(case=receipt.case)
    actions.ask_for_more(application=made, keys=["people"], words="How many?", by=desk.clerk, at=at)
    actions.answer_missing(receipt=receipt, answers={"people": 90}, at=at)
    to_review(Applied(made, Receipt.objects.get(pk=receipt.pk), ""), desk, at)
    for review in made.reviews.all():
        actions.agree(review=review, by=desk.clerk if review.key == "clerk" else desk.reviewer, at=at)
    denial = {"verdict": "denied", "grounds": ["place_taken"], "facts": "The fair is there."}
    actions.decide(application=made, by=desk.decider, at=at, **denial)  # type: ignore[arg-type]
    actions.appeal(receipt=Receipt.objects.get(pk=receipt.pk), words="It ends at noon.", at=at)
    sequence(at=at)
    return made


@pytest.mark.req("C11", "L11")
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=said)
def test_what_is_said_stands_nowhere(
    words: str,
    kinds: dict[str, KindVersion],
    desk: Desk,
    at: datetime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    whole_life(words, kinds[MARCH], desk, at)
    assert Message.objects.exists()
    assert words not in held()
    assert words not in str([(letter.subject, letter.body) for letter in mail.outbox])
    assert words not in caplog.text


@pytest.mark.req("C11", "L11")
def test_what_is_typed_into_a_field_that_is_not_asked_is_kept_nowhere(
    kinds: dict[str, KindVersion], client: Client, larkspur: Agency, at: datetime
) -> None:
    draft = actions.begin_draft(version=kinds[MARCH], at=at)
    step = reverse("permits:step", args=[draft.token])
    with clock.standing_at(at):
        for question, answer in (("people", "90"), ("street", "yes")):
            typed = {"message": "Quince forever", "organization": "Quince League", "name": "Quince"}
            assert client.post(step, {"q": question, question: answer, **typed}).status_code == 302
        opened = client.get(step).text
    assert "Quince" not in held() + opened


@pytest.mark.req("C11", "L11")
def test_staff_cannot_make_it_public_or_join_it(
    apply: Callable[..., Applied], desk: Desk, client: Client, at: datetime
) -> None:
    applied, other = apply(MARCH), apply(MARCH)
    public_id = applied.application.case.public_id
    client.force_login(desk.clerk.person)  # type: ignore[arg-type]
    with clock.standing_at(at):
        page = client.get(reverse("permits:permit", args=[public_id])).text
        private, join = (reverse(f"casework:{act}", args=[public_id]) for act in ("set_private", "join"))
        assert private not in page
        assert join not in page
        refused = client.post(private, {"reason": "To see."})
        assert "never shown to everyone" in refused.text
        refused = client.post(join, {"into": other.application.case.public_id})
        assert "stand alone" in refused.text
    case = applied.now().case
    assert (case.is_private, case.merged_into_id) == (True, None)
