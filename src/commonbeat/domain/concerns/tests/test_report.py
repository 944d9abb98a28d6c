"""A report is taken whole or not at all."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from commonbeat.domain.concerns.actions import adopt_categories, report
from commonbeat.domain.concerns.choices import LeftContact, Source
from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.concerns.queries import public_concerns, public_position
from commonbeat.engine.casework.models import Case, ClockRun, Receipt
from commonbeat.engine.casework.queries import receipt_by_words, unsaved_words
from commonbeat.engine.messaging.models import Contact
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import RESIDENT, SYSTEM

Report = Callable[..., Concern]
POINT: dict[str, Any] = {"longitude": -76.605, "latitude": 39.205}


def test_categories_are_adopted_once(larkspur: Agency, kinds: dict[str, Category], at: datetime) -> None:
    assert len(kinds) == 16
    assert adopt_categories(agency=larkspur, by=SYSTEM, at=at) == 0
    assert all(set(category.names) == {"en", "es", "ar"} for category in kinds.values())


def test_report_is_taken_with_area_queue_clock_and_code(
    larkspur: Agency, kinds: dict[str, Category], at: datetime
) -> None:
    taken = report(
        agency=larkspur,
        category=kinds["graffiti"],
        words="  Paint on the wall.  ",
        **POINT,
        answers={"on": "public", "unasked": "x"},
        contact=LeftContact(phone="555-555-0123"),
        source=Source.WEB,
        language="es",
        form_token="f1",
        by=RESIDENT,
        at=at,
    )
    concern = taken.concern
    assert (concern.words, concern.public_words, concern.answers) == (
        "Paint on the wall.",
        "",
        {"on": "public"},
    )
    assert concern.case.area is not None
    assert concern.case.area.code == "A"
    assert concern.case.queue == kinds["graffiti"].queue
    assert ClockRun.objects.get(case=concern.case, key="finish").length == kinds["graffiti"].sla_days
    found = unsaved_words(taken.token, at)
    assert found is not None
    receipt = receipt_by_words(larkspur, " ".join(found[1]), "es")
    assert receipt is not None
    assert receipt.contact == Contact.objects.get()
    assert list(public_concerns(larkspur)) == [concern]
    assert public_position(concern) == (-76.605, 39.205)


def test_form_sent_twice_makes_one_report_and_a_code_that_works(
    larkspur: Agency, kinds: dict[str, Category], at: datetime
) -> None:
    def once() -> Any:
        return report(
            agency=larkspur,
            category=kinds["graffiti"],
            words="Paint.",
            **POINT,
            contact=LeftContact(email="a@larkspur.example"),
            source=Source.WEB,
            language="en",
            form_token="f1",
            by=RESIDENT,
            at=at,
        )

    first, second = once(), once()
    assert first.concern == second.concern
    assert Case.objects.count() == 1
    assert unsaved_words(second.token, at) is not None
    assert Receipt.objects.filter(contact__isnull=False).count() == 1
