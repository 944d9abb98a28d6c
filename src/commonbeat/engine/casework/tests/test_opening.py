"""Codes: the page that shows one, opening a case by it and by nothing else, and closing it again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.test import Client

from commonbeat.engine.casework import actions
from commonbeat.engine.casework.choices import GUESSING, OPENING
from commonbeat.engine.casework.models import Case, Entry, Receipt
from commonbeat.engine.casework.queries import receipts, wordlist
from commonbeat.engine.casework.rules import stretched
from commonbeat.engine.casework.tests.holding import given, moved, opened
from commonbeat.engine.messaging.models import Message
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.errors import Refused
from commonbeat.ground.ledger.models import Entry as Line
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


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_word_lists_are_published(language: str, client: Client, larkspur: Agency) -> None:
    answer = client.get(f"/follow/words/{language}.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert tuple(answer.text.split()) == wordlist(language).words
    assert client.get("/follow/words/fr.txt").status_code == 404


def test_no_word_of_a_code_is_in_an_address_a_log_or_a_kept_page(
    client: Client, case: Case, at: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    _receipt, token, words = given(case, at)
    caplog.set_level(0)
    answers = [
        client.get(f"/follow/new/{token}/"),
        client.post("/follow/", {"code": f"{words} and more"}),
        client.post("/follow/", {"code": words}),
        client.get("/follow/case/"),
        client.post(f"/follow/new/{token}/"),
        client.get(f"/follow/new/{token}/"),
        client.post("/follow/case/write/", {"body": ""}),
    ]
    assert [answer.status_code for answer in answers] == [200, 422, 302, 200, 302, 302, 422]
    for answer in answers:
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "same-origin"
    told = " ".join([caplog.text, *(answer.headers.get("Location", "") for answer in answers)]).lower()
    # One word may stand in a log by chance, as "case" does; two beside each other do not.
    assert not any(f"{a} {b}" in told or f"{a}+{b}" in told for a, b in pairwise(words.split()))
    assert token.lower() not in told
