"""A course and its lessons as one reader sees them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from courses.data import Progress
from courses.models import Course, CoursePage, Enrolment, Lesson, LessonPage, LessonProgress, Quiz
from courses.selectors.progress import progress_of, quiz_of, remaining_steps
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


def lesson_pages(course_id: int) -> QuerySet[LessonPage]:
    """Published lesson pages of a course in all languages, without their bodies."""
    return (
        LessonPage.objects.live()
        .filter(lesson__course_id=course_id)
        .select_related("lesson", "locale")
        .defer_streamfields()
    )


def enrolment_of(user: object, course_id: int) -> Enrolment | None:
    """This person's enrolment on the course, if there is one."""
    if not getattr(user, "is_authenticated", False):
        return None
    return Enrolment.objects.filter(user_id=user.pk, course_id=course_id).first()  # type: ignore[attr-defined]


def outline_of(course: Course, *, user: object, language: str) -> Outline:
    """Gather a course for one reader. The number of queries does not depend on lessons or learners."""
    enrolment = enrolment_of(user, course.pk)
    read = (
        set(LessonProgress.objects.filter(enrolment=enrolment).values_list("lesson_id", flat=True))
        if enrolment
        else set()
    )
    return Outline(
        course=course,
        lessons=lesson_items(course.pk, language=language, read=read),
        enrolment=enrolment,
        progress=progress_of(enrolment) if enrolment else None,
        quiz=quiz_of(course.pk),
    )


def lesson_items(course_id: int, *, language: str, read: set[int]) -> list[LessonItem]:
    """List the published lessons of a course in order."""
    best = best_pages(lesson_pages(course_id), row="lesson", language=language)
    pages = sorted(best.values(), key=lambda page: (page.lesson.position, page.lesson_id))
    following = next((page.lesson_id for page in pages if page.lesson_id not in read), None)
    return [
        LessonItem(
            lesson=page.lesson,
            page=page,
            position=position,
            url=page.url,
            is_read=page.lesson_id in read,
            is_next=page.lesson_id == following,
            is_fallback=page.locale.language_code != language,
        )
        for position, page in enumerate(pages, start=1)
    ]


def course_titles(course: Course) -> dict[str, str]:
    """The course's title in each language in which it is published."""
    pages = CoursePage.objects.live().filter(course=course)
    return dict(pages.values_list("locale__language_code", "title"))
