"""What decides where staff stand, gathered for any number of people in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from academy.accounts.models import Membership
from academy.prepared import MANY, Prepared
from academy.together import Together
from certification import api as certification
from courses.data import achievement_key, programme_key
from courses.models import (
    Enrolment,
    LessonProgress,
    LessonVisit,
    ProgrammeEnrolment,
    Requirement,
    SeminarCompletion,
    StaffGroup,
)
from courses.selectors.desk.staff import LINKS, groups_by_member
from courses.selectors.hours import HoursByYear, hours_of
from courses.selectors.programme import Done


class Learning(NamedTuple):
    """One person on one course."""

    enrolment: int
    course: int
    enrolled_at: datetime
    is_completed: bool
    has_begun: bool


#: A certificate as a whole, or as far as it decides here.
HeldT = TypeVar("HeldT", certification.HeldCertificate, certification.HeldStanding)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that is known of some people: of `certificates` the one that counts, by holder and key; all are `held`.

    `groups` are by the id of the membership, `keys` of certificates by that of the requirement.
    """

    today: date
    keys: Mapping[int, str]
    groups: Mapping[int, Sequence[StaffGroup]]
    learning: Mapping[tuple[int, int], Learning]
    programmes: Mapping[tuple[int, int], bool]
    done: Mapping[int, Done]
    certificates: Mapping[tuple[int, str], certification.HeldCertificate | certification.HeldStanding]
    held: Sequence[certification.HeldCertificate]
    hours: HoursByYear


def facts_of(people: Sequence[Membership], asked: Sequence[Requirement], *, with_all: bool = True) -> Facts:
    """Gather what is known of these people, as far as it is asked for. Five queries at most, mostly one.

    Without `with_all`, certificates beside these are left out, and what was completed beside these courses is read only
    where a requirement counts it.
    """
    courses = {one.course_id for one in asked if one.course_id}
    counts_all = with_all or any(one.course_id is None for one in asked)
    users = [person.user_id for person in people]
    keys = {one.id: key_of(one) for one in asked}
    # With all, the same certificates would be read twice.
    learnt, links, deciding = _asked(people, courses, [] if with_all else {"", *keys.values()}, counts_all=counts_all)
    held, standings = certification.certificates_held(users) if with_all else [], certification.standings_held(deciding)
    seminars = list(_seminars(users)) if counts_all else []
    return Facts(
        today=timezone.localdate(),
        keys=keys,
        groups=groups_by_member(links),
        learning={(one.user, one.course): one.learning for one in learnt if one.course in courses and one.is_active},
        programmes=_programmes(users, [one.programme_id for one in asked if one.programme_id]),
        done=_done(learnt, seminars),
        certificates=counting_certificates(held) if with_all else counting_certificates(standings),
        held=held,
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


def _asked(
    people: Sequence[Membership], courses: Collection[int], keys: Collection[str], *, counts_all: bool
) -> tuple[list[_Learnt], list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Enrolments on these courses, and perhaps all completed ones; groups; what certificates with these keys decide.

    Those who have left are not on the course.
    """
    users, staff = [person.user_id for person in people], [person.pk for person in people]
    together = _COUNTING_ALL if counts_all else _OF_COURSES
    learnt, links, deciding = together.rows((users, courses or [_NOWHERE]), (staff,), (users, keys))
    return [_Learnt(*row) for row in learnt], links, deciding


def _enrolments(users: Collection[int], wanted: Q) -> QuerySet[Enrolment, tuple[Any, ...]]:
    """What is read of each. To have opened a lesson is to have begun."""
    opened, read = (model.objects.filter(enrolment=OuterRef("pk")) for model in (LessonVisit, LessonProgress))
    found = Enrolment.objects.filter(wanted, user__in=users).order_by()
    columns = ("user", "course", "pk", "enrolled_at", "completed_at", "withdrawn_at", "course__cpd_hours", "has_begun")
    return found.annotate(has_begun=Exists(opened) | Exists(read)).values_list(*columns)


#: No course has it.
_NOWHERE: Final = 0
_OF_COURSES: Final = Together(
    Prepared(lambda users, courses: _enrolments(users, Q(course__in=courses, withdrawn_at=None)), MANY, MANY),
    LINKS,
    certification.DECIDING,
)
_COUNTING_ALL: Final = Together(
    Prepared(
        lambda users, courses: _enrolments(
            users, Q(course__in=courses, withdrawn_at=None) | Q(completed_at__isnull=False)
        ),
        *(MANY, MANY),
    ),
    LINKS,
    certification.DECIDING,
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


def counting_certificates(held: Sequence[HeldT]) -> dict[tuple[int, str], HeldT]:
    """Of several for one achievement one that is in force counts, else the newest; they come the newest first."""
    counting: dict[tuple[int, str], HeldT] = {}
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
