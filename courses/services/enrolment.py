"""Enrolling on a course."""

from academy.accounts.models import User
from courses.errors import CourseNotOpen
from courses.models import Course, Enrolment, LessonPage


def enrol(*, user: User, course: Course) -> Enrolment:
    """Enrol the person; a second time changes nothing.

    Raises `CourseNotOpen` while no lesson is published: what is published later is not required of whoever enrolled
    before, so an early enrolment would find nothing to do.
    """
    if not LessonPage.objects.live().filter(lesson__course=course).exists():
        raise CourseNotOpen
    enrolment, _made = Enrolment.objects.get_or_create(user=user, course=course)
    return enrolment
