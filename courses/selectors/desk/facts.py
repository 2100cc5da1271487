"""What decides where staff stand, gathered for any number of people in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import starmap
from typing import Any, Final, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from academy.prepared import MANY, Prepared
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
from courses.selectors.hours import HoursByYear, hours_of
from courses.selectors.programme import Done


class Learning(NamedTuple):
    """One person on one course."""

    enrolment: int
    course: int
    enrolled_at: datetime
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


def facts_of(users: Collection[int], asked: Sequence[Requirement], *, with_all: bool = True) -> Facts:
    """Gather what is known of these people, as far as it is asked for. Four queries at most.

    Without `with_all`, certificates beside these are left out, and what was completed beside these courses is read only
    where a requirement counts it.
    """
    courses = {one.course_id for one in asked if one.course_id}
    programmes = [one.programme_id for one in asked if one.programme_id]
    counts_all = with_all or any(one.course_id is None for one in asked)
    learnt = _learnt(users, courses, counts_all=counts_all)
    seminars = list(_seminars(users)) if counts_all else []
    return Facts(
        today=timezone.localdate(),
        learning={(one.user, one.course): one.learning for one in learnt if one.course in courses and one.is_active},
        programmes=_programmes(users, programmes),
        done=_done(learnt, seminars),
        certificates=counting_certificates(
            certification.certificates_held(users)
            if with_all
            else certification.certificates_held_for(users, {key_of(one) for one in asked})
        ),
        hours=hours_of(
            [
                *((one.user, one.completed_at, one.hours) for one in learnt if one.completed_at),
                *((user, completed_at, hours) for user, _seminar, completed_at, hours in seminars),
            ]
        ),
    )


class _Learnt(NamedTuple):
    """An enrolment as it is read; `hours` are the course's."""

    user: int
    course: int
    pk: int
    enrolled_at: datetime
    completed_at: datetime | None
    withdrawn_at: datetime | None
    hours: Decimal
    has_begun: bool

    @property
    def is_active(self) -> bool:
        return self.withdrawn_at is None

    @property
    def learning(self) -> Learning:
        return Learning(self.pk, self.course, self.enrolled_at, self.completed_at is not None, self.has_begun)


def _learnt(users: Collection[int], courses: Collection[int], *, counts_all: bool) -> list[_Learnt]:
    """Enrolments on these courses, and perhaps all completed ones. One query, or none.

    Those who have left are not on the course.
    """
    rows = _WITH_ALL.rows(users, courses or [_NOWHERE]) if counts_all else _ON_COURSES.rows(users, courses)
    return list(starmap(_Learnt, rows))


def _enrolments(users: Collection[int], wanted: Q) -> QuerySet[Enrolment, tuple[Any, ...]]:
    """What is read of each. To have opened a lesson is to have begun."""
    opened, read = (model.objects.filter(enrolment=OuterRef("pk")) for model in (LessonVisit, LessonProgress))
    found = Enrolment.objects.filter(wanted, user__in=users).order_by()
    columns = ("user", "course", "pk", "enrolled_at", "completed_at", "withdrawn_at", "course__cpd_hours", "has_begun")
    return found.annotate(has_begun=Exists(opened) | Exists(read)).values_list(*columns)


#: No course has it.
_NOWHERE: Final = 0
_ON_COURSES: Final = Prepared(
    lambda users, courses: _enrolments(users, Q(course__in=courses, withdrawn_at=None)), MANY, MANY
)
_WITH_ALL: Final = Prepared(
    lambda users, courses: _enrolments(users, Q(course__in=courses, withdrawn_at=None) | Q(completed_at__isnull=False)),
    *(MANY, MANY),
)


def _seminars(users: Collection[int]) -> QuerySet[SeminarCompletion, tuple[int, int, datetime, Decimal]]:
    completed = SeminarCompletion.objects.filter(user__in=users).order_by()
    return completed.values_list("user", "seminar", "completed_at", "hours")


def _programmes(users: Collection[int], programmes: Sequence[int]) -> dict[tuple[int, int], bool]:
    """Who has joined which programme, and whether it is completed. One query, or none."""
    if not programmes:
        return {}
    joined = ProgrammeEnrolment.objects.filter(user__in=users, programme__in=programmes).order_by()
    return {
        (user, programme): completed_at is not None
        for user, programme, completed_at in joined.values_list("user", "programme", "completed_at")
    }


def _done(learnt: Iterable[_Learnt], attended: Iterable[tuple[int, int, datetime, Decimal]]) -> dict[int, Done]:
    """What each has completed."""
    courses, seminars = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    for one in learnt:
        if one.completed_at:
            courses[one.user].add(one.course)
    for user, seminar, *_when in attended:
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
