"""Cards of the catalogue: each thing once, in the reader’s language or, visibly, in another."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from academy.cms.frames import SECONDS_OF_DECIDED
from academy.cms.held import held_of_each
from academy.languages import LANGUAGES
from academy.prepared import MANY, PreparedInstances
from courses.enums import Accent, CatalogueKind
from courses.models import Course, CoursePage, Lesson, ProgrammePage, SeminarPage
from courses.selectors.catalogue_index import Key, sessions_ahead
from courses.selectors.translations import PageCard, best_pages

CataloguedPage = CoursePage | SeminarPage | ProgrammePage


@dataclass(frozen=True, kw_only=True)
class CatalogueCard(PageCard):
    """A course, a seminar or a programme as its card shows it."""

    kind: CatalogueKind
    row: Any
    languages: list[str]
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


def live_course_pages() -> QuerySet[CoursePage]:
    """Published course pages with what a card needs, without what it does not."""
    return _live(CoursePage, "course").select_related("cover")


def cards_of(keys: Collection[Key], language: str) -> list[CatalogueCard]:
    """Make a card of each, in their order; what has been hidden meanwhile has none. A query for each kind."""
    asked = {kind: [key.pk for key in keys if key.kind == kind] for kind in CatalogueKind}
    found = {
        Key(kind, card.row.pk): card
        for kind, make in _CARDS.items()
        if asked[kind]
        for card in make(asked[kind], language)
    }
    return [found[key] for key in keys if key in found]


def course_pages_of(courses: Collection[int]) -> dict[int, list[CoursePage]]:
    """Return the published pages of each course in all languages. One query."""
    pages: dict[int, list[CoursePage]] = {course: [] for course in courses}
    for page in live_course_pages().filter(course__in=courses):
        pages[page.course_id].append(page)
    return pages


def kept_courses(courses: Collection[int]) -> dict[int, Course]:
    """Return courses as they are shown, to be changed by nobody; those too that have no page. One query, or none."""
    return held_of_each("courses", courses, Course.objects.in_bulk, seconds=SECONDS_OF_DECIDED)


def _live(model: type[Any], row: str) -> QuerySet[Any]:
    pages = model.objects.live().select_related(row, "locale").defer_streamfields()
    return pages.defer("search_text").order_by(f"{row}__code")


def _courses(courses: Collection[int], language: str) -> list[CatalogueCard]:
    return _cards(_COURSE_PAGES.instances(courses), CatalogueKind.COURSE, language)


def _seminars(seminars: Collection[int], language: str) -> list[CatalogueCard]:
    ahead = sessions_ahead().filter(seminar=OuterRef("seminar")).values("seminar")
    starts = Subquery(ahead.annotate(first=Min("starts_at")).values("first"))
    pages = _live(SeminarPage, "seminar").filter(seminar__in=seminars).annotate(starts_at=starts)
    return _cards(pages, CatalogueKind.SEMINAR, language)


def _programmes(programmes: Collection[int], language: str) -> list[CatalogueCard]:
    pages = _live(ProgrammePage, "programme").filter(programme__in=programmes)
    return _cards(pages, CatalogueKind.PROGRAMME, language)


_CARDS: Final = {
    CatalogueKind.COURSE: _courses,
    CatalogueKind.SEMINAR: _seminars,
    CatalogueKind.PROGRAMME: _programmes,
}


def _cards(pages: Iterable[CataloguedPage], kind: CatalogueKind, language: str) -> list[CatalogueCard]:
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
            lesson_count=getattr(page, "lesson_count", None),
            starts_at=getattr(page, "starts_at", None),
        )
        for pk, page in best.items()
    ]


def _languages(pages: Iterable[CataloguedPage]) -> list[str]:
    there = {page.locale.language_code for page in pages}
    return [code for code in LANGUAGES if code in there]


def _with_lessons(pages: QuerySet[CoursePage]) -> QuerySet[CoursePage]:
    live = Lesson.objects.filter(course=OuterRef("course"), pages__live=True).order_by().values("course")
    counts = live.annotate(number=Count("pk", distinct=True)).values("number")
    return pages.annotate(lesson_count=Coalesce(Subquery(counts), 0))


_COURSE_PAGES: Final = PreparedInstances(
    CoursePage,
    lambda courses: _with_lessons(CoursePage.objects.filter(course__in=courses, live=True).order_by()),
    MANY,
    fields=(
        *("id", "page_ptr", "course", "locale", "title", "summary", "search_description", "url_path"),
        *("first_published_at", "last_published_at"),
    ),
    related=("course", "locale"),
    also=("lesson_count",),
)
