"""Reading: what the learner marks as read, in whatever language, counts once."""

from django.db import transaction

from courses.models import Enrolment, Lesson, LessonProgress
from courses.services.completion import complete_when_done


@transaction.atomic
def mark_lesson_read(*, enrolment: Enrolment, lesson: Lesson) -> LessonProgress:
    """Record that the lesson was read, and complete the course when nothing remains. Twice is once.

    Raises `ValueError` for a lesson of another course: the view never offers one.
    """
    if lesson.course_id != enrolment.course_id:
        raise ValueError("the lesson belongs to another course")
    progress, _made = LessonProgress.objects.get_or_create(enrolment=enrolment, lesson=lesson)
    complete_when_done(enrolment=enrolment)
    return progress
