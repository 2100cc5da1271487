"""Hours that were earned and that no certificate tells of: the office writes them into a transcript as they are."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import cast

from django.utils import timezone

from academy.accounts.models import User
from certification import api as certification
from courses.data import achievement_key
from courses.models import Enrolment, SeminarCompletion
from courses.selectors.outline import course_titles
from courses.selectors.presence import seminar_titles


def uncertified_hours(user: User) -> list[certification.HoursRecord]:
    """Return the hours of courses and seminars completed without a certificate; a revoked one is one all the same."""
    certified = certification.certified_keys(user)
    earned = [*_courses(user), *_seminars(user)]
    return [record for key, record in earned if key not in certified and record.hours > 0]


def _courses(user: User) -> Iterator[tuple[str, certification.HoursRecord]]:
    for enrolment in Enrolment.objects.filter(user=user, completed_at__isnull=False).select_related("course"):
        course = enrolment.course
        titles = course_titles(course) or {"az": course.code}
        yield achievement_key(course.code), _record(titles, course.cpd_hours, enrolment.completed_at)


def _seminars(user: User) -> Iterator[tuple[str, certification.HoursRecord]]:
    for completion in SeminarCompletion.objects.filter(user=user).select_related("seminar"):
        seminar = completion.seminar
        record = _record(seminar_titles(seminar), completion.hours, completion.completed_at)
        yield f"seminar:{seminar.code}", record


def _record(titles: dict[str, str], hours: Decimal, moment: datetime | None) -> certification.HoursRecord:
    day = timezone.localdate(cast("datetime", moment))
    return certification.HoursRecord(titles=titles, hours=hours, achieved_on=day)
