"""The allow-list: adopted by a named person, never for a call that is never texted."""

from collections.abc import Callable
from datetime import datetime

import pytest

from commonbeat.domain.calls.actions import adopt_types, end_type
from commonbeat.domain.calls.models import AllowedType
from commonbeat.domain.calls.queries import effect_of_types, types_seen
from commonbeat.domain.calls.tests.conftest import Tell
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.errors import Forbidden, Hidden, Invalid
from commonbeat.ground.ledger.models import Entry


@pytest.mark.req("A2")
@pytest.mark.parametrize(
    "code",
    [
        "DOMESTIC VIOLENCE",
        "dv",
        "SEXUAL ASSAULT",
        "CHILD ABUSE",
        "ELDER ABUSE",
        "STALKING",
        "SUICIDE ATTEMPT",
        "MENTAL HEALTH CRISIS",
        "DEATH INVESTIGATION",
        "MEDICAL AID",
        "JUVENILE PROBLEM",
        "ARREST",
        "OFFICER INVOLVED SHOOTING",
        "OFFICER SAFETY",
    ],
)
def test_type_of_the_hard_list_is_refused_and_nothing_beside_it_is_kept(
    ready: Agency, chief: Staff, at: datetime, code: str
) -> None:
    before = AllowedType.objects.count()
    with pytest.raises(Invalid) as caught:
        adopt_types(agency=ready, codes=["PARKING", code], by=chief, at=at)
    assert caught.value.code == "never_texted"
    assert "can never be enabled" in caught.value.message
    assert AllowedType.objects.count() == before


def test_person_and_time_are_kept_and_written_in_the_book(ready: Agency, chief: Staff, at: datetime) -> None:
    [adopted] = adopt_types(agency=ready, codes=["Parking ", "NOISE COMPLAINT"], by=chief, at=at)
    assert (adopted.code, adopted.key, adopted.adopted_by, adopted.adopted_at) == (
        "Parking",
        "PARKING",
        chief,
        at,
    )
    assert Entry.objects.filter(verb="call_type.adopted").latest("pk").content == {"types": ["PARKING"]}
    end_type(agency=ready, key="PARKING", by=chief, at=at)
    with pytest.raises(Hidden):
        end_type(agency=ready, key="PARKING", by=chief, at=at)
    assert AllowedType.objects.filter(key="PARKING", ended_by=chief).count() == 1


@pytest.mark.parametrize("codes", [[], ["  "], ["--"], ["x" * 121]])
def test_nothing_or_nonsense_is_refused(ready: Agency, chief: Staff, at: datetime, codes: list[str]) -> None:
    with pytest.raises(Invalid):
        adopt_types(agency=ready, codes=codes, by=chief, at=at)


def test_only_those_who_may_adopt(ready: Agency, hire: Callable[..., Staff], at: datetime) -> None:
    with pytest.raises(Forbidden):
        adopt_types(agency=ready, codes=["PARKING"], by=hire("Pat Other"), at=at)


def test_effect_on_last_month_is_counted_before_anything_is_saved(
    ready: Agency, tell: Tell, at: datetime
) -> None:
    tell("26-1", "received", type_code="PARKING", phone="555-555-0101")
    tell("26-2", "received", type_code="parking")
    tell("26-3", "received", type_code="PARKING", final_type_code="DOMESTIC VIOLENCE", phone="555-555-0102")
    tell("26-4", "received", type_code="PARKING", disposition="ARREST MADE", phone="555-555-0103")
    tell("26-5", "received", type_code="NOISE COMPLAINT", phone="555-555-0104")
    tell("26-6", "cancelled", type_code="PARKING", t_received=at.isoformat(), phone="555-555-0105")
    effect = effect_of_types(ready, ["PARKING"], at)
    assert (effect.calls, effect.texted, effect.by_safety, effect.no_number) == (4, 2, 1, 1)
    assert effect.otherwise_not == 0
    seen = {one.key: (one.calls, one.is_allowed, one.is_never) for one in types_seen(ready, at)}
    assert seen == {
        "PARKING": (4, False, False),
        "DOMESTIC VIOLENCE": (1, False, True),
        "NOISE COMPLAINT": (1, True, False),
    }
