"""The waiting list: who moves up when a seat becomes free, and what becomes of the offer."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from academy.accounts.models import User
from courses.enums import RegistrationLetterKind, RegistrationState
from courses.errors import OfferLapsed, RegistrationEnded
from courses.models import Registration, SeatPool, Session
from courses.services.registration_states import enter_state, hold_registration
from courses.services.seats import give_seat_back, has_free_seat, hold_session, take_seat

#: With less time than this before the session nobody is asked: whoever is next has the seat.
TOO_LATE_TO_ASK = timedelta(hours=2)


def end_registration(
    registration: Registration, state: RegistrationState, *, by: User | None = None, reason: str = ""
) -> Registration:
    """End the registration, its session held, and let the next one have the seat."""
    pool, now = registration.pool, timezone.now()
    ended = enter_state(registration, state, pool=None, offered_until=None, ended_at=now, ended_by=by, reason=reason)
    if pool:
        give_seat_back(pool)
        fill_seats(session=ended.session)
    return ended


@transaction.atomic
def fill_seats(*, session: Session) -> list[Registration]:
    """Give every free seat to whoever has waited longest and may have it; return those who got one.

    After the beginning of a session nobody moves up.
    """
    held, now = hold_session(session.pk), timezone.now()
    if held.is_cancelled or now >= held.starts_at or not has_free_seat(held):
        return []
    moved: list[Registration] = []
    without: set[int | None] = set()
    for registration in _waiting(held):
        pool = None
        if registration.institution_id not in without:
            pool = take_seat(session=held, institution=registration.institution_id)
            # Who found none has asked for the seats for everybody, too.
            without |= set() if pool else {registration.institution_id, None}
        if pool:
            moved.append(_offer(registration, now, pool=pool))
    return moved


def _waiting(session: Session) -> Iterator[Registration]:
    """Those who wait, in the order in which they came; each knows the session as it is held.

    A blocked account keeps its place, but no seat: nobody could answer for it, nor come.
    """
    waiting = Registration.objects.filter(session=session, state=RegistrationState.WAITING, user__is_active=True)
    for registration in waiting.select_related("user").order_by("ticket"):
        registration.session = session
        yield registration


def _offer(registration: Registration, now: datetime, *, pool: SeatPool) -> Registration:
    """Ask whether the person still wants the seat, or give it where nobody is asked or time is short."""
    session = registration.session
    hours = session.seminar.offer_hours
    if not hours or session.starts_at - now < TOO_LATE_TO_ASK:
        moved_up = RegistrationLetterKind.MOVED_UP
        return enter_state(registration, RegistrationState.CONFIRMED, letter=moved_up, pool=pool)
    until = min(now + timedelta(hours=hours), last_word(session))
    return enter_state(registration, RegistrationState.OFFERED, offered_until=until, pool=pool)


def last_word(session: Session) -> datetime:
    """Return the moment after which no offer stands: what is left of the time is for whoever is next."""
    return session.starts_at - TOO_LATE_TO_ASK / 2


@transaction.atomic
def confirm_offer(*, registration: Registration) -> Registration:
    """Take the seat that was offered; twice is once. Raises `OfferLapsed` and `RegistrationEnded`."""
    try:
        held = hold_registration(registration, RegistrationState.OFFERED, RegistrationState.CONFIRMED)
    except RegistrationEnded:
        if Registration.objects.filter(pk=registration.pk, state=RegistrationState.LAPSED).exists():
            raise OfferLapsed from None
        raise
    if held.state == RegistrationState.CONFIRMED:
        return held
    if held.offered_until and timezone.now() > held.offered_until:
        raise OfferLapsed
    return enter_state(held, RegistrationState.CONFIRMED, offered_until=None)


@transaction.atomic
def lapse_offer(*, registration: Registration) -> bool:
    """Take back an offer whose time is over, and let the next one move up; return whether there was one."""
    try:
        held = hold_registration(registration, RegistrationState.OFFERED)
    except RegistrationEnded:
        return False
    if held.offered_until and timezone.now() <= held.offered_until:
        return False
    end_registration(held, RegistrationState.LAPSED)
    return True
