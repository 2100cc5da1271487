"""Reading: what the learner marks as read, in whatever language, counts once."""

from math import ceil

from django.db import transaction
from django.utils import timezone

from courses.errors import CohortEnded, EndAhead, LessonClosed, MinimumTimeAhead, NotEnrolled
from courses.models import Enrolment, Lesson, LessonProgress
from courses.selectors.rules import is_over, standing_of
from courses.selectors.visits import end_is_ahead, seconds_left, visit_of
from courses.services.completion import complete_when_done


@transaction.atomic
def mark_lesson_read(*, enrolment: Enrolment, lesson: Lesson) -> LessonProgress:
    """Record that the lesson was read, and complete the course when nothing remains. Twice is once.

    Raises `NotEnrolled` after a withdrawal, `CohortEnded`, `LessonClosed`, `MinimumTimeAhead` and `EndAhead`, and
    `ValueError` for a lesson of another course: the view never offers one.
    """
    check_is_open(enrolment, lesson)
    progress = LessonProgress.objects.filter(enrolment=enrolment, lesson=lesson).first()
    if progress is None:
        _check_reading(enrolment, lesson)
        progress, _made = LessonProgress.objects.get_or_create(enrolment=enrolment, lesson=lesson)
    complete_when_done(enrolment=enrolment)
    return progress


def check_is_open(enrolment: Enrolment, lesson: Lesson) -> None:
    """Raise `NotEnrolled` and `LessonClosed`; what has been read stays open."""
    if lesson.course_id != enrolment.course_id:
        raise ValueError("the lesson belongs to another course")
    if enrolment.withdrawn_at:
        raise NotEnrolled
    if lesson.pk in standing_of(enrolment).closures:
        raise LessonClosed


def _check_reading(enrolment: Enrolment, lesson: Lesson) -> None:
    """Whether the lesson can be marked as read for the first time; the server's clock decides."""
    if enrolment.completed_at is None and is_over(enrolment, timezone.localdate()):
        raise CohortEnded
    visit = visit_of(enrolment, lesson.pk)
    if seconds := seconds_left(lesson, visit):
        raise MinimumTimeAhead(ceil(seconds / 60))
    if end_is_ahead(lesson, visit):
        raise EndAhead
