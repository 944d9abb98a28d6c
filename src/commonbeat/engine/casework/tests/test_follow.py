"""What whoever holds a code reads and does: stages, letters, photos, steps, news and proofs."""

import html
import re
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from commonbeat.engine.casework import actions
from commonbeat.engine.casework.choices import FOLLOWING
from commonbeat.engine.casework.models import Case, Entry, Receipt
from commonbeat.engine.casework.queries import proof_of
from commonbeat.engine.casework.tests.holding import given, moved, opened, photo
from commonbeat.engine.casework.tests.parcel import PARCEL
from commonbeat.engine.files import actions as files
from commonbeat.engine.files.models import StoredFile
from commonbeat.engine.messaging.models import Message
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.errors import Refused
from commonbeat.ground.ledger.actions import sequence
from commonbeat.ground.throttle.actions import spend

Hire = Callable[..., Staff]
EVERYTHING = ["parcels.see", "parcels.work", "parcels.see_private", "parcels.lead"]

pytestmark = [pytest.mark.django_db, pytest.mark.req("C7")]


@pytest.fixture
def case(larkspur: Agency, at: datetime) -> Case:
    return actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=at)


@pytest.fixture
def worker(hire: Hire) -> Staff:
    return hire("Sam Reed", *EVERYTHING)


@pytest.fixture(autouse=True)
def now_is(at: datetime) -> object:
    with clock.standing_at(at):
        yield


def test_a_stage_says_when_it_takes_longer_than_usual(client: Client, case: Case, at: datetime) -> None:
    _receipt, _token, words = given(case, at)
    assert "It takes longer than usual." not in opened(client, words)
    with clock.standing_at(at + timedelta(days=8)):
        page = opened(client, words)
    assert "It takes longer than usual." in page
    assert "usually done by" not in page


def test_letters_go_both_ways(client: Client, case: Case, worker: Staff, at: datetime) -> None:
    receipt, _token, words = given(case, at)
    actions.write_to_resident(case=case, body="Which colour was it?", by=worker, at=at)
    actions.write_note(case=case, body="Probably lost at the depot.", by=worker, at=at)
    page = opened(client, words)
    assert "Which colour was it?" in page
    assert "Probably lost" not in page
    assert "Sam Reed" not in page
    assert Entry.objects.get(kind="to_resident").read_at == at
    assert client.post("/follow/case/write/", {"body": ""}).status_code == 422
    answer = client.post("/follow/case/write/", {"body": "Red, with a ribbon."}, follow=True)
    assert "Red, with a ribbon." in answer.text
    assert Entry.objects.get(kind="from_resident").receipt == receipt


def test_answer_to_a_question_goes_with_the_step(
    client: Client, case: Case, worker: Staff, at: datetime
) -> None:
    _receipt, _token, words = given(case, at)
    case = moved(case, worker, at, "acknowledge", "give")
    actions.write_to_resident(case=case, body="Which colour was it?", by=worker, at=at)
    moved(case, worker, at, "ask")
    page = opened(client, words)
    assert "What we need from you" in page
    assert client.post("/follow/case/answer/", {"words": " "}).status_code == 422
    page = client.post("/follow/case/answer/", {"words": "It was red."}, follow=True).text
    case.refresh_from_db()
    assert case.state == "assigned"
    assert page.count("It was red.") == 1
    assert page.index("Which colour was it?") < page.index("It was red.") < page.index('id="add"')
    assert "What we need from you" not in page
    # Pressed twice: nothing happens twice, and the page says so.
    again = client.post("/follow/case/answer/", {"words": "It was red."})
    assert again.status_code == 409
    assert "the case has moved on" in again.text
    assert Entry.objects.filter(kind="moved", facts__move="answer").count() == 1


def test_confirm_or_reopen_with_a_reason(client: Client, case: Case, worker: Staff, at: datetime) -> None:
    _receipt, _token, words = given(case, at)
    moved(
        case,
        worker,
        at,
        "acknowledge",
        "give",
        "start",
        "close",
        outcome="found",
        reason="It lay at the mill.",
    )
    page = opened(client, words)
    assert "It lay at the mill." in page
    assert client.post("/follow/case/reopen/", {"words": ""}).status_code == 422
    client.post("/follow/case/reopen/", {"words": "It is not mine."})
    case.refresh_from_db()
    assert (case.state, case.outcome, case.reason, case.closed_at) == ("acknowledged", "", "", None)
    assert "It is not mine." in client.get("/follow/case/").text
    assert client.post("/follow/case/confirm/").status_code == 409


