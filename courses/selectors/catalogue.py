"""The catalogue: every published thing once, in the reader’s language or, visibly, in another."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Min, Q, QuerySet
from django.utils import timezone

from academy.cms.held import held_of_each
from academy.languages import LANGUAGES
from courses.enums import Accent, CatalogueKind, Length, SessionState
from courses.models import Course, CoursePage, Lesson, Programme, ProgrammePage, Seminar, SeminarPage, Session
from courses.selectors.translations import PageCard, best_pages

CataloguedPage = CoursePage | SeminarPage | ProgrammePage
CataloguedRow = Course | Seminar | Programme
SHORT, LONG = Decimal(3), Decimal(8)


@dataclass(frozen=True, kw_only=True)
class CatalogueCard(PageCard):
    """A course, a seminar or a programme as its card shows it, and as filters see it.

    `found` holds, for each of its pages, which of the words asked for stand there.
    """

    kind: CatalogueKind
    row: Any
    languages: list[str]
    found: Sequence[frozenset[str]] = field(default_factory=list)
    lesson_count: int | None = None
    starts_at: datetime | None = None

    @property
    def shelfmark(self) -> str:
        """UDC number in the corner of the card; only a course has one."""
        return getattr(self.row, "shelfmark", "")

    @property
    def kind_label(self) -> str:
        """What it is, in words."""
        return str(self.kind.label)

    @property
    def accent(self) -> str:
        """Name of the card’s colour."""
        return getattr(self.row, "accent", Accent.FIRUZA)

    @property
    def level(self) -> str:
        """Level in words; a seminar has a format instead."""
        row = self.row
        return row.get_format_display() if self.kind == CatalogueKind.SEMINAR else row.get_level_display()

    @property
    def hours(self) -> Decimal:
        """CPD hours."""
        return self.row.cpd_hours

    @property
    def length(self) -> Length:
        """The hours as a filter sees them."""
        if self.hours < SHORT:
            return Length.SHORT
        return Length.LONG if self.hours > LONG else Length.MEDIUM

    @property
    def newest_first(self) -> tuple[float, str]:
        """What sorts by age: when the first of its pages was published."""
        return -self.published_at.timestamp(), self.row.code

    @property
    def published_at(self) -> datetime:
        """When it came into the catalogue; of a seminar, which keeps no date of its own, when its page did."""
        moment: datetime = getattr(self.row, "created_at", None) or self.page.first_published_at
        return moment


def live_course_pages() -> QuerySet[CoursePage]:
    """Published course pages with what a card needs, without what it does not."""
    return _live(CoursePage, "course").select_related("cover")


def catalogue_courses(language: str, *, limit: int | None = None) -> list[CatalogueCard]:
    """Every published course once, newest first. Two queries."""
    cards = _courses(language, ())
    return sorted(cards, key=lambda card: card.newest_first)[:limit]


def catalogue_cards(language: str, words: Sequence[str] = ()) -> list[CatalogueCard]:
    """Every published course, programme and seminar ahead once, each saying which words it has. Five queries."""
    return [*_courses(language, words), *_seminars(language, words), *_programmes(language, words)]


def course_pages_of(courses: Collection[int]) -> dict[int, list[CoursePage]]:
    """Return the published pages of each course in all languages. One query."""
    pages: dict[int, list[CoursePage]] = {course: [] for course in courses}
    for page in live_course_pages().filter(course__in=courses):
        pages[page.course_id].append(page)
    return pages


def kept_courses(courses: Collection[int]) -> dict[int, Course]:
    """Return courses as they are shown, to be changed by nobody; those too that have no page. One query, or none."""
    return held_of_each("courses", courses, Course.objects.in_bulk)


def _live(model: type[Any], row: str) -> QuerySet[Any]:
    pages = model.objects.live().select_related(row, "locale").defer_streamfields()
    return pages.defer("search_text").order_by(f"{row}__code")


def _courses(language: str, words: Sequence[str]) -> list[CatalogueCard]:
    pages = list(_asked(live_course_pages(), words))
    counts = _lesson_counts([page.course_id for page in pages])
    cards = _cards(pages, CatalogueKind.COURSE, language, words)
    return [replace(card, lesson_count=counts.get(card.row.pk, 0)) for card in cards]


def _seminars(language: str, words: Sequence[str]) -> list[CatalogueCard]:
    """Those that have a meeting ahead: nobody can take part in the others."""
    ahead = Session.objects.filter(state=SessionState.PLANNED, ends_at__gt=timezone.now())
    starts = dict(ahead.order_by().values_list("seminar").annotate(Min("starts_at")))
    pages = _asked(_live(SeminarPage, "seminar").filter(seminar__in=ahead.values("seminar")), words)
    cards = _cards(pages, CatalogueKind.SEMINAR, language, words)
    return [replace(card, starts_at=starts.get(card.row.pk)) for card in cards]


def _programmes(language: str, words: Sequence[str]) -> list[CatalogueCard]:
    pages = _asked(_live(ProgrammePage, "programme"), words)
    return _cards(pages, CatalogueKind.PROGRAMME, language, words)


def _asked(pages: QuerySet[Any], words: Sequence[str]) -> QuerySet[Any]:
    """Let the database say of each page which words it has."""
    found = {
        f"has_{place}": ExpressionWrapper(Q(search_text__contains=f" {word}"), output_field=BooleanField())
        for place, word in enumerate(words)
    }
    return pages.annotate(**found)


def _cards(
    pages: Iterable[CataloguedPage], kind: CatalogueKind, language: str, words: Sequence[str]
) -> list[CatalogueCard]:
    row = str(kind.value)
    by_row: dict[int, list[CataloguedPage]] = defaultdict(list)
    for page in pages:
        by_row[getattr(page, f"{row}_id")].append(page)
    best = best_pages((page for group in by_row.values() for page in group), row=row, language=language)
    return [
        CatalogueCard(
            kind=kind,
            row=getattr(page, row),
            page=page,
            url=page.url,
            is_fallback=page.locale.language_code != language,
            languages=_languages(by_row[pk]),
            found=[_found(one, words) for one in by_row[pk]],
        )
        for pk, page in best.items()
    ]


def _languages(pages: Iterable[CataloguedPage]) -> list[str]:
    there = {page.locale.language_code for page in pages}
    return [code for code in LANGUAGES if code in there]


def _found(page: CataloguedPage, words: Sequence[str]) -> frozenset[str]:
    return frozenset(word for place, word in enumerate(words) if getattr(page, f"has_{place}"))


def _lesson_counts(course_ids: Iterable[int]) -> dict[int, Any]:
    live = Lesson.objects.filter(course__in=course_ids, pages__live=True)
    return dict(live.values_list("course").annotate(Count("pk", distinct=True)).order_by())
