"""Background work of learning. Each task may run twice and may be killed half-way."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

import structlog
from celery import shared_task
from django.utils import timezone

from courses.enums import AttemptState, Notice, SessionState
from courses.models import Attempt, NoticePreference, Registration, Remarking, SeatPool, Session
from courses.selectors.admission_letters import owed_decisions, owed_enrolment_letters, owed_invitations
from courses.selectors.attempts import GRACE
from courses.selectors.marking_queue import owed_attempt_letters
from courses.selectors.notices import due_digests, left_letters, urgent_letters
from courses.selectors.seminar_letters import owed_registration_letters
from courses.selectors.tallies import uncounted_attempts
from courses.selectors.waiting import due_quotas, lapsed_offers, sessions_to_fill
from courses.services import admission_letters, attempt_letters, seminar_letters, waiting
from courses.services.attempts import close_overdue_attempt
from courses.services.attendance import CLOSES_AFTER, close_attendance
from courses.services.attendance_files import delete_old_attendance_files
from courses.services.cohorts import owe_reminders
from courses.services.lists import delete_old_lists
from courses.services.notices import mail_letter, send_digest
from courses.services.remarking import remark_attempts
from courses.services.seminar_answers import forget_answers
from courses.services.sessions import hand_seats_over, mend_seats
from courses.services.tallies import count_quiz

log = structlog.get_logger()

#: Letters of each kind that one sweep queues; the next sweep takes the next ones.
LETTERS_AT_ONCE = 200
#: The hour, by the site's clock, before which nobody is reminded of anything.
MORNING = 8
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
def mail_attempt_letter(pk: int) -> None:
    """Send one letter about a closed attempt."""
    log.info("attempt letter mailed", letter=pk, went=attempt_letters.mail_attempt_letter(pk))


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


@shared_task
def forget_lists() -> None:
    """Delete the lists of people and the files of online rooms that are old enough."""
    log.info("lists deleted", number=delete_old_lists() + delete_old_attendance_files())


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


@shared_task
def deliver_announcement(pk: int) -> None:
    """Queue a task for each letter of an announcement that is wanted at once: a wrong address holds up no other."""
    _queue(
        Notice.ANNOUNCEMENTS, urgent_letters(Notice.ANNOUNCEMENTS).filter(announcement=pk).values_list("pk", flat=True)
    )


@shared_task
def deliver_post(pk: int) -> None:
    """Queue a task for each letter about a question or an answer that is wanted at once."""
    _queue(Notice.DISCUSSIONS, urgent_letters(Notice.DISCUSSIONS).filter(post=pk).values_list("pk", flat=True))


@shared_task
def send_left_letters() -> None:
    """Queue again what was never queued, died half-way, or was refused by the mail server for the moment."""
    for notice in Notice:
        _queue(notice, left_letters(notice, timezone.now()).values_list("pk", flat=True)[:LETTERS_AT_ONCE])


@shared_task
def deliver_letter(notice: str, pk: int) -> None:
    """Send one letter."""
    went = mail_letter(notice=Notice(notice), pk=pk)
    log.info("letter delivered", notice=notice, letter=pk, went=went)


@shared_task
def send_due_digests() -> None:
    """Queue a task for every digest whose time has come."""
    for pk in list(due_digests(timezone.now()).values_list("pk", flat=True)[:LETTERS_AT_ONCE]):
        deliver_digest.delay(pk)


@shared_task
def deliver_digest(pk: int) -> None:
    """Send one digest."""
    preference = NoticePreference.objects.select_related("user").get(pk=pk)
    log.info("digest delivered", preference=pk, went=send_digest(preference=preference, now=timezone.now()))


def _queue(notice: Notice, letters: Iterable[int]) -> None:
    for pk in list(letters):
        deliver_letter.delay(notice.value, pk)
