"""What broken phones and hostile programs send to the pages of a report: said clearly, nothing lost."""

import io
import re
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from commonbeat.domain.concerns.choices import DESCRIPTION_LENGTH
from commonbeat.domain.concerns.choices.reporting import KEEPING_PHOTOS
from commonbeat.domain.concerns.models import Concern, Draft
from commonbeat.domain.concerns.queries.drafts import draft_by_token
from commonbeat.engine.files.models import StoredFile
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core import clock
from commonbeat.ground.throttle.actions import spend

WORDS = "Cars race here every Friday."
BROKEN = b"\xff\xd8\xff\xe0" + b"cut off"


@pytest.fixture
def token(client: Client, at: datetime) -> object:
    """A report that was begun, up to its photos."""
    with clock.standing_at(at):
        begun = client.post("/report/", {"words": WORDS, "category": "graffiti"})
        yield begun.headers["Location"].split("/")[2]


pytestmark = pytest.mark.usefixtures("kinds")


def picture(name: str = "street.jpg") -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(drawn, "JPEG")
    return SimpleUploadedFile(name, drawn.getvalue(), "image/jpeg")


def kept(larkspur: Agency, token: str, at: datetime) -> dict[str, object]:
    draft = draft_by_token(larkspur, token, at)
    assert draft is not None
    return draft.given


def test_more_words_than_fit_are_shown_again_with_how_many_too_many(client: Client) -> None:
    words = "word " * 200_000
    page = client.post("/report/", {"words": words})
    assert page.status_code == 422
    over = len(words.strip()) - DESCRIPTION_LENGTH
    assert f"{over:,} characters too long" in page.text
    assert page.text.count("word word word") > 1000
    assert Draft.objects.count() == 0


def test_a_million_words_are_refused_before_they_are_read(client: Client) -> None:
    page = client.post("/report/", {"words": "word " * 1_000_000})
    assert page.status_code == 413
    assert "Nothing was changed. Go back: your words should still be in the form." in " ".join(
        re.sub("<[^>]+>", " ", page.text).split()
    )
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("bad", ["\x00", "\u202etxet", "\ufeff", "\U0001f697" * 50])
def test_odd_characters_go_through_to_the_end(
    bad: str, token: str, client: Client, larkspur: Agency, at: datetime
) -> None:
    client.post(f"/report/{token}/photo/")
    client.post(f"/report/{token}/place/", {"area": "A"})
    client.post(f"/report/{token}/details/", {"words": f"Paint {bad} here"})
    assert client.post(f"/report/{token}/send/").status_code == 302
    assert Concern.objects.get().words == f"Paint {bad} here".replace("\x00", "")


@pytest.mark.parametrize("place", ["\x00\x00", " \x00 "])
def test_a_place_of_nothing_is_no_place(place: str, token: str, client: Client) -> None:
    client.post(f"/report/{token}/photo/")
    page = client.post(f"/report/{token}/place/", {"place": place})
    assert page.status_code == 422


@pytest.mark.req("C6")
def test_thirty_photos_keep_the_first_three_and_say_so(token: str, client: Client) -> None:
    cut_off = SimpleUploadedFile("b.jpg", BROKEN, "image/jpeg")
    many = [*(picture() for _number in range(29)), cut_off]
    page = client.post(f"/report/{token}/photo/", {"photos": many})
    assert page.status_code == 422
    assert "Photo 30" not in page.text  # those there is no room for are not even looked at
    assert "3 photos are the most for one report." in page.text
    assert Draft.objects.get().photos.count() == StoredFile.objects.count() == 3


