"""Merkle trees over a list of records: a root of 32 bytes stands for all of them, and a short proof shows each.

Method: RFC 6962 section 2.1 (hashing; a leaf's hash is marked by 0x00, an inner node's by 0x01, so that neither can be
taken for the other) and RFC 9162 section 2.1 (making and checking proofs). All hashes are SHA-256, 32 bytes. Proofs are
lists of hashes, from the leaf's neighbour upwards.
"""

import hashlib
from collections.abc import Sequence

_LEAF, _NODE = b"\x00", b"\x01"


def leaf_hash(record: bytes) -> bytes:
    """The hash of one record (RFC 6962, 2.1: `MTH({d(0)})`)."""
    return hashlib.sha256(_LEAF + record).digest()


def root(leaf_hashes: Sequence[bytes]) -> bytes:
    """The root of the tree of these leaves, in their order (RFC 6962, 2.1); of none, the hash of nothing."""
    if not leaf_hashes:
        return hashlib.sha256().digest()
    if len(leaf_hashes) == 1:
        return leaf_hashes[0]
    middle = _split(len(leaf_hashes))
    return _node(root(leaf_hashes[:middle]), root(leaf_hashes[middle:]))


def inclusion_proof(index: int, leaf_hashes: Sequence[bytes]) -> tuple[bytes, ...]:
    """What shows that the leaf at `index` (from 0) stands in the tree of these leaves (RFC 9162, 2.1.3.1).

    Raises IndexError where there is no such leaf.
    """
    if not 0 <= index < len(leaf_hashes):
        raise IndexError(index)
    if len(leaf_hashes) == 1:
        return ()
    middle = _split(len(leaf_hashes))
    left, right = leaf_hashes[:middle], leaf_hashes[middle:]
    if index < middle:
        return (*inclusion_proof(index, left), root(right))
    return (*inclusion_proof(index - middle, right), root(left))


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root_hash: bytes) -> bool:
    """Whether the proof shows that `leaf` (a leaf's hash) stands at `index` of the tree of `size` leaves.

    RFC 9162, 2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for hash_ in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = _node(hash_, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = _node(found, hash_)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root_hash


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()


def _split(size: int) -> int:
    """The largest power of two that is smaller than `size`: how many leaves stand on the left."""
    return 1 << (size - 1).bit_length() - 1
