"""What a learner's visit of a lesson leaves to be done: time to stay, and the end of the text."""

from datetime import timedelta
from math import ceil
from typing import Final

from django.utils import timezone

from academy.prepared import PreparedInstances
from courses.models import Enrolment, Lesson, LessonVisit

_VISIT: Final = PreparedInstances(
    LessonVisit,
    lambda enrolment, lesson: LessonVisit.objects.filter(enrolment=enrolment, lesson=lesson),
    *(-1, -2),
)


def visit_of(enrolment: Enrolment, lesson_id: int | None) -> LessonVisit | None:
    """When the learner first opened the lesson, and came to its end; None before that."""
    return _VISIT.first(enrolment.pk, lesson_id)


def seconds_left(lesson: Lesson, visit: LessonVisit | None) -> int:
    """How long the lesson asks to be stayed with by the server's clock, rounded up; 0 where it asks for no time."""
    minimum = timedelta(minutes=lesson.minimum_minutes or 0)
    spent = timezone.now() - visit.opened_at if visit else timedelta()
    return max(0, ceil((minimum - spent).total_seconds()))


def end_is_ahead(lesson: Lesson, visit: LessonVisit | None) -> bool:
    """Whether the lesson asks to be read to its end, and the learner has not come there."""
    return lesson.read_to_end and (visit is None or visit.end_reached_at is None)
