"""Letters about registrations, from owed to sent: each once, with the calendar file that follows what it tells.

Killed while sending, a letter is lost rather than sent twice; what it tells stands on the page of the registration.
"""

from datetime import datetime

from django.db import transaction
from django.utils import translation

from academy.mail.letters import CalendarPart, send_letter
from academy.mail.once import send_once
from courses.enums import RegistrationLetterKind, RegistrationState, SessionState
from courses.formats.ical import cancellation, invitation
from courses.models import Registration, RegistrationLetter, Session
from courses.selectors.calendars import registration_entry
from courses.selectors.registration import seminar_pages
from courses.selectors.seminar_letters import (
    GIVE_UP,
    attended_registrations,
    due_for_reminder,
    owed_registration_letters,
    untrue_letters,
)
from courses.selectors.seminar_news import letter_context
from courses.selectors.session_facts import SessionFacts, registration_facts

#: Letters that put a session into a calendar, those that hold its newest version, and those that take it out again.
SEATING = (RegistrationLetterKind.CONFIRMED, RegistrationLetterKind.MOVED_UP)
INVITING = (*SEATING, RegistrationLetterKind.CHANGED, RegistrationLetterKind.REMINDER)
UNINVITING = (RegistrationLetterKind.CANCELLED, RegistrationLetterKind.CALLED_OFF)


def owe_reminders(*, now: datetime) -> int:
    """Owe the reminders whose time has come, each once for every version of its session; return how many.

    Of several times that have passed, as after a night without a beat, the nearest counts.
    """
    ahead = Session.objects.filter(state=SessionState.PLANNED, starts_at__gt=now).select_related("seminar")
    owed = 0
    for session in ahead:
        left = session.starts_at - now
        passed = [hours for hours in session.seminar.reminder_hours if left.total_seconds() <= hours * 3600]
        if passed:
            owed += _owe_reminder(session, min(passed))
    return owed


def _owe_reminder(session: Session, hours: int) -> int:
    rows = [
        RegistrationLetter(
            registration_id=pk,
            kind=RegistrationLetterKind.REMINDER,
            sequence=session.sequence + sequence,
            hours=hours,
        )
        for pk, sequence in due_for_reminder(session, hours).values_list("pk", "sequence")
    ]
    return len(RegistrationLetter.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000))


def owe_thanks(*, now: datetime) -> int:
    """Owe thanks, once, to everybody who was there, when the attendance was closed lately; return how many."""
    lately = attended_registrations().filter(session__attendance_closed_at__gt=now - GIVE_UP)
    unthanked = lately.exclude(letters__kind=RegistrationLetterKind.THANKS)
    rows = [
        RegistrationLetter(registration_id=pk, kind=RegistrationLetterKind.THANKS)
        for pk in unthanked.values_list("pk", flat=True)
    ]
    return len(RegistrationLetter.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000))


@transaction.atomic
def drop_untrue_letters() -> int:
    """Delete the letters that will never be sent; return how many."""
    return untrue_letters().delete()[0]


def mail_registration_letter(pk: int) -> bool:
    """Write one letter to somebody who has registered, if what it tells still holds; return whether it went."""

    def send() -> None:
        found = RegistrationLetter.objects.select_related(
            "message", "registration__user", "registration__session__seminar__institution"
        )
        letter = found.get(pk=pk)
        user = letter.registration.user
        with translation.override(user.language):
            pages = seminar_pages([letter.registration.session.seminar_id], user.language)
            facts = registration_facts(letter.registration, pages)
            context, calendar = letter_context(letter, facts), calendar_part(letter, facts)
        name = f"seminar_{letter.kind}"
        send_letter(name, to=user.email, language=user.language, context=context, calendar=calendar)

    return send_once(owed_registration_letters().filter(pk=pk), send)


def calendar_part(letter: RegistrationLetter, facts: SessionFacts) -> CalendarPart | None:
    """Return the file with which the reader's calendar follows; a session that it never held is not taken out."""
    registration = letter.registration
    if letter.kind in INVITING and registration.state == RegistrationState.CONFIRMED:
        return CalendarPart(method="REQUEST", content=invitation(registration_entry(registration, facts)))
    if letter.kind in UNINVITING and _was_invited(registration):
        return CalendarPart(method="CANCEL", content=cancellation(registration_entry(registration, facts)))
    return None


def _was_invited(registration: Registration) -> bool:
    return registration.letters.exclude(mailed_at=None).filter(kind__in=SEATING).exists()
