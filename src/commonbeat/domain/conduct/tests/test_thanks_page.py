"""The public thanks page: no name needed, one thanks for one form, the right door for a complaint."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from commonbeat.domain.conduct import actions
from commonbeat.domain.conduct.choices import ThanksState
from commonbeat.domain.conduct.models import Thanks
from commonbeat.domain.conduct.queries import people_like
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.clock import now
from commonbeat.ground.ledger.actions import sequence

FORM = {
    "words": "The officer stayed until my car started. Call 555-555-0142.",
    "who": "Reed",
    "when": "Tuesday",
    "token": "bcdfghjkmnpqrstv",
}


def test_write_check_send_and_the_receipt(client: Client, larkspur: Agency) -> None:
    start = client.get("/thanks/").content.decode()
    assert "Say thank you" in start
    assert "We do not need your name" in start
    checked = client.post("/thanks/check/", FORM).content.decode()
    assert "[phone]" in checked
    assert not Thanks.objects.exists()
    sent = client.post("/thanks/send/", FORM, follow=True)
    thanks = Thanks.objects.get()
    assert f"thanks:{thanks.public_id}" in sent.content.decode()
    assert (thanks.state, thanks.source, thanks.who_typed) == ("unmatched", "web", "Reed")
    assert "0142" not in thanks.scrubbed


def test_the_receipt_carries_a_proof_that_the_open_book_accepts(client: Client, larkspur: Agency) -> None:
    page = client.post("/thanks/send/", FORM, follow=True)
    assert "ready in a minute" in page.content.decode()
    sequence(at=now())
    proof = client.get(page.request["PATH_INFO"]).context["proof"]
    assert "subject" in proof
    assert "officer stayed" not in proof
    assert client.post("/ledger/receipt/", {"receipt": proof}).status_code == 200


def test_the_same_form_sent_twice_makes_one(client: Client, larkspur: Agency) -> None:
    first = client.post("/thanks/send/", FORM)
    second = client.post("/thanks/send/", FORM)
    assert first.headers["Location"] == second.headers["Location"]
    assert Thanks.objects.count() == 1


def test_an_empty_form_is_refused_in_words_and_keeps_what_was_typed(client: Client, larkspur: Agency) -> None:
    answer = client.post("/thanks/check/", {**FORM, "words": "  "})
    assert answer.status_code == 422
    assert "Write a few words" in answer.content.decode()
    assert 'value="Reed"' in answer.content.decode()


def test_words_of_misconduct_are_shown_the_right_door_before_sending(
    client: Client, larkspur: Agency
) -> None:
    page = client.post("/thanks/check/", {**FORM, "words": "Thanks for nothing, he was rude and hit me"})
    assert larkspur.oversight_name in page.content.decode()
    assert larkspur.oversight_contact in page.content.decode()
    assert "something went wrong" in page.content.decode()
    kind = client.post("/thanks/check/", FORM).content.decode()
    assert "something went wrong" not in kind


def test_nothing_about_the_sender_is_kept(client: Client, larkspur: Agency) -> None:
    client.post("/thanks/send/", FORM, headers={"user-agent": "Spy/1", "x-forwarded-for": "203.0.113.9"})
    row = str(Thanks.objects.values().get())
    assert "Spy" not in row
    assert "203.0.113.9" not in row
    assert "127.0.0.1" not in row


def test_a_receipt_of_another_agency_is_not_there(client: Client, larkspur: Agency, at: datetime) -> None:
    other = Agency.objects.create(
        slug="elm", name="Elm", short_name="Elm", place="Elm", time_zone="UTC", hostname="elm", created_at=at
    )
    thanks = actions.receive_web(
        agency=other, words="Thanks", who="", when="", language="en", token="z" * 16, at=at
    )
    assert client.get(f"/thanks/sent/{thanks.public_id}/").status_code == 404


def test_a_person_matches_it_and_it_is_delivered(
    client: Client, larkspur: Agency, officer: Staff, sergeant: Staff, at: datetime
) -> None:
    client.post("/thanks/send/", FORM)
    thanks = Thanks.objects.get()
    assert people_like(larkspur, "Officer Reed, tall", but_not=sergeant) == [officer]
    assert people_like(larkspur, f"#{officer.employee_no}", but_not=sergeant) == [officer]
    assert people_like(larkspur, "someone kind", but_not=sergeant) == []
    client.force_login(sergeant.person)  # type: ignore[arg-type]
    page = client.get(f"/staff/thanks/waiting/{thanks.public_id}/").content.decode()
    assert "It is for Sam Reed" in page
    client.post(f"/staff/thanks/waiting/{thanks.public_id}/match/", {"staff": [officer.pk]})
    thanks.refresh_from_db()
    assert thanks.state == ThanksState.DELIVERED


def test_the_officers_own_name_is_no_longer_in_doubt_once_it_is_known(
    officer: Staff, sergeant: Staff, at: datetime
) -> None:
    thanks = actions.receive_web(
        agency=officer.agency,
        words="It was Sam Reed who helped us.",
        who="",
        when="",
        language="en",
        token="w" * 16,
        at=at,
    )
    assert thanks.is_in_doubt
    thanks = actions.match(thanks=thanks, staff=[officer], by=sergeant, at=at)
    assert thanks.state == ThanksState.DELIVERED
    assert thanks.scrubbed == "It was Sam Reed who helped us."


def test_misconduct_sent_as_thanks_never_goes_out_by_itself(
    officer: Staff, sergeant: Staff, at: datetime, hire: Callable[..., Staff]
) -> None:
    thanks = actions.receive_web(
        agency=officer.agency, words="He was rude.", who="", when="", language="en", token="x" * 16, at=at
    )
    thanks = actions.match(thanks=thanks, staff=[officer], by=sergeant, at=at)
    assert thanks.state == ThanksState.HELD
    assert actions.deliver_overdue(at=thanks.due_at) == 0
    actions.set_aside(thanks=thanks, by=sergeant, at=at)
    thanks.refresh_from_db()
    assert thanks.state == ThanksState.SET_ASIDE


@pytest.mark.parametrize("language", ["es", "ar"])
def test_the_page_speaks_the_languages_offered(client: Client, larkspur: Agency, language: str) -> None:
    client.cookies["django_language"] = language
    page = client.get("/thanks/").content.decode()
    assert f'lang="{language}"' in page
