"""Seats of a session: taken and given back by one conditional UPDATE each, kept for institutions, never lost.

Whoever changes something about seats holds the session first (`hold_session`), so that the order in which people came
is the order in which they get seats. That no pool is oversold does not depend on it: the UPDATE asks, and the database
has the constraint.
"""

from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from academy.prepared import PreparedInstances, PreparedUpdate
from courses.errors import CapacityBelowTaken, QuotaTooLarge, SeatsWithoutLimit
from courses.models import Registration, SeatPool, Session

#: Condition under which a pool has a seat left.
HAS_SEAT = Q(seats__isnull=True) | Q(seats__gt=F("taken"))
#: The pool for everybody, and the one that is kept for an institution if there is one.
_POOLS: Final = PreparedInstances(
    SeatPool,
    lambda session, institution: SeatPool.objects.filter(
        Q(institution=None) | Q(institution=institution), session=session
    ).order_by(),
    *(-1, -2),
)
_HELD: Final = PreparedInstances(
    Session,
    lambda session: Session.objects.select_for_update(no_key=True, of=("self",)).filter(pk=session).order_by(),
    -1,
    related=("seminar",),
)
_TICKET: Final = PreparedUpdate(
    lambda session, ticket: (Session.objects.filter(pk=session), {"last_ticket": ticket}), *(-1, -2)
)
#: Takes one seat of a pool, in one statement; of none when there is none.
_TAKEN: Final = PreparedUpdate(lambda pool: (SeatPool.objects.filter(HAS_SEAT, pk=pool), {"taken": F("taken") + 1}), -1)


def hold_session(session_id: int) -> Session:
    """Return the session as it is now, and let nobody else change its seats until the transaction ends."""
    held = _HELD.first(session_id)
    if held is None:
        raise Session.DoesNotExist
    return held


def take_ticket(session: Session) -> int:
    """Give out the next number of a session that is held."""
    session.last_ticket += 1
    _TICKET.update(session.pk, session.last_ticket)
    return session.last_ticket


def take_seat(*, session: Session, institution: int | None) -> SeatPool | None:
    """Take a seat kept for the institution, else one for everybody; return where it came from, or None."""
    pools = _POOLS.instances(session.pk, institution or 0)
    return next((pool for pool in sorted(pools, key=_is_for_everybody) if _TAKEN.update(pool.pk)), None)


def _is_for_everybody(pool: SeatPool) -> bool:
    return pool.institution_id is None


def has_free_seat(session: Session) -> bool:
    """Whether any pool of the session has a seat left."""
    return SeatPool.objects.filter(HAS_SEAT, session=session).exists()


def give_seat_back(pool: SeatPool) -> None:
    """Free one seat. That of a released pool goes to everybody."""
    SeatPool.objects.filter(pk=pool.pk).update(taken=F("taken") - 1)
    if pool.released_at:
        _to_everybody(pool, 1)


def _to_everybody(pool: SeatPool, seats: int) -> None:
    SeatPool.objects.filter(pk=pool.pk).update(seats=F("seats") - seats)
    SeatPool.objects.filter(session=pool.session_id, institution=None).update(seats=F("seats") + seats)


def make_pool(session: Session) -> SeatPool:
    """Make the seats of a new session."""
    return SeatPool.objects.create(session=session, seats=session.capacity)


@transaction.atomic
def change_capacity(*, session: Session, capacity: int | None) -> None:
    """Set the number of seats, those kept for institutions included; None takes the limit away.

    Raises `CapacityBelowTaken`, and `SeatsWithoutLimit` while seats are kept.
    """
    hold_session(session.pk)
    pools = SeatPool.objects.filter(session=session)
    everybody, kept = pools.get(institution=None), list(pools.exclude(institution=None))
    if capacity is None and kept:
        raise SeatsWithoutLimit
    seats = None if capacity is None else capacity - sum(pool.seats or 0 for pool in kept)
    if seats is not None and seats < everybody.taken:
        raise CapacityBelowTaken(everybody.taken + sum(pool.seats or 0 for pool in kept))
    SeatPool.objects.filter(pk=everybody.pk).update(seats=seats)
    Session.objects.filter(pk=session.pk).update(capacity=capacity)
    session.capacity = capacity


@transaction.atomic
def set_quota(*, session: Session, institution: int, seats: int, release_on: date | None = None) -> None:
    """Keep so many of the session's seats for an institution, until a day if there is one; 0 keeps none.

    Raises `SeatsWithoutLimit`, `QuotaTooLarge`, and `CapacityBelowTaken` when its people hold more.
    """
    held = hold_session(session.pk)
    if held.capacity is None:
        raise SeatsWithoutLimit
    pool, _made = SeatPool.objects.get_or_create(session=held, institution_id=institution, defaults={"seats": 0})
    everybody = SeatPool.objects.get(session=held, institution=None)
    more = seats - (pool.seats or 0)
    if seats < pool.taken:
        raise CapacityBelowTaken(pool.taken)
    free = (everybody.seats or 0) - everybody.taken
    if more > free:
        raise QuotaTooLarge(free + (pool.seats or 0))
    _to_everybody(pool, -more)
    SeatPool.objects.filter(pk=pool.pk).update(release_on=release_on, released_at=None)


@transaction.atomic
def release_quota(*, pool: SeatPool) -> None:
    """Hand the free seats of one institution to everybody; what its people hold stays theirs. Twice is once."""
    hold_session(pool.session_id)
    if SeatPool.objects.filter(pk=pool.pk, released_at=None).update(released_at=timezone.now()):
        pool.refresh_from_db()
        _to_everybody(pool, (pool.seats or 0) - pool.taken)


@transaction.atomic
def recount_seats(*, session: Session) -> bool:
    """Set right what an account deleted with its registrations has left behind; return whether something was wrong."""
    hold_session(session.pk)
    wrong = False
    for pool in SeatPool.objects.filter(session=session):
        held = Registration.objects.filter(pool=pool).count()
        for _seat in range(pool.taken - held):
            give_seat_back(pool)
            wrong = True
    return wrong
