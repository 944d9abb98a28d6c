"""The pages of a report: the way through them, what is kept meanwhile, and that one report is sent once."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from commonbeat.domain.concerns.actions.drafts import begin_draft, forget_drafts
from commonbeat.domain.concerns.choices import PlaceKind
from commonbeat.domain.concerns.choices.reporting import KEEPING_PHOTOS
from commonbeat.domain.concerns.models import Category, Concern, Draft, Place
from commonbeat.domain.concerns.rules import searchable
from commonbeat.domain.concerns.tests.pictures import picture
from commonbeat.engine.casework.models import Attachment, Receipt
from commonbeat.engine.files.models import StoredFile
from commonbeat.engine.messaging.models import Contact
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core import clock
from commonbeat.ground.throttle.actions import spend

Answer = HttpResponse
WORDS = "Cars race here every Friday."


@pytest.fixture
def library(larkspur: Agency) -> Place:
    return known_place(larkspur, "Public Library", -76.605, 39.205)


def known_place(
    agency: Agency, name: str, longitude: float, latitude: float, kind: str = PlaceKind.LANDMARK
) -> Place:
    return Place.objects.create(
        agency=agency, kind=kind, name=name, search=searchable(name), longitude=longitude, latitude=latitude
    )


class Walk:
    """A browser that goes from page to page of one report."""

    def __init__(self, client: Client, **begun: str) -> None:
        self.client = client
        sent = client.post("/report/", {"words": WORDS, "category": "graffiti", **begun})
        assert sent.status_code == 302, sent.content
        self.address = sent.headers["Location"]
        self.token = self.address.split("/")[2]

    def post(self, step: str, **values: object) -> Answer:
        answer = self.client.post(f"/report/{self.token}/{step}/", values)
        if answer.status_code == 302:
            self.address = answer.headers["Location"]
        return answer  # type: ignore[return-value]

    def get(self, step: str = "") -> Answer:
        return self.client.get(f"/report/{self.token}/{step}/" if step else self.address)  # type: ignore[return-value]

    def to_the_end(self) -> "Walk":
        self.post("photo")
        self.post("place", place="public library")
        self.post("details", words=WORDS)
        self.post("alike")
        assert self.address.endswith("/check/"), self.address
        return self

    def to_the_end_with(self, reach: str) -> "Walk":
        for step, values in (
            ("photo", {}),
            ("place", {"place": "public library"}),
            ("details", {"words": WORDS}),
            ("contact", {"reach": reach}),
        ):
            self.post(step, **values)
        assert self.address.endswith("/check/"), self.address
        return self


pytestmark = pytest.mark.usefixtures("kinds", "library", "now")


@pytest.mark.req("C1")
@pytest.mark.parametrize(
    "words",
    [
        "A man is breaking into a car right now",
        "Están robando una tienda ahora mismo",
        "شخص يقتحم بيت الجيران الآن",
    ],
)
def test_words_of_a_crime_in_progress_show_911_before_any_form(words: str, client: Client) -> None:
    page = client.post("/report/", {"words": words})
    assert 'href="tel:911"' in page.text
    assert "Call 911 now" in page.text
    # No field to fill in, nothing stored, and a way on with every word.
    assert not re.search(r"<textarea|type=.text|type=.radio", page.text)
    assert Draft.objects.count() == 0
    assert f'name="words" value="{words}"' in page.text
    gone_on = client.post("/report/", {"words": words, "safe": "on"})
    assert gone_on.status_code == 302


@pytest.mark.req("C1")
def test_the_first_page_asks_for_danger_first_and_then_offers_every_kind(client: Client) -> None:
    page = client.get("/report/").text
    assert page.index("Is it happening now?") < page.index("<textarea")
    for text in ("2 minutes", "No name and no account", "People at Larkspur Police read it"):
        assert page.index(text) < page.index("<textarea")
    offered = set(re.findall(r'name="category" value="(\w+)"', page))
    kinds = {
        *("speeding", "parking", "noise", "abandoned_vehicle", "nuisance_house", "welfare", "school_zone"),
        *("extra_patrol", "vacation_watch", "graffiti", "hate_incident", "encampment", "animal"),
        *("lost_property", "found_property"),
    }
    assert kinds <= offered


def test_an_agency_without_kinds_says_to_call(client: Client, larkspur: Agency, at: datetime) -> None:
    Category.objects.filter(agency=larkspur).update(ended_at=at)
    assert "takes no reports yet" in client.get("/report/").text
    assert client.post("/report/", {"words": WORDS}).status_code == 409


def test_danger_told_among_the_details_shows_911_too(client: Client) -> None:
    walk = Walk(client)
    walk.post("photo")
    walk.post("place", area="A")
    page = walk.post("details", words="Help, they are breaking in right now")
    assert 'href="tel:911"' in page.text
    assert walk.post("details", words="Help, they are breaking in right now", safe="on").status_code == 302


@pytest.mark.req("C7")
def test_a_report_is_sent_with_no_name_and_gives_a_code(client: Client, larkspur: Agency) -> None:
    walk = Walk(client).to_the_end()
    page = walk.get("check").text
    assert WORDS in page
    assert "Public Library" in page
    assert "Only by your code" in page
    sent = walk.post("send")
    assert sent.headers["Location"].startswith("/follow/new/")
    concern = Concern.objects.get()
    assert (concern.words, concern.place) == (WORDS, "Public Library")
    assert concern.case.area is not None
    assert concern.case.area.code == "A"
    assert len(client.get(sent.headers["Location"]).text) > 1000


def test_what_is_written_cannot_be_read_without_the_address(client: Client) -> None:
    walk = Walk(client, words="Purple paint by the river").to_the_end()
    Category.objects.filter(key="graffiti").update(may_be_anonymous=False)
    walk.post("contact", reach="+15555550142")
    assert "5550142" in walk.get("check").text.replace("-", "")
    row = Draft.objects.values().get()
    assert "Purple" not in str(row)
    assert "5550142" not in str(row)
    assert Contact.objects.count() == 0


def test_pressed_twice_or_after_a_broken_line_it_is_sent_once(client: Client) -> None:
    walk = Walk(client)
    walk.client.post(f"/report/{walk.token}/photo/", {"photos": picture()})
    walk.to_the_end()
    first, second = walk.post("send"), walk.post("send")
    assert first.headers["Location"] == second.headers["Location"]
    assert walk.get("check").headers["Location"] == first.headers["Location"]
    assert Concern.objects.count() == 1
    assert Attachment.objects.count() == 1
    # Nothing of it stays in the draft but the way to its receipt.
    draft = Draft.objects.get()
    assert (draft.photos.count(), len(bytes(draft.sealed)) < 120) == (0, True)


def test_what_is_not_sent_is_erased_after_a_day(client: Client, at: datetime) -> None:
    walk = Walk(client)
    walk.client.post(f"/report/{walk.token}/photo/", {"photos": picture()})
    with clock.standing_at(at + timedelta(hours=23)):
        assert walk.get("photo").status_code == 200
    later = at + timedelta(hours=24, seconds=1)
    with clock.standing_at(later):
        gone = walk.get("photo")
        assert gone.status_code == 404
        assert "begin again" in gone.text
    assert forget_drafts(at=later) == 1
    assert Draft.objects.count() == 0
    assert StoredFile.objects.get().destroyed_at == later


def test_it_can_be_erased_by_its_writer(client: Client) -> None:
    walk = Walk(client)
    assert walk.post("drop").status_code == 302
    assert Draft.objects.count() == 0


def test_photos_are_shown_as_kept_removed_and_at_most_three(client: Client) -> None:
    walk = Walk(client)
    address = f"/report/{walk.token}/photo/"
    for _number in range(3):
        assert client.post(address, {"photos": picture()}).status_code == 302
    assert "at most" not in walk.get("photo").text
    full = client.post(address, {"photos": picture()})
    assert full.status_code == 422
    assert "3 photos are the most" in full.text
    kept = StoredFile.objects.order_by("pk")[0]
    shown = client.get(f"{address}{kept.public_id}/")
    assert shown["Content-Type"] in ("image/jpeg", "image/png")
    assert walk.post("photo", remove=kept.public_id).status_code == 302
    assert client.get(f"{address}{kept.public_id}/").status_code == 404
    bad = client.post(address, {"photos": SimpleUploadedFile("x.jpg", b"no photo", "image/jpeg")})
    assert bad.status_code == 422
    assert Draft.objects.get().photos.count() == 2


def test_photos_are_limited_before_they_are_looked_at(client: Client, larkspur: Agency, at: datetime) -> None:
    walk = Walk(client)
    for _hit in range(KEEPING_PHOTOS.hits):
        spend(KEEPING_PHOTOS.within(larkspur.slug), who="127.0.0.1", at=at)
    refused = client.post(f"/report/{walk.token}/photo/", {"photos": picture()})
    assert (refused.status_code, refused["Retry-After"]) == (429, "600")
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"place": "far lake"}, "Far Lake is outside Larkspur"),
        ({"longitude": "-70", "latitude": "40"}, "The pin is outside Larkspur"),
        ({"longitude": "nan", "latitude": "40"}, "Enter a number"),
        ({"longitude": "-900", "latitude": "40"}, "could not read the pin"),
        ({"place": "nowhere lane"}, "Choose the part of town it is in"),
        ({}, "Say where it is"),
        ({"place": "mill"}, "Which one do you mean?"),
    ],
)
def test_a_place_that_does_not_do_says_why_and_loses_nothing(
    given: dict[str, str], says: str, client: Client, larkspur: Agency
) -> None:
    known_place(larkspur, "Far Lake", -70.0, 40.0)
    known_place(larkspur, "Mill Road", -76.606, 39.206)
    known_place(larkspur, "Mill Pond", -76.607, 39.207)
    walk = Walk(client)
    walk.post("photo")
    page = walk.post("place", **given)
    assert page.status_code == 422
    assert says in page.text
    assert given.get("place", "") in page.text
    assert walk.get("check").headers["Location"].endswith("/place/")


def test_a_place_is_picked_from_the_list_without_a_script(client: Client, larkspur: Agency) -> None:
    known_place(larkspur, "Mill Road", -76.606, 39.206)
    pond = known_place(larkspur, "Mill Pond", -76.607, 39.207)
    walk = Walk(client)
    walk.post("photo")
    assert f'value="{pond.pk}"' in walk.post("place", place="mill").text
    assert walk.post("place", place="mill", picked=str(pond.pk)).status_code == 302
    walk.post("details", words=WORDS)
    assert "Mill Pond" in walk.get("check").text


def test_too_long_says_how_much_too_long(client: Client) -> None:
    walk = Walk(client)
    walk.post("photo")
    walk.post("place", area="A")
    page = walk.post("details", words="x" * 4012)
    assert page.status_code == 422
    assert "12 characters too long" in page.text
    assert "x" * 4012 in page.text


def test_a_kind_with_a_stopper_says_whom_to_call(client: Client, larkspur: Agency) -> None:
    Category.objects.filter(agency=larkspur, key="welfare").update(
        stopper={"en": "Please call us about this."}
    )
    walk = Walk(client, category="welfare")
    page = walk.get()
    assert walk.address.endswith("/stop/")
    assert "Please call us about this." in page.text
    assert 'href="tel:+15555550100"' in page.text
    assert walk.get("check").status_code == 302


def test_near_reports_of_the_same_kind_are_offered_first(
    client: Client, send: Callable[..., Concern]
) -> None:
    there = send("graffiti", longitude=-76.605, latitude=39.2053)
    walk = Walk(client)
    walk.post("photo")
    walk.post("place", place="public library")
    walk.post("details", words=WORDS)
    assert walk.address.endswith("/alike/")
    assert there.case.public_id in walk.get().text
    followed = client.post(
        f"/concerns/{there.case.public_id}/follow/", {"as": "troubled", "draft": walk.token}
    )
    assert followed.headers["Location"].startswith("/follow/new/")
    assert there.others.filter(is_troubled=True).count() == 1
    assert (Draft.objects.count(), Concern.objects.count()) == (0, 1)


def test_a_kind_that_needs_an_answer_asks_for_a_way_to_reach(client: Client, larkspur: Agency) -> None:
    Category.objects.filter(agency=larkspur, key="graffiti").update(may_be_anonymous=False)
    walk = Walk(client)
    walk.post("photo")
    walk.post("place", area="A")
    walk.post("details", words=WORDS)
    refused = walk.post("contact")
    assert refused.status_code == 422
    assert "must be able to reach you" in refused.text
    assert walk.post("contact", reach="(555) 555-0142").status_code == 302
    walk.post("send")
    contact = Receipt.objects.get().contact
    assert contact is not None
    assert contact.phone == "+15555550142"


@pytest.mark.req("C7")
def test_a_kind_that_may_be_anonymous_asks_for_no_contact_and_keeps_none(client: Client) -> None:
    walk = Walk(client).to_the_end()
    assert "Step 5 of 5" in walk.get().text
    assert walk.get("contact").status_code == 302
    walk.post("contact", reach="bo@example.com")
    assert "bo@example.com" not in walk.get("check").text
    walk.post("send")
    assert Receipt.objects.get().contact is None
    assert Contact.objects.count() == 0


def test_a_contact_given_for_another_kind_is_forgotten(client: Client, larkspur: Agency) -> None:
    Category.objects.filter(agency=larkspur, key="graffiti").update(may_be_anonymous=False)
    walk = Walk(client).to_the_end_with("bo@example.com")
    walk.post("kind", category="speeding")
    walk.post("details", words=WORDS)
    walk.post("send")
    assert Receipt.objects.get().contact is None
    assert Contact.objects.count() == 0


def test_no_page_of_a_report_asks_the_database_more_often_where_many_are_near(
    client: Client, send: Callable[..., Concern], django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        send("graffiti", f"Wall {number}", longitude=-76.605, latitude=39.2053, gives_receipt=False)
    walk = Walk(client)
    walk.client.post(f"/report/{walk.token}/photo/", {"photos": picture()})
    walk.to_the_end()
    for step in ("kind", "photo", "place", "details", "alike", "check"):
        with django_assert_max_num_queries(14):
            assert walk.get(step).status_code == 200, step


def test_a_draft_of_one_agency_is_not_at_another(client: Client, larkspur: Agency, at: datetime) -> None:
    Agency.objects.update(hostname="larkspur.localhost")
    other = Agency.objects.create(
        **{
            **Agency.objects.filter(pk=larkspur.pk).values().get(),
            "id": None,
            "slug": "elm",
            "hostname": "elm.localhost",
        }
    )
    token = begin_draft(agency=other, given={"category": "graffiti"}, language="en", at=at)
    assert client.get(f"/report/{token}/photo/", headers={"host": "larkspur.localhost"}).status_code == 404
