"""Background work of coming onto a course: letters, and lists that are old."""

import structlog
from celery import shared_task
from django.utils import timezone

from courses.selectors.admission_letters import owed_decisions, owed_enrolment_letters, owed_invitations
from courses.selectors.marking_queue import owed_attempt_letters
from courses.services import admission_letters
from courses.services.attendance_files import delete_old_attendance_files
from courses.services.cohorts import owe_reminders
from courses.services.invitations import forget_invitations
from courses.services.lists import delete_old_lists
from courses.tasks.quizzes import mail_attempt_letter
from courses.tasks.sweeps import LETTERS_AT_ONCE

log = structlog.get_logger()

#: The hour, by the site's clock, before which nobody is reminded of anything.
MORNING = 8


@shared_task
def sweep_admission_letters() -> None:
    """Owe the reminders of the day, from eight o'clock on, and queue a task for each letter that is owed."""
    now = timezone.localtime()
    if now.hour >= MORNING:
        owe_reminders(today=now.date())
    for task, owed in (
        (mail_decision, owed_decisions()),
        (mail_invitation, owed_invitations()),
        (mail_enrolment_letter, owed_enrolment_letters()),
        (mail_attempt_letter, owed_attempt_letters()),
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
def mail_enrolment_letter(pk: int) -> None:
    """Send one letter to somebody on a course."""
    log.info("enrolment letter mailed", letter=pk, went=admission_letters.mail_enrolment_letter(pk))


@shared_task
def forget_lists() -> None:
    """Delete the lists of people, the files of online rooms and the invitations that are old enough."""
    log.info(
        "lists deleted",
        number=delete_old_lists() + delete_old_attendance_files(),
        invitations=forget_invitations(),
    )