def test_what_ended_keeps_its_end_and_opens_again_for_so_many_days(
    client: Client, case: Case, worker: Staff, at: datetime
) -> None:
    receipt, _token, words = given(case, at)
    for key in ("acknowledge", "give", "start"):
        moved(case, worker, at, key)
    moved(case, worker, at, "close", outcome="found", reason="It lay at the mill.")
    last = at + timedelta(days=30)
    with clock.standing_at(last):
        assert 'action="/follow/case/reopen/"' in opened(client, words)
    with clock.standing_at(last + timedelta(seconds=1)):
        assert 'action="/follow/case/reopen/"' not in opened(client, words)
    for late in (True, False):
        with transaction.atomic():
            when = last + timedelta(seconds=late)
            with pytest.raises(Refused) if late else nullcontext():
                actions.move(case=case, key="reopen", by=RESIDENT, at=when, reason="Gone again.")
            transaction.set_rollback(True)
    actions.move_by_holder(receipt=receipt, key="confirm", at=last)
    case.refresh_from_db()
    assert (case.state, case.closed_at, case.state_since) == ("confirmed", at, last)


def test_nobody_is_told_of_what_a_person_did_whose_code_is_not_known(
    client: Client, case: Case, worker: Staff, at: datetime
) -> None:
    _receipt, _token, words = given(case, at)
    moved(case, worker, at, "acknowledge", "give", "ask")
    opened(client, words)
    client.post("/follow/case/notices/", {"where": "+15555550142"})
    actions.move(case=case, key="answer", by=RESIDENT, at=at + timedelta(hours=1))
    assert not Message.objects.filter(direction="out").exists()


def test_photos_are_added_and_seen_by_their_holder_alone(client: Client, case: Case, at: datetime) -> None:
    _receipt, _token, words = given(case, at)
    _follower, _token, others = given(case, at, is_owner=False)
    opened(client, words)
    assert client.post("/follow/case/photos/", {"files": []}).status_code == 422
    bad = SimpleUploadedFile("a.exe", b"MZ not a photo", "image/jpeg")
    assert client.post("/follow/case/photos/", {"files": [bad]}).status_code == 422
    many = client.post("/follow/case/photos/", {"files": [photo() for _number in range(5)]})
    assert many.status_code == 422
    assert "Choose up to 4 files." in many.text
    assert not StoredFile.objects.exists()
    assert client.post("/follow/case/photos/", {"files": [photo()]}).status_code == 302
    file = case.attachments.get().file
    shown = client.get(f"/follow/case/photos/{file.public_id}/")
    assert shown.status_code == 200
    assert shown["Cache-Control"] == "private, no-store"
    assert client.get(f"/follow/case/photos/{file.public_id}/?size=small").status_code == 200
    stranger = Client()
    assert stranger.get(f"/follow/case/photos/{file.public_id}/").status_code == 404
    opened(stranger, others)
    assert stranger.get(f"/follow/case/photos/{file.public_id}/").status_code == 404


def test_news_says_only_that_there_is_news(client: Client, case: Case, worker: Staff, at: datetime) -> None:
    receipt, _token, words = given(case, at)
    opened(client, words)
    assert client.post("/follow/case/notices/", {"where": "nonsense"}).status_code == 422
    client.post("/follow/case/notices/", {"where": "+15555550142"})
    # One act, one text: the letter and the step that goes with it have one time.
    actions.write_to_resident(case=case, body="We found your parcel.", by=worker, at=at)
    moved(case, worker, at, "acknowledge")
    moved(case, worker, at + timedelta(minutes=1), "give")
    told = Message.objects.filter(direction="out").values_list("body", flat=True)
    assert len(told) == 2
    assert all("parcel" not in body and "/follow/" in body for body in told)
    client.post("/follow/case/write/", {"body": "Thank you."})
    client.post("/follow/case/notices/", {"stop": "1"})
    later = at + timedelta(minutes=2)
    actions.write_to_resident(case=case, body="One more thing.", by=worker, at=later)
    assert Message.objects.filter(direction="out").count() == 2
    receipt.refresh_from_db()
    assert receipt.contact is None


