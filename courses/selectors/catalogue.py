"""The catalogue: every published course once, in the reader's language or, visibly, in another."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from academy.languages import LANGUAGES
from courses.models import Course, CoursePage, Lesson
from courses.selectors.translations import PageCard, best_pages


@dataclass(frozen=True, kw_only=True)
class CourseCard(PageCard):
    """A course as its catalogue card shows it."""

    course: Course
    lesson_count: int
    languages: list[str]

    @property
    def shelfmark(self) -> str:
        """UDC number in the corner of the card."""
        return self.course.shelfmark

    @property
    def accent(self) -> str:
        """Name of the card's colour."""
        return self.course.accent

    @property
    def level(self) -> str:
        """Level in words."""
        return self.course.get_level_display()

    @property
    def hours(self) -> Decimal:
        """CPD hours."""
        return self.course.cpd_hours


def live_course_pages() -> QuerySet[CoursePage]:
    """Published course pages with what a card needs, without what it does not."""
    return (
        CoursePage.objects.live()
        .select_related("course", "locale", "cover")
        .defer_streamfields()
        .order_by("course__code")
    )


def catalogue_courses(language: str, *, limit: int | None = None) -> list[CourseCard]:
    """Every published course once, newest first. Two queries."""
    pages = list(live_course_pages())
    languages = defaultdict(list)
    for page in pages:
        languages[page.course_id].append(page.locale.language_code)
    best = sorted(best_pages(pages, row="course", language=language).values(), key=_newest_first)[:limit]
    counts = _lesson_counts([page.course_id for page in best])
    return [_card(page, language, counts, languages) for page in best]


def _newest_first(page: CoursePage) -> tuple[float, str]:
    return -page.course.created_at.timestamp(), page.course.code


def _card(page: CoursePage, language: str, counts: dict[int, int], languages: dict[int, list[str]]) -> CourseCard:
    return CourseCard(
        course=page.course,
        page=page,
        url=page.url,
        lesson_count=counts.get(page.course_id, 0),
        languages=[code for code in LANGUAGES if code in languages[page.course_id]],
        is_fallback=page.locale.language_code != language,
    )


def _lesson_counts(course_ids: list[int]) -> dict[int, Any]:
    live = Lesson.objects.filter(course__in=course_ids, pages__live=True)
    return dict(live.values_list("course").annotate(Count("pk", distinct=True)).order_by())
