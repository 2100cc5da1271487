"""Background work of the HR desk: letters to staff, watched certificates, monthly summaries."""

import structlog
from celery import shared_task
from django.utils import timezone

from courses.selectors.desk.invitations import owed_staff_invitations
from courses.selectors.desk.letters import owed_reminders
from courses.services.desk import letters
from courses.services.desk.staff import forget_addresses
from courses.services.desk.summaries import owe_summaries
from courses.services.desk.watches import forget_dead_watches, look_at_watched
from courses.tasks.sweeps import LETTERS_AT_ONCE

log = structlog.get_logger()


@shared_task
def sweep_desk_letters() -> None:
    """Queue a task for each letter to staff that is owed."""
    for task, owed in ((mail_staff_invitation, owed_staff_invitations()), (mail_staff_reminder, owed_reminders())):
        for pk in list(owed.values_list("pk", flat=True)[:LETTERS_AT_ONCE]):
            task.delay(pk)


@shared_task
def mail_staff_invitation(pk: int) -> None:
    """Send one invitation to the staff."""
    log.info("staff invitation mailed", invitation=pk, went=letters.mail_staff_invitation(pk))


@shared_task
def mail_staff_reminder(pk: int) -> None:
    """Send one reminder."""
    log.info("staff reminder mailed", reminder=pk, went=letters.mail_staff_reminder(pk))


@shared_task
def look_at_desk() -> None:
    """Owe summaries and news of watched certificates, which the sweeps of letters then send; forget what is old."""
    log.info(
        "desk looked at",
        summaries=owe_summaries(timezone.now()),
        news=look_at_watched(),
        watches_ended=forget_dead_watches(),
        addresses_forgotten=forget_addresses(),
    )
