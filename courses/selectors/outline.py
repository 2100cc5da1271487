"""A course and its lessons as one reader sees them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from courses.data import Progress
from courses.models import Course, CoursePage, Enrolment, Lesson, LessonPage, Quiz
from courses.selectors.progress import progress_by_enrolment, quizzes_of, read_lessons, remaining_steps
from courses.selectors.translations import best_pages


@dataclass(frozen=True, kw_only=True)
class LessonItem:
    """A lesson in a course's list, in the reader's language or, visibly, in another."""

    lesson: Lesson
    page: LessonPage
    position: int
    url: str
    is_read: bool
    is_next: bool
    is_fallback: bool

    @property
    def title(self) -> str:
        """Title in the language of the page."""
        return self.page.title

    @property
    def language(self) -> str:
        """Language code of the page."""
        return self.page.locale.language_code

    @property
    def is_required(self) -> bool:
        """Whether it counts for completing the course."""
        return self.lesson.is_required

    @property
    def minutes(self) -> int:
        """Reading time."""
        return self.page.minutes


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A course with its lessons, and where this reader stands; without an enrolment there is no progress."""

    course: Course
    lessons: Sequence[LessonItem]
    enrolment: Enrolment | None
    progress: Progress | None
    quiz: Quiz | None

    @property
    def next_lesson(self) -> LessonItem | None:
        """The first lesson that has not been read."""
        return next((item for item in self.lessons if item.is_next), None)

    @property
    def continue_url(self) -> str:
        """Where the learner goes on: the next lesson, else the quiz, else the first lesson."""
        if self.next_lesson:
            return self.next_lesson.url
        if self.quiz and self.progress and not self.progress.quiz_passed:
            return reverse("quiz", args=[self.course.code])
        return self.lessons[0].url if self.lessons else reverse("my")

    @property
    def remaining(self) -> list[str]:
        """What remains, in words."""
        return remaining_steps(self.progress) if self.progress else []

    @property
    def reading_minutes(self) -> int:
        """Reading time of all lessons together."""
        return sum(item.minutes for item in self.lessons)


def lesson_pages(course_ids: Iterable[int]) -> dict[int, list[LessonPage]]:
    """Published lesson pages of each course in all languages, without their bodies."""
    pages: dict[int, list[LessonPage]] = defaultdict(list)
    live = LessonPage.objects.live().filter(lesson__course__in=course_ids)
    for page in live.select_related("lesson", "locale").defer_streamfields():
        pages[page.lesson.course_id].append(page)
    return pages


def enrolment_of(user: object, course_id: int) -> Enrolment | None:
    """This person's enrolment on the course, unless there is none or it was given up."""
    if not getattr(user, "is_authenticated", False):
        return None
    own = Enrolment.objects.active().filter(user_id=user.pk, course_id=course_id)  # type: ignore[attr-defined]
    return own.first()


def outline_of(course: Course, *, user: object, language: str) -> Outline:
    """Gather a course for one reader. The number of queries does not depend on lessons or learners."""
    if enrolment := enrolment_of(user, course.pk):
        enrolment.course = course
        return outlines_of([enrolment], language=language)[0]
    return Outline(
        course=course,
        lessons=lesson_items(lesson_pages([course.pk])[course.pk], language=language, read=None),
        enrolment=None,
        progress=None,
        quiz=quizzes_of([course.pk]).get(course.pk),
    )


def outlines_of(enrolments: Sequence[Enrolment], *, language: str) -> list[Outline]:
    """Gather the courses of some enrolments in a constant number of queries; their courses must be loaded."""
    course_ids = [enrolment.course_id for enrolment in enrolments]
    pages, quizzes = lesson_pages(course_ids), quizzes_of(course_ids)
    progress, read = progress_by_enrolment(enrolments), read_lessons(enrolments)
    return [
        Outline(
            course=enrolment.course,
            lessons=lesson_items(pages[enrolment.course_id], language=language, read=read[enrolment.pk]),
            enrolment=enrolment,
            progress=progress[enrolment.pk],
            quiz=quizzes.get(enrolment.course_id),
        )
        for enrolment in enrolments
    ]


def lesson_items(translations: Iterable[LessonPage], *, language: str, read: set[int] | None) -> list[LessonItem]:
    """List the lessons of a course in order; without an enrolment (`read` is None) none of them is next."""
    best = best_pages(translations, row="lesson", language=language)
    pages = sorted(best.values(), key=lambda page: (page.lesson.position, page.lesson_id))
    unread = [page.lesson_id for page in pages if read is not None and page.lesson_id not in read]
    return [
        LessonItem(
            lesson=page.lesson,
            page=page,
            position=position,
            url=page.url,
            is_read=page.lesson_id in (read or ()),
            is_next=page.lesson_id in unread[:1],
            is_fallback=page.locale.language_code != language,
        )
        for position, page in enumerate(pages, start=1)
    ]


def course_titles(course: Course) -> dict[str, str]:
    """The course's title in each language in which it is published."""
    pages = CoursePage.objects.live().filter(course=course)
    return dict(pages.values_list("locale__language_code", "title"))
