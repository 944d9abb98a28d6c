"""Whoever asks the public pages again and again learns no more than one look shows."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

from django.test import Client

from commonbeat.domain.concerns.models import Category, Concern
from commonbeat.domain.concerns.queries import duplicates_of
from commonbeat.domain.concerns.queries.pages import usual_time
from commonbeat.engine.casework.models import Case
from commonbeat.ground.agency.models import Agency

Report = Callable[..., Concern]
# The door of one house, and the cell of about a block that everyone may know.
HOME = {"longitude": -76.605137, "latitude": 39.205231}
SHOWN = [-76.605, 39.205]


def test_boxes_made_smaller_and_smaller_do_not_lead_to_the_door(client: Client, send: Report) -> None:
    send(**HOME)

    def found(west: float, south: float, east: float, north: float) -> bool:
        answer = client.get(f"/concerns/map.json?bbox={west},{south},{east},{north}")
        return bool(json.loads(answer.content)["features"])

    # It lies, for everyone, at the middle of its cell: a box with the middle finds it, one without does not.
    assert found(-76.6051, 39.2049, -76.6049, 39.2051)
    assert found(*SHOWN, *SHOWN)
    assert not found(-76.60514, 39.20522, -76.60513, 39.20524)
    assert not found(-76.6059, 39.2052, -76.6051, 39.2059)


def test_a_pin_moved_about_finds_the_block_and_not_the_door(
    larkspur: Agency, kinds: dict[str, Category], send: Report, at: datetime
) -> None:
    # Two that show the same cell answer to every pin in the same way, however far apart they are in it.
    one = send(longitude=-76.605449, latitude=39.205449)
    two = send(longitude=-76.604551, latitude=39.204551)
    pins = [(-76.605 + east / 10_000, 39.205) for east in range(-30, 31)]
    for pin in pins:
        near = set(duplicates_of(larkspur, kinds["graffiti"], *pin, at))
        assert near in ({one, two}, set()), pin


def test_how_long_it_usually_takes_counts_nothing_private(
    kinds: dict[str, Category], send: Report, at: datetime
) -> None:
    ended = {"is_open": False, "state": "confirmed", "outcome": "fixed", "closed_at": at + timedelta(days=3)}
    for number in range(11):
        Case.objects.filter(pk=send(words=f"Paint {number}").case_id).update(**ended)
    Case.objects.filter(pk=send(words="Mr. Alvarez paints").case_id).update(**ended)
    usual = usual_time(kinds["graffiti"], at + timedelta(days=4))
    assert usual is not None
    assert usual.count == 11
