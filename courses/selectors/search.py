"""What somebody looks for in the catalogue, and what is found: sets of rows that meet (`catalogue_index.py`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import compress
from operator import and_

from courses.enums import CatalogueKind, CatalogueOrder
from courses.selectors.catalogue import CatalogueCard, cards_of
from courses.selectors.catalogue_index import CatalogueIndex, Key, catalogue_index
from courses.selectors.word_index import flags_of

#: What narrows the catalogue beside words, in the order in which it is offered.
CRITERIA = ("kind", "topic", "level", "language", "length")
#: How many cards stand in for a result that is empty.
MOST_SUGGESTIONS = 3


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked of the catalogue; an empty criterion asks nothing. `words` are folded."""

    words: tuple[str, ...] = ()
    kind: str = ""
    topic: str = ""
    level: str = ""
    language: str = ""
    length: str = ""
    order: str = CatalogueOrder.NEWEST

    @property
    def active(self) -> list[str]:
        """What narrows: names of criteria, and “words”."""
        return [name for name in ("words", *CRITERIA) if getattr(self, name)]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the catalogue has of it, in order.

    `counts`: for each criterion, how many there would be with each of its values. `dropped`: how many there would be
    without each active criterion. `suggestions`: what comes nearest when nothing is found.
    """

    keys: Sequence[Key]
    counts: Mapping[str, Mapping[str, int]]
    dropped: Mapping[str, int]
    suggestions: Sequence[Key]


def find(wanted: Wanted, language: str) -> Found:
    """Look through what is held of the catalogue; no query, or four where it is made anew."""
    index = catalogue_index()
    shown, levels = index.shown(), index.with_words(wanted.words)
    # What each part lets through.
    parts = {"words": levels[0]} | {
        name: index.having(name).get(getattr(wanted, name), 0) for name in CRITERIA if getattr(wanted, name)
    }

    def fitting(*without: str) -> int:
        return reduce(and_, (rows for name, rows in parts.items() if name not in without), shown)

    found = fitting()
    return Found(
        keys=_sorted(index, found, wanted.order, language),
        counts={name: _counts(index.having(name), fitting(name)) for name in CRITERIA},
        dropped={name: fitting(name).bit_count() for name in wanted.active},
        suggestions=[] if found else _nearest(index, wanted, shown, levels, language),
    )


def catalogue_courses(language: str, *, limit: int | None = None) -> list[CatalogueCard]:
    """Return the newest courses."""
    return cards_of(find(Wanted(kind=CatalogueKind.COURSE), language).keys[:limit], language)


def courses_in(language: str, *, limit: int) -> list[CatalogueCard]:
    """Return the newest courses that speak a language."""
    return cards_of(find(Wanted(kind=CatalogueKind.COURSE, language=language), language).keys[:limit], language)


def _counts(having: Mapping[str, int], rows: int) -> dict[str, int]:
    numbers = {value: (rows & those).bit_count() for value, those in having.items()}
    return {value: number for value, number in numbers.items() if number}


def _sorted(index: CatalogueIndex, rows: int, order: str, language: str) -> list[Key]:
    flags = flags_of(rows, len(index.keys))
    if order == CatalogueOrder.TITLE:
        return [index.keys[row] for row in index.titles[language].order if flags[row]]
    return list(compress(index.keys, flags))


def _nearest(index: CatalogueIndex, wanted: Wanted, shown: int, levels: Sequence[int], language: str) -> list[Key]:
    """Return what has most of the words, then what has a word in its title that looks like one of them."""
    found: list[int] = []
    for level in levels:
        if len(found) < MOST_SUGGESTIONS and shown & level:
            found += index.titles[language].nearest(wanted.words, shown & level, MOST_SUGGESTIONS - len(found))
            shown &= ~level
    return [index.keys[row] for row in found]
