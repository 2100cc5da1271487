"""Background work of seminars: seats, letters, attendance."""

import structlog
from celery import shared_task
from django.utils import timezone

from courses.enums import SessionState
from courses.models import Registration, SeatPool, Session
from courses.selectors.seminar_letters import owed_registration_letters
from courses.selectors.waiting import due_quotas, lapsed_offers, sessions_to_fill
from courses.services import seminar_letters, waiting
from courses.services.attendance import CLOSES_AFTER, close_attendance
from courses.services.seminar_answers import forget_answers
from courses.services.sessions import hand_seats_over, mend_seats
from courses.tasks.sweeps import LETTERS_AT_ONCE

log = structlog.get_logger()


@shared_task
def move_waiting_lists() -> None:
    """Queue a task for every offer that has lapsed, every quota to be released, and every list with a seat to give."""
    now = timezone.now()
    for task, rows in (
        (lapse_offer, lapsed_offers(now)),
        (release_kept_seats, due_quotas(timezone.localdate(now))),
        (fill_session, sessions_to_fill(now)),
    ):
        for pk in list(rows.values_list("pk", flat=True)):
            task.delay(pk)


@shared_task
def lapse_offer(pk: int) -> None:
    """Take one offer back whose time is over, and offer the seat to the next."""
    registration = Registration.objects.get(pk=pk)
    log.info("offer lapsed", registration=pk, lapsed=waiting.lapse_offer(registration=registration))


@shared_task
def release_kept_seats(pk: int) -> None:
    """Hand the free seats kept for one institution to everybody."""
    hand_seats_over(pool=SeatPool.objects.select_related("session").get(pk=pk))
    log.info("kept seats released", pool=pk)


@shared_task
def fill_session(pk: int) -> None:
    """Give away what is free in one session on whose list somebody waits."""
    log.info("seats counted", session=pk, mended=mend_seats(session=Session.objects.get(pk=pk)))


@shared_task
def forget_seminar_answers() -> None:
    """Delete what people answered to organisers of seminars that are over."""
    log.info("answers to organisers deleted", number=forget_answers(now=timezone.now()))


@shared_task
def sweep_registration_letters() -> None:
    """Owe reminders and thanks, drop what holds no more, and queue a task for each letter that is owed."""
    now = timezone.now()
    reminders, thanks = seminar_letters.owe_reminders(now=now), seminar_letters.owe_thanks(now=now)
    dropped = seminar_letters.drop_untrue_letters()
    log.info("registration letters swept", reminders=reminders, thanks=thanks, dropped=dropped)
    for pk in list(owed_registration_letters().values_list("pk", flat=True)[:LETTERS_AT_ONCE]):
        mail_registration_letter.delay(pk)


@shared_task
def mail_registration_letter(pk: int) -> None:
    """Send one letter to somebody who has registered for a seminar."""
    log.info("registration letter mailed", letter=pk, went=seminar_letters.mail_registration_letter(pk))


@shared_task
def close_ended_attendance() -> None:
    """Queue a task for every session that ended a day ago and whose attendance nobody has closed."""
    ended = Session.objects.filter(
        state=SessionState.PLANNED, attendance_closed_at=None, ends_at__lt=timezone.now() - CLOSES_AFTER
    )
    for pk in list(ended.values_list("pk", flat=True)):
        close_attendance_of_session.delay(pk)


@shared_task
def close_attendance_of_session(pk: int) -> None:
    """Close the attendance of one session."""
    closed = close_attendance(session=Session.objects.get(pk=pk))
    log.info("attendance closed", session=pk, closed=closed)
