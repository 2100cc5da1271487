"""What a learner's visits of lessons leave behind: when a lesson was first opened, and that its end was reached."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from courses.models import Enrolment, Lesson, LessonPage, LessonVisit
from courses.selectors.lesson import LessonView, lesson_view_of
from courses.services.progress import check_is_open


def look_at(page: LessonPage, *, request: Any) -> LessonView:
    """Gather the lesson for whoever asks, once for each answer; a learner's first look is recorded.

    Minimum times count from it.
    """
    if not hasattr(request, "lesson_view"):
        request.lesson_view = view = lesson_view_of(page, request=request)
        if view.is_first_look and view.outline.enrolment:
            open_lesson(enrolment=view.outline.enrolment, lesson=page.lesson)
    found: LessonView = request.lesson_view
    return found


def open_lesson(*, enrolment: Enrolment, lesson: Lesson) -> None:
    """Record that the learner looks at the lesson, which is open; only the first look stays. One statement."""
    visit = LessonVisit(enrolment=enrolment, lesson=lesson, opened_at=timezone.now())
    LessonVisit.objects.bulk_create([visit], ignore_conflicts=True)


@transaction.atomic
def reach_end(*, enrolment: Enrolment, lesson: Lesson) -> None:
    """Record that the learner came to the end of the text; twice is once.

    Raises `NotEnrolled` after a withdrawal, `LessonClosed`, and `ValueError` for a lesson of another course.
    """
    check_is_open(enrolment, lesson)
    open_lesson(enrolment=enrolment, lesson=lesson)
    visits = LessonVisit.objects.filter(enrolment=enrolment, lesson=lesson, end_reached_at=None)
    visits.update(end_reached_at=timezone.now())
