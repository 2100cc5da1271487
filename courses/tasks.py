"""Background work of learning. Each task may run twice and may be killed half-way."""

from uuid import UUID

import structlog
from celery import shared_task
from django.utils import timezone

from courses.enums import AttemptState
from courses.models import Attempt
from courses.services.attempts import GRACE, close_overdue_attempt

log = structlog.get_logger()


@shared_task
def close_overdue_attempts() -> int:
    """Queue a task for every attempt whose time is up, and return how many there were.

    One task each: an attempt that cannot be marked must not keep the others open.
    """
    overdue = Attempt.objects.filter(state=AttemptState.OPEN, deadline__lt=timezone.now() - GRACE)
    attempts = list(overdue.values_list("pk", flat=True))
    for attempt in attempts:
        close_attempt.delay(attempt)
    return len(attempts)


@shared_task
def close_attempt(pk: str | UUID) -> None:
    """Close and mark one attempt whose time is up."""
    closed = close_overdue_attempt(attempt=Attempt.objects.get(pk=pk))
    log.info("overdue attempt closed", attempt=str(pk), state=closed.state)
