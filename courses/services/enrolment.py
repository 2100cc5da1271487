"""Enrolling on a course."""

from academy.accounts.models import User
from courses.models import Course, Enrolment


def enrol(*, user: User, course: Course) -> Enrolment:
    """Enrol the person; a second time changes nothing."""
    enrolment, _made = Enrolment.objects.get_or_create(user=user, course=course)
    return enrolment
