"""What somebody looks for in the catalogue, and what is found: counted once, filtered here, because it is not much."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from courses.enums import CatalogueOrder
from courses.selectors.catalogue import CatalogueCard, catalogue_cards
from courses.selectors.folding import title_key, words_of

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

    def without(self, criterion: str) -> "Wanted":
        """The same without one criterion, or without the words."""
        nothing: dict[str, Any] = {criterion: () if criterion == "words" else ""}
        return replace(self, **nothing)

    @property
    def active(self) -> list[str]:
        """What narrows: names of criteria, and “words”."""
        return [name for name in ("words", *CRITERIA) if getattr(self, name)]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the catalogue has of it.

    `counts`: for each criterion, how many there would be with each of its values. `dropped`: how many there would be
    without each active criterion. `suggestions`: what comes nearest when nothing is found.
    """

    cards: Sequence[CatalogueCard]
    counts: Mapping[str, Mapping[str, int]]
    dropped: Mapping[str, int]
    suggestions: Sequence[CatalogueCard]


def find(wanted: Wanted, language: str) -> Found:
    """Look through the catalogue in one language. Five queries, whatever is asked."""
    cards = catalogue_cards(language, wanted.words)
    found = _sorted((card for card in cards if _fits(card, wanted)), wanted.order, language)
    return Found(
        cards=found,
        counts={name: _counts(cards, name, wanted.without(name)) for name in CRITERIA},
        dropped={name: _number(cards, wanted.without(name)) for name in wanted.active},
        suggestions=[] if found else _nearest(cards, wanted),
    )


def _values(card: CatalogueCard, criterion: str) -> Sequence[str]:
    """Return what the card is by one criterion: nothing where it says nothing of it."""
    if criterion == "language":
        return card.languages
    owner = card if criterion in {"kind", "length"} else card.row
    value = getattr(owner, criterion, "")
    return [str(value)] if value else []


def _fits(card: CatalogueCard, wanted: Wanted) -> bool:
    has_words = not wanted.words or any(found.issuperset(wanted.words) for found in card.found)
    asked = ((name, getattr(wanted, name)) for name in CRITERIA)
    return has_words and all(value in _values(card, name) for name, value in asked if value)


def _counts(cards: Sequence[CatalogueCard], criterion: str, wanted: Wanted) -> Counter[str]:
    return Counter(value for card in cards if _fits(card, wanted) for value in _values(card, criterion))


def _number(cards: Sequence[CatalogueCard], wanted: Wanted) -> int:
    return sum(_fits(card, wanted) for card in cards)


def _sorted(cards: Iterable[CatalogueCard], order: str, language: str) -> list[CatalogueCard]:
    newest = sorted(cards, key=lambda card: card.newest_first)
    if order == CatalogueOrder.TITLE:
        return sorted(newest, key=lambda card: title_key(card.title, language))
    return newest


def _nearest(cards: Sequence[CatalogueCard], wanted: Wanted) -> list[CatalogueCard]:
    """Return what has most of the words, then what has a word in its title that looks like one of them."""

    def nearness(card: CatalogueCard) -> tuple[int, float]:
        most = max((len(found) for found in card.found), default=0)
        return -most, -_likeness(card.title, wanted.words)

    return sorted(cards, key=lambda card: (nearness(card), card.newest_first))[:MOST_SUGGESTIONS]


def _likeness(title: str, words: Sequence[str]) -> float:
    pairs = ((word, other) for word in words for other in words_of(title))
    return max((SequenceMatcher(None, word, other).ratio() for word, other in pairs), default=0.0)
