"""Background work of learning. Each task may run twice and may be killed half-way."""

from uuid import UUID

import structlog
from celery import shared_task
from django.utils import timezone

from courses.enums import AttemptState
from courses.models import Attempt
from courses.selectors.admission_letters import owed_cohort_letters, owed_decisions, owed_invitations
from courses.services import admission_letters
from courses.services.attempts import GRACE, close_overdue_attempt
from courses.services.cohorts import owe_reminders
from courses.services.lists import delete_old_lists

log = structlog.get_logger()

#: Letters of each kind that one sweep queues; the next sweep takes the next ones.
LETTERS_AT_ONCE = 200
#: The hour, by the site's clock, before which nobody is reminded of anything.
MORNING = 8


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


@shared_task
def sweep_admission_letters() -> None:
    """Owe the reminders of the day, from eight o'clock on, and queue a task for each letter that is owed."""
    now = timezone.localtime()
    if now.hour >= MORNING:
        owe_reminders(today=now.date())
    for task, owed in (
        (mail_decision, owed_decisions()),
        (mail_invitation, owed_invitations()),
        (mail_cohort_letter, owed_cohort_letters()),
    ):
        for pk in list(owed.values_list("pk", flat=True)[:LETTERS_AT_ONCE]):
            task.delay(pk)


@shared_task
def mail_decision(pk: int) -> None:
    """Tell one person what was decided about a request."""
    log.info("decision mailed", request=pk, went=admission_letters.mail_decision(pk))


@shared_task
def mail_invitation(pk: int) -> None:
    """Send one invitation."""
    log.info("invitation mailed", invitation=pk, went=admission_letters.mail_invitation(pk))


@shared_task
def mail_cohort_letter(pk: int) -> None:
    """Send one letter to somebody in a cohort."""
    log.info("cohort letter mailed", letter=pk, went=admission_letters.mail_cohort_letter(pk))


@shared_task
def forget_lists() -> None:
    """Delete the lists of people that are old enough."""
    log.info("lists deleted", number=delete_old_lists())
