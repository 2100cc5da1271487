"""Two hundred people and thirty seats at the same moment, on SQLite and on PostgreSQL.

Some of them give their seat back while the others come. The controls switch off what guards the seats.
"""

import random
from itertools import count

import pytest
from django.db import IntegrityError
from django.db.models import F

from academy.accounts.models import User
from academy.prepared import PreparedUpdate
from courses.enums import SEATED, RegistrationState
from courses.errors import RegistrationEnded
from courses.models import Registration, SeatPool, Session
from courses.services import seats
from courses.services.registration import cancel_registration, register
from courses.services.seats import set_quota
from courses.services.sessions import hand_seats_over
from courses.services.waiting import confirm_offer
from tests.factories.learning import make_seminar
from tests.factories.people import make_institution, make_membership, make_user
from tests.factories.seminars import make_registration, make_registrations, make_session
from tests.races import at_once, without_constraint

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

#: Twenty rounds are `make soak`'s, by processes.
PEOPLE, SEATS, CANCELLING, ROUNDS = 200, 30, 40, 4
#: Threads; each takes one person after the other, as the processes of a server do.
DESKS = 8
CONFIRMED, WAITING, CANCELLED = RegistrationState.CONFIRMED, RegistrationState.WAITING, RegistrationState.CANCELLED


def make_people(number: int) -> list[User]:
    """Accounts without a password, which takes long to make."""
    first = User.objects.count()
    return User.objects.bulk_create(
        User(email=f"crowd{first + place}@example.org", legal_name=f"Person {place}", password="!")
        for place in range(number)
    )


def crowd(session: Session, people: list[User], chance: random.Random) -> list[object]:
    """Let everybody register, and some of them cancel at once; return what was not a registration."""
    leaving = set(chance.sample([user.pk for user in people], CANCELLING))
    queue, turns = list(people), count()

    def come() -> list[object]:
        problems: list[object] = []
        while (turn := next(turns)) < len(queue):
            problems += _come(session, queue[turn], leaves=queue[turn].pk in leaving)
        return problems

    return [problem for desk in at_once(DESKS, come) for problem in (desk if isinstance(desk, list) else [desk])]


def _come(session: Session, user: User, *, leaves: bool) -> list[object]:
    try:
        registration = register(user=user, seminar=session.seminar, sessions=[session])[0]
        if leaves:
            cancel_registration(registration=registration)
    except Exception as error:  # noqa: BLE001 - whatever it is, a person would have seen a page of error
        return [error]
    return []


def by_ticket(session: Session, *states: RegistrationState) -> list[int]:
    found = Registration.objects.filter(session=session, state__in=states).order_by("ticket")
    return list(found.values_list("ticket", flat=True))


def test_no_seat_is_sold_twice_or_left_empty_and_order_is_kept() -> None:
    people = make_people(PEOPLE)
    for number in range(ROUNDS):
        session = make_session(seats=SEATS)
        problems = crowd(session, people, random.Random(number))
        seated, waiting = by_ticket(session, *SEATED), by_ticket(session, WAITING)
        assert (problems, len(seated), len(by_ticket(session, CANCELLED))) == ([], SEATS, CANCELLING)
        assert SeatPool.objects.get(session=session).taken == SEATS
        assert seated + waiting == sorted(seated + waiting)


#: Takes a seat without asking whether there is one.
COUNTED_BLINDLY = PreparedUpdate(lambda pool: (SeatPool.objects.filter(pk=pool), {"taken": F("taken") + 1}), -1)


def test_without_the_condition_people_see_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Positive control: only the constraint is left, and it answers with a page of error."""
    monkeypatch.setattr(seats, "_TAKEN", COUNTED_BLINDLY)
    session = make_session(seats=SEATS)
    problems = crowd(session, make_people(PEOPLE), random.Random(0))
    assert {type(problem) for problem in problems} == {IntegrityError}
    assert len(by_ticket(session, *SEATED)) == SEATS


def test_without_condition_and_constraint_seats_are_sold_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Positive control: with nothing left everybody has a seat."""
    monkeypatch.setattr(seats, "_TAKEN", COUNTED_BLINDLY)
    session = make_session(seats=SEATS)
    with without_constraint(SeatPool, "seats_never_oversold"):
        problems = crowd(session, make_people(PEOPLE), random.Random(0))
        seated = by_ticket(session, *SEATED)
        Registration.objects.all().delete()
        SeatPool.objects.all().delete()
    assert (problems, len(seated)) == ([], PEOPLE - CANCELLING)


@pytest.mark.parametrize("_round", range(3))
def test_one_person_in_eight_tabs_has_one_seat(_round: int) -> None:
    session, user = make_session(seats=SEATS), make_user()
    outcomes = at_once(DESKS, lambda: make_registration(session, user))
    assert {outcome.pk for outcome in outcomes} == {Registration.objects.get().pk}
    assert SeatPool.objects.get(session=session).taken == 1


@pytest.mark.parametrize("_round", range(3))
def test_cancelled_in_eight_tabs_frees_one_seat(_round: int) -> None:
    session = make_session(seats=2)
    first, *_others = make_registrations(session, 4)
    outcomes = at_once(DESKS, lambda: cancel_registration(registration=first))
    assert sum(isinstance(outcome, RegistrationEnded) for outcome in outcomes) == DESKS - 1
    assert (len(by_ticket(session, *SEATED)), SeatPool.objects.get(session=session).taken) == (2, 2)


@pytest.mark.parametrize("_round", range(3))
def test_offer_confirmed_and_declined_at_once_is_one_of_both(_round: int) -> None:
    session = make_session(make_seminar(offer_hours=24), seats=1)
    first, second, _third = make_registrations(session, 3)
    cancel_registration(registration=first)
    turns = iter([confirm_offer, cancel_registration] * 4)
    at_once(DESKS, lambda: next(turns)(registration=second))
    second.refresh_from_db()
    assert (second.state in {CONFIRMED, CANCELLED}, len(by_ticket(session, *SEATED))) == (True, 1)


@pytest.mark.parametrize("_round", range(3))
def test_sessions_of_one_whole_never_wait_for_each_other(_round: int) -> None:
    seminar = make_seminar()
    sessions = [make_session(seminar, days=day, seats=3) for day in (7, 14, 21)]
    people = iter(make_people(24))
    turns = count()

    def come() -> object:
        order = sessions if next(turns) % 2 else sessions[::-1]
        return register(user=next(people), seminar=seminar, sessions=order)

    outcomes = at_once(24, come)
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert [len(by_ticket(session, *SEATED)) for session in sessions] == [3, 3, 3]


@pytest.mark.parametrize("_round", range(3))
def test_quota_released_while_people_come_loses_no_seat(_round: int) -> None:
    library = make_institution()
    session = make_session(seats=10)
    set_quota(session=session, institution=library.pk, seats=5)
    pool = SeatPool.objects.get(session=session, institution=library)
    people = make_people(20)
    for user in people[:4]:
        make_membership(user, library)
    queue, turns = iter(people), count()

    def come_or_release() -> object:
        if next(turns) == 6:
            return hand_seats_over(pool=pool)
        return register(user=next(queue), seminar=session.seminar, sessions=[session])

    outcomes = at_once(21, come_or_release)
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert (len(by_ticket(session, *SEATED)), len(by_ticket(session, WAITING))) == (10, 10)
