"""Letters that are owed for too long, of whichever kind: told alike by each app that owes some."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Min, QuerySet

from academy.house.data import Figure, Section, Words

#: A letter that is owed for longer was not merely queued.
LATE: Final = timedelta(hours=1)


def late_letters(kind: str, label: Words, owed: QuerySet[Any], *, moment: str, now: datetime) -> Figure:
    """Count what was owed for too long; `moment` is the field that says since when. One query."""
    late = owed.filter(**{f"{moment}__lt": now - LATE}).order_by()
    found = late.aggregate(number=Count("pk"), since=Min(moment))
    return Figure(
        section=Section.LETTERS,
        metric="academy_letters_late",
        labels={"letter": kind},
        label=label,
        number=found["number"],
        since=found["since"],
        is_wrong=found["number"] > 0,
    )
