"""Cohorts: who comes into one and leaves it, and what its people are written before the last day."""

from django.db import transaction
from django.utils import timezone

from courses.enums import CohortLetterKind
from courses.errors import CohortEnded
from courses.models import Cohort, CohortLetter, Enrolment


@transaction.atomic
def put_into_cohort(*, enrolment: Enrolment, cohort: Cohort) -> Enrolment:
    """Put a learner into the cohort, out of another one if need be; whoever has completed the course stays outside.

    The letter with the dates is owed from here on, once. Raises `CohortEnded`, and `ValueError` for a cohort of another
    course: forms never offer one.
    """
    if cohort.course_id != enrolment.course_id:
        raise ValueError("the cohort belongs to another course")
    if cohort.ends_on < timezone.localdate():
        raise CohortEnded
    learning = Enrolment.objects.filter(pk=enrolment.pk, completed_at=None, withdrawn_at=None)
    if learning.exclude(cohort=cohort).update(cohort=cohort):
        CohortLetter.objects.get_or_create(enrolment=enrolment, cohort=cohort, kind=CohortLetterKind.JOINED)
        enrolment.cohort = cohort
    return enrolment


def take_out_of_cohort(*, enrolment: Enrolment) -> Enrolment:
    """Let the learner go on without dates; twice is once. Letters that were not sent yet are owed no more."""
    Enrolment.objects.filter(pk=enrolment.pk).update(cohort=None)
    CohortLetter.objects.filter(enrolment=enrolment, mailed_at=None).delete()
    enrolment.cohort = None
    return enrolment
