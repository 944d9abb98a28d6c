"""Following a case by its code alone: opening, writing, photos, steps, news, and closing the page."""

import html
import io
import re
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from PIL import Image

from commonbeat.engine.casework import actions
from commonbeat.engine.casework.choices import FOLLOWING, GUESSING, OPENING
from commonbeat.engine.casework.models import Case, Entry, Receipt
from commonbeat.engine.casework.queries import proof_of, receipts, unsaved_words, wordlist
from commonbeat.engine.casework.rules import stretched
from commonbeat.engine.casework.tests.parcel import PARCEL
from commonbeat.engine.files import actions as files
from commonbeat.engine.files.models import StoredFile
from commonbeat.engine.messaging.models import Message
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.errors import Refused
from commonbeat.ground.ledger.actions import sequence
from commonbeat.ground.ledger.models import Entry as Line
from commonbeat.ground.throttle.actions import spend

Hire = Callable[..., Staff]
Given = tuple[Receipt, str, str]
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


def given(case: Case, at: datetime, *, is_owner: bool = True) -> Given:
    """Return a receipt, its page's token and its words."""
    receipt, token = actions.give_receipt(case=case, language="en", at=at, is_owner=is_owner)
    found = unsaved_words(token, at)
    assert found is not None
    return receipt, token, " ".join(found[1])


def opened(client: Client, words: str) -> str:
    answer = client.post("/follow/", {"code": words}, follow=True)
    assert answer.redirect_chain == [("/follow/case/", 302)], answer.text
    return answer.text


def photo(name: str = "a.jpg") -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def moved(case: Case, by: Staff, at: datetime, *keys: str, **needs: str) -> Case:
    for key in keys:
        given_now = needs if key == keys[-1] else {}
        case = actions.move(
            case=case,
            key=key,
            by=by,
            at=at,
            outcome=given_now.get("outcome", ""),
            reason=given_now.get("reason", ""),
        )
    return case


def test_code_alone_opens_the_case(client: Client, case: Case, at: datetime) -> None:
    _receipt, _token, words = given(case, at)
    page = opened(client, words.upper().replace(" ", "\n"))
    assert "We have it" in page
    assert f"L-{case.public_id}" in page
    assert "usually done by Thursday, June 11" in page
    assert "usually takes 5 working days" in page


def test_cookie_tells_nothing_and_goes_nowhere_else(client: Client, case: Case, at: datetime) -> None:
    _receipt, _token, words = given(case, at)
    answer = client.post("/follow/", {"code": words})
    kept = answer.cookies["followed"]
    assert (kept["path"], kept["httponly"], kept["samesite"]) == ("/follow/", True, "Strict")
    assert (kept["max-age"], kept["expires"]) == ("", "")
    assert case.public_id not in kept.value
    assert "no-store" in client.get("/follow/case/")["Cache-Control"]
    assert client.get("/follow/case/")["Referrer-Policy"] == "same-origin"


def test_page_closes_after_half_an_hour_and_gives_the_words_back(
    client: Client, case: Case, at: datetime
) -> None:
    _receipt, _token, words = given(case, at)
    opened(client, words)
    with clock.standing_at(at + timedelta(minutes=29)):
        assert client.get("/follow/case/").status_code == 200
    with clock.standing_at(at + timedelta(minutes=58)):
        assert client.get("/follow/case/").status_code == 200
    with clock.standing_at(at + timedelta(minutes=89)):
        answer = client.post("/follow/case/write/", {"body": "It is by the old mill."})
        assert answer.status_code == 403
        assert "It is by the old mill." in answer.text
        assert client.get("/follow/case/").status_code == 302
    assert not Entry.objects.filter(kind="from_resident").exists()


def test_close_button_forgets(client: Client, case: Case, at: datetime) -> None:
    _receipt, _token, words = given(case, at)
    opened(client, words)
    assert client.post("/follow/case/close/").headers["Location"] == "/follow/"
    assert client.get("/follow/case/").status_code == 302


def test_leaving_quickly_forgets_and_tells_nobody(client: Client, case: Case, at: datetime) -> None:
    _receipt, _token, words = given(case, at)
    page = opened(client, words)
    # At the top, before anything that tells what it is about.
    assert page.index('href="/follow/leave/"') < page.index('id="way"')
    answer = client.get("/follow/leave/")
    assert answer.headers["Location"] == "https://www.weather.gov/"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert client.get("/follow/case/").headers["Location"] == "/follow/"


