"""What the record of changes tells, in a form to be compared."""

from typing import Any

from academy.record.models import Change

#: What of a change is compared; its time is told by the order.
COLUMNS = ("kind", "person", "institution", "subject", "facts", "actor")


def last_change() -> int:
    """Return the number of the newest change: what comes after it is what a test has done."""
    return Change.objects.values_list("pk", flat=True).first() or 0


def told_since(number: int) -> list[tuple[Any, ...]]:
    """Return what was put on record after this one, the oldest first."""
    return list(Change.objects.filter(pk__gt=number).order_by("pk").values_list(*COLUMNS))
