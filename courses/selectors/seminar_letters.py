"""Letters about registrations that are still to be sent, and still true."""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from courses.enums import ACTIVE, Meetings, RegistrationLetterKind, RegistrationState, SessionState
from courses.models import Attendance, Registration, RegistrationLetter, Session

#: What could not be sent for so long is not sent any more: an address that refuses holds up no other.
GIVE_UP = timedelta(days=8)
#: Letters that tell when the session is. Whoever had one after the time of a reminder needs no reminder.
TELLING = (RegistrationLetterKind.CONFIRMED, RegistrationLetterKind.MOVED_UP, RegistrationLetterKind.CHANGED)

OF_VERSION = Q(sequence=F("registration__sequence") + F("registration__session__sequence"))


def owed_registration_letters() -> QuerySet[RegistrationLetter]:
    """Letters to be sent, the newest first. One that holds no more is not among them, nor one overtaken.

    Each kind has its rule below; a later letter of the same kind, which tells all that holds now, overtakes.
    """
    now = timezone.now()
    true = reduce(or_, (Q(kind=kind) & rule for kind, rule in _rules(now).items()))
    later = RegistrationLetter.objects.filter(
        registration=OuterRef("registration"),
        kind=OuterRef("kind"),
        hours=OuterRef("hours"),
        sequence__gt=OuterRef("sequence"),
    )
    waiting = RegistrationLetter.objects.filter(mailed_at=None, owed_at__gt=now - GIVE_UP)
    return waiting.filter(true, ~Exists(later), registration__user__is_active=True).order_by("-owed_at", "-pk")


def _rules(now: datetime) -> dict[RegistrationLetterKind, Q]:
    """What has to hold at the moment at which a letter of each kind goes."""
    ahead = Q(registration__session__state=SessionState.PLANNED, registration__session__starts_at__gt=now)
    not_over = Q(registration__session__state=SessionState.PLANNED, registration__session__ends_at__gt=now)
    kind, state = RegistrationLetterKind, RegistrationState
    return {
        kind.REQUESTED: _stands(state.REQUESTED) & ahead,
        kind.CONFIRMED: _stands(state.CONFIRMED) & not_over,
        kind.WAITING: _stands(state.WAITING) & ahead,
        kind.OFFERED: _stands(state.OFFERED) & ahead & Q(registration__offered_until__gt=now),
        kind.MOVED_UP: _stands(state.CONFIRMED) & not_over,
        kind.LAPSED: _stands(state.LAPSED) & ahead,
        kind.REFUSED: _stands(state.REFUSED),
        kind.CHANGED: _stands(*ACTIVE) & not_over,
        kind.CANCELLED: _stands(state.CANCELLED) & not_over,
        kind.CALLED_OFF: _stands(state.CALLED_OFF),
        kind.REPEATED: _stands(state.WAITING),
        kind.REMINDER: _stands(state.CONFIRMED) & ahead & OF_VERSION,
        kind.THANKS: Q(registration__in=attended_registrations()),
        kind.MESSAGE: _stands(*ACTIVE),
    }


def _stands(*states: RegistrationState) -> Q:
    return Q(registration__state__in=states)


def untrue_letters() -> QuerySet[RegistrationLetter]:
    """Letters that will never be sent: they hold no more, were overtaken, or could not be sent for too long."""
    owed = owed_registration_letters().order_by().values("pk")
    return RegistrationLetter.objects.filter(mailed_at=None).exclude(pk__in=owed)


def due_for_reminder(session: Session, hours: int) -> QuerySet[Registration]:
    """People with a seat who were not told of this session since the time of the reminder, nor reminded of it."""
    due = session.starts_at - timedelta(hours=hours)
    told = RegistrationLetter.objects.filter(registration=OuterRef("pk"), kind__in=TELLING, owed_at__gt=due)
    reminded = RegistrationLetter.objects.filter(
        registration=OuterRef("pk"),
        kind=RegistrationLetterKind.REMINDER,
        hours=hours,
        sequence=OuterRef("sequence") + session.sequence,
    )
    seated = Registration.objects.filter(session=session, state=RegistrationState.CONFIRMED, registered_at__lte=due)
    return seated.exclude(Exists(told)).exclude(Exists(reminded))


def attended_registrations() -> QuerySet[Registration]:
    """Registrations of people who were there, once the attendance is closed.

    Of a seminar in parts the last one counts, and who was there in any part.
    """
    later = Session.objects.filter(
        seminar=OuterRef("session__seminar"), state=SessionState.PLANNED, starts_at__gt=OuterRef("session__starts_at")
    )
    was_there = Attendance.objects.exclude(minutes=0).filter(
        Q(session=OuterRef("session"))
        | Q(session__seminar=OuterRef("session__seminar"), session__seminar__meetings=Meetings.PARTS),
        user=OuterRef("user"),
    )
    closed = Registration.objects.filter(session__attendance_closed_at__isnull=False)
    goes_on = Q(session__seminar__meetings=Meetings.PARTS) & Q(Exists(later))
    return closed.filter(Exists(was_there)).exclude(goes_on)
