"""Cohorts: who comes into one and leaves it, and what its people are written before the last day."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from courses.enums import EnrolmentLetterKind
from courses.errors import CohortEnded
from courses.models import Cohort, Enrolment, EnrolmentLetter

#: Kind of letter -> how many days before the last day it is due; more than one, for a day without a beat.
REMINDERS = {EnrolmentLetterKind.WEEK: (5, 6, 7), EnrolmentLetterKind.DAY: (0, 1)}


def put_into_cohort(*, enrolment: Enrolment, cohort: Cohort) -> Enrolment:
    """Put one learner into the cohort, see `put_all_into_cohort`."""
    put_all_into_cohort(enrolments=Enrolment.objects.filter(pk=enrolment.pk), cohort=cohort)
    enrolment.refresh_from_db(fields=["cohort"])
    return enrolment


@transaction.atomic
def put_all_into_cohort(*, enrolments: QuerySet[Enrolment], cohort: Cohort) -> int:
    """Put learners of its course into the cohort, out of others if need be, and return how many came.

    Whoever has completed the course or left it stays outside. The letter with the dates is owed from here on, once to
    each. Raises `CohortEnded`.
    """
    if cohort.ends_on < timezone.localdate():
        raise CohortEnded
    learning = enrolments.filter(course=cohort.course_id, completed_at=None, withdrawn_at=None)
    coming = list(learning.exclude(cohort=cohort).values_list("pk", flat=True))
    Enrolment.objects.filter(pk__in=coming).update(cohort=cohort)
    _owe(cohort, coming, EnrolmentLetterKind.JOINED)
    return len(coming)


def take_out_of_cohort(*, enrolment: Enrolment) -> Enrolment:
    """Let the learner go on without dates; twice is once. Letters that were not sent yet are owed no more."""
    Enrolment.objects.filter(pk=enrolment.pk).update(cohort=None)
    EnrolmentLetter.objects.filter(enrolment=enrolment, mailed_at=None).exclude(cohort=None).delete()
    enrolment.cohort = None
    return enrolment


def owe_reminders(*, today: date) -> int:
    """Owe a letter to everybody whose cohort ends soon and who has not completed the course; return how many.

    Again on the same day, or the next, owes nothing twice.
    """
    owed = 0
    for kind, days in REMINDERS.items():
        for cohort in Cohort.objects.filter(ends_on__in=[today + timedelta(days=left) for left in days]):
            late = cohort.enrolments.active().filter(completed_at=None).exclude(letters__kind=kind)
            owed += _owe(cohort, list(late.values_list("pk", flat=True)), kind)
    return owed


def _owe(cohort: Cohort, enrolment_ids: list[int], kind: EnrolmentLetterKind) -> int:
    rows = [EnrolmentLetter(enrolment_id=pk, cohort=cohort, kind=kind) for pk in enrolment_ids]
    return len(EnrolmentLetter.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000))
