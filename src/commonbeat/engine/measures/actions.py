"""Publishing figures so that no release gives away what another hides."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from commonbeat.engine.measures import events
from commonbeat.engine.measures.choices import Measure, Period, Tally
from commonbeat.engine.measures.models import Release, ReleasedCell
from commonbeat.engine.measures.queries import one_stratum
from commonbeat.engine.measures.rules import Counted, Published, as_published, releasable, total_alone
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import Actor
from commonbeat.ground.ledger.actions import record


@transaction.atomic
def publish(
    *,
    agency: Agency,
    measure: Measure,
    stratum: str,
    series: str = "",
    grouping: str = "",
    period: Period,
    total: Tally,
    tallies: Sequence[Tally] = (),
    by: Actor,
    at: datetime,
) -> Release | None:
    """Publish one table, or return None while doing so would reveal a small group.

    It waits when a difference to an earlier release is too small, when its period overlaps an earlier one
    without holding it or lying in it, and when it would show fewer rows than the release that stands.
    """
    one_stratum(measure, stratum)
    Agency.objects.select_for_update().get(pk=agency.pk)
    earlier = list(
        Release.objects.filter(agency=agency, measure=measure.key, stratum=stratum, series=series)
        .prefetch_related("cells")
        .order_by("pk")
    )
    touching = [old for old in earlier if not _period(old).is_apart_from(period)]
    if not all(_period(old).holds(period) or period.holds(_period(old)) for old in touching):
        return None
    cells = {tally.key or tally.label: Counted(tally.x, tally.n) for tally in tallies}
    if cells and (sum(cell.x for cell in cells.values()), sum(cell.n for cell in cells.values())) != (
        total.x,
        total.n,
    ):
        raise ValueError("the rows of a table must add up to its total")
    why = releasable(
        cells,
        Counted(total.x, total.n),
        [_published(old, grouping, cells) for old in touching],
        measure.smallest_n,
    )
    standing = [_published(old, grouping, cells) for old in touching if old.grouping == grouping]
    if why is None or (standing and _adds_nothing(standing[-1], cells, total, why)):
        return None
    return _store(
        Release(
            agency=agency,
            measure=measure.key,
            stratum=stratum,
            series=series,
            grouping=grouping,
            since=period.since,
            until=period.until,
            x=total.x,
            n=total.n,
            of=total.of,
            published_at=at,
        ),
        tallies,
        why,
        by,
    )


def _adds_nothing(standing: Published, cells: dict[str, Counted], total: Tally, why: dict[str, str]) -> bool:
    """Return whether the release would repeat the one that stands, or show fewer rows than it."""
    new = as_published(Counted(total.x, total.n), cells, why)
    return new == standing or len(new.shown) < len(standing.shown)


def _store(release: Release, tallies: Sequence[Tally], why: dict[str, str], by: Actor) -> Release:
    release.save(force_insert=True)
    ReleasedCell.objects.bulk_create(
        _cell(release, position, tally, why.get(tally.key or tally.label, ""))
        for position, tally in enumerate(tallies)
    )
    record(
        events.RELEASED,
        subject=f"release:{release.pk}",
        agency=release.agency.slug,
        by=by,
        at=release.published_at,
        content={
            "measure": release.measure,
            "stratum": release.stratum,
            "series": release.series,
            "grouping": release.grouping,
            "since": release.since.isoformat(),
            "until": release.until.isoformat(),
            "x": release.x,
            "n": release.n,
        },
    )
    return release


def _cell(release: Release, position: int, tally: Tally, why: str) -> ReleasedCell:
    is_shown = not why
    return ReleasedCell(
        release=release,
        position=position,
        key=tally.key or tally.label,
        label=tally.label,
        x=tally.x if is_shown else None,
        n=tally.n if is_shown else None,
        of=tally.of if is_shown else None,
        why_hidden=why,
    )


def _published(release: Release, grouping: str, rows: Iterable[str]) -> Published:
    """Return what a reader saw of it; cut another way, only the total compares with the new rows."""
    total = Counted(release.x, release.n)
    if release.grouping != grouping:
        return total_alone(total, rows)
    cells = list(release.cells.all())
    shown = {cell.key: Counted(cell.x, cell.n) for cell in cells if cell.x is not None and cell.n is not None}
    return as_published(total, shown, {cell.key: cell.why_hidden for cell in cells if cell.why_hidden})


def _period(release: Release) -> Period:
    return Period(release.since, release.until)
