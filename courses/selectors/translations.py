"""Which page speaks for a row in the reader's language, and which stands in when there is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Case, QuerySet, Value, When
from wagtail.models import Page

from academy.languages import LANGUAGES

PageT = TypeVar("PageT", bound=Page)


@dataclass(frozen=True, kw_only=True)
class PageCard:
    """A page as lists show it; `is_fallback` says that it stands in for one in the reader's language."""

    page: Any
    url: str
    is_fallback: bool

    @property
    def title(self) -> str:
        """Title in the language of the page."""
        return self.page.title

    @property
    def summary(self) -> str:
        """Summary in the language of the page."""
        return self.page.summary

    @property
    def language(self) -> str:
        """Language code of the page."""
        return self.page.locale.language_code


def best_pages(pages: Iterable[PageT], *, row: str, language: str) -> dict[int, PageT]:
    """Choose for each row (`row` names the foreign key) the page in `language`, else the first of az, ru, en."""
    chosen: dict[int, PageT] = {}
    for page in sorted(pages, key=lambda page: _preference(page, language), reverse=True):
        chosen[getattr(page, f"{row}_id")] = page
    return chosen


def best_titles(pages: QuerySet, *, row: str, language: str) -> dict[int, str]:
    """Return for each row the title of the page that `best_pages` would choose. One query, and no page is built."""
    found = pages.order_by().values_list(row, "locale__language_code", "title")
    last_is_best = sorted(found, key=lambda one: _rank(one[1], language), reverse=True)
    return {pk: title for pk, _code, title in last_is_best}


def best_title(pages: QuerySet, *, language: str) -> QuerySet:
    """The same of one row's pages, within another query."""
    codes = [language, *(code for code in LANGUAGES if code != language)]
    whens = (When(locale__language_code=code, then=Value(place)) for place, code in enumerate(codes))
    return pages.order_by(Case(*whens, default=Value(len(codes)))).values("title")[:1]


def _preference(page: Page, language: str) -> tuple[bool, int]:
    return _rank(page.locale.language_code, language)


def _rank(code: str, language: str) -> tuple[bool, int]:
    return code != language, LANGUAGES.index(code) if code in LANGUAGES else len(LANGUAGES)
