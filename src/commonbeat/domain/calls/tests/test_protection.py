"""The second screen: a number or address near a call that is never texted stays silent for a year."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from commonbeat.domain.calls.actions import end_protection, protect
from commonbeat.domain.calls.choices import SCREEN_DAYS
from commonbeat.domain.calls.models import ProtectedMark
from commonbeat.domain.calls.tests.conftest import Tell, decision_of
from commonbeat.ground.agency.actions import change_setting
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Forbidden, Hidden, Invalid
from commonbeat.ground.ledger.models import Entry

PHONE, OTHER = "555-555-0101", "555-555-0102"
DAY = 24 * 60


def _theft_on_day(tell: Tell, day: int, **who: str) -> str:
    incident_no = f"26-day{day}"
    tell(incident_no, "cleared", minute=(day - 1) * DAY, type_code="VANDALISM", **who)
    decision = decision_of(incident_no)
    return decision.reason or decision.outcome


@pytest.mark.req("A3")
@pytest.mark.parametrize(
    ("day", "outcome"), [(2, "protected"), (40, "protected"), (365, "protected"), (366, "send")]
)
def test_same_phone(ready: Agency, tell: Tell, day: int, outcome: str) -> None:
    tell("26-dv", "received", type_code="DOMESTIC VIOLENCE", phone=PHONE)
    assert _theft_on_day(tell, day, phone=PHONE) == outcome


@pytest.mark.req("A3")
@pytest.mark.parametrize(
    ("address", "outcome"), [("12 north main st.", "protected"), ("14 N Main St", "send")]
)
def test_same_address_other_phone(ready: Agency, tell: Tell, address: str, outcome: str) -> None:
    tell("26-dv", "received", type_code="DOMESTIC VIOLENCE", phone=PHONE, address="12 N. Main Street")
    assert _theft_on_day(tell, 40, phone=OTHER, address=address) == outcome


@pytest.mark.req("A3")
@pytest.mark.parametrize(
    "told",
    [
        {"type_code": "VANDALISM", "final_type_code": "CHILD ABUSE"},
        {"type_code": "VANDALISM", "disposition": "ARREST MADE"},
        {"type_code": "VANDALISM", "protected_flag": True},
    ],
)
def test_final_type_disposition_and_flag_protect_too(
    ready: Agency, tell: Tell, told: dict[str, object]
) -> None:
    tell("26-1", "received", phone=PHONE, **told)
    assert _theft_on_day(tell, 40, phone=PHONE) == "protected"


@pytest.mark.req("A3")
def test_mark_knows_the_day_and_the_rule_and_no_incident(ready: Agency, tell: Tell, at: datetime) -> None:
    tell("26-dv", "received", type_code="DOMESTIC VIOLENCE", phone=PHONE)
    mark = ProtectedMark.objects.get()
    assert (mark.kind, mark.cause, mark.marked_on) == ("phone", "call", date(2026, 6, 10))
    columns = {field.name for field in ProtectedMark._meta.get_fields()}
    assert columns == {"id", "agency", "kind", "lookup", "cause", "marked_on", "until"}


def test_later_incident_makes_the_silence_longer_and_an_earlier_one_never_shorter(
    ready: Agency, tell: Tell
) -> None:
    tell("26-1", "received", minute=10 * DAY, type_code="DOMESTIC VIOLENCE", phone=PHONE)
    tell("26-2", "received", minute=5 * DAY, type_code="STALKING", phone=PHONE)
    assert ProtectedMark.objects.get().marked_on == date(2026, 6, 20)
    tell("26-3", "received", minute=20 * DAY, type_code="STALKING", phone=PHONE)
    assert ProtectedMark.objects.get().marked_on == date(2026, 6, 30)


def test_number_told_after_the_type_is_marked_as_well(ready: Agency, tell: Tell) -> None:
    tell("26-1", "received", type_code="DOMESTIC VIOLENCE")
    tell("26-1", "dispatched", minute=5, phone=PHONE)
    assert _theft_on_day(tell, 40, phone=PHONE) == "protected"


def test_agency_may_lengthen_the_silence(
    ready: Agency, tell: Tell, hire: Callable[..., Staff], at: datetime
) -> None:
    clerk = hire("Kim Clerk", "agency.change_settings")
    change_setting(agency=ready, definition=SCREEN_DAYS, value=730, by=clerk, at=at)
    tell("26-dv", "received", type_code="DOMESTIC VIOLENCE", phone=PHONE)
    assert _theft_on_day(tell, 366, phone=PHONE) == "protected"


def test_staff_protect_a_number_and_an_address_without_a_reason(
    ready: Agency, chief: Staff, tell: Tell, at: datetime
) -> None:
    protect(agency=ready, phone=PHONE, address="1 Elm St", days=10, by=chief, at=at)
    assert _theft_on_day(tell, 2, phone=OTHER, address="1 Elm Street") == "protected"
    assert _theft_on_day(tell, 11, phone=PHONE) == "send"
    entry = Entry.objects.get(verb="protection.added")
    assert entry.content == {"days": 10, "kinds": ["phone", "place"]}


def test_staff_end_what_staff_added_and_nothing_else(
    ready: Agency, chief: Staff, tell: Tell, at: datetime
) -> None:
    [mark] = protect(agency=ready, phone=PHONE, days=300, by=chief, at=at)
    end_protection(agency=ready, mark_pk=mark.pk, by=chief, at=at + timedelta(days=3))
    assert _theft_on_day(tell, 5, phone=PHONE) == "send"
    tell("26-dv", "received", type_code="DOMESTIC VIOLENCE", phone=OTHER)
    of_call = ProtectedMark.objects.get(cause="call")
    with pytest.raises(Hidden):
        end_protection(agency=ready, mark_pk=of_call.pk, by=chief, at=at)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"phone": "12"}, "phone_invalid"),
        ({"phone": ""}, "nothing_to_protect"),
        ({"address": "??", "phone": ""}, "nothing_to_protect"),
        ({"days": 0}, "days_out_of_range"),
    ],
)
def test_what_cannot_be_protected(
    ready: Agency, chief: Staff, at: datetime, change: dict[str, object], code: str
) -> None:
    with pytest.raises(Invalid) as caught:
        protect(agency=ready, by=chief, at=at, **({"phone": PHONE, "days": 3} | change))  # type: ignore[arg-type]
    assert caught.value.code == code


def test_only_those_who_may_protect(ready: Agency, hire: Callable[..., Staff], at: datetime) -> None:
    with pytest.raises(Forbidden):
        protect(agency=ready, phone=PHONE, days=3, by=hire("Pat Other"), at=at)
