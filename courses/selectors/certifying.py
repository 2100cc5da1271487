"""Who completed a course or a seminar and has no certificate of it: their template came later, or was chosen later."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from academy.accounts.models import User
from certification import api as certification
from courses.data import achievement_key
from courses.models import Cohort, Course, Enrolment, Quiz, Seminar, SeminarCompletion
from courses.selectors.gradebook import (
    attempts_by_enrolment,
    gradebook_cohorts,
    gradebook_enrolments,
)
from courses.selectors.presence import counted_days
from courses.selectors.reviews import certified_percent


@dataclass(frozen=True, kw_only=True)
class Certifying:
    """How many completed, and how many of them have a certificate. `cohort` is None for everybody."""

    cohort: Cohort | None
    completed: int
    certified: int

    @property
    def owed(self) -> int:
        """How many would get one."""
        return self.completed - self.certified


def course_certifying(course: Course, user: User) -> list[Certifying]:
    """Everybody whom the person sees, then each cohort. Four queries."""
    completed = list(_completed(course, user).values_list("user", "cohort"))
    certified = certification.holders_of(achievement_key(course.code))
    groups: list[tuple[Cohort | None, list[tuple[int, int]]]] = [(None, completed)]
    groups += [
        (cohort, [row for row in completed if row[1] == cohort.pk]) for cohort in gradebook_cohorts(course, user)
    ]
    return [
        Certifying(cohort=cohort, completed=len(rows), certified=sum(person in certified for person, _cohort in rows))
        for cohort, rows in groups
    ]


def course_candidates(course: Course, user: User, cohort: Cohort | None) -> list[certification.Candidate]:
    """Those without a certificate, of the cohort or of everybody, with what each achieved. Four queries."""
    found = _completed(course, user).filter(cohort=cohort) if cohort else _completed(course, user)
    certified = certification.holders_of(achievement_key(course.code))
    enrolments = [enrolment for enrolment in found if enrolment.user_id not in certified]
    attempts, quiz = attempts_by_enrolment(enrolments), Quiz.objects.filter(course=course).first()
    return [
        _candidate(course, enrolment, certified_percent(quiz, attempts.get(enrolment.pk, ())) if quiz else None)
        for enrolment in enrolments
    ]


def _completed(course: Course, user: User) -> QuerySet[Enrolment]:
    return gradebook_enrolments(course, user).filter(completed_at__isnull=False)


def _candidate(course: Course, enrolment: Enrolment, percent: int | None) -> certification.Candidate:
    return certification.Candidate(
        holder=enrolment.user_id,
        hours=course.cpd_hours,
        achieved_on=timezone.localdate(enrolment.completed_at),
        score=None if percent is None else Decimal(percent),
    )


def seminar_key(seminar: Seminar) -> str:
    """Under which a certificate of the seminar is found again."""
    return f"seminar:{seminar.code}"


def seminar_certifying(seminar: Seminar) -> Certifying:
    """How the seminar stands. Two queries."""
    completed = set(SeminarCompletion.objects.filter(seminar=seminar).values_list("user", flat=True))
    certified = completed & certification.holders_of(seminar_key(seminar))
    return Certifying(cohort=None, completed=len(completed), certified=len(certified))


def seminar_candidates(seminar: Seminar) -> list[certification.Candidate]:
    """Those without a certificate, with the hours and the day that counted. Four queries."""
    certified = certification.holders_of(seminar_key(seminar))
    found = SeminarCompletion.objects.filter(seminar=seminar)
    completions = [completion for completion in found if completion.user_id not in certified]
    days = counted_days(seminar, _holders(completions))
    return [
        certification.Candidate(
            holder=completion.user_id,
            hours=completion.hours,
            achieved_on=days.get(completion.user_id) or timezone.localdate(completion.completed_at),
        )
        for completion in completions
    ]


def _holders(completions: Sequence[SeminarCompletion]) -> list[int]:
    return [completion.user_id for completion in completions]
