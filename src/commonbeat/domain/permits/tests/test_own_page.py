"""The applicant's own page, opened by their code: what is missing, own words, the decision, an appeal."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from commonbeat.domain.permits import actions
from commonbeat.domain.permits.models import Appeal
from commonbeat.domain.permits.tests.conftest import ANSWERS, Applied, Desk
from commonbeat.engine.casework.actions import give_receipt
from commonbeat.engine.casework.queries import unsaved_words
from commonbeat.engine.files.models import StoredFile
from commonbeat.ground.core import clock

Apply = Callable[..., Applied]
SPAN = {"span_starts": "2026-08-01T18:00", "span_ends": "2026-08-01T21:00"}


@pytest.fixture(autouse=True)
def standing(at: datetime) -> Iterator[None]:
    with clock.standing_at(at):
        yield


def opened(applied: Applied, client: Client) -> Client:
    answer = client.post(reverse("casework:follow"), {"code": applied.code})
    assert answer.status_code == 302
    return client


@pytest.mark.parametrize("name", ["yours", "answer", "appeal", "renew", "own_words"])
def test_without_a_code_nothing_opens(name: str, apply: Apply, client: Client) -> None:
    apply("film")
    address = reverse(f"permits:{name}")
    answer = client.get(address) if name == "yours" else client.post(address, {"words": "x"})
    assert answer.headers["Location"] == reverse("casework:follow")
    assert not Appeal.objects.exists()


def test_who_only_follows_reads_nothing_here(apply: Apply, client: Client, at: datetime) -> None:
    applied = apply("film")
    _receipt, token = give_receipt(case=applied.application.case, language="en", at=at, is_owner=False)
    found = unsaved_words(token, at)
    assert found is not None
    client.post(reverse("casework:follow"), {"code": " ".join(found[1])})
    for name in ("yours", "own_words"):
        address = reverse(f"permits:{name}")
        answer = client.get(address) if name == "yours" else client.post(address)
        assert answer.headers["Location"] == reverse("casework:follow")


def test_missing_answer_is_sent_from_the_page(apply: Apply, desk: Desk, client: Client, at: datetime) -> None:
    applied = apply("special_event")
    opened(applied, client)
    assert client.post(reverse("permits:answer"), {"people": "9"}).status_code == 409
    actions.ask_for_more(
        application=applied.application,
        keys=["people", "span", "insurance"],
        words="Please say it again.",
        by=desk.clerk,
        at=at,
    )
    page = client.get(reverse("permits:yours")).text
    for words in (
        "What we need from you",
        "Please say it again.",
        "Proof of insurance",
        "About how many people?",
    ):
        assert words in page
    good = {"people": "90", **SPAN}
    for odd in ({}, good | {"people": "x"}, good | {"span_ends": "2026-07-01T18:00"}):
        assert client.post(reverse("permits:answer"), odd).status_code == 422
        assert applied.state == "incomplete"
    no_photo = SimpleUploadedFile("a.png", b"no photo", "image/png")
    refused = client.post(reverse("permits:answer"), good | {"file_insurance": no_photo})
    assert refused.status_code == 422
    assert (applied.state, StoredFile.objects.count()) == ("incomplete", 0)
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    upload = SimpleUploadedFile("a.png", drawn.getvalue(), "image/png")
    sent = client.post(reverse("permits:answer"), good | {"file_insurance": upload, "holder": "Eve"})
    assert sent.status_code == 302
    assert applied.state == "submitted"
    assert applied.now().answers["people"] == 90
    assert applied.now().answers["holder"] == ANSWERS["text"]
    assert applied.now().case.attachments.count() == 1
    assert client.post(reverse("permits:answer"), good).status_code == 409


def test_own_words_open_with_their_code_alone(apply: Apply, client: Client) -> None:
    applied, other = apply("expressive_event", own_words="Quince forever"), apply("expressive_event")
    opened(applied, client)
    assert "Quince" not in client.get(reverse("permits:yours")).text
    address = reverse("permits:own_words")
    for wrong in ("", "x", other.code, "word " * 70, "a\x00b"):
        answer = client.post(address, {"code": wrong})
        assert answer.status_code == 422
        assert "Quince" not in answer.text
    right = client.post(address, {"code": applied.code})
    assert "Quince forever" in right.text
    assert "no-store" in right.headers["Cache-Control"]


@pytest.fixture
def denied(reviewed: Apply, desk: Desk, at: datetime) -> Applied:
    applied = reviewed("film")
    actions.decide(
        application=applied.application,
        verdict="denied",
        grounds=["place_taken"],
        facts="The fair is there.",
        by=desk.decider,
        at=at,
    )
    return applied


@pytest.mark.req("C10")
def test_appeal_is_written_on_the_page(denied: Applied, client: Client) -> None:
    opened(denied, client)
    page = client.get(reverse("permits:yours")).text
    for words in ("We said no", "The fair is there.", "You can appeal until Wednesday, June 24, 2026"):
        assert words in page
    for odd in ("", "   ", "x" * 4001, "a\x00b"):
        assert client.post(reverse("permits:appeal"), {"words": odd}).status_code == 422
    assert denied.state == "denied"
    assert client.post(reverse("permits:appeal"), {"words": "It ends at noon."}).status_code == 302
    assert denied.state == "appealed"
    assert "You have appealed" in client.get(reverse("permits:yours")).text
    again = client.post(reverse("permits:appeal"), {"words": "It ends at noon."})
    assert again.status_code == 409
    assert Appeal.objects.count() == 1


def test_late_appeal_is_refused_with_its_words_kept(denied: Applied, client: Client) -> None:
    with clock.standing_at(datetime(2026, 6, 26, 18, tzinfo=UTC)):
        opened(denied, client)
        assert "You can appeal until" not in client.get(reverse("permits:yours")).text
        answer = client.post(reverse("permits:appeal"), {"words": "It ends at noon."})
    assert answer.status_code == 409
    assert denied.state == "denied"


def test_renewal_begins_from_the_page_and_only_when_there_is_one(
    apply: Apply, reviewed: Apply, desk: Desk, client: Client, at: datetime
) -> None:
    opened(apply("film"), client)
    assert client.post(reverse("permits:renew")).status_code == 409
    applied = reviewed("alarm")
    actions.decide(application=applied.application, verdict="granted", facts="Fine.", by=desk.decider, at=at)
    actions.waive_fee(application=applied.application, rule="indigent", reason="Shown.", by=desk.clerk, at=at)
    actions.issue(application=applied.application, by=desk.clerk, at=at)
    opened(applied, client)
    assert "Renew it" in client.get(reverse("permits:yours")).text
    began = client.post(reverse("permits:renew"))
    assert began.headers["Location"].startswith("/permits/form/")
    assert "From which day?" in client.get(began.headers["Location"]).text


def test_limit_on_answers_is_said_with_the_words_kept(denied: Applied, client: Client) -> None:
    opened(denied, client)
    for _hit in range(20):
        client.post(reverse("permits:own_words"), {"code": "wrong"})
    answer = client.post(reverse("permits:appeal"), {"words": "It ends at noon."})
    assert answer.status_code == 429
    assert "It ends at noon." in answer.text
    assert denied.state == "denied"
