"""Hiding small groups so that no subtraction finds them: inside one table, and between releases.

A reader knows the total, every row shown, and so the sum of the rows hidden. The rules below keep that sum,
and every difference that two releases allow, at zero or at the smallest number that may be shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NO_ANSWERS, TOO_FEW, PROTECTS_OTHER, TOO_SOON = "no_answers", "too_few", "protects_other", "too_soon"


@dataclass(frozen=True)
class Counted:
    """`x` of `n`."""

    x: int
    n: int


@dataclass(frozen=True)
class Published:
    """What a reader of an earlier release saw: the total and the rows shown."""

    total: Counted
    shown: Mapping[str, Counted]


def hidden(
    cells: Mapping[str, Counted], smallest: int, also: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return label → why for the rows of one table that must not be shown.

    `also` are rows hidden for a reason of their own. An empty row says so openly: there is nobody to find.
    Rows are then hidden in order of size until the hidden ones are two or more and together large enough.
    """
    why = {label: NO_ANSWERS for label, cell in cells.items() if cell.n == 0}
    why |= {label: TOO_FEW for label, cell in cells.items() if 0 < cell.n < smallest}
    why |= {label: reason for label, reason in (also or {}).items() if label not in why}
    secret = [label for label, reason in why.items() if reason != NO_ANSWERS]
    rest = sorted((label for label in cells if label not in why), key=lambda label: (cells[label].n, label))
    while secret and rest and (len(secret) < 2 or sum(cells[label].n for label in secret) < smallest):
        label = rest.pop(0)
        why[label] = PROTECTS_OTHER
        secret.append(label)
    return why


def releasable(
    cells: Mapping[str, Counted], total: Counted, earlier: Sequence[Published], smallest: int
) -> dict[str, str] | None:
    """Return label → why for the hidden rows of a new release, or None when it must wait as a whole.

    `earlier` are the releases whose answers lie within the new one's, or the other way round. Where a
    difference to one of them is too small, its rows are hidden too; if that does not help, nothing goes out.
    """
    if total.n < smallest:
        return None
    forced: dict[str, str] = {}
    while True:
        why = hidden(cells, smallest, forced)
        shown = {label: cell for label, cell in cells.items() if label not in why}
        small = {label for old in earlier for label in _revealing(Published(total, shown), old, smallest)}
        if not small:
            return why
        more = sorted(small & shown.keys()) or _merging(shown, earlier, smallest)
        if not more:
            return None
        forced |= dict.fromkeys(more, TOO_SOON)


def _merging(shown: Mapping[str, Counted], earlier: Sequence[Published], smallest: int) -> list[str]:
    """Return the smallest row that differs enough by itself, to be hidden with those that do not."""
    large = [
        label
        for label, cell in shown.items()
        if all(cell.n - old.shown[label].n >= smallest for old in earlier if label in old.shown)
    ]
    return sorted(large, key=lambda label: (shown[label].n, label))[:1]


def _revealing(new: Published, old: Published, smallest: int) -> list[str]:
    """Return the labels of every group whose difference between the two releases is small but not nothing.

    A reader can form the difference of any group that both releases give, shown or as "all the rest":
    these are single rows shown in both, and the rest of both taken together.
    """
    both = new.shown.keys() & old.shown.keys()
    groups: list[tuple[list[str], Counted, Counted]] = [
        ([label], new.shown[label], old.shown[label]) for label in sorted(both)
    ]
    rest = sorted((new.shown.keys() | old.shown.keys()) - both)
    groups.append((rest, _less(new.total, new.shown, both), _less(old.total, old.shown, both)))
    return [
        label
        for labels, after, before in groups
        if not _is_safe(after, before, smallest)
        for label in (labels or [""])
    ]


def _less(total: Counted, shown: Mapping[str, Counted], labels: set[str]) -> Counted:
    return Counted(
        total.x - sum(shown[one].x for one in labels), total.n - sum(shown[one].n for one in labels)
    )


def _is_safe(after: Counted, before: Counted, smallest: int) -> bool:
    return after == before or abs(after.n - before.n) >= smallest
