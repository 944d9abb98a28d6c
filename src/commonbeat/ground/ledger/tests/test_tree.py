"""The tree is the one of RFC 6962: held to its published vectors and to a second implementation."""

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.ground.ledger.rules import tree
from commonbeat.ground.ledger.tests.factories import second_tree

# The vectors that Certificate Transparency's own implementations are tested with.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# (index, size) -> path
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
# (old size, size) -> proof
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
HASHES = [tree.leaf_hash(leaf) for leaf in LEAVES]
NODES = tree.nodes_of(HASHES)

two_sizes = st.integers(1, 80).flatmap(lambda size: st.tuples(st.integers(1, size), st.just(size)))


def _hashes(size: int) -> list[bytes]:
    return [tree.leaf_hash(str(number).encode()) for number in range(size)]


def _other(size: int) -> Any:
    return second_tree(str(number).encode() for number in range(size))


@pytest.mark.parametrize("size", range(9))
def test_published_roots(size: int) -> None:
    growing = tree.Growing()
    for digest in HASHES[:size]:
        growing.add(digest)
    assert tree.root(size, NODES).hex() == growing.root().hex() == ROOTS[size]


@pytest.mark.parametrize(("place", "path"), INCLUSION.items())
def test_published_inclusion_proofs(place: tuple[int, int], path: list[str]) -> None:
    index, size = place
    proof = tree.inclusion_proof(index, size, NODES)
    assert [sibling.hex() for sibling in proof] == path
    assert tree.verify_inclusion(HASHES[index], index, size, proof, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("sizes", "path"), CONSISTENCY.items())
def test_published_consistency_proofs(sizes: tuple[int, int], path: list[str]) -> None:
    old, size = sizes
    proof = tree.consistency_proof(old, size, NODES)
    assert [sibling.hex() for sibling in proof] == path
    roots = bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[size])
    assert tree.verify_consistency(old, size, *roots, proof)


def test_pymerkle_hashes_with_the_prefixes_of_the_rfc() -> None:
    other = second_tree([])
    assert other.hash_buff(b"leaf") == tree.leaf_hash(b"leaf") == hashlib.sha256(b"\x00leaf").digest()
    left, right = b"l" * 32, b"r" * 32
    joined = hashlib.sha256(b"\x01" + left + right).digest()
    assert other.hash_pair(left, right) == tree.node_hash(left, right) == joined


@given(two_sizes)
def test_roots_and_proofs_are_those_of_pymerkle(sizes: tuple[int, int]) -> None:
    part, size = sizes
    hashes, other = _hashes(size), _other(size)
    nodes = tree.nodes_of(hashes)
    assert tree.root(size, nodes) == other.get_root(size)
    assert tree.root(part, nodes) == other.get_root(part)
    theirs = {bytes.fromhex(step) for step in other.prove_inclusion(part, size).serialize()["path"]}
    assert {hashes[part - 1], *tree.inclusion_proof(part - 1, size, nodes)} == theirs
    proof = tree.consistency_proof(part, size, nodes)
    assert tree.verify_consistency(part, size, other.get_root(part), other.get_root(size), proof)


@given(two_sizes, st.data())
def test_a_changed_inclusion_proof_fails(sizes: tuple[int, int], data: st.DataObject) -> None:
    index, size = sizes[0] - 1, sizes[1]
    hashes = _hashes(size)
    nodes = tree.nodes_of(hashes)
    root, proof = tree.root(size, nodes), tree.inclusion_proof(index, size, nodes)
    assert tree.verify_inclusion(hashes[index], index, size, proof, root)
    other = data.draw(st.integers(0, size - 1).filter(lambda number: number != index) | st.just(size))
    assert not tree.verify_inclusion(hashes[index], other, size, proof, root)
    assert not tree.verify_inclusion(b"x" * 32, index, size, proof, root)
    assert not tree.verify_inclusion(hashes[index], index, size, [*proof, b"x" * 32], root)
    if proof:
        assert not tree.verify_inclusion(hashes[index], index, size, proof[:-1], root)
        spoilt = list(proof)
        spoilt[data.draw(st.integers(0, len(proof) - 1))] = b"x" * 32
        assert not tree.verify_inclusion(hashes[index], index, size, spoilt, root)


@given(two_sizes)
def test_a_changed_consistency_proof_fails(sizes: tuple[int, int]) -> None:
    old, size = sizes
    nodes = tree.nodes_of(_hashes(size))
    old_root, root = tree.root(old, nodes), tree.root(size, nodes)
    proof = tree.consistency_proof(old, size, nodes)
    assert tree.verify_consistency(old, size, old_root, root, proof)
    assert not tree.verify_consistency(old, size, b"x" * 32, root, proof)
    assert not tree.verify_consistency(old, size, old_root, b"x" * 32, proof)
    assert not tree.verify_consistency(old, size, old_root, root, [*proof, b"x" * 32])
    assert not tree.verify_consistency(size + 1, size, root, root, proof)
    if proof:
        assert not tree.verify_consistency(old, size, old_root, root, proof[:-1])


def test_an_empty_tree_begins_every_tree() -> None:
    assert tree.consistency_proof(0, 8, NODES) == []
    assert tree.verify_consistency(0, 8, tree.EMPTY_ROOT, bytes.fromhex(ROOTS[8]), [])
    assert not tree.verify_consistency(0, 8, b"x" * 32, bytes.fromhex(ROOTS[8]), [])


@pytest.mark.parametrize(("index", "size"), [(-1, 8), (8, 8), (0, 0)])
def test_there_is_no_proof_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(IndexError):
        tree.inclusion_proof(index, size, NODES)
    assert not tree.verify_inclusion(HASHES[0], index, size, [], tree.EMPTY_ROOT)
    with pytest.raises(IndexError):
        tree.consistency_proof(9, 8, NODES)
