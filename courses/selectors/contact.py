"""Whom to write to about a course or a seminar."""

from email.utils import parseaddr

from django.conf import settings

from courses.models import Course, Seminar


def contact_of(offer: Course | Seminar) -> str:
    """Its own address, else the site's."""
    return offer.contact or site_contact()


def site_contact() -> str:
    """The address that stands in the site's letters."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
