"""The catalogue's search as plainly as it can be said: every row is looked at, nothing is held."""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from django.utils import timezone

from academy.languages import LANGUAGES
from courses.enums import CatalogueKind, CatalogueOrder, SessionState
from courses.models import CoursePage, ProgrammePage, SeminarPage
from courses.selectors.catalogue_index import Key
from courses.selectors.folding import holds, title_key, words_of
from courses.selectors.search import CRITERIA, MOST_SUGGESTIONS, Found, Wanted

MODELS = {
    CatalogueKind.COURSE: CoursePage,
    CatalogueKind.SEMINAR: SeminarPage,
    CatalogueKind.PROGRAMME: ProgrammePage,
}


def find_plainly(wanted: Wanted, language: str) -> Found:
    """Return what `find` must."""
    rows = sorted(_rows(language), key=lambda row: (-row["since"].timestamp(), row["code"]))
    found = [row for row in rows if _fits(row, wanted)]
    if wanted.order == CatalogueOrder.TITLE:
        found.sort(key=lambda row: title_key(row["title"], language))
    active = [name for name in ("words", *CRITERIA) if getattr(wanted, name)]
    near = sorted(rows, key=lambda row: _distance(row, wanted))[:MOST_SUGGESTIONS]
    return Found(
        keys=[row["key"] for row in found],
        counts={name: _counts([row for row in rows if _fits(row, wanted, name)], name) for name in CRITERIA},
        dropped={name: sum(_fits(row, wanted, name) for row in rows) for name in active},
        suggestions=[] if found else [row["key"] for row in near],
    )


def _rows(language: str) -> Iterable[dict[str, Any]]:
    for kind, model in MODELS.items():
        pages = model.objects.filter(live=True).select_related(kind.value, "locale").order_by(kind.value)
        for row, group in groupby(pages, key=lambda page: getattr(page, kind.value)):
            by_language = {page.locale.language_code: page for page in group}
            if kind != CatalogueKind.SEMINAR or _is_ahead(row):
                yield _row(kind, row, by_language, language)


def _is_ahead(seminar: Any) -> bool:
    return seminar.sessions.filter(state=SessionState.PLANNED, ends_at__gt=timezone.now()).exists()


def _row(kind: CatalogueKind, row: Any, pages: Mapping[str, Any], language: str) -> dict[str, Any]:
    chosen = next(pages[code] for code in (language, *LANGUAGES) if code in pages)
    return {
        "key": Key(kind, row.pk),
        "code": row.code,
        "title": chosen.title,
        "since": getattr(row, "created_at", None) or min(page.first_published_at for page in pages.values()),
        "texts": [page.search_text for page in pages.values()],
        "kind": [kind.value],
        "topic": [row.topic] if row.topic else [],
        "level": [row.level] if hasattr(row, "level") else [],
        "language": list(pages),
        "length": ["short" if row.cpd_hours < 3 else "long" if row.cpd_hours > 8 else "medium"],
    }


def _fits(row: Mapping[str, Any], wanted: Wanted, without: str = "") -> bool:
    has_words = without == "words" or any(holds(text, wanted.words) for text in row["texts"])
    asked = [(name, getattr(wanted, name)) for name in CRITERIA if name != without and getattr(wanted, name)]
    return has_words and all(value in row[name] for name, value in asked)


def _counts(rows: Iterable[Mapping[str, Any]], name: str) -> dict[str, int]:
    values = [value for row in rows for value in row[name]]
    return {value: values.count(value) for value in values}


def _distance(row: Mapping[str, Any], wanted: Wanted) -> tuple[int, float]:
    most = max(sum(holds(text, [word]) for word in wanted.words) for text in row["texts"])
    pairs = [(word, other) for word in wanted.words for other in words_of(row["title"])]
    return -most, -max((SequenceMatcher(None, word, other).ratio() for word, other in pairs), default=0.0)
