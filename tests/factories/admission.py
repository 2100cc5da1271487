"""Ways onto a course: cohorts, requests, invitations."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from courses.models import Cohort, Course
from tests.factories.learning import make_course

_numbers = count(1)


def make_cohort(*, course: Course | None = None, days: int = 30, **facts: object) -> Cohort:
    """A cohort that has run for a month and ends in `days` days."""
    today = timezone.localdate()
    dates = {"starts_on": today - timedelta(days=30), "ends_on": today + timedelta(days=days)}
    fields = {"course": course or make_course(), "name": f"Cohort {next(_numbers)}"} | dates | facts
    return Cohort.objects.create(**fields)
