"""The Merkle tree of RFC 6962 section 2.1 (RFC 9162 section 2.1): roots, proofs and their checks. SHA-256."""

import hashlib
from collections.abc import Callable, Sequence

EMPTY_ROOT = hashlib.sha256(b"").digest()

# (height, index) -> hash of the complete subtree over leaves index·2^height up to (index + 1)·2^height
Nodes = Callable[[int, int], bytes]


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def fold(hashes: bytes) -> bytes:
    """Return the root over a row of 2^k hashes of 32 bytes each, lying end to end."""
    while len(hashes) > 32:
        hashes = b"".join(
            hashlib.sha256(b"\x01" + hashes[at : at + 64]).digest() for at in range(0, len(hashes), 64)
        )
    return hashes


def nodes_of(leaf_hashes: Sequence[bytes]) -> Nodes:
    """Return the nodes of a tree held in memory."""

    def node(height: int, index: int) -> bytes:
        return fold(b"".join(leaf_hashes[index << height : (index + 1) << height]))

    return node


def _split(width: int) -> int:
    """Return the largest power of two that is smaller than `width`."""
    return 1 << ((width - 1).bit_length() - 1)


def _range(start: int, end: int, nodes: Nodes) -> bytes:
    """Return MTH(D[start:end]) for a range that occurs in the RFC's recursion."""
    width = end - start
    if width & (width - 1) == 0:
        height = width.bit_length() - 1
        return nodes(height, start >> height)
    middle = start + _split(width)
    return node_hash(_range(start, middle, nodes), _range(middle, end, nodes))


def root(size: int, nodes: Nodes) -> bytes:
    return _range(0, size, nodes) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, nodes: Nodes) -> list[bytes]:
    """Return PATH(index, D[size]), nearest sibling first. Raises IndexError outside the tree."""
    if not 0 <= index < size:
        raise IndexError(f"leaf {index} is not in a tree of {size}")
    path, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_range(middle, end, nodes))
            end = middle
        else:
            path.append(_range(start, middle, nodes))
            start = middle
    return path[::-1]


def consistency_proof(old: int, size: int, nodes: Nodes) -> list[bytes]:
    """Return PROOF(old, D[size]); empty for equal sizes and for an empty old tree. Raises IndexError."""
    if not 0 <= old <= size:
        raise IndexError(f"a tree of {size} never had {old} leaves")
    if old in (0, size):
        return []
    path, start, end = [], 0, size
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_range(middle, end, nodes))
            end = middle
        else:
            path.append(_range(start, middle, nodes))
            start = middle
    if start:
        path.append(_range(start, end, nodes))
    return path[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], tree_root: bytes) -> bool:
    """Return whether `leaf` (a leaf hash) has this place under this root: RFC 9162 section 2.1.3.2."""
    if not 0 <= index < size:
        return False
    here, last, result = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            result = node_hash(sibling, result)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            result = node_hash(result, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and result == tree_root


def verify_consistency(
    old: int, size: int, old_root: bytes, tree_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Return whether the tree of `old` leaves begins that of `size`: RFC 9162 section 2.1.4.2."""
    if not 0 <= old <= size:
        return False
    if old in (0, size):
        return not proof and (old_root == (EMPTY_ROOT if old == 0 else tree_root))
    hashes = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    return bool(hashes) and _climb(old - 1, size - 1, hashes) == (old_root, tree_root)


def _climb(here: int, last: int, hashes: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Return the two roots that the proof leads to, or None when it has a wrong length."""
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            return None
        if here & 1 or here == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        here, last = here >> 1, last >> 1
    return (old, new) if last == 0 else None


class Growing:
    """A tree that is only added to: keeps one hash for each complete subtree, so memory is log2(leaves)."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        peak, size = leaf, self.size
        while size & 1:
            peak, size = node_hash(self._peaks.pop(), peak), size >> 1
        self._peaks.append(peak)
        self.size += 1

    def root(self) -> bytes:
        if not self._peaks:
            return EMPTY_ROOT
        result = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            result = node_hash(peak, result)
        return result
