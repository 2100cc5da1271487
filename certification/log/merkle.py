"""The Merkle tree of RFC 9162, section 2.1, over stored nodes: nothing is computed twice, whatever the tree's size.

Stored are the roots of all complete subtrees, the leaves among them, in the order in which they come to be: a leaf,
then each subtree that it completes, from below. A node's place in that order follows from its level and its index, and
never changes. Every hash that a root or a proof needs is one of them, or is made of few of them (`range_hash`).
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

EMPTY_ROOT: Final = hashlib.sha256().digest()


class Range(NamedTuple):
    """The leaves from `start` up to, and without, `end`."""

    start: int
    end: int


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of a leaf."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def place_of(level: int, index: int) -> int:
    """Return the place of the complete subtree number `index` with 2^level leaves, counted from 0."""
    last = ((index + 1) << level) - 1
    return 2 * last - last.bit_count() + level


def node_count(size: int) -> int:
    """Return how many nodes a tree with `size` leaves has stored."""
    return 2 * size - size.bit_count()


def complete_subtrees(part: Range) -> list[int]:
    """Return the places of the largest complete subtrees that make up the range, from left to right.

    The range begins where a subtree as large as it could begin, as all ranges of roots and proofs do.
    """
    places, start = [], part.start
    while start < part.end:
        level = (part.end - start).bit_length() - 1
        places.append(place_of(level, start >> level))
        start += 1 << level
    return places


def range_hash(part: Range, nodes: Mapping[int, bytes]) -> bytes:
    """Return the hash over a range: MTH of the RFC. `nodes` holds stored hashes by place."""
    hashes = [nodes[place] for place in complete_subtrees(part)]
    return fold(hashes) if hashes else EMPTY_ROOT


def fold(hashes: Sequence[bytes]) -> bytes:
    """Return the hash over neighbouring subtrees, each smaller than the one to its left."""
    *left, folded = hashes
    for neighbour in reversed(left):
        folded = node_hash(neighbour, folded)
    return folded


def grow(size: int, right_edge: Sequence[bytes], leaf: bytes) -> tuple[list[bytes], list[bytes]]:
    """Append a leaf to a tree whose complete subtrees have the hashes `right_edge`.

    Returns the new nodes in their order, the leaf itself first, and the new right edge.
    """
    edge, made = list(right_edge), [leaf]
    while size & 1:
        made.append(node_hash(edge.pop(), made[-1]))
        size >>= 1
    return made, [*edge, made[-1]]


def inclusion_path(index: int, size: int) -> list[Range]:
    """Return the ranges whose hashes prove that leaf `index` is in the tree of `size` (2.1.3.1), leaf first."""
    return [part for part, _mine in reversed(list(_way_down(index, size)))]


def _way_down(index: int, size: int) -> Iterator[tuple[Range, bool]]:
    """Yield, from the root, the sibling at each step, and whether it stands to the right."""
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            yield Range(middle, end), True
            end = middle
        else:
            yield Range(start, middle), False
            start = middle


def consistency_path(first: int, second: int) -> list[Range]:
    """Return the ranges whose hashes prove that the tree of `first` is the beginning of that of `second` (2.1.4.1)."""
    path, start, end, known = [], 0, second, True
    while first != end:
        middle = start + _split(end - start)
        if first <= middle:
            path.append(Range(middle, end))
            end = middle
        else:
            path.append(Range(start, middle))
            start, known = middle, False
    return list(reversed(path if known else [*path, Range(start, end)]))


def _split(width: int) -> int:
    """Return the largest power of two below the width."""
    return 1 << ((width - 1).bit_length() - 1)


def root_of_path(entry: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """Return the root to which the proof leads from the entry."""
    steps, reached = reversed(list(_way_down(index, size))), leaf_hash(entry)
    for (_part, is_right), sibling in zip(steps, path, strict=True):
        reached = node_hash(reached, sibling) if is_right else node_hash(sibling, reached)
    return reached
