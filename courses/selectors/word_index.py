"""Which rows have a word that begins so: all words in order, and behind them the rows of each, in one array.

Ten thousand rows of sixty words take some 4 MB. A set of rows is an integer with a bit for each, so that sets meet and
are counted in microseconds.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate
from typing import Final

#: Stands behind all letters, digits and stops of which words are made.
_BEHIND: Final = "\x7f"


class WordIndex:
    """The words of some rows, which are numbered from 0."""

    def __init__(self, texts: Iterable[tuple[int, str]], size: int) -> None:
        """`texts`: rows with their words, which stand apart by spaces; a row may come more than once."""
        rows: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for row, text in texts:
            for word in text.split():
                rows[word].append(row)
        self.size, self.words = size, sorted(rows)
        self._starts = array("I", accumulate((len(rows[word]) for word in self.words), initial=0))
        self._rows = array("I")
        for word in self.words:
            self._rows += rows[word]

    def rows(self, beginning: str) -> "array[int]":
        """Return the rows that have a word that begins so, some of them more than once."""
        first, last = (bisect_left(self.words, mark) for mark in (beginning, beginning + _BEHIND))
        return self._rows[self._starts[first] : self._starts[last]]

    def rows_of(self, place: int) -> "array[int]":
        """Return the rows that have the word at this place of `words`."""
        return self._rows[self._starts[place] : self._starts[place + 1]]

    def beginning(self, beginning: str) -> int:
        """Return the set of rows that have a word that begins so."""
        return set_of(self.rows(beginning), self.size)


def set_of(rows: Iterable[int], size: int) -> int:
    """Return rows below `size` as a set."""
    bits = bytearray(b"0" * size) or bytearray(b"0")
    for row in rows:
        bits[row] = 49  # the digit 1
    bits.reverse()
    return int(bits, 2)


def flags_of(rows: int, size: int) -> bytes:
    """Return for each row 1 or 0."""
    return format(rows, f"0{size}b")[::-1].encode().translate(_FLAGS)


def first_rows(rows: int, most: int) -> list[int]:
    """Return the first rows of a set, at most so many."""
    found: list[int] = []
    while rows and len(found) < most:
        lowest = rows & -rows
        found.append(lowest.bit_length() - 1)
        rows ^= lowest
    return found


_FLAGS: Final = bytes.maketrans(b"01", b"\0\1")
