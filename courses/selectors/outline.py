"""A course and its lessons as one reader sees them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import prefetch_related_objects
from django.urls import reverse

from academy.cms.frames import SECONDS_OF_DECIDED
from academy.cms.held import held_of_each
from academy.prepared import PreparedInstances
from courses.data import Closure, Progress
from courses.models import Attempt, Course, CoursePage, Enrolment, Lesson, LessonPage, Module, Quiz
from courses.selectors.prerequisites import PrerequisiteItem, prerequisite_items
from courses.selectors.progress import attempts_of_each, kept_quizzes_of, progress_from
from courses.selectors.rules import Standing, kept_lesson_pages, lessons_read, place_of, standings_with
from courses.selectors.steps import closure_words, remaining_steps
from courses.selectors.translations import best_pages

#: A person's enrolment on a course, with its cohort.
ENROLMENT: Final = PreparedInstances(
    Enrolment,
    lambda user, course: Enrolment.objects.active().filter(user=user, course=course).order_by("pk"),
    *(-1, -2),
    related=("cohort",),
)


@dataclass(frozen=True, kw_only=True)
class LessonItem:
    """A lesson in a course's list, in the reader's language or, visibly, in another.

    `is_required` is meant for this reader: what was published after the enrolment is not. `closed` says why it is
    closed to a learner, and `closed_words` says so in a sentence.
    """

    lesson: Lesson
    page: LessonPage
    position: int
    url: str
    is_read: bool
    is_next: bool
    is_required: bool
    is_fallback: bool
    closed: Closure | None = None
    closed_words: str = ""

    @property
    def title(self) -> str:
        """Title in the language of the page."""
        return self.page.title

    @property
    def language(self) -> str:
        """Language code of the page."""
        return self.page.locale.language_code

    @property
    def module(self) -> Module | None:
        """The part of the course in which it stands."""
        return self.lesson.module

    @property
    def minutes(self) -> int:
        """Reading time."""
        return self.page.minutes


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A course with its lessons, and where this reader stands; without an enrolment there is no progress.

    `prerequisites` are told to whoever has not enrolled: they are asked for at the door, and not again.
    """

    course: Course
    lessons: Sequence[LessonItem]
    enrolment: Enrolment | None
    progress: Progress | None
    quiz: Quiz | None
    prerequisites: Sequence[PrerequisiteItem] = field(default_factory=tuple)
    open_attempt: Attempt | None = None

    @property
    def next_lesson(self) -> LessonItem | None:
        """The lesson to go on with."""
        return next((item for item in self.lessons if item.is_next), None)

    @property
    def missing_prerequisites(self) -> list[PrerequisiteItem]:
        """What has to be achieved before enrolling."""
        return [item for item in self.prerequisites if not item.is_met]

    @property
    def continue_url(self) -> str:
        """Where the learner goes on: the next lesson, else the quiz, else the lesson that is waited for."""
        if self.next_lesson:
            return self.next_lesson.url
        if self.progress and self.progress.awaits_quiz:
            return reverse("quiz", args=[self.course.code])
        waited = self.progress and self.progress.next_lesson
        place = waited.position - 1 if waited else 0
        return self.lessons[place].url if self.lessons else reverse("my")

    @property
    def remaining(self) -> list[str]:
        """What remains, in words: on the course, or before it."""
        if self.progress:
            return remaining_steps(self.progress)
        return [item.words for item in self.missing_prerequisites]

    @property
    def marks(self) -> list[tuple[object, ...]]:
        """All that decides how its lessons are listed, besides their pages: no two readers with the same differ."""
        return [
            (item.page.pk, item.is_read, item.is_next, item.is_required, item.is_fallback, item.closed_words)
            for item in self.lessons
        ]

    @property
    def reading_minutes(self) -> int:
        """Reading time of all lessons together."""
        return sum(item.minutes for item in self.lessons)


def enrolment_of(user: object, course_id: int) -> Enrolment | None:
    """This person's enrolment on the course, unless there is none or it was given up."""
    if not getattr(user, "is_authenticated", False):
        return None
    return ENROLMENT.first(user.pk, course_id)  # type: ignore[attr-defined]


def outline_of(course: Course, *, user: object, language: str) -> Outline:
    """Gather a course for one reader. The number of queries does not depend on lessons or learners."""
    if enrolment := enrolment_of(user, course.pk):
        enrolment.course = course
        return outlines_of([enrolment], language=language)[0]
    return outline_of_outsider(course, user=user, language=language)


