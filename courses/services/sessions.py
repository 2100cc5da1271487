"""The organiser's hand on sessions: planned, changed, cancelled, held again; everyone concerned is told."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from courses.enums import ACTIVE, Meetings, RegistrationLetterKind, RegistrationState, SessionState
from courses.errors import AttendanceCounted, SessionBegan, SessionCancelled
from courses.models import Registration, SeatPool, Seminar, Session
from courses.services.registration import admit_to_session
from courses.services.registration_states import owe_letter
from courses.services.seats import change_capacity, hold_session, make_pool, recount_seats, release_quota, set_quota
from courses.services.waiting import fill_seats, last_word

#: What people have in their calendars: a change of any of these is told.
TOLD = ("starts_at", "ends_at", "time_zone", "place", "map_url", "online_url")


@transaction.atomic
def add_session(*, seminar: Seminar, **facts: Any) -> Session:
    """Plan a session. Where sessions are parts of one whole, whoever has a seat in the first is registered for it."""
    session = _plan(seminar, facts)
    _carry_over(session)
    return session


def _plan(seminar: Seminar, facts: Mapping[str, Any]) -> Session:
    session = Session.objects.create(seminar=seminar, **facts)
    make_pool(session)
    return session


def _carry_over(session: Session) -> None:
    if session.seminar.meetings != Meetings.PARTS:
        return
    first = session.seminar.sessions.filter(state=SessionState.PLANNED).exclude(pk=session.pk).first()
    if first is None or timezone.now() >= session.starts_at:
        return
    seated = Registration.objects.filter(session=first, state=RegistrationState.CONFIRMED).order_by("ticket")
    for registration in seated.select_related("user"):
        admit_to_session(session=session, user=registration.user, institution=registration.institution_id)


@transaction.atomic
def change_session(*, session: Session, **facts: Any) -> Session:
    """Change the session. Whoever is concerned is written to when time or place changed; more seats move people up.

    Raises `SessionCancelled`, `AttendanceCounted` and `CapacityBelowTaken`: then nothing was changed.
    """
    held = hold_session(session.pk)
    if held.is_cancelled:
        raise SessionCancelled
    if held.attendance_closed_at:
        raise AttendanceCounted
    if "capacity" in facts:
        change_capacity(session=held, capacity=facts.pop("capacity"))
    is_told = any(name in facts and getattr(held, name) != facts[name] for name in TOLD)
    for name, value in facts.items():
        setattr(held, name, value)
    held.save(update_fields=list(facts))
    if is_told:
        _shorten_offers(held)
        _tell(held, RegistrationLetterKind.CHANGED)
    fill_seats(session=held)
    return held


def _shorten_offers(session: Session) -> None:
    """Let no offer outlive a session that was moved forward: its seat would stay empty while others wait."""
    last = last_word(session)
    Registration.objects.filter(session=session, offered_until__gt=last).update(offered_until=last)


def _tell(session: Session, kind: RegistrationLetterKind) -> None:
    """Let every calendar follow, and owe everybody a letter who is still concerned."""
    Session.objects.filter(pk=session.pk).update(sequence=F("sequence") + 1)
    session.refresh_from_db(fields=["sequence"])
    for registration in Registration.objects.filter(session=session, state__in=ACTIVE):
        registration.session = session
        owe_letter(registration=registration, kind=kind)


@transaction.atomic
def cancel_session(*, session: Session, reason: Mapping[str, str]) -> Session:
    """Call the session off for good; everybody is told the reason. Raises `SessionCancelled` and `SessionBegan`."""
    held, now = hold_session(session.pk), timezone.now()
    if held.is_cancelled:
        raise SessionCancelled
    if now >= held.starts_at:
        raise SessionBegan
    facts = {"state": SessionState.CANCELLED, "cancel_reason": dict(reason), "sequence": F("sequence") + 1}
    Session.objects.filter(pk=held.pk).update(**facts)
    held.refresh_from_db()
    concerned = list(Registration.objects.filter(session=held, state__in=ACTIVE))
    SeatPool.objects.filter(session=held).update(taken=0)
    for registration in concerned:
        registration.session = held
        Registration.objects.filter(pk=registration.pk).update(
            state=RegistrationState.CALLED_OFF, pool=None, offered_until=None, ended_at=now
        )
        owe_letter(registration=registration, kind=RegistrationLetterKind.CALLED_OFF)
    return held


@transaction.atomic
def keep_seats(*, session: Session, institution: int, seats: int, release_on: date | None = None) -> None:
    """Keep seats for an institution (see `set_quota`), and give what became free by it to whoever waits."""
    set_quota(session=session, institution=institution, seats=seats, release_on=release_on)
    fill_seats(session=session)


@transaction.atomic
def hand_seats_over(*, pool: SeatPool) -> None:
    """Release the free seats kept for an institution to everybody, and to whoever waits."""
    release_quota(pool=pool)
    fill_seats(session=pool.session)


@transaction.atomic
def mend_seats(*, session: Session) -> bool:
    """Give away what a deleted account has left behind; return whether seats were counted wrong."""
    wrong = recount_seats(session=session)
    fill_seats(session=session)
    return wrong


@transaction.atomic
def repeat_session(*, session: Session, times: int, weeks: int = 1) -> list[Session]:
    """Plan the session again, every so many weeks at the same hour of its own zone, with the same seats.

    Whoever waits for a seat is told that there are other dates.
    """
    made = [_again(session, weeks * number) for number in range(1, times + 1)]
    for registration in Registration.objects.filter(session=session, state=RegistrationState.WAITING):
        registration.session = session
        owe_letter(registration=registration, kind=RegistrationLetterKind.REPEATED)
    return made


def _again(session: Session, weeks: int) -> Session:
    names = ("starts_at", "ends_at", "opens_at", "closes_at", "cancel_until")
    moments = {name: _later(getattr(session, name), weeks, session.time_zone) for name in names}
    same = ("time_zone", "place", "map_url", "online_url", "trainer", "capacity")
    again = _plan(session.seminar, moments | {name: getattr(session, name) for name in same})
    for pool in session.pools.exclude(institution=None).filter(released_at=None):
        release_on = pool.release_on and pool.release_on + timedelta(weeks=weeks)
        set_quota(session=again, institution=pool.institution_id or 0, seats=pool.seats or 0, release_on=release_on)
    # Only now, so that those who come with an institution find the seats that are kept for it.
    _carry_over(again)
    return again


def _later(moment: datetime | None, weeks: int, zone: str) -> datetime | None:
    """Add weeks by the clock on the wall: ten o'clock stays ten o'clock when summer time ends."""
    return moment and moment.astimezone(ZoneInfo(zone)) + timedelta(weeks=weeks)
