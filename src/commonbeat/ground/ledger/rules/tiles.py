"""The tree cut into tiles of 256 hashes, and their addresses: c2sp.org/tlog-tiles."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from commonbeat.ground.ledger.rules.tree import Nodes, fold

HEIGHT = 8
WIDTH = 1 << HEIGHT
HASH = 32

# (level, number) -> the hashes of a tile, end to end
Read = Callable[[int, int], bytes]

_NUMBER = re.compile(r"(?:x\d{3}/)*\d{3}", re.ASCII)


def nodes_in(read: Read) -> Nodes:
    """Return the nodes of a tree that is stored as tiles; each tile is read once."""
    tile = cache(read)

    def node(height: int, index: int) -> bytes:
        level, rise = divmod(height, HEIGHT)
        number, offset = divmod(index << rise, WIDTH)
        return fold(tile(level, number)[HASH * offset : HASH * (offset + (1 << rise))])

    return node


def append(read: Read, size: int, leaf_hashes: Sequence[bytes]) -> dict[tuple[int, int], bytes]:
    """Return the tiles that change when leaves are added to a tree of `size`: new ones and grown last ones.

    Reads at most one tile for each level, and hashes 255 nodes for each tile that becomes full.
    """
    changed: dict[tuple[int, int], bytes] = {}
    level, row, start = 0, b"".join(leaf_hashes), size
    while row:
        number, partial = divmod(start, WIDTH)
        if partial:
            row = read(level, number)[: HASH * partial] + row
        tiles = [row[at : at + HASH * WIDTH] for at in range(0, len(row), HASH * WIDTH)]
        changed.update({(level, number + place): tile for place, tile in enumerate(tiles)})
        row = b"".join(fold(tile) for tile in tiles if len(tile) == HASH * WIDTH)
        level, start = level + 1, start >> HEIGHT
    return changed


def width_at(size: int, level: int, number: int) -> int:
    """Return how many hashes the tile has in a tree of `size` (0 to 256)."""
    return max(0, min(WIDTH, (size >> (HEIGHT * level)) - number * WIDTH))


def number_path(number: int) -> str:
    """Return the number in path elements of three digits: 1234067 is x001/x234/067."""
    digits = str(number)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])


def parse_number(path: str) -> int | None:
    """Return the number that `number_path` wrote; None for anything else, so that a tile has one address."""
    if not _NUMBER.fullmatch(path):
        return None
    number = int(path.replace("x", "").replace("/", ""))
    return number if number_path(number) == path else None


def tile_path(kind: int | str, number: int, width: int = WIDTH) -> str:
    """Return the address of a tile below the log's prefix; `kind` is the level or "entries"."""
    return f"tile/{kind}/{number_path(number)}" + ("" if width == WIDTH else f".p/{width}")


def bundle(leaves: Iterable[bytes]) -> bytes:
    """Return an entry bundle: every leaf behind its length in two bytes, big-endian."""
    return b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves)
