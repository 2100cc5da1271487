"""Letters that are owed by rows with `mailed_at`: each is sent once."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils import timezone


def send_once(owed: QuerySet, send: Callable[[], None]) -> bool:
    """Send the letter that a row owes, and return whether it went: the mark comes first and goes when sending fails."""
    # Behind the mark the row is owed no more, so it is found again by its id alone.
    row = owed.model.objects.filter(pk__in=list(owed.values_list("pk", flat=True)))
    if not row.filter(mailed_at=None).update(mailed_at=timezone.now()):
        return False
    try:
        send()
    except Exception:
        row.update(mailed_at=None)
        raise
    return True
