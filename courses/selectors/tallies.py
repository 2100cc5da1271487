"""Which attempts statistics count."""

from django.db.models import QuerySet

from courses.enums import AttemptState
from courses.models import Attempt

#: Closed and marked.
FINAL = (AttemptState.SUBMITTED, AttemptState.TIMED_OUT)


def counting_attempts() -> QuerySet[Attempt]:
    """The first attempt of each learner, once it is marked.

    Later attempts are made by people who have seen the questions, and only by those who failed: they would make
    questions look easier and results less reliable (Moodle's statistics take first attempts for the same reason).
    """
    return Attempt.objects.filter(number=1, state__in=FINAL, score__isnull=False)


def uncounted_attempts() -> QuerySet[Attempt]:
    """Those that no sum holds yet."""
    return counting_attempts().filter(counted=None)
