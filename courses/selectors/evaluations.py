"""Evaluation forms: whose they are, who is asked to fill one in, and who has done so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from academy.accounts.models import User
from courses.enums import SessionState
from courses.models import Attendance, Evaluation, EvaluationAnswers, EvaluationHandIn, Seminar
from courses.selectors.access import EVERY_COURSE
from courses.selectors.registration import seminar_pages

#: So long the personal area asks for what need not be handed in; the page itself stays open.
ASKED_FOR = timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class EvaluationStanding:
    """Where somebody who was at a seminar stands with its evaluation."""

    opens_at: datetime
    is_handed_in: bool

    @property
    def is_open(self) -> bool:
        """Whether it can be handed in now."""
        return not self.is_handed_in and self.opens_at <= timezone.now()


@dataclass(frozen=True, kw_only=True)
class AskedEvaluation:
    """An evaluation that the personal area asks for."""

    code: str
    title: str
    is_required: bool


def manageable_evaluations(user: User) -> QuerySet[Evaluation]:
    """Forms that the person made, and those of institutions where the person is a member; or every form."""
    if user.has_perm(EVERY_COURSE):
        return Evaluation.objects.all()
    own = Q(author=user) | Q(institution__memberships__user=user)
    return Evaluation.objects.filter(own).distinct()


def has_answers(evaluation: Evaluation) -> bool:
    """Whether anybody has filled the form in, for whatever seminar."""
    return evaluation.pk is not None and EvaluationAnswers.objects.filter(evaluation=evaluation).exists()


def present() -> QuerySet[Attendance]:
    """What is recorded of people who were at a session that took place, for however short a time."""
    return Attendance.objects.exclude(minutes=0).filter(session__state=SessionState.PLANNED)


def number_attended(seminar: Seminar) -> int:
    """How many people were at a session of the seminar that has ended."""
    there = present().filter(session__seminar=seminar, session__ends_at__lte=timezone.now())
    return there.values("user").distinct().count()


def evaluation_standing(seminar: Seminar, user: User) -> EvaluationStanding | None:
    """Nothing where nothing is asked, and for whoever was not there. At most two queries."""
    if seminar.evaluation_id is None:
        return None
    opens_at = present().filter(session__seminar=seminar, user=user).aggregate(first=Min("session__ends_at"))["first"]
    if opens_at is None:
        return None
    return EvaluationStanding(opens_at=opens_at, is_handed_in=has_handed_in(seminar, user))


def has_handed_in(seminar: Seminar, user: User) -> bool:
    """Whether the person has filled in the evaluation of the seminar."""
    return EvaluationHandIn.objects.filter(seminar=seminar, user=user).exists()


def asked_evaluations(user: User, language: str) -> Sequence[AskedEvaluation]:
    """Evaluations that the person has not handed in, required ones first. At most two queries."""
    now = timezone.now()
    there = present().filter(user=user, session__seminar=OuterRef("pk"), session__ends_at__lte=now)
    lately = there.filter(session__ends_at__gt=now - ASKED_FOR)
    done = EvaluationHandIn.objects.filter(user=user, seminar=OuterRef("pk"))
    asking = Seminar.objects.filter(Exists(there), ~Exists(done), evaluation__isnull=False)
    found = asking.filter(Q(evaluation_required=True) | Exists(lately)).order_by("-evaluation_required", "code")
    seminars = list(found)
    pages = seminar_pages([seminar.pk for seminar in seminars], language) if seminars else {}
    return [
        AskedEvaluation(
            code=seminar.code,
            title=pages[seminar.pk].title if seminar.pk in pages else seminar.code,
            is_required=seminar.evaluation_required,
        )
        for seminar in seminars
    ]
