"""Whatever is sent to the staff's pages is answered clearly, and nothing is half written."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from commonbeat.domain.concerns.models import (
    Category,
    Concern,
    HandOff,
    Partner,
    Place,
    Revision,
    RoutingRule,
)
from commonbeat.engine.casework.models import Attachment, Entry, Queue
from commonbeat.engine.files.models import StoredFile
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.ground.ledger.models import Entry as Line

Report = Callable[..., Concern]
LONG = "word " * 40_000
ODD = (
    "",
    " ",
    "\x00",
    "\u202egnol\u202c",
    "x\x00y",
    LONG,
    "-1",
    "999999999999999999999",
    "nan",
    "inf",
    "NULL",
)


@pytest.fixture
def browser(client: Client, hire: Callable[..., Staff]) -> Client:
    chief = hire(
        "Kim Chief",
        *("concerns.see", "concerns.see_private", "concerns.work", "concerns.hand_off", "concerns.moderate"),
        *("concerns.close", "concerns.manage_categories"),
    )
    assert chief.person is not None
    client.force_login(chief.person)
    return client


@pytest.fixture
def concern(send: Report, walk: Report, photo: Callable[..., StoredFile], larkspur: Agency) -> Concern:
    Partner.objects.create(agency=larkspur, name="County", email="c@larkspur.example")
    return walk(send(photos=[photo()]), "acknowledge")


def doors(concern: Concern) -> dict[str, tuple[str, ...]]:
    """Return every form of the staff's pages of concerns, and its fields."""
    one = concern.case.public_id
    photo = Attachment.objects.get(case=concern.case).file.public_id
    return {
        reverse("concerns:change_kind", args=[one]): ("category",),
        reverse("concerns:hand_off", args=[one]): ("partner", "reason"),
        reverse("concerns:take_back", args=[one]): ("reason",),
        reverse("concerns:look", args=[one]): ("words", "photos", "reason"),
        reverse("concerns:cover", args=[one, photo]): ("left_1", "top_1", "width_1", "height_1", "reason"),
        reverse("concerns:take"): ("category", "words", "place", "area", "phone", "language", "token"),
        reverse("concerns:kind", args=["graffiti"]): ("sla_days", "queue", "name_en", "hint_en"),
        reverse("concerns:routing"): ("category", "area", "weekdays", "from_time", "to_time", "queue"),
        reverse("concerns:agencies"): ("name", "email", "endpoint", "jurisdiction"),
    }


def written() -> tuple[int, ...]:
    """Return how much there is of everything that these forms could write."""
    tables: tuple[Any, ...] = (
        Concern,
        Entry,
        Line,
        HandOff,
        Revision,
        RoutingRule,
        Partner,
        Attachment,
        StoredFile,
    )
    return tuple(table.objects.count() for table in tables)


@pytest.mark.parametrize("value", ODD, ids=range(len(ODD)))
def test_no_form_falls_over_and_what_is_refused_leaves_nothing(
    value: str, browser: Client, concern: Concern
) -> None:
    for address, fields in doors(concern).items():
        before = written()
        answer = browser.post(address, dict.fromkeys(fields, value))
        assert answer.status_code in (302, 422), (address, answer.status_code)
        if answer.status_code == 422:
            assert written() == before, address
            assert "usa-error-message" in answer.text or "usa-alert--error" in answer.text, address


def test_things_of_another_agency_are_not_on_any_list(
    browser: Client, concern: Concern, larkspur: Agency, beats: list[Area]
) -> None:
    elm = Agency.objects.create(
        slug="elm",
        name="Elm Police",
        short_name="Elm",
        place="Elm",
        time_zone="America/New_York",
        languages=["en"],
        created_at=concern.received_at,
    )
    queue = Queue.objects.create(agency=elm, key="elm", name="Elm")
    kind = Category.objects.create(agency=elm, key="elm", names={"en": "Elm"}, queue=queue)
    partner = Partner.objects.create(agency=elm, name="Elm works", email="e@elm.example")
    area = Area.objects.create(agency=elm, code="E", name="Elm", boundary=beats[0].boundary)
    one, before = concern.case.public_id, written()
    for name, args, sent in (
        ("change_kind", [one], {"category": kind.pk}),
        ("hand_off", [one], {"partner": partner.pk, "reason": "Theirs."}),
        ("routing", [], {"queue": queue.pk}),
        ("routing", [], {"queue": concern.category.queue_id, "area": area.pk}),
        ("routing", [], {"queue": concern.category.queue_id, "category": kind.pk}),
    ):
        assert browser.post(reverse(f"concerns:{name}", args=args), sent).status_code == 422, name
    assert written() == before
    rule = RoutingRule.objects.create(agency=elm, position=1, queue=queue)
    for name, pk in (("end_rule", rule.pk), ("move_up", rule.pk), ("end_agency", partner.pk)):
        assert browser.post(reverse(f"concerns:{name}", args=[pk])).status_code == 404, name
    assert browser.post(reverse("concerns:end_kind", args=["elm"])).status_code == 404


@pytest.mark.parametrize(
    "when", ["0001-01-01T00:00", "9999-12-31T23:59", "2026-03-08T02:30", "2026-02-30T10:00"]
)
def test_trial_of_routing_takes_any_time(when: str, browser: Client, kinds: dict[str, Category]) -> None:
    RoutingRule.objects.create(
        agency=kinds["noise"].agency,
        position=1,
        queue=kinds["noise"].queue,
        from_time="22:00",
        to_time="06:00",
    )
    asked: dict[str, Any] = {"category": kinds["noise"].pk, "when": when}
    assert browser.get(reverse("concerns:routing"), asked).status_code == 200


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 422),
        (b"\x00\x00", 422),
        (b"kind,name\nlandmark,Town Hall", 422),
        (b"kind,name,longitude,latitude\nlandmark,Town\x00 Hall,-76.605,39.205\n", 200),
        (b"kind,name,longitude,latitude\nlandmark," + b"x" * 200_000 + b",-76.605,39.205\n", 422),
        (b'kind,name,longitude,latitude\nlandmark,"Town Hall,-76.605,39.205\n' + b"a,b\n" * 50_000, 422),
        (b"kind,name,longitude,latitude\nlandmark,Town Hall,nan,inf\n", 200),
        (b"kind,name,longitude,latitude\nlandmark,Town Hall,-76.605,39.205,more,and,more\n", 200),
        (b"kind,name,longitude,latitude\nlandmark\n", 200),
        ("\ufeffKind, Name ,LONGITUDE,latitude\nlandmark,‮Town,-76.605,39.205\n".encode(), 200),
    ],
    ids=range(10),
)
def test_any_file_of_places_is_answered(
    content: bytes, status: int, browser: Client, beats: list[Area]
) -> None:
    file = SimpleUploadedFile("places.csv", content, "text/csv")
    answer = browser.post(reverse("concerns:known_places"), {"file": file})
    assert answer.status_code == status
    assert all("\x00" not in place.name for place in Place.objects.all())