def test_a_code_that_somebody_else_has_is_ended(
    client: Client, case: Case, worker: Staff, larkspur: Agency, at: datetime
) -> None:
    receipt, _token, words = given(case, at)
    other = Client()
    opened(other, words)
    opened(client, words)
    client.post("/follow/case/notices/", {"where": "+15555550142"})
    ended = client.post("/follow/case/end/")
    assert ended.cookies["followed"].value == ""
    assert "opens nothing any more" in ended.text
    # Whoever had it open, too, can neither read nor write.
    assert other.get("/follow/case/").headers["Location"] == "/follow/"
    assert other.post("/follow/case/write/", {"body": "It was me."}).status_code == 403
    assert other.post("/follow/case/end/").status_code == 403
    assert other.post("/follow/", {"code": words}).status_code == 422
    with pytest.raises(Refused):
        actions.write_from_resident(receipt=Receipt.objects.get(pk=receipt.pk), body="It was me.", at=at)
    moved(case, worker, at, "acknowledge")
    assert not Message.objects.filter(direction="out").exists()
    actions.end_receipt(receipt=receipt, at=at)
    assert Line.objects.filter(verb="case.receipt_ended").count() == 1


def test_a_stage_says_when_it_takes_longer_than_usual(client: Client, case: Case, at: datetime) -> None:
    _receipt, _token, words = given(case, at)
    assert "It takes longer than usual." not in opened(client, words)
    with clock.standing_at(at + timedelta(days=8)):
        page = opened(client, words)
    assert "It takes longer than usual." in page
    assert "usually done by" not in page


@pytest.mark.parametrize("typed", ["", "not a code", "one two three four five six seven", "x" * 401])
def test_wrong_code_says_what_to_try_and_keeps_what_was_typed(
    typed: str, client: Client, larkspur: Agency
) -> None:
    answer = client.post("/follow/", {"code": typed})
    assert answer.status_code == 422
    assert typed in answer.text
    assert "Keep their order" in answer.text


def test_another_agencys_code_does_not_open_here(client: Client, case: Case, at: datetime) -> None:
    Agency.objects.create(
        slug="elm", name="Elm", short_name="Elm", time_zone="UTC", hostname="elm.localhost", created_at=at
    )
    _receipt, token, words = given(case, at)
    elsewhere = Client(headers={"host": "elm.localhost"})
    assert elsewhere.post("/follow/", {"code": words}).status_code == 422
    assert elsewhere.get(f"/follow/new/{token}/").status_code == 404
    opened(client, words)
    elsewhere.cookies["followed"] = client.cookies["followed"].value
    assert elsewhere.get("/follow/case/").status_code == 302


def test_guesses_are_limited_by_visitor_and_by_guess(client: Client, larkspur: Agency, at: datetime) -> None:
    for _try in range(GUESSING.hits):
        spend(GUESSING.within("larkspur"), who="same guess", at=at)
    assert client.post("/follow/", {"code": "Same, guess!"}).status_code == 429
    assert client.post("/follow/", {"code": "other guess"}).status_code == 422
    for _try in range(OPENING.hits - 2):
        spend(OPENING.within("larkspur"), who="127.0.0.1", at=at)
    answer = client.post("/follow/", {"code": "another guess"})
    assert answer.status_code == 429
    assert "another guess" in answer.text
    assert OPENING.ceiling > 0


def test_found_and_not_found_cost_the_same_hashes(
    client: Client, case: Case, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    _receipt, _token, words = given(case, at)
    plain = stretched
    hashed: list[object] = []

    def counted(words: tuple[str, ...], salt: bytes) -> bytes:
        hashed.append(words)
        return plain(words, salt)

    monkeypatch.setattr(receipts, "stretched", counted)
    counts = []
    unknown = " ".join(receipts.wordlist("en").words[:7])
    for typed in (words, unknown, "no code at all"):
        hashed.clear()
        client.post("/follow/", {"code": typed})
        counts.append(len(hashed))
    assert counts == [1, 1, 1]


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


def test_receipt_page_shows_the_words_until_they_are_saved(client: Client, case: Case, at: datetime) -> None:
    _receipt, token, words = given(case, at)
    address = f"/follow/new/{token}/"
    page = client.get(address)
    assert "no-store" in page["Cache-Control"]
    assert all(f"<bdi>{word}</bdi>" in page.text for word in words.split())
    assert client.get(address).status_code == 200
    saved = client.post(address)
    assert saved.headers["Location"] == "/follow/case/"
    assert client.get("/follow/case/").status_code == 200
    assert client.post(address).headers["Location"] == "/follow/case/"
    client.post("/follow/case/close/")
    gone = client.get(address)
    assert gone.status_code == 404
    assert not any(f"<bdi>{word}</bdi>" in gone.text for word in words.split())


def test_unsaved_words_are_gone_after_a_day(client: Client, case: Case, at: datetime) -> None:
    _receipt, token, words = given(case, at)
    later = at + timedelta(days=1)
    with clock.standing_at(later):
        assert client.get(f"/follow/new/{token}/").status_code == 404
        assert actions.forget_unsaved(at=later) == 1
        assert "We have it" in opened(client, words)


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


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_word_lists_are_published(language: str, client: Client, larkspur: Agency) -> None:
    answer = client.get(f"/follow/words/{language}.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert tuple(answer.text.split()) == wordlist(language).words
    assert client.get("/follow/words/fr.txt").status_code == 404
