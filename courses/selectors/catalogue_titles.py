"""How the rows of the catalogue are called in one language: their order, and which title looks like a word."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import chain, pairwise
from typing import Final

from courses.selectors.folding import title_key, words_of
from courses.selectors.word_index import WordIndex, first_rows, set_of

#: How many words of titles are compared with a question, letter by letter: a comparison takes 20 microseconds.
COMPARED: Final = 50


class Titles:
    """The titles of all rows in one language, or in the one that stands in for it."""

    def __init__(self, titles: Sequence[str], language: str) -> None:
        """`titles` stand in the order of rows, the newest first."""
        self._titles, self._language = titles, language

    @cached_property
    def order(self) -> list[int]:
        """The rows by the alphabet of the language; of equal titles the newest first."""
        return sorted(range(len(self._titles)), key=lambda row: title_key(self._titles[row], self._language))

    @cached_property
    def _words(self) -> WordIndex:
        folded = ((row, " ".join(words_of(title))) for row, title in enumerate(self._titles))
        return WordIndex(folded, len(self._titles))

    @cached_property
    def _pairs(self) -> WordIndex:
        """The words of titles by the pairs of letters in them."""
        words = self._words.words
        return WordIndex(((place, " ".join(_pairs_of(word))) for place, word in enumerate(words)), len(words))

    def nearest(self, words: Sequence[str], among: int, most: int) -> list[int]:
        """Return so many rows of a set: whose title has a word that looks most like one of `words`, then the newest.

        Of many words in titles those are compared that share most pairs of letters with `words`.
        """
        alike: dict[float, int] = defaultdict(int)
        for place in self._compared(words):
            alike[_likeness(self._words.words[place], words)] |= set_of(self._words.rows_of(place), len(self._titles))
        found: list[int] = []
        for likeness in sorted(alike, reverse=True):
            if likeness and len(found) < most:
                found += first_rows(among & alike[likeness], most - len(found))
                among &= ~alike[likeness]
        return found + first_rows(among, most - len(found))

    def _compared(self, words: Sequence[str]) -> Iterable[int]:
        number = len(self._words.words)
        if number <= COMPARED or not words:
            return range(number if words else 0)
        pairs = sorted({pair for word in words for pair in _pairs_of(word)})
        shared = Counter(chain.from_iterable(map(self._pairs.rows, pairs)))
        return [place for place, _number in shared.most_common(COMPARED)]


def _likeness(title_word: str, words: Iterable[str]) -> float:
    return max(SequenceMatcher(None, word, title_word).ratio() for word in words)


def _pairs_of(word: str) -> Iterable[str]:
    return {a + b for a, b in pairwise(word)} or {word}
