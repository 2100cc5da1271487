"""The rules of a course applied to learners: what is required of each, what each has read, what is closed, and why."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.fields import StreamField

from academy.cms.frames import SECONDS_OF_DECIDED
from academy.cms.held import held_of_each
from academy.prepared import MANY, Prepared, PreparedInstances
from courses.data import Closure
from courses.enums import LessonOrder
from courses.models import Cohort, Enrolment, Lesson, LessonPage, LessonProgress

#: Pages without their bodies, each with its language, its lesson and the part of the course in which that stands.
_PAGES: Final = PreparedInstances(
    LessonPage,
    lambda courses: LessonPage.objects.live().filter(lesson__course__in=courses).order_by("path"),
    MANY,
    fields=[field.name for field in LessonPage._meta.concrete_fields if not isinstance(field, StreamField)],  # noqa: SLF001 - Django's public API
    related=("locale", "lesson", "lesson__module"),
)
#: What was read on these enrolments.
READ: Final = Prepared(
    lambda enrolments: LessonProgress.objects.filter(enrolment__in=enrolments).values_list("enrolment", "lesson"), MANY
)
_UNREAD: Final = Prepared(
    lambda course, enrolled_at, enrolment: (
        LessonPage.objects.live()
        .filter(lesson__course=course, lesson__is_required=True, first_published_at__lte=enrolled_at)
        .exclude(Exists(LessonProgress.objects.filter(enrolment=enrolment, lesson=OuterRef("lesson"))))
        .order_by()
        .values_list("pk")[:1]
    ),
    *(-1, datetime(1, 1, 1, tzinfo=UTC), -2),
)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where one enrolment stands: the published lessons in order, and by id what is required, read and closed."""

    lessons: Sequence[Lesson]
    required: set[int]
    read: set[int]
    closures: Mapping[int, Closure]

    @cached_property
    def unread(self) -> list[Lesson]:
        """Required lessons that remain, in order."""
        left = self.required - self.read
        return [lesson for lesson in self.lessons if lesson.pk in left]

    @cached_property
    def next_lesson(self) -> Lesson | None:
        """The required lesson to read next: the first that is open, else the one that a day opens first."""
        opens = [lesson for lesson in self.unread if lesson.pk not in self.closures]
        return opens[0] if opens else min(self.unread, key=self._waiting, default=None)

    def _waiting(self, lesson: Lesson) -> tuple[bool, date]:
        closure = self.closures[lesson.pk]
        return closure.waits_for is not None, closure.opens_on or date.max


def place_of(lesson: Lesson) -> tuple[bool, int, int, int, int]:
    """Return by what lessons are sorted: those outside any module first, then module by module."""
    module = lesson.module
    return module is not None, module.position if module else 0, lesson.module_id or 0, lesson.position, lesson.pk


def starts_later(enrolment: Enrolment, today: date) -> bool:
    """Whether the learner's cohort has not begun."""
    return enrolment.cohort is not None and today < enrolment.cohort.starts_on


def is_over(enrolment: Enrolment, today: date) -> bool:
    """Whether the last day of the learner's cohort has passed: nothing counts any more."""
    return enrolment.cohort is not None and today > enrolment.cohort.ends_on


def lesson_pages(course_ids: Iterable[int]) -> dict[int, list[LessonPage]]:
    """Published lesson pages of each course in all languages, without their bodies, in the order of lessons."""
    pages: dict[int, list[LessonPage]] = defaultdict(list)
    for page in sorted(_PAGES.instances(list(course_ids)), key=lambda page: place_of(page.lesson)):
        pages[page.lesson.course_id].append(page)
    return pages


def kept_lesson_pages(course_ids: Iterable[int]) -> dict[int, list[LessonPage]]:
    """Return the same as it is shown, to be changed by nobody. What decides over a person asks `lesson_pages`."""
    return held_of_each("lessons", course_ids, lesson_pages, seconds=SECONDS_OF_DECIDED)


def end_of(cohort: Cohort) -> datetime:
    """The moment at which the last day of the cohort is over, in the site's time zone."""
    return timezone.make_aware(datetime.combine(cohort.ends_on + timedelta(days=1), time.min))


