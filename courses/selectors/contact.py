"""Whom to write to about a course."""

from email.utils import parseaddr

from django.conf import settings

from courses.models import Course


def contact_of(course: Course) -> str:
    """The course's own address, else the site's."""
    return course.contact or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
