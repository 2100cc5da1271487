"""Background work of learning. Each task may run twice and may be killed half-way."""

import structlog
from celery import shared_task
from django.utils import timezone

from courses.enums import AttemptState
from courses.models import Attempt
from courses.services.attempts import GRACE, close_overdue_attempt

log = structlog.get_logger()


@shared_task
def close_overdue_attempts() -> int:
    """Close every attempt whose time is up, and return how many there were."""
    overdue = Attempt.objects.filter(state=AttemptState.OPEN, deadline__lt=timezone.now() - GRACE)
    closed = [close_overdue_attempt(attempt=attempt) for attempt in overdue]
    log.info("overdue attempts closed", count=len(closed))
    return len(closed)