def test_a_photo_that_cannot_be_read_takes_no_other_with_it(token: str, client: Client) -> None:
    cut_off = SimpleUploadedFile("b.jpg", BROKEN, "image/jpeg")
    text = SimpleUploadedFile("c.jpg", b"<html>", "image/jpeg")
    page = client.post(f"/report/{token}/photo/", {"photos": [picture(), cut_off, text]})
    assert page.status_code == 422
    assert "Photo 2: " in page.text
    assert "Photo 3: This is not a photo that we can read." in page.text
    assert "PDF" not in page.text
    assert page.text.count("Your photo") == 1
    # Whoever looks at the page again finds what was kept, and goes on.
    assert "Your photo 1" in client.get(f"/report/{token}/photo/").text
    assert client.post(f"/report/{token}/photo/").headers["Location"].endswith("/place/")


def test_to_add_a_photo_without_choosing_one_says_what_to_do(token: str, client: Client) -> None:
    page = client.post(f"/report/{token}/photo/", {"add": "yes"})
    assert page.status_code == 422
    assert "Choose a photo first, or go on without one." in page.text


def test_too_many_photos_in_a_while_lose_nothing_that_was_given(
    token: str, client: Client, larkspur: Agency, at: datetime
) -> None:
    client.post(f"/report/{token}/photo/", {"photos": picture()})
    limit = KEEPING_PHOTOS.within(larkspur.slug)
    for _hit in range(limit.hits - 1):
        spend(limit, who="127.0.0.1", at=at)
    page = client.post(f"/report/{token}/photo/", {"photos": picture()})
    assert page.status_code == 429
    assert "Your photo 1" in page.text
    assert kept(larkspur, token, at)["words"] == WORDS
    assert client.post(f"/report/{token}/photo/").headers["Location"].endswith("/place/")


@pytest.mark.parametrize(
    "given",
    [
        {"longitude": "-76.605", "latitude": "99"},
        {"longitude": "nan", "latitude": "nan"},
        {"longitude": "inf", "latitude": "0"},
        {"longitude": "1e400", "latitude": "39.2"},
        {"longitude": "-74.0", "latitude": "40.7"},
        {"place": "x" * 161},
        {"area": "none"},
    ],
)
def test_a_place_that_cannot_be_is_said_and_nothing_else_is_lost(
    given: dict[str, str], token: str, client: Client, larkspur: Agency, at: datetime
) -> None:
    client.post(f"/report/{token}/photo/")
    page = client.post(f"/report/{token}/place/", given)
    assert page.status_code == 422
    assert 'id="error-summary"' in page.text
    assert kept(larkspur, token, at)["words"] == WORDS


@pytest.mark.parametrize("category", ["none", "x" * 5000, "a b", "\x00", "hate incident"])
def test_a_kind_that_does_not_exist_is_asked_for(category: str, token: str, client: Client) -> None:
    assert client.post(f"/report/{token}/kind/", {"category": category}).status_code == 422


@pytest.mark.parametrize("address", ["kind", "photo", "place", "details", "alike", "contact", "check"])
def test_pages_of_a_report_that_is_over_say_to_begin_again(address: str, client: Client) -> None:
    page = client.get(f"/report/{'x' * 32}/{address}/")
    assert page.status_code == 404
    assert "Please begin again." in page.text


def test_the_back_button_after_sending_leads_to_the_receipt(token: str, client: Client) -> None:
    client.post(f"/report/{token}/photo/")
    client.post(f"/report/{token}/place/", {"area": "A"})
    client.post(f"/report/{token}/details/", {"words": WORDS})
    receipt = client.post(f"/report/{token}/send/").headers["Location"]
    for step in ("kind", "photo", "place", "details", "alike", "check"):
        assert client.get(f"/report/{token}/{step}/").headers["Location"] == receipt, step
        if step != "check":
            assert client.post(f"/report/{token}/{step}/", {"words": "Other"}).headers["Location"] == receipt
    assert Concern.objects.get().words == WORDS


def test_an_expired_form_keeps_the_way_back(larkspur: Agency) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/report/", {"words": WORDS})
    assert page.status_code == 403
    assert "Go back, copy what you wrote" in page.text