def test_letters_are_no_news_to_those_who_only_follow(
    client: Client, case: Case, worker: Staff, at: datetime
) -> None:
    _receipt, _token, words = given(case, at, is_owner=False)
    opened(client, words)
    client.post("/follow/case/notices/", {"where": "+15555550142"})
    actions.write_to_resident(case=case, body="Which colour was it?", by=worker, at=at)
    assert not Message.objects.filter(direction="out").exists()
    moved(case, worker, at, "acknowledge")
    assert Message.objects.filter(direction="out").count() == 1


def test_those_who_only_follow_read_no_letters_and_take_no_steps(
    client: Client, case: Case, worker: Staff, at: datetime
) -> None:
    _receipt, _token, words = given(case, at, is_owner=False)
    actions.write_to_resident(case=case, body="Which colour was it?", by=worker, at=at)
    moved(case, worker, at, "acknowledge", "give", "ask")
    page = opened(client, words)
    assert "Which colour" not in page
    assert "What we need from you" not in page
    assert client.post("/follow/case/write/", {"body": "Hello"}).status_code == 409
    assert client.post("/follow/case/answer/", {"words": "Red"}).status_code == 409


def test_one_holder_cannot_flood(
    client: Client, case: Case, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt, _token, words = given(case, at)
    opened(client, words)
    for _try in range(FOLLOWING.hits):
        spend(FOLLOWING, who=str(receipt.pk), at=at)
    answer = client.post("/follow/case/write/", {"body": "One more."})
    assert answer.status_code == 429
    assert "One more." in answer.text
    # A photo is not even opened.
    monkeypatch.setattr(files, "draw", None)
    assert client.post("/follow/case/photos/", {"files": [photo()]}).status_code == 429


def test_receipt_carries_a_proof_that_can_be_checked(client: Client, case: Case, at: datetime) -> None:
    receipt, token, words = given(case, at)
    assert "ready in a minute" in client.get(f"/follow/new/{token}/").text
    sequence(at=at)
    page = opened(client, words)
    assert "Keep the proof, or check it" in page
    checked = client.post("/ledger/receipt/", {"receipt": proof_of(Receipt.objects.get(pk=receipt.pk).line)})
    assert "This receipt is good" in checked.text
    assert f"case:{case.public_id}" in checked.text


def test_each_step_has_a_proof_for_those_alone_who_read_it(
    client: Client, case: Case, worker: Staff, larkspur: Agency, at: datetime
) -> None:
    _receipt, _token, words = given(case, at)
    other = actions.open_case(agency=larkspur, kind="parcel", by=RESIDENT, at=at)
    moved(case, worker, at, "acknowledge")
    actions.write_note(case=case, body="Seen at the mill.", by=worker, at=at)
    letter = actions.write_to_resident(case=case, body="Which colour was it?", by=worker, at=at)
    actions.merge(case=other, into=case, by=worker, at=at)
    sequence(at=at)
    page = opened(client, words)
    shown = [int(key) for key in re.findall(r'href="/follow/case/lines/(\d+)/"', page)]
    kinds = Entry.objects.filter(pk__in=shown).values_list("kind", flat=True)
    assert sorted(kinds) == ["moved", "opened", "to_resident"]
    for key in shown:
        answer = client.get(f"/follow/case/lines/{key}/")
        assert "no-store" in answer["Cache-Control"]
        proof = html.unescape(answer.text.partition("readonly>")[2].partition("</textarea>")[0])
        assert "Sam Reed" not in proof
        assert "Which colour" not in proof
        assert "This receipt is good" in client.post("/ledger/receipt/", {"receipt": proof}).text
    for key in Entry.objects.exclude(pk__in=shown).values_list("pk", flat=True):
        assert client.get(f"/follow/case/lines/{key}/").status_code == 404
    _follower, _token, others = given(case, at, is_owner=False)
    stranger = Client()
    assert stranger.get(f"/follow/case/lines/{letter.pk}/").headers["Location"] == "/follow/"
    opened(stranger, others)
    assert stranger.get(f"/follow/case/lines/{letter.pk}/").status_code == 404


def test_stages_are_told_in_plain_words_to_everyone(client: Client, larkspur: Agency) -> None:
    page = client.get("/follow/stages/parcel/").text
    for state in PARCEL.states:
        assert f"<strong>{state.public_name}</strong>" in page
        assert str(state.public_words) in page
    # The usual way in its order, and then what lies beside it.
    places = [page.index(f"<strong>{PARCEL.state(key).public_name}") for key in (*PARCEL.line, "asked")]
    assert places == sorted(places)
    assert page.count("Your turn") == 2
    assert client.get("/follow/stages/nothing/").status_code == 404
