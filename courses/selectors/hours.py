"""CPD hours that people have earned, year by year, exactly."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from courses.models import Enrolment, SeminarCompletion

#: Hours by calendar year, by the id of the person.
HoursByYear = Mapping[int, Mapping[int, Decimal]]


def hours_by_year(users: Collection[int] | QuerySet) -> HoursByYear:
    """Read and add up completed courses and seminars of each person. Two queries."""
    courses = Enrolment.objects.filter(user__in=users, completed_at__isnull=False).order_by()
    seminars = SeminarCompletion.objects.filter(user__in=users).order_by()
    return hours_of(
        [
            *courses.values_list("user", "completed_at", "course__cpd_hours"),
            *seminars.values_list("user", "completed_at", "hours"),
        ]
    )


def hours_of(earned: Iterable[tuple[int, Any, Decimal]]) -> HoursByYear:
    """Add up what was earned: by whom, when, how many hours. In Python: a sum in SQLite is a float."""
    hours: dict[int, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for user, completed_at, number in earned:
        hours[user][timezone.localdate(completed_at).year] += number
    return hours


def hours_within(by_year: Mapping[int, Decimal], *, last: int, years: int = 1) -> Decimal:
    """Hours of so many calendar years, `last` included."""
    return sum((hours for year, hours in by_year.items() if last - years < year <= last), Decimal(0))
