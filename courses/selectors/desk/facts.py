"""What decides where staff stand, gathered for any number of people in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from certification import api as certification
from courses.data import achievement_key, programme_key
from courses.models import (
    Enrolment,
    LessonProgress,
    LessonVisit,
    ProgrammeEnrolment,
    Requirement,
    SeminarCompletion,
)
from courses.selectors.hours import HoursByYear, hours_by_year
from courses.selectors.programme import Done

Users = Collection[int] | QuerySet


class Learning(NamedTuple):
    """One person on one course."""

    enrolment: int
    is_completed: bool
    has_begun: bool


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that is known of some people. Certificates are by holder and key, the one that counts alone."""

    today: date
    learning: Mapping[tuple[int, int], Learning]
    programmes: Mapping[tuple[int, int], bool]
    done: Mapping[int, Done]
    certificates: Mapping[tuple[int, str], certification.HeldCertificate]
    hours: HoursByYear


def facts_of(users: Users, asked: Sequence[Requirement]) -> Facts:
    """Gather what is known of these people, as far as it is asked for. Seven queries."""
    courses = [one.course_id for one in asked if one.course_id]
    programmes = [one.programme_id for one in asked if one.programme_id]
    return Facts(
        today=timezone.localdate(),
        learning=_learning(users, courses),
        programmes=_programmes(users, programmes),
        done=_done(users),
        certificates=counting_certificates(certification.certificates_held(users)),
        hours=hours_by_year(users),
    )


def _learning(users: Users, courses: Sequence[int]) -> dict[tuple[int, int], Learning]:
    """Those who have left are not on the course. To have opened a lesson is to have begun."""
    opened, read = (model.objects.filter(enrolment=OuterRef("pk")) for model in (LessonVisit, LessonProgress))
    found = Enrolment.objects.active().filter(user__in=users, course__in=courses).order_by()
    rows = found.annotate(has_begun=Exists(opened) | Exists(read))
    return {
        (user, course): Learning(pk, completed_at is not None, has_begun)
        for user, course, pk, completed_at, has_begun in rows.values_list(
            "user", "course", "pk", "completed_at", "has_begun"
        )
    }


def _programmes(users: Users, programmes: Sequence[int]) -> dict[tuple[int, int], bool]:
    """Who has joined which programme, and whether it is completed."""
    joined = ProgrammeEnrolment.objects.filter(user__in=users, programme__in=programmes).order_by()
    return {
        (user, programme): completed_at is not None
        for user, programme, completed_at in joined.values_list("user", "programme", "completed_at")
    }


def _done(users: Users) -> dict[int, Done]:
    """What each has completed."""
    courses, seminars = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    completed = Enrolment.objects.filter(user__in=users, completed_at__isnull=False).order_by()
    for user, course in completed.values_list("user", "course"):
        courses[user].add(course)
    for user, seminar in SeminarCompletion.objects.filter(user__in=users).order_by().values_list("user", "seminar"):
        seminars[user].add(seminar)
    return {
        user: Done(courses=frozenset(courses[user]), seminars=frozenset(seminars[user]))
        for user in {*courses, *seminars}
    }


def counting_certificates(
    held: Sequence[certification.HeldCertificate],
) -> dict[tuple[int, str], certification.HeldCertificate]:
    """Of several for one achievement one that is in force counts, else the newest; they come the newest first."""
    counting: dict[tuple[int, str], certification.HeldCertificate] = {}
    for one in held:
        before = counting.get((one.holder, one.key))
        if before is None or (one.is_in_force and not before.is_in_force):
            counting[one.holder, one.key] = one
    return counting


def key_of(asked: Requirement) -> str:
    """The key of the certificate that crowns it; empty for hours."""
    if asked.course:
        return achievement_key(asked.course.code)
    return programme_key(asked.programme.code) if asked.programme else ""
