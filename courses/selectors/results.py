"""A learner's own results: every course with every attempt, and every seminar completed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse

from academy.accounts.models import User
from courses.enums import EnrolmentState
from courses.models import Attempt, Enrolment, SeminarCompletion, SeminarPage
from courses.selectors.enrolments import state_of
from courses.selectors.gradebook import attempts_by_enrolment
from courses.selectors.reviews import AttemptRow, attempt_rows
from courses.selectors.studio import course_titles
from courses.selectors.translations import best_pages


@dataclass(frozen=True, kw_only=True)
class CourseResult:
    """One course of the learner."""

    enrolment: Enrolment
    title: str
    state: EnrolmentState
    attempts: Sequence[AttemptRow]

    @property
    def url(self) -> str:
        """Where the learner goes on."""
        return reverse("continue_course", args=[self.enrolment.course.code])

    @property
    def hours(self) -> Decimal:
        """CPD hours earned: those of the course, once it is completed."""
        return self.enrolment.course.cpd_hours if self.enrolment.completed_at else Decimal(0)


@dataclass(frozen=True, kw_only=True)
class SeminarResult:
    """A seminar that the person completed; `url` is empty where it has no page any more."""

    title: str
    url: str
    hours: Decimal
    completed_at: datetime


def seminar_results_of(user: User, language: str) -> list[SeminarResult]:
    """Gather the seminars that the person completed, the newest first. Two queries."""
    completions = list(SeminarCompletion.objects.filter(user=user).select_related("seminar"))
    live = SeminarPage.objects.live().filter(seminar__in=[row.seminar_id for row in completions])
    pages = best_pages(live.select_related("locale").defer_streamfields(), row="seminar", language=language)
    return [
        SeminarResult(
            title=pages[row.seminar_id].title if row.seminar_id in pages else row.seminar.code,
            url=pages[row.seminar_id].url if row.seminar_id in pages else "",
            hours=row.hours,
            completed_at=row.completed_at,
        )
        for row in completions
    ]


def results_of(user: User, language: str) -> list[CourseResult]:
    """Gather the learner's courses, the newest enrolment first, also those that were left."""
    mine: QuerySet[Enrolment] = (
        Enrolment.objects.filter(user=user).select_related("course__quiz").order_by("-enrolled_at")
    )
    enrolments = list(mine)
    titles = course_titles([enrolment.course for enrolment in enrolments], language)
    attempts = attempts_by_enrolment(enrolments)
    return [
        CourseResult(
            enrolment=enrolment,
            title=titles[enrolment.course_id],
            state=state_of(enrolment),
            attempts=_rows(enrolment, attempts.get(enrolment.pk, ())),
        )
        for enrolment in enrolments
    ]


def _rows(enrolment: Enrolment, attempts: Sequence[Attempt]) -> list[AttemptRow]:
    """The attempts with what may be told of each; a course without a quiz has none."""
    return attempt_rows(enrolment.course.quiz, attempts) if attempts else []