def outline_of_outsider(course: Course, *, user: object, language: str) -> Outline:
    """Gather a course for somebody who is known to have no enrolment on it."""
    return Outline(
        course=course,
        lessons=lesson_items(_best_of(kept_lesson_pages([course.pk]), language)[course.pk], language=language),
        enrolment=None,
        progress=None,
        quiz=kept_quizzes_of([course.pk]).get(course.pk),
        prerequisites=prerequisite_items(course, user=user, language=language),
    )


def outlines_of(enrolments: Sequence[Enrolment], *, language: str) -> list[Outline]:
    """Gather the courses of some enrolments in a constant number of queries; their courses must be loaded."""
    prefetch_related_objects(enrolments, "cohort")
    read = lessons_read([enrolment.pk for enrolment in enrolments])
    return outlines_with(read, attempts_of_each(enrolments), enrolments, language=language)


def outlines_with(
    read: Mapping[int, set[int]],
    attempts: Mapping[int, Sequence[Attempt]],
    enrolments: Sequence[Enrolment],
    *,
    language: str,
) -> list[Outline]:
    """Gather them when cohorts, what was read (`lessons_read`) and attempts (`attempts_of_each`) are loaded."""
    course_ids = [enrolment.course_id for enrolment in enrolments]
    pages, quizzes = kept_lesson_pages(course_ids), kept_quizzes_of(course_ids)
    best = _best_of(pages, language)
    standings = standings_with(read, enrolments, pages)
    progress = progress_from(enrolments, standings, quizzes, attempts)
    return [
        Outline(
            course=enrolment.course,
            lessons=lesson_items(
                best[enrolment.course_id],
                language=language,
                standing=standings[enrolment.pk],
                next_id=_next_of(standings[enrolment.pk], progress[enrolment.pk]),
            ),
            enrolment=enrolment,
            progress=progress[enrolment.pk],
            quiz=quizzes.get(enrolment.course_id),
            open_attempt=next((attempt for attempt in attempts[enrolment.pk] if attempt.is_open), None),
        )
        for enrolment in enrolments
    ]


def _next_of(standing: Standing, progress: Progress) -> int | None:
    """The lesson (by id) to go on with: a required one if it is open; any other when neither lesson nor quiz waits."""
    if standing.next_lesson:
        return None if standing.next_lesson.pk in standing.closures else standing.next_lesson.pk
    opens = [lesson.pk for lesson in standing.lessons if lesson.pk not in {*standing.read, *standing.closures}]
    return opens[0] if opens and not progress.awaits_quiz else None


def _best_of(pages: Mapping[int, Sequence[LessonPage]], language: str) -> dict[int, list[LessonPage]]:
    """Choose one of the pages of each lesson, by course, in the order of lessons; to be changed by nobody."""

    def make(courses: Iterable[int]) -> dict[int, list[LessonPage]]:
        best = {pk: best_pages(pages[pk], row="lesson", language=language).values() for pk in courses}
        return {pk: sorted(found, key=lambda page: place_of(page.lesson)) for pk, found in best.items()}

    return held_of_each(f"best-lessons:{language}", pages, make, seconds=SECONDS_OF_DECIDED)


def lesson_items(
    pages: Sequence[LessonPage], *, language: str, standing: Standing | None = None, next_id: int | None = None
) -> list[LessonItem]:
    """List the lessons of a course, whose pages are given; to whoever is not enrolled none is read, next or closed."""
    closures = standing.closures if standing else {}
    words = _closed_words(closures, {page.lesson_id: page.title for page in pages})
    return [
        LessonItem(
            lesson=page.lesson,
            page=page,
            position=position,
            url=page.address,
            is_read=standing is not None and page.lesson_id in standing.read,
            is_next=page.lesson_id == next_id,
            is_required=page.lesson_id in standing.required if standing else page.lesson.is_required,
            is_fallback=page.locale.language_code != language,
            closed=closures.get(page.lesson_id),
            closed_words=words.get(page.lesson_id, ""),
        )
        for position, page in enumerate(pages, start=1)
    ]


def _closed_words(closures: Mapping[int, Closure], titles: Mapping[int, str]) -> dict[int, str]:
    return {
        lesson: closure_words(closure, titles.get(closure.waits_for or 0, "")) for lesson, closure in closures.items()
    }


def course_titles(course: Course) -> dict[str, str]:
    """The course's title in each language in which it is published."""
    pages = CoursePage.objects.live().filter(course=course)
    return dict(pages.values_list("locale__language_code", "title"))
