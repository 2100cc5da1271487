"""What changes by itself on pages that tell of seminars: seats that are taken, and the time that goes by."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from academy.cms.generations import generation
from academy.prepared import Prepared
from courses.enums import SessionState
from courses.models import Session
from courses.selectors.catalogue_index import CATALOGUE
from courses.selectors.meetings import with_seats

#: What a meeting's standing, and its order among others, depend on.
_COLUMNS: Final[tuple[str, ...]] = ("pk", "sequence", "free_seats", "starts_at", "opens_at", "closes_at")


def _sessions(now: datetime) -> QuerySet[Any, Any]:
    """Sessions that are not over."""
    planned = with_seats(Session.objects.filter(state=SessionState.PLANNED, ends_at__gt=now))
    return planned.order_by("pk").values_list(*_COLUMNS)


_AHEAD: Final = Prepared(_sessions, datetime(1, 1, 1, tzinfo=UTC))


def what_is_ahead() -> Sequence[object]:
    """Return all that lists of courses and seminars show and no publication announces. One query.

    Which sessions are ahead, how often each was changed, how many seats are left, which of its moments have come, and
    which words the catalogue is searched by.
    """
    now = timezone.now()
    sessions = [
        (pk, sequence, free, *(moment is not None and moment <= now for moment in moments))
        for pk, sequence, free, *moments in _AHEAD.rows(now)
    ]
    return generation(CATALOGUE), sessions