def standings_of(enrolments: Sequence[Enrolment], pages: Mapping[int, Sequence[LessonPage]]) -> dict[int, Standing]:
    """Apply the rules to each enrolment; courses must be loaded, `pages` are `lesson_pages`. One query, or two."""
    prefetch_related_objects(enrolments, "cohort", "course")
    return standings_with(lessons_read([enrolment.pk for enrolment in enrolments]), enrolments, pages)


def standings_with(
    read: Mapping[int, set[int]], enrolments: Sequence[Enrolment], pages: Mapping[int, Sequence[LessonPage]]
) -> dict[int, Standing]:
    """Apply them when cohorts and what was read (`lessons_read`) are loaded."""
    today = timezone.localdate()
    return {
        enrolment.pk: _standing(enrolment, pages.get(enrolment.course_id, ()), read[enrolment.pk], today)
        for enrolment in enrolments
    }


def standing_of(enrolment: Enrolment) -> Standing:
    """Apply the rules to one enrolment."""
    return standings_of([enrolment], lesson_pages([enrolment.course_id]))[enrolment.pk]


def lessons_remain(enrolment: Enrolment) -> bool:
    """Whether anything of what `standing_of` requires is unread: that alone. One query."""
    return bool(_UNREAD.rows(enrolment.course_id, enrolment.enrolled_at, enrolment.pk))


def lessons_read(enrolments: Collection[int]) -> dict[int, set[int]]:
    """Lessons, by id, that were marked as read on each of these enrolments, by id. One query."""
    return read_by_enrolment(READ.rows(enrolments))


def read_by_enrolment(rows: Iterable[Sequence[int]]) -> dict[int, set[int]]:
    """Return the same out of rows of `READ`. No query."""
    read: dict[int, set[int]] = defaultdict(set)
    for enrolment, lesson in rows:
        read[enrolment].add(lesson)
    return read


def _standing(enrolment: Enrolment, pages: Iterable[LessonPage], read: set[int], today: date) -> Standing:
    """What was published after the learner enrolled is not asked for: neither in the end nor on the way."""
    lessons = list({page.lesson_id: page.lesson for page in pages}.values())
    required = {page.lesson_id for page in pages if page.lesson.is_required and _is_older(page, enrolment)}
    return Standing(
        lessons=lessons,
        required=required,
        read=read,
        closures=_closures(enrolment, lessons, required - read, read, today),
    )


def _is_older(page: LessonPage, enrolment: Enrolment) -> bool:
    return page.first_published_at is not None and page.first_published_at <= enrolment.enrolled_at


def _closures(
    enrolment: Enrolment, lessons: Iterable[Lesson], unread: set[int], read: set[int], today: date
) -> dict[int, Closure]:
    """Say of each closed lesson why. What has been read stays open; order holds where it can still be followed."""
    has_order = enrolment.course.lesson_order == LessonOrder.IN_ORDER
    keeps_order = has_order and enrolment.completed_at is None and not is_over(enrolment, today)
    closures: dict[int, Closure] = {}
    waits_for = None
    for lesson in lessons:
        opens_on = opening_day(enrolment, lesson)
        if lesson.pk not in read and (waits_for or (opens_on and opens_on > today)):
            closures[lesson.pk] = _closure(enrolment, opens_on, waits_for, today)
        if keeps_order and lesson.pk in unread:
            waits_for = lesson.pk
    return closures


def _closure(enrolment: Enrolment, opens_on: date | None, waits_for: int | None, today: date) -> Closure:
    cohort = enrolment.cohort
    return Closure(
        opens_on=opens_on if opens_on and opens_on > today else None,
        waits_for=waits_for,
        with_cohort=cohort is not None and starts_later(enrolment, today) and opens_on == cohort.starts_on,
    )


def opening_day(enrolment: Enrolment, lesson: Lesson) -> date | None:
    """The day whose first minute (of the site's time zone) opens the lesson; None where it is open from the beginning.

    Days are counted from the first day of the learner's cohort, else from the day of enrolment.
    """
    cohort, after, release = enrolment.cohort, lesson.release_after_days, lesson.release_on
    if after:
        first_day = cohort.starts_on if cohort else timezone.localdate(enrolment.enrolled_at)
        release = first_day + timedelta(days=after)
    return max(release or cohort.starts_on, cohort.starts_on) if cohort else release
