"""What the search of the catalogue knows of every row, held by each process: sets of rows, and no page.

Rows are numbered, the newest first; for each value of a criterion, and for each word, there is the set of rows that
have it (`word_index.py`). Whatever changes what is held begins a new generation of it (`services/search_index.py`), so
that it may be held for longer than what nobody announces.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from academy.cms.held import held
from academy.languages import LANGUAGES, text_in
from courses.enums import CatalogueKind, Length, SessionState
from courses.models import CoursePage, ProgrammePage, SeminarPage, Session
from courses.selectors.catalogue_titles import Titles
from courses.selectors.word_index import WordIndex, set_of

#: As what the index is announced.
CATALOGUE: Final = "catalogue"
SECONDS: Final = 600
SHORT, LONG = Decimal(3), Decimal(8)


class Key(NamedTuple):
    """A course, a seminar or a programme."""

    kind: CatalogueKind
    pk: int


@dataclass(kw_only=True)
class _Row:
    """What the index is made of; titles and words by language."""

    code: str
    since: datetime
    values: Mapping[str, str]
    titles: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


class CatalogueIndex:
    """All rows, and which of them have what. Nobody changes it: threads share it."""

    def __init__(self, rows: Mapping[Key, _Row]) -> None:
        """Number the rows by age."""
        self.keys = sorted(rows, key=lambda key: (-rows[key].since.timestamp(), rows[key].code))
        entries = [rows[key] for key in self.keys]
        self._having, self._words = _sets(entries), _words(entries)
        self.titles = {code: Titles([text_in(one.titles, code) for one in entries], code) for code in LANGUAGES}
        self._seminars = {key.pk: row for row, key in enumerate(self.keys) if key.kind == CatalogueKind.SEMINAR}

    def having(self, criterion: str) -> Mapping[str, int]:
        """Return, for each value of a criterion, the set of rows that have it."""
        return self._having.get(criterion, {})

    def shown(self) -> int:
        """Return the set of rows that are shown now: of seminars those that have a meeting ahead."""
        ahead = set_of((self._seminars[pk] for pk in seminars_ahead() if pk in self._seminars), len(self.keys))
        everything = (1 << len(self.keys)) - 1
        return everything & ~self.having("kind").get(CatalogueKind.SEMINAR, 0) | ahead

    def with_words(self, words: Sequence[str]) -> list[int]:
        """Return sets of rows that have all words on one of their pages, all but one at least, and so on to none."""
        at_least = [(1 << len(self.keys)) - 1, *(0 for _word in words)]
        for index in self._words.values():
            here = [at_least[0], *(0 for _word in words)]
            for word in words:
                rows = index.beginning(word)
                here[1:] = [more | fewer & rows for fewer, more in pairwise(here)]
            at_least = [before | now for before, now in zip(at_least, here, strict=True)]
        return at_least[::-1]


def catalogue_index() -> CatalogueIndex:
    """Return what is held, or make it: three queries, whatever the number of rows."""
    return held(CATALOGUE, _index, subject=CATALOGUE, seconds=SECONDS)


def seminars_ahead() -> frozenset[int]:
    """Return seminars that have a meeting ahead: nobody can take part in the others."""
    return held("seminars-ahead", lambda: frozenset(sessions_ahead().values_list("seminar", flat=True)))


def length_of(hours: Decimal) -> Length:
    """Return hours as a filter sees them."""
    if hours < SHORT:
        return Length.SHORT
    return Length.LONG if hours > LONG else Length.MEDIUM


def sessions_ahead() -> QuerySet[Session]:
    """Return meetings that are not over, in no order."""
    return Session.objects.filter(state=SessionState.PLANNED, ends_at__gt=timezone.now()).order_by()


def _index() -> CatalogueIndex:
    rows: dict[Key, _Row] = {}
    _read(rows, CatalogueKind.COURSE, CoursePage.objects.all(), "course__created_at", "course__level")
    # A seminar keeps no date of its own, and has a format instead of a level.
    _read(rows, CatalogueKind.SEMINAR, SeminarPage.objects.all(), "first_published_at", "")
    _read(rows, CatalogueKind.PROGRAMME, ProgrammePage.objects.all(), "programme__created_at", "programme__level")
    return CatalogueIndex(rows)


def _read(rows: dict[Key, _Row], kind: CatalogueKind, pages: QuerySet[Any], since: str, level: str) -> None:
    """Read every published page of a kind: one narrow row for each. The oldest page tells the age of its row."""
    facts = (kind.value, f"{kind.value}__code", since, f"{kind.value}__topic", f"{kind.value}__cpd_hours")
    live = pages.filter(live=True).order_by()
    for pk, code, moment, topic, hours, language, title, words, *levels in live.values_list(
        *facts, "locale__language_code", "title", "search_text", *([level] if level else [])
    ):
        values = {"kind": kind.value, "topic": topic, "length": length_of(hours).value, "level": "".join(levels)}
        row = rows.setdefault(Key(kind, pk), _Row(code=code, since=moment, values=values))
        row.since = min(row.since, moment)
        row.titles[language], row.words[language] = title, words


def _sets(entries: Iterable[_Row]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    number = 0
    for number, entry in enumerate(entries, start=1):
        for criterion, value in entry.values.items():
            found[criterion][value].append(number - 1)
        for language in entry.titles:
            found["language"][language].append(number - 1)
    return {
        criterion: {value: set_of(rows, number) for value, rows in sets.items() if value}
        for criterion, sets in found.items()
    }


def _words(entries: Sequence[_Row]) -> dict[str, WordIndex]:
    texts: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row, entry in enumerate(entries):
        for language, words in entry.words.items():
            texts[language].append((row, words))
    return {language: WordIndex(of_language, len(entries)) for language, of_language in texts.items()}
