"""Hiding small groups so that no subtraction finds them: inside one table, and between releases.

A reader knows the total, every row shown, and so the sum of the rows hidden. The rules below keep that sum,
and every difference that two releases allow, at zero or at the smallest number that may be shown.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

NO_ANSWERS, TOO_FEW, PROTECTS_OTHER, TOO_SOON = "no_answers", "too_few", "protects_other", "too_soon"


@dataclass(frozen=True)
class Counted:
    """`x` of `n`."""

    x: int
    n: int


NOBODY = Counted(0, 0)
# Stands for all answers in a release that has no rows.
WHOLE = ""


@dataclass(frozen=True)
class Published:
    """What a reader of a release sees: the total, the rows with their numbers, and which rows have none.

    A row that is not there, or is said to be empty, is known to be zero.
    """

    total: Counted
    shown: Mapping[str, Counted]
    secret: frozenset[str] = frozenset()

    def known(self, label: str) -> Counted:
        return self.shown.get(label, NOBODY)


def as_published(total: Counted, cells: Mapping[str, Counted], why: Mapping[str, str]) -> Published:
    """Return what a reader sees when the rows in `why` are hidden."""
    if not cells:
        return total_alone(total, ())
    secret = frozenset(label for label, reason in why.items() if reason != NO_ANSWERS)
    shown = {label: cell for label, cell in cells.items() if label not in why}
    return Published(total, shown, secret)


def total_alone(total: Counted, labels: Iterable[str]) -> Published:
    """Return what a reader of the total alone sees: of the rows he knows nothing."""
    return Published(total, {}, frozenset(labels) or frozenset({WHOLE}))


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
        new = as_published(total, cells, why)
        small = {label for old in earlier for label in _revealing(new, old, smallest)}
        small |= _revealing_together(new, earlier, smallest)
        if not small:
            return why
        more = sorted(small & new.shown.keys()) or _merging(new, earlier, smallest)
        if not more:
            return None
        forced |= dict.fromkeys(more, TOO_SOON)


def _merging(new: Published, earlier: Sequence[Published], smallest: int) -> list[str]:
    """Return the smallest row that differs enough by itself, to be hidden with those that do not."""
    large = [
        label
        for label, cell in new.shown.items()
        if all(cell.n - old.known(label).n >= smallest for old in earlier if label not in old.secret)
    ]
    return sorted(large, key=lambda label: (new.shown[label].n, label))[:1]


def _revealing(new: Published, old: Published, smallest: int) -> list[str]:
    """Return the labels of every group whose difference between the two releases is small but not nothing.

    A reader can form the difference of each row known in both, and of the rest: the rows hidden in either,
    taken together where the two releases hide some of the same rows, else those of each release apart.
    """
    secrets = [new.secret, old.secret] if new.secret.isdisjoint(old.secret) else [new.secret | old.secret]
    known = (new.shown.keys() | old.shown.keys()) - new.secret - old.secret
    groups = [frozenset({label}) for label in known] + [rest for rest in secrets if rest]
    return sorted(
        label
        for labels in groups
        for label in labels
        if _of(new, labels) != _of(old, labels) and abs(_of(new, labels).n - _of(old, labels).n) < smallest
    )


def _revealing_together(new: Published, earlier: Sequence[Published], smallest: int) -> frozenset[str]:
    """Return the hidden rows when earlier releases, each row in its own, showed nearly all their answers.

    A reader can take the newest number of each row from the sum of the hidden ones.
    """
    latest = [
        max((old.shown[label].n for old in earlier if label in old.shown), default=0) for label in new.secret
    ]
    left = _of(new, new.secret).n - sum(latest)
    return new.secret if 0 < left < smallest else frozenset()


def _of(release: Published, labels: Set[str]) -> Counted:
    """Return what a reader knows of the labels together: all hidden ones are among them, or none is."""
    if release.secret & labels:
        return _less(release, release.shown.keys() - labels)
    taken = [release.known(label) for label in labels]
    return Counted(sum(cell.x for cell in taken), sum(cell.n for cell in taken))


def _less(release: Published, known: Set[str]) -> Counted:
    """Return the total without the known rows."""
    taken = [release.known(label) for label in known]
    return Counted(
        release.total.x - sum(cell.x for cell in taken), release.total.n - sum(cell.n for cell in taken)
    )
