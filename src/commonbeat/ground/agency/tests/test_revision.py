"""What an agency has set is read once for each revision, and a change is seen by whoever looks next."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

import pytest
from django.db import transaction

from commonbeat.ground.agency.actions import add_agency, change_setting, load_areas, raise_revision
from commonbeat.ground.agency.choices import Capability, Setting
from commonbeat.ground.agency.models import Agency, Revision, SettingValue, Staff
from commonbeat.ground.agency.queries import kept, setting
from commonbeat.ground.core.actor import SYSTEM

HOURS = Setting("x.hours", "Hours", "Texts wait.", "Calm.", "whole", 24, least=1, most=72)
SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]]}
BEAT = {"features": [{"properties": {"code": "1"}, "geometry": SQUARE}]}


class Desk:
    """Reads the hours of an agency and counts how often."""

    def __init__(self) -> None:
        self.reads = 0
        self.hours = kept(self._read)

    def _read(self, agency: Agency) -> int:
        self.reads += 1
        hours: int = setting(agency, HOURS)
        return hours


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def chief(hire: Callable[..., Staff]) -> Staff:
    return hire("Ana Ortiz", Capability.CHANGE_SETTINGS)


def set_hours(agency: Agency, hours: int, chief: Staff, at: datetime) -> None:
    change_setting(agency=agency, definition=HOURS, value=hours, by=chief, at=at)


def mark_of(agency: Agency) -> str:
    return Revision.objects.get(agency=agency).mark


def test_read_once_until_it_changes(desk: Desk, larkspur: Agency, chief: Staff, at: datetime) -> None:
    set_hours(larkspur, 12, chief, at)
    assert [desk.hours(larkspur) for _again in range(3)] == [12, 12, 12]
    assert desk.reads == 1
    set_hours(larkspur, 36, chief, at)
    assert [desk.hours(larkspur) for _again in range(3)] == [36, 36, 36]
    assert desk.reads == 2


def test_one_look_when_nothing_changed(
    desk: Desk,
    larkspur: Agency,
    chief: Staff,
    at: datetime,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    set_hours(larkspur, 12, chief, at)
    desk.hours(larkspur)
    with django_assert_num_queries(1):
        desk.hours(larkspur)


def test_what_was_rolled_back_is_never_read_again(
    desk: Desk, larkspur: Agency, chief: Staff, at: datetime
) -> None:
    set_hours(larkspur, 12, chief, at)
    assert desk.hours(larkspur) == 12
    for hours in (36, 48):
        with transaction.atomic():
            set_hours(larkspur, hours, chief, at)
            assert desk.hours(larkspur) == hours
            transaction.set_rollback(True)
        assert desk.hours(larkspur) == 12


def test_storing_an_agency_read_earlier_brings_nothing_old_back(
    desk: Desk, larkspur: Agency, chief: Staff, at: datetime
) -> None:
    earlier = Agency.objects.get(pk=larkspur.pk)
    set_hours(larkspur, 12, chief, at)
    earlier.save()
    assert desk.hours(earlier) == 12


def test_an_agency_without_a_revision_is_read_each_time(desk: Desk, larkspur: Agency, at: datetime) -> None:
    assert not Revision.objects.filter(agency=larkspur).exists()
    assert desk.hours(larkspur) == 24
    SettingValue.objects.create(agency=larkspur, key=HOURS.key, value=3, changed_by="test", changed_at=at)
    assert desk.hours(larkspur) == 3


def test_agencies_keep_apart(desk: Desk, larkspur: Agency, chief: Staff, at: datetime) -> None:
    facts = {"name": "Elm Police", "short_name": "Elm Police", "place": "Elm", "time_zone": "America/Chicago"}
    elm = add_agency(by=SYSTEM, at=at, slug="elm", **facts)
    set_hours(larkspur, 12, chief, at)
    assert (desk.hours(larkspur), desk.hours(elm)) == (12, 24)
    before = mark_of(elm)
    set_hours(larkspur, 36, chief, at)
    assert (desk.hours(larkspur), desk.hours(elm), mark_of(elm)) == (36, 24, before)


def test_new_boundaries_raise_the_revision(larkspur: Agency, at: datetime) -> None:
    raise_revision(agency=larkspur)
    before = mark_of(larkspur)
    load_areas(agency=larkspur, collection=BEAT, kind="beat", by=SYSTEM, at=at)
    assert mark_of(larkspur) != before
