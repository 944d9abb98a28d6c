"""The tree in tiles of 256: c2sp.org/tlog-tiles."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonbeat.ground.ledger.rules import tiles, tree


def _digest(number: int) -> bytes:
    return hashlib.sha256(str(number).encode()).digest()


def _grown(steps: list[int]) -> tuple[dict[tuple[int, int], bytes], int]:
    stored: dict[tuple[int, int], bytes] = {}
    size = 0
    for step in steps:
        added = [_digest(number) for number in range(size, size + step)]
        stored.update(tiles.append(lambda level, number: stored[level, number], size, added))
        size += step
    return stored, size


@settings(max_examples=25)
@given(st.lists(st.integers(1, 700), min_size=1, max_size=5), st.data())
def test_a_tree_grown_in_steps_is_the_tree(steps: list[int], data: st.DataObject) -> None:
    stored, size = _grown(steps)
    plain = tree.nodes_of([_digest(number) for number in range(size)])
    tiled = tiles.nodes_in(lambda level, number: stored[level, number])
    assert tree.root(size, tiled) == tree.root(size, plain)
    assert stored == _grown([size])[0]
    old = data.draw(st.integers(1, size))
    assert tree.inclusion_proof(old - 1, size, tiled) == tree.inclusion_proof(old - 1, size, plain)
    assert tree.consistency_proof(old, size, tiled) == tree.consistency_proof(old, size, plain)


def test_the_example_of_the_specification() -> None:
    """A tree of 70,000: 273 full tiles and one of 112, one full and one of 17, one of 1."""
    stored, size = _grown([70_000])
    widths = {place: len(hashes) // tiles.HASH for place, hashes in stored.items()}
    expected = {(0, number): 256 for number in range(273)} | {
        (0, 273): 112,
        (1, 0): 256,
        (1, 1): 17,
        (2, 0): 1,
    }
    assert widths == expected
    assert all(tiles.width_at(size, *place) == width for place, width in widths.items())
    assert tiles.width_at(size, 0, 274) == tiles.width_at(size, 3, 0) == 0


def test_a_leaf_changes_one_tile_for_each_full_one_below() -> None:
    stored, size = _grown([256 * 256 - 1])
    changed = tiles.append(lambda level, number: stored[level, number], size, [_digest(size)])
    assert sorted(changed) == [(0, 255), (1, 0), (2, 0)]


@pytest.mark.parametrize(
    ("number", "path"),
    [(0, "000"), (7, "007"), (999, "999"), (1000, "x001/000"), (1_234_067, "x001/x234/067")],
)
def test_addresses(number: int, path: str) -> None:
    assert tiles.number_path(number) == path
    assert tiles.parse_number(path) == number


@pytest.mark.parametrize(
    "path", ["", "1", "x000/001", "x001", "001/002", "x001/x234/067/", "٠٠١", "x001\n/000"]
)
def test_odd_addresses_are_none(path: str) -> None:
    assert tiles.parse_number(path) is None


@given(st.integers(0, 10**15))
def test_every_number_has_one_address(number: int) -> None:
    assert tiles.parse_number(tiles.number_path(number)) == number


def test_paths_of_tiles_and_bundles() -> None:
    assert tiles.tile_path(0, 1_234_067) == "tile/0/x001/x234/067"
    assert tiles.tile_path("entries", 273, 112) == "tile/entries/273.p/112"
    assert tiles.bundle([b"ab", b""]) == b"\x00\x02ab\x00\x00"
