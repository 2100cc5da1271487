"""Attendance of a session, in the order of events: coming, leaving, closing, and corrections with their reasons."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from academy.accounts.models import User
from courses.attendance.presence import minutes_present
from courses.attendance.screen_codes import counts_at
from courses.enums import SEATED, AttendanceWay
from courses.errors import (
    CheckInNotOpen,
    CheckInOver,
    CorrectionUnexplained,
    MinutesOutside,
    ScreenCodeExpired,
    SeatMissing,
    SessionAhead,
    SessionCancelled,
    SessionUnderWay,
)
from courses.models import Attendance, AttendanceCorrection, Registration, Session
from courses.selectors.presence import session_minutes
from courses.services.seminar_completion import complete_attended, complete_seminar_when_done, hold_seminar

#: How long before the beginning people are checked in.
EARLY = timedelta(hours=1)
#: So long after the end attendance closes by itself.
CLOSES_AFTER = timedelta(hours=24)


def check_is_open(session: Session, now: datetime) -> None:
    """Raise why nobody is checked in now: `SessionCancelled`, `CheckInNotOpen` or `CheckInOver`."""
    if session.is_cancelled:
        raise SessionCancelled
    if now < session.starts_at - EARLY:
        raise CheckInNotOpen((session.starts_at - EARLY).astimezone(ZoneInfo(session.time_zone)))
    if now >= session.ends_at:
        raise CheckInOver


@transaction.atomic
def check_in(*, session: Session, user: User, way: AttendanceWay, by: User, without_seat: bool = False) -> Attendance:
    """Record that somebody has come; a second time changes nothing.

    `without_seat`: whoever runs the session has said that the person may stay. Raises what `check_is_open` does, and
    `SeatMissing`.
    """
    now = timezone.now()
    check_is_open(session, now)
    if known := Attendance.objects.filter(session=session, user=user).first():
        return known
    if not without_seat and not has_seat(session, user):
        raise SeatMissing
    facts = {"arrived_at": now, "way": way, "recorded_by": by, "recorded_at": now}
    attendance, _made = Attendance.objects.get_or_create(session=session, user=user, defaults=facts)
    return attendance


def has_seat(session: Session, user: User) -> bool:
    """Whether the person holds a seat, be it one that is still to be confirmed: coming confirms it best."""
    return Registration.objects.filter(session=session, user=user, state__in=SEATED).exists()


def check_in_by_screen(*, session: Session, user: User, code: str) -> Attendance:
    """Record that somebody has scanned the code on the screen. Raises what `check_in` does, and `ScreenCodeExpired`."""
    if not counts_at(session.secret, code, timezone.now()):
        raise ScreenCodeExpired
    return check_in(session=session, user=user, way=AttendanceWay.SCREEN, by=user)


def undo_check_in(*, attendance: Attendance) -> None:
    """Take back a slip of the finger while people come; later it is struck, with a reason. Raises `CheckInOver`."""
    check_is_open(attendance.session, timezone.now())
    attendance.delete()


def check_out(*, attendance: Attendance) -> None:
    """Record that somebody leaves before the end; the first time holds. Raises `CheckInOver`."""
    now = timezone.now()
    check_is_open(attendance.session, now)
    Attendance.objects.filter(pk=attendance.pk, left_at=None).update(left_at=now)


def undo_check_out(*, attendance: Attendance) -> None:
    """Take back that somebody left: she or he is there, and counts as never away. Raises `CheckInOver`."""
    check_is_open(attendance.session, timezone.now())
    Attendance.objects.filter(pk=attendance.pk).update(left_at=None)


@transaction.atomic
def close_attendance(*, session: Session) -> bool:
    """Count everybody's minutes, and complete the seminar for whoever has nothing left to do; twice is once.

    What was corrected or came from a file keeps its minutes. Raises `SessionCancelled` and `SessionUnderWay`.
    """
    now = timezone.now()
    seminar = hold_seminar(session.seminar_id)
    if session.is_cancelled:
        raise SessionCancelled
    if now < session.ends_at:
        raise SessionUnderWay
    if not Session.objects.filter(pk=session.pk, attendance_closed_at=None).update(attendance_closed_at=now):
        return False
    uncounted = list(Attendance.objects.filter(session=session, minutes=None))
    for attendance in uncounted:
        attendance.minutes = _minutes(session, attendance)
    Attendance.objects.bulk_update(uncounted, ["minutes"], batch_size=500)
    complete_attended(seminar=seminar)
    return True


def _minutes(session: Session, attendance: Attendance) -> int:
    """Who has no time of leaving stayed to the end."""
    stay = (attendance.arrived_at or session.starts_at, attendance.left_at or session.ends_at)
    return minutes_present((session.starts_at, session.ends_at), [stay])


@transaction.atomic
def correct_attendance(*, session: Session, user: User, minutes: int, reason: str, by: User) -> Attendance:
    """Say for how long somebody attended, whatever was recorded; who changed it and why is kept.

    Raises `SessionCancelled`, `SessionAhead`, `MinutesOutside` and `CorrectionUnexplained`.
    """
    hold_seminar(session.seminar_id)
    _check_correction(session, reason)
    if not 0 <= minutes <= session_minutes(session):
        raise MinutesOutside(session_minutes(session))
    facts = {"way": AttendanceWay.HAND, "recorded_by": by}
    attendance, _made = Attendance.objects.get_or_create(session=session, user=user, defaults=facts)
    _keep_correction(attendance, minutes, reason, by)
    attendance.minutes = minutes
    attendance.save(update_fields=["minutes"])
    if Session.objects.filter(pk=session.pk, attendance_closed_at__isnull=False).exists():
        complete_seminar_when_done(user=user, seminar=session.seminar)
    return attendance


@transaction.atomic
def strike_attendance(*, attendance: Attendance, reason: str, by: User) -> None:
    """Take back what was recorded in error; who did it and why is kept. What was completed with it stays completed.

    Raises `CorrectionUnexplained`.
    """
    hold_seminar(attendance.session.seminar_id)
    _check_correction(attendance.session, reason)
    _keep_correction(attendance, None, reason, by)
    attendance.delete()


def _check_correction(session: Session, reason: str) -> None:
    if session.is_cancelled:
        raise SessionCancelled
    if timezone.now() < session.starts_at:
        raise SessionAhead
    if not reason.strip():
        raise CorrectionUnexplained


def _keep_correction(attendance: Attendance, minutes: int | None, reason: str, by: User) -> None:
    AttendanceCorrection.objects.create(
        session=attendance.session,
        user=attendance.user,
        minutes_before=attendance.minutes,
        minutes_after=minutes,
        reason=reason.strip(),
        corrected_by=by,
    )
