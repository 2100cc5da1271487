"""How long people were at the sessions of a seminar, and what of it counts."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q

from academy.accounts.models import User
from courses.attendance.hours import HoursRule, Presence, best_of_repeats, of_parts
from courses.attendance.presence import planned_minutes
from courses.enums import Meetings, SessionState
from courses.models import Attempt, Attendance, Seminar, SeminarPage, Session


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What counts of one person's attendance, and the day of the last session that it counts."""

    presence: Presence
    day: date


def hours_rule(seminar: Seminar) -> HoursRule:
    """The seminar's rule for hours."""
    return HoursRule(cpd_hours=seminar.cpd_hours, minimum_share=seminar.minimum_share, step=seminar.hours_step)


def counted_attendance(seminar: Seminar, user: User) -> Counted | None:
    """What counts once it can: after all parts of a whole are closed, or any of those that repeat each other.

    Cancelled sessions count for nobody. Two queries.
    """
    sessions = _planned(seminar)
    return _counted(seminar, sessions, _minutes(sessions, [user.pk]).get(user.pk, {}))


def counted_days(seminar: Seminar, users: Collection[int]) -> dict[int, date]:
    """The day that counts for each of these people whose attendance counts. Two queries, however many they are."""
    sessions = _planned(seminar)
    counted = {user: _counted(seminar, sessions, minutes) for user, minutes in _minutes(sessions, users).items()}
    return {user: what.day for user, what in counted.items() if what}


def _planned(seminar: Seminar) -> list[Session]:
    return list(seminar.sessions.filter(state=SessionState.PLANNED))


def _counted(seminar: Seminar, sessions: Sequence[Session], minutes: dict[int, int]) -> Counted | None:
    if seminar.meetings == Meetings.PARTS:
        if not sessions or any(session.attendance_closed_at is None for session in sessions):
            return None
        return Counted(presence=of_parts(_presences(sessions, minutes)), day=day_of(sessions[-1]))
    closed = [session for session in sessions if session.attendance_closed_at and session.pk in minutes]
    if not closed:
        return None
    best = best_of_repeats(_presences(closed, minutes))
    counting = next(session for session in closed if _presence(session, minutes) == best)
    return Counted(presence=best, day=day_of(counting))


def _minutes(sessions: Sequence[Session], users: Collection[int]) -> dict[int, dict[int, int]]:
    """Minutes by person, then by session."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = Attendance.objects.filter(session__in=sessions, user__in=users).values_list("user", "session", "minutes")
    for user, session, minutes in rows:
        found[user][session] = minutes or 0
    return found


def _presences(sessions: Sequence[Session], minutes: dict[int, int]) -> list[Presence]:
    return [_presence(session, minutes) for session in sessions]


def _presence(session: Session, minutes: dict[int, int]) -> Presence:
    return Presence(minutes=minutes.get(session.pk, 0), planned=session_minutes(session))


def session_minutes(session: Session) -> int:
    """How long the session is meant to take."""
    return planned_minutes((session.starts_at, session.ends_at))


def day_of(session: Session) -> date:
    """The day on which the session begins, where it takes place."""
    return session.starts_at.astimezone(ZoneInfo(session.time_zone)).date()


def has_passed_quiz(seminar: Seminar, user: User) -> bool:
    """Whether the seminar asks for no quiz, or the person has passed it."""
    passed = Q(enrolment__user=user, quiz=seminar.quiz_id, passed=True)
    return seminar.quiz_id is None or Attempt.objects.filter(passed).exists()


def seminar_titles(seminar: Seminar) -> dict[str, str]:
    """The seminar's title in each language in which it is published; its code where it no longer is in any."""
    pages = SeminarPage.objects.live().filter(seminar=seminar)
    return dict(pages.values_list("locale__language_code", "title")) or {"az": seminar.code}
