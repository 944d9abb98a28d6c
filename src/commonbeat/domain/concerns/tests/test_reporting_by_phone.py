"""What a phone kept without a signal: it is sent once, told in words what is wrong, and can be installed."""

import io
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from commonbeat.domain.concerns.choices.reporting import BEGINNING
from commonbeat.domain.concerns.models import Concern, Draft
from commonbeat.domain.concerns.tests.pictures import picture
from commonbeat.engine.files.models import StoredFile
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.throttle.actions import spend

WORDS = "Cars race here every Friday."
pytestmark = pytest.mark.usefixtures("kinds", "now")


def test_the_phone_sends_a_draft_once_under_its_own_token(client: Client) -> None:
    token = "p" * 32
    for _try in range(2):
        told = {"token": token, "words": WORDS, "category": "graffiti", "place": "Mill", "photos": picture()}
        answer = client.post("/report/phone/send/", told).json()
        assert answer == {"address": f"/report/{token}/check/", "is_sent": False}
    assert Draft.objects.get().photos.count() == 1
    onward = client.get(answer["address"])
    assert onward.headers["Location"].endswith("/place/")
    assert 'value="Mill"' in client.get(onward.headers["Location"]).text
    assert client.post("/report/phone/send/", {"token": "short", "words": WORDS}).status_code == 422
    danger = {"token": "q" * 32, "words": "A man is breaking in right now"}
    assert client.post("/report/phone/send/", danger).json() == {"danger": True}
    assert Draft.objects.count() == 1
    for step, values in (("place", {"area": "A"}), ("details", {"words": WORDS}), ("send", {})):
        client.post(f"/report/{token}/{step}/", values)
    # The phone asks again, as it does after its line broke, and learns that it may forget the words.
    assert client.post("/report/phone/send/", {"token": token}).json() == {**answer, "is_sent": True}
    assert Concern.objects.count() == 1


def test_a_phone_that_sends_too_often_is_told_when_to_try_again(
    client: Client, larkspur: Agency, at: datetime
) -> None:
    limit = BEGINNING.within(larkspur.slug)
    for _hit in range(limit.hits):
        spend(limit, who="127.0.0.1", at=at)
    refused = client.post("/report/phone/send/", {"token": "p" * 32, "words": WORDS, "photos": picture()})
    assert (refused.status_code, refused["Retry-After"]) == (429, "600")
    assert "try again in 10 minutes" in " ".join(refused.json()["faults"])
    assert (Draft.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_photo_of_a_phone_that_cannot_be_read_takes_no_other_with_it(client: Client) -> None:
    bad = SimpleUploadedFile("x.heic", b"no photo", "image/heic")
    told = {"token": "p" * 32, "words": WORDS, "category": "graffiti", "photos": [picture(), bad]}
    answer = client.post("/report/phone/send/", told).json()
    onward = client.get(answer["address"])
    assert onward.headers["Location"].endswith("/photo/")
    page = client.get(onward.headers["Location"]).text
    assert "Photo 2: This is not a photo that we can read." in page
    assert page.count("Your photo") == 1


def test_the_app_can_be_put_on_a_phone(client: Client) -> None:
    known = client.get("/report/app.webmanifest").json()
    assert (known["scope"], known["start_url"]) == ("/report/", "/report/")
    for shown in known["icons"]:
        icon = client.get(shown["src"])
        size = Image.open(io.BytesIO(icon.content)).size
        assert shown["sizes"] == f"{size[0]}x{size[1]}"
    worker = client.get("/report/worker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert "/report/phone/" in worker.text
    assert client.get("/report/icon-9.png").status_code == 404
    spanish = client.get("/report/app.webmanifest", headers={"accept-language": "es"}).json()
    assert spanish["short_name"] == "Reportar"
