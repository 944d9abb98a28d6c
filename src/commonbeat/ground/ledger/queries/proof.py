"""The proof that the book is whole: every line, every tile and every checkpoint against each other."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from commonbeat.ground.ledger.models import Checkpoint, Entry
from commonbeat.ground.ledger.queries.book import (
    line_of,
    newest_checkpoint,
    open_signers,
    stored_tile,
    verifiers,
)
from commonbeat.ground.ledger.rules import leaf, note, tiles, tree

LATE = timedelta(days=1)


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was sealed; `index` is the first wrong entry, where one can be named."""

    what: str
    index: int | None = None


@dataclass(frozen=True)
class Verdict:
    """`late` counts entries dated more than a day before they were sealed: imports, or back-dating."""

    size: int
    checkpoints: int
    waiting: int
    late: int
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        return not self.findings


@dataclass(frozen=True, order=True)
class _Mark:
    """A size at which the root is known from a checkpoint; `at` is None for one kept elsewhere."""

    size: int
    root: bytes
    name: str
    at: datetime | None = None


def verdict(*, against: str | None = None, progress: Callable[[int], None] = lambda read: None) -> Verdict:
    """Recompute the whole book and compare. `against` is the text of an older checkpoint, kept elsewhere.

    Reads in constant memory and locks nothing. Raises note.Malformed when `against` is no checkpoint.
    """
    newest = newest_checkpoint()
    size = newest.size if newest else 0
    findings = _forged(newest) if newest else []
    kept = None
    if against is not None:
        head = note.parse_head(note.parse(against).text)
        if not _is_signed(against, verifiers()):
            findings.append(Finding("The checkpoint to compare with is not signed by a key of this book."))
        if head.size > size:
            findings.append(
                Finding(f"The book had {head.size:,} entries and has {size:,}: it was cut short.", size)
            )
        else:
            kept = _Mark(head.size, head.root, "the checkpoint to compare with")
    walk = _Walk(_marks(size, kept))
    findings += [found for found in [walk.run(size, progress), _first_beyond()] if found]
    return Verdict(size, walk.checkpoints, Entry.objects.waiting().count(), walk.late, tuple(findings))


def _is_signed(text: str, keys: Iterable[note.Verifier]) -> bool:
    try:
        return bool(note.signed_by(note.parse(text), keys))
    except note.Malformed:
        return False


def _forged(newest: Checkpoint) -> list[Finding]:
    """Trust only keys that the installation's secret opens: a row in the table of keys is no proof."""
    if _is_signed(newest.note, [signer.verifier for signer in open_signers()]):
        return []
    what = (
        f"The newest checkpoint, of {newest.size:,} entries, is not signed by a key that this installation's "
    )
    return [Finding(what + "COMMONBEAT_SECRET_KEY opens.")]


def _marks(size: int, kept: _Mark | None) -> Iterator[_Mark]:
    """Yield the known roots up to `size`, smallest first."""
    rows = Checkpoint.objects.filter(size__lte=size).order_by("size").iterator()
    stored = (
        _Mark(row.size, _signed_root(row), f"the checkpoint of {row.at:%Y-%m-%d %H:%M:%S} UTC", row.at)
        for row in rows
    )
    return heapq.merge(stored, [kept] if kept else [], key=lambda mark: mark.size)


def _signed_root(checkpoint: Checkpoint) -> bytes:
    """Return the root that the signed text gives for this size; b"" when the text is about something else."""
    try:
        head = note.parse_head(note.parse(checkpoint.note).text)
    except note.Malformed:
        return b""
    return head.root if head.size == checkpoint.size else b""


def _first_beyond() -> Finding | None:
    """Find an entry that has a place and lies beyond what was signed. One statement, so one moment."""
    signed = Checkpoint.objects.aggregate(size=Max("size"))["size"] or 0
    beyond = Entry.objects.filter(index__gte=signed).order_by("index").first()
    if beyond is None:
        return None
    return Finding(
        f"Entry {beyond.index:,} ({beyond.verb}) has a place that no checkpoint covers.", beyond.index
    )


class _Walk:
    """One pass over the entries from the first, until the first that is wrong."""

    def __init__(self, marks: Iterator[_Mark]) -> None:
        self.late = self.checkpoints = 0
        self._marks = marks
        self._mark = next(marks, None)
        self._tree = tree.Growing()
        self._edge: dict[int, bytes] = {}

    def run(self, size: int, progress: Callable[[int], None]) -> Finding | None:
        entries = Entry.objects.filter(index__lt=size).order_by("index").iterator(chunk_size=2048)
        wrong = self._check_marks()
        for chunk in _chunks(entries):
            wrong = wrong or self._check_chunk(chunk)
            if wrong:
                return wrong
            progress(len(chunk))
        if self._tree.size < size:
            return _missing(self._tree.size)
        return wrong

    def _check_chunk(self, chunk: list[Entry]) -> Finding | None:
        start = self._tree.size
        sealed = stored_tile(0, start // tiles.WIDTH)
        hashes = []
        for entry in chunk:
            hashes.append(tree.leaf_hash(leaf.leaf(line_of(entry))))
            wrong = self._check_entry(entry, hashes[-1], sealed)
            if wrong:
                return wrong
        return self._check_tiles(start, hashes)

    def _check_entry(self, entry: Entry, digest: bytes, sealed: bytes) -> Finding | None:
        place = self._tree.size
        if entry.index != place:
            return _missing(place)
        at = tiles.HASH * (place % tiles.WIDTH)
        if sealed[at : at + tiles.HASH] != digest:
            return Finding(
                f"Entry {place:,} ({entry.verb}, row {entry.pk}) does not match the hash that was sealed "
                "for it: the entry was changed, moved or put in, or the tile was.",
                place,
            )
        self._tree.add(digest)
        if self._mark and self._mark.at and self._mark.at - entry.at > LATE:
            self.late += 1
        return self._check_marks()

    def _check_marks(self) -> Finding | None:
        while self._mark and self._mark.size == self._tree.size:
            if self._mark.root != self._tree.root():
                return Finding(
                    f"The first {self._mark.size:,} entries do not give the root of {self._mark.name}: "
                    "the book was rewritten after it was signed."
                )
            self.checkpoints += self._mark.at is not None
            self._mark = next(self._marks, None)
        return None

    def _check_tiles(self, start: int, hashes: list[bytes]) -> Finding | None:
        changed = tiles.append(lambda level, number: self._edge[level], start, hashes)
        for (level, number), row in sorted(changed.items()):
            self._edge[level] = row
            if stored_tile(level, number)[: len(row)] != row:
                return Finding(
                    f"The stored tile {tiles.tile_path(level, number)} is not what the entries give."
                )
        return None


def _missing(place: int) -> Finding:
    return Finding(f"Entry {place:,} is missing.", place)


def _chunks(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    chunk: list[Entry] = []
    for entry in entries:
        chunk.append(entry)
        if len(chunk) == tiles.WIDTH:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
