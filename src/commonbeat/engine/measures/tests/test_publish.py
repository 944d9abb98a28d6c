"""Releases: what went out stands, and a release that would give someone away waits."""

from datetime import date, datetime

import pytest

from commonbeat.engine.measures.actions import publish
from commonbeat.engine.measures.choices import Measure, Period, Tally
from commonbeat.engine.measures.models import Release, ReleasedCell
from commonbeat.engine.measures.queries import newest_release, released_figures, released_total
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import SYSTEM
from commonbeat.ground.ledger.models import Entry

MEASURE = Measure("cpss", "Satisfied", "4 and 5 of 1 to 5.", "x/n", ("text", "kiosk"))
JANUARY = date(2026, 1, 1)


def _release(
    agency: Agency, at: datetime, until: date, *rows: tuple[str, int], by: str = "area"
) -> Release | None:
    tallies = [Tally(label, n // 2, n, 3 * n) for label, n in rows]
    n = sum(tally.n for tally in tallies)
    total = Tally("", sum(tally.x for tally in tallies), n, 3 * n)
    return publish(
        agency=agency,
        measure=MEASURE,
        stratum="text",
        grouping=by,
        period=Period(JANUARY, until),
        total=total,
        tallies=tallies if by else (),
        by=SYSTEM,
        at=at,
    )


def test_a_release_shows_the_same_ever_after(larkspur: Agency, at: datetime) -> None:
    release = _release(larkspur, at, date(2026, 3, 31), ("North", 40), ("South", 25), ("East", 8))
    assert release is not None
    standing = newest_release(larkspur, MEASURE, "text", grouping="area")
    assert standing == release
    rows = released_figures(release, MEASURE)
    assert [(one.label, one.n) for one in rows] == [("North", 40), ("South", None), ("East", None)]
    assert released_total(release, MEASURE).n == 73


def test_hidden_numbers_are_not_even_stored(larkspur: Agency, at: datetime) -> None:
    _release(larkspur, at, date(2026, 3, 31), ("North", 40), ("South", 25), ("East", 8))
    hidden = ReleasedCell.objects.exclude(why_hidden="")
    assert set(hidden.values_list("x", "n", "of")) == {(None, None, None)}


def test_the_book_notes_a_release(larkspur: Agency, at: datetime) -> None:
    _release(larkspur, at, date(2026, 3, 31), ("North", 40), ("South", 25))
    assert Entry.objects.get(verb="figures.released").content["n"] == 65


@pytest.mark.req("B5")
def test_release_less_the_one_before_cannot_find_a_person(larkspur: Agency, at: datetime) -> None:
    assert _release(larkspur, at, date(2026, 3, 31), ("North", 40), ("South", 25))
    assert _release(larkspur, at, date(2026, 4, 1), ("North", 41), ("South", 25)) is None
    assert _release(larkspur, at, date(2026, 4, 30), ("North", 52), ("South", 36))


def test_the_total_cut_another_way_gives_nobody_away_either(larkspur: Agency, at: datetime) -> None:
    assert _release(larkspur, at, date(2026, 3, 31), ("North", 40), ("South", 25))
    assert _release(larkspur, at, date(2026, 3, 31), ("Theft", 30), ("Noise", 36), by="category") is None
    assert _release(larkspur, at, date(2026, 3, 31), ("Everyone", 66), by="") is None
    assert _release(larkspur, at, date(2026, 3, 31), ("Theft", 30), ("Noise", 35), by="category")
    assert _release(larkspur, at, date(2026, 4, 30), ("Everyone", 75), by="")


def test_a_release_that_says_nothing_new_is_not_made(larkspur: Agency, at: datetime) -> None:
    assert _release(larkspur, at, date(2026, 3, 31), ("North", 40), ("South", 25))
    assert _release(larkspur, at, date(2026, 3, 31), ("North", 40), ("South", 25)) is None
    assert Release.objects.count() == 1


def test_a_release_never_shows_fewer_rows_than_the_one_that_stands(larkspur: Agency, at: datetime) -> None:
    assert _release(larkspur, at, date(2026, 3, 31), ("North", 40), ("South", 25), ("East", 30))
    assert _release(larkspur, at, date(2026, 4, 30), ("North", 60), ("South", 28), ("East", 45)) is None


def test_a_period_that_only_overlaps_is_not_released(larkspur: Agency, at: datetime) -> None:
    assert _release(larkspur, at, date(2026, 3, 31), ("North", 40), ("South", 25))
    moved = publish(
        agency=larkspur,
        measure=MEASURE,
        stratum="text",
        grouping="area",
        period=Period(date(2026, 2, 1), date(2026, 4, 30)),
        total=Tally("", 20, 60),
        tallies=[Tally("North", 10, 30), Tally("South", 10, 30)],
        by=SYSTEM,
        at=at,
    )
    assert moved is None


def test_rows_must_add_up_to_the_total(larkspur: Agency, at: datetime) -> None:
    with pytest.raises(ValueError, match="add up"):
        publish(
            agency=larkspur,
            measure=MEASURE,
            stratum="text",
            grouping="area",
            period=Period(JANUARY, date(2026, 3, 31)),
            total=Tally("", 20, 60),
            tallies=[Tally("North", 10, 30)],
            by=SYSTEM,
            at=at,
        )
