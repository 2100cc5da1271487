"""Background work of quizzes: closing, counting, marking again."""

from datetime import timedelta
from uuid import UUID

import structlog
from celery import shared_task
from django.utils import timezone

from courses.enums import AttemptState
from courses.models import Attempt, Remarking
from courses.selectors.attempts import GRACE
from courses.selectors.tallies import uncounted_attempts
from courses.services import attempt_letters
from courses.services.attempts import close_overdue_attempt
from courses.services.remarking import remark_attempts
from courses.services.tallies import count_quiz

log = structlog.get_logger()

#: After this time an unfinished re-marking is taken up again.
REMARKING_TAKES = timedelta(minutes=10)


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
def count_attempts() -> None:
    """Queue a task for every quiz with closed attempts that its statistics do not hold yet."""
    for quiz_id in list(uncounted_attempts().order_by().values_list("quiz", flat=True).distinct()):
        count_attempts_of_quiz.delay(quiz_id)


@shared_task
def count_attempts_of_quiz(quiz_id: int) -> None:
    """Add what is not counted yet to the sums behind the statistics of one quiz."""
    log.info("attempts counted", quiz=quiz_id, number=count_quiz(quiz_id=quiz_id))


@shared_task
def mail_attempt_letter(pk: int) -> None:
    """Send one letter about a closed attempt."""
    log.info("attempt letter mailed", letter=pk, went=attempt_letters.mail_attempt_letter(pk))


@shared_task
def remark(pk: int) -> None:
    """Mark again the closed attempts that have asked a question that was wrong."""
    remark_attempts(remarking=Remarking.objects.get(pk=pk))
    log.info("attempts marked again", remarking=pk)


@shared_task
def finish_remarkings() -> None:
    """Queue again what was never queued, or died half-way."""
    begun = timezone.now() - REMARKING_TAKES
    for pk in list(Remarking.objects.filter(finished_at=None, ordered_at__lt=begun).values_list("pk", flat=True)):
        remark.delay(pk)
