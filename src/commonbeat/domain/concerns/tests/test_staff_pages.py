"""The staff's pages: one concern, looking, covering, taking reports, and the settings."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from commonbeat.domain.concerns.choices import Source
from commonbeat.domain.concerns.models import Category, Concern, Partner, Place, RoutingRule
from commonbeat.engine.casework.models import Attachment, Queue
from commonbeat.engine.files.models import StoredFile
from commonbeat.ground.agency.models import Agency, Area, Staff

Report = Callable[..., Concern]


def signed_in(client: Client, post: Staff) -> Client:
    assert post.person is not None
    client.force_login(post.person)
    return client


@pytest.fixture
def browser(client: Client, worker: Staff) -> Client:
    return signed_in(client, worker)


@pytest.fixture
def chief(client: Client, hire: Callable[..., Staff]) -> Client:
    return signed_in(client, hire("Kim Chief", "concerns.manage_categories"))


def test_page_shows_place_words_and_what_can_be_done(browser: Client, send: Report, larkspur: Agency) -> None:
    Partner.objects.create(agency=larkspur, name="Street Works", email="s@larkspur.example")
    concern = send(place="14 Elm Street")
    page = browser.get(reverse("concerns:concern", args=[concern.case.public_id])).content.decode()
    for words in (
        concern.words,
        "14 Elm Street",
        "<polygon",
        "It is another kind",
        "Look at words and photos",
    ):
        assert words in page
    assert "style=" not in page


def test_hand_off_is_offered_once_with_the_form_it_needs(
    browser: Client, send: Report, walk: Report, larkspur: Agency
) -> None:
    Partner.objects.create(agency=larkspur, name="Street Works", email="s@larkspur.example")
    one = walk(send(), "acknowledge").case.public_id
    page = browser.get(reverse("concerns:concern", args=[one])).content.decode()
    assert page.count(reverse("concerns:hand_off", args=[one])) == 1
    assert reverse("casework:move", args=[one, "hand_off"]) not in page


@pytest.mark.req("C2")
def test_kind_is_changed_and_report_handed_over_and_taken_back(
    browser: Client, send: Report, walk: Report, larkspur: Agency, kinds: dict[str, Category]
) -> None:
    partner = Partner.objects.create(agency=larkspur, name="Street Works", email="s@larkspur.example")
    concern = walk(send(), "acknowledge")
    one = [concern.case.public_id]
    browser.post(reverse("concerns:change_kind", args=one), {"category": kinds["parking"].pk})
    assert browser.post(reverse("concerns:hand_off", args=one), {"partner": partner.pk}).status_code == 422
    browser.post(reverse("concerns:hand_off", args=one), {"partner": partner.pk, "reason": "Theirs."})
    concern.refresh_from_db()
    concern.case.refresh_from_db()
    assert (concern.category.key, concern.case.state) == ("parking", "handed_off")
    browser.post(reverse("concerns:take_back", args=one), {"reason": "Ours."})
    concern.case.refresh_from_db()
    assert concern.case.state == "acknowledged"


@pytest.mark.req("C6")
def test_photo_is_covered_and_words_are_looked_at_without_script(
    browser: Client, send: Report, photo: Callable[..., StoredFile]
) -> None:
    sent = photo()
    concern = send(photos=[sent])
    one = [concern.case.public_id]
    address = reverse("concerns:cover", args=[*one, sent.public_id])
    assert "data-cover" in browser.get(address).content.decode()
    assert browser.post(address, {"reason": "A face"}).status_code == 422
    box = {"left_1": "10", "top_1": "10", "width_1": "30", "height_1": "30", "reason": "A face"}
    assert browser.post(address, box).status_code == 302
    newest = Attachment.objects.get(case=concern.case, replaced_by=None)
    look = reverse("concerns:look", args=one)
    assert newest.file.public_id in browser.get(look).content.decode()
    given = {"words": "Paint.", "photos": [newest.file.public_id], "reason": "Shorter"}
    assert browser.post(look, given).status_code == 302
    concern.refresh_from_db()
    newest.refresh_from_db()
    assert (concern.public_words, newest.shown) == ("Paint.", "public")
    assert browser.post(look, {"words": "Mr. Alvarez did it.", "reason": "x"}).status_code == 422


def test_report_is_taken_for_a_caller(
    browser: Client, kinds: dict[str, Category], beats: list[Area], worker: Staff
) -> None:
    address = reverse("concerns:take")
    assert "Go on" in browser.get(address).content.decode()
    page = browser.get(address, {"category": kinds["noise"].pk})
    token = page.context["form"]["token"].value()
    given = {
        "category": kinds["noise"].pk,
        "words": "Loud.",
        "area": beats[1].pk,
        "language": "es",
        "token": token,
    }
    assert browser.post(address, given).status_code == 422
    done = browser.post(address, {**given, "answer-kind": "music", "phone": "555-555-0123"})
    concern = Concern.objects.get()
    assert done["Location"].startswith("/follow/new/")
    assert (concern.source, concern.case.area, concern.case.language) == (Source.STAFF, beats[1], "es")
    assert concern.case.receipts.get().contact is not None
    stopper = browser.get(address, {"category": kinds["welfare"].pk}).content.decode()
    assert "Go on" in stopper


@pytest.mark.req("C3")
def test_kind_is_set_up(chief: Client, kinds: dict[str, Category], larkspur: Agency) -> None:
    assert "Graffiti" in chief.get(reverse("concerns:kinds")).content.decode()
    address = reverse("concerns:kind", args=["graffiti"])
    form = chief.get(address).context["form"]
    given = {name: value for name, value in form.initial.items() if value not in (None, False)}
    given |= {"sla_days": "3", "name_en": "Paint on walls", "queue": kinds["noise"].queue.pk}
    assert chief.post(address, given).status_code == 302
    assert chief.post(address, {**given, "sla_days": "0"}).status_code == 422
    assert chief.post(address, {**given, "is_private": "on", "is_listed": "on"}).status_code == 422
    kind = Category.objects.get(key="graffiti")
    assert (kind.sla_days, kind.names["en"], kind.queue) == (3, "Paint on walls", kinds["noise"].queue)
    chief.post(reverse("concerns:end_kind", args=["graffiti"]))
    assert Category.objects.get(key="graffiti").ended_at is not None
    chief.post(reverse("concerns:adopt"))
    assert Category.objects.get(key="graffiti").names["en"] == "Paint on walls"


@pytest.mark.req("C2")
def test_routing_is_set_up_and_tried(chief: Client, kinds: dict[str, Category], larkspur: Agency) -> None:
    night = Queue.objects.create(agency=larkspur, key="night", name="Night desk")
    address = reverse("concerns:routing")
    given = {"category": kinds["noise"].pk, "from_time": "22:00", "to_time": "06:00", "queue": night.pk}
    assert chief.post(address, {**given, "to_time": ""}).status_code == 422
    assert chief.post(address, given).status_code == 302
    assert chief.post(address, {"queue": night.pk, "weekdays": ["6", "7"]}).status_code == 302
    late = chief.get(f"{address}?category={kinds['noise'].pk}&when=2026-06-11T01:00")
    assert (late.context["goes_to"], late.context["by_rule"]) == (night, 1)
    noon = chief.get(f"{address}?category={kinds['noise'].pk}&when=2026-06-11T12:00")
    assert (noon.context["goes_to"], noon.context["by_rule"]) == (kinds["noise"].queue, 0)
    second = RoutingRule.objects.get(position=2)
    chief.post(reverse("concerns:move_up", args=[second.pk]))
    chief.post(reverse("concerns:end_rule", args=[second.pk]))
    assert RoutingRule.objects.filter(ended_at=None).count() == 1


def test_partners_are_set_up(chief: Client, larkspur: Agency) -> None:
    address = reverse("concerns:agencies")
    assert chief.post(address, {"name": "County"}).status_code == 422
    assert chief.post(address, {"name": "County", "endpoint": "http://x.example"}).status_code == 422
    assert chief.post(address, {"name": "County", "email": "c@larkspur.example"}).status_code == 302
    assert chief.post(address, {"name": "County", "email": "c@larkspur.example"}).status_code == 422
    chief.post(reverse("concerns:end_agency", args=[Partner.objects.get().pk]))
    assert Partner.objects.get().ended_at is not None


def test_places_are_taken_and_bad_lines_told(chief: Client, beats: list[Area]) -> None:
    lines = (
        "kind,name,longitude,latitude",
        "address,12 Elm Street,-76.605,39.205",
        "intersection,Oak Avenue and Elm Street,-76.605,39.206",
        "landmark,Far Away,-70,39.2",
        "house,Nowhere,-76.605,39.205",
        "landmark,Town Hall,x,39.2",
    )
    file = SimpleUploadedFile("places.csv", "\n".join(lines).encode(), "text/csv")
    page = chief.post(reverse("concerns:known_places"), {"file": file}).content.decode()
    assert Place.objects.count() == 2
    for line in (4, 5, 6):
        assert f"Line {line}:" in page
    bad = SimpleUploadedFile("places.csv", b"\xff\xfe\x00", "text/csv")
    assert chief.post(reverse("concerns:known_places"), {"file": bad}).status_code == 422


def test_typed_crossing_finds_its_place_in_either_order(
    chief: Client, beats: list[Area], send: Report, larkspur: Agency
) -> None:
    Place.objects.create(
        agency=larkspur,
        kind="intersection",
        name="Oak Avenue and Elm Street",
        search="elm st & oak ave",
        longitude=-76.595,
        latitude=39.205,
    )
    concern = send(place="Elm St. & Oak Ave", longitude=None, latitude=None)
    assert (concern.longitude, concern.case.area) == (-76.595, beats[1])
