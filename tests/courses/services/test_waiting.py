"""Quotas, offers and the order of the waiting list."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from academy.accounts.models import Institution, User
from courses import tasks
from courses.enums import RegistrationLetterKind, RegistrationState
from courses.errors import CapacityBelowTaken, OfferLapsed, QuotaTooLarge, RegistrationEnded, SeatsWithoutLimit
from courses.models import Registration, SeatPool, Session
from courses.selectors.waiting import due_quotas, lapsed_offers, sessions_to_fill
from courses.services.registration import cancel_registration
from courses.services.seats import change_capacity, recount_seats, release_quota, set_quota
from courses.services.sessions import cancel_session, change_session, hand_seats_over, keep_seats, mend_seats
from courses.services.waiting import confirm_offer, fill_seats, lapse_offer
from tests.factories.learning import make_seminar
from tests.factories.people import make_institution, make_membership, make_user
from tests.factories.seminars import make_registration, make_registrations, make_session, states

pytestmark = pytest.mark.django_db

CONFIRMED, WAITING, OFFERED = RegistrationState.CONFIRMED, RegistrationState.WAITING, RegistrationState.OFFERED
CANCELLED, LAPSED = RegistrationState.CANCELLED, RegistrationState.LAPSED


def pools(session: Session) -> list[tuple[int | None, int]]:
    """Seats and how many of them are taken: for everybody first, then for each institution."""
    found = SeatPool.objects.filter(session=session).order_by("institution_id")
    return sorted((pool.seats, pool.taken) for pool in found if pool.institution_id is None) + [
        (pool.seats, pool.taken) for pool in found if pool.institution_id
    ]


def staff_of(institution: Institution) -> User:
    user = make_user()
    make_membership(user, institution)
    return user


def offered(*, seats: int = 1, waiting: int = 2, hours: int = 24) -> tuple[Session, list[Registration]]:
    """A full session of which one seat has just become free, and those who wait."""
    session = make_session(make_seminar(offer_hours=hours), seats=seats)
    people = make_registrations(session, seats + waiting)
    cancel_registration(registration=people[0])
    return session, people[seats:]


def test_seat_that_became_free_is_offered_to_whoever_waited_longest() -> None:
    session, (first, _second) = offered()
    first.refresh_from_db()
    assert (states(session), first.offered_until is not None, pools(session)) == (
        [CANCELLED, OFFERED, WAITING],
        True,
        [(1, 1)],
    )
    assert first.letters.latest("pk").kind == RegistrationLetterKind.OFFERED


def test_offer_is_confirmed_once() -> None:
    session, (first, _second) = offered()
    confirmed = [confirm_offer(registration=first) for _time in range(2)]
    assert ([one.state for one in confirmed], pools(session)) == ([CONFIRMED, CONFIRMED], [(1, 1)])
    assert first.letters.filter(kind=RegistrationLetterKind.CONFIRMED).count() == 1


def test_offer_that_lapses_goes_to_the_next() -> None:
    session, (first, second) = offered()
    with time_machine.travel(timezone.now() + timedelta(hours=24, seconds=1), tick=False):
        assert [lapse_offer(registration=first), lapse_offer(registration=first)] == [True, False]
    assert (states(session), pools(session)) == ([CANCELLED, LAPSED, OFFERED], [(1, 1)])
    assert [one.letters.latest("pk").kind for one in (first, second)] == ["lapsed", "offered"]


def test_offer_does_not_lapse_before_its_time() -> None:
    session, (first, _second) = offered()
    with time_machine.travel(timezone.now() + timedelta(hours=23), tick=False):
        assert lapse_offer(registration=first) is False
    assert states(session) == [CANCELLED, OFFERED, WAITING]


def test_offer_confirmed_too_late_is_told() -> None:
    _session, (first, _second) = offered()
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False), pytest.raises(OfferLapsed):
        confirm_offer(registration=first)
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        lapse_offer(registration=first)
        with pytest.raises(OfferLapsed):
            confirm_offer(registration=first)


def test_offer_declined_goes_to_the_next() -> None:
    session, (first, _second) = offered()
    cancel_registration(registration=first)
    assert states(session) == [CANCELLED, CANCELLED, OFFERED]


def test_nobody_confirms_what_was_not_offered() -> None:
    _session, (_first, second) = offered()
    with pytest.raises(RegistrationEnded):
        confirm_offer(registration=second)


def test_short_before_the_session_nobody_is_asked() -> None:
    session = make_session(make_seminar(offer_hours=24), days=1 / 24, seats=1)
    first, second = make_registrations(session, 2)
    cancel_registration(registration=first)
    second.refresh_from_db()
    assert (second.state, second.letters.latest("pk").kind) == (CONFIRMED, RegistrationLetterKind.MOVED_UP)


def test_offer_ends_before_the_session_begins() -> None:
    session = make_session(make_seminar(offer_hours=48), days=1, seats=1)
    first, second = make_registrations(session, 2)
    cancel_registration(registration=first)
    second.refresh_from_db()
    assert second.offered_until == session.starts_at - timedelta(hours=1)


def test_after_the_beginning_nobody_moves_up() -> None:
    session = make_session(days=1, seats=1)
    make_registrations(session, 2)
    SeatPool.objects.filter(session=session).update(seats=2)
    with time_machine.travel(session.starts_at, tick=False):
        moved = fill_seats(session=session)
    assert (moved, states(session)) == ([], [CONFIRMED, WAITING])


def test_kept_seats_are_for_the_staff_of_the_institution() -> None:
    library = make_institution()
    session = make_session(seats=3)
    set_quota(session=session, institution=library.pk, seats=1)
    make_registrations(session, 3)
    insider = make_registration(session, staff_of(library))
    assert (states(session), insider.state) == ([CONFIRMED, CONFIRMED, WAITING, CONFIRMED], CONFIRMED)
    assert pools(session) == [(2, 2), (1, 1)]


def test_staff_beyond_their_quota_take_seats_for_everybody() -> None:
    library = make_institution()
    session = make_session(seats=2)
    set_quota(session=session, institution=library.pk, seats=1)
    people = [make_registration(session, staff_of(library)) for _person in range(3)]
    assert ([one.state for one in people], pools(session)) == ([CONFIRMED, CONFIRMED, WAITING], [(1, 1), (1, 1)])


def test_seat_kept_for_an_institution_goes_to_its_first_who_waits() -> None:
    library = make_institution()
    session = make_session(seats=2)
    set_quota(session=session, institution=library.pk, seats=1)
    insider = make_registration(session, staff_of(library))
    make_registrations(session, 2)
    late = make_registration(session, staff_of(library))
    cancel_registration(registration=insider)
    late.refresh_from_db()
    assert (late.state, states(session)) == (CONFIRMED, [CANCELLED, CONFIRMED, WAITING, CONFIRMED])


def test_released_seats_go_to_whoever_waits() -> None:
    library = make_institution()
    session = make_session(seats=3)
    set_quota(session=session, institution=library.pk, seats=2)
    make_registration(session, staff_of(library))
    make_registrations(session, 3)
    pool = SeatPool.objects.get(session=session, institution=library)
    for _time in range(2):
        hand_seats_over(pool=pool)
    assert (states(session), pools(session)) == ([CONFIRMED, CONFIRMED, CONFIRMED, WAITING], [(2, 2), (1, 1)])


def test_seat_given_back_after_the_release_is_for_everybody() -> None:
    library = make_institution()
    session = make_session(seats=2)
    set_quota(session=session, institution=library.pk, seats=1)
    insider = make_registration(session, staff_of(library))
    make_registrations(session, 2)
    hand_seats_over(pool=SeatPool.objects.get(session=session, institution=library))
    cancel_registration(registration=insider)
    assert (states(session), pools(session)) == ([CANCELLED, CONFIRMED, CONFIRMED], [(2, 2), (0, 0)])


def test_seats_always_add_up_to_the_capacity() -> None:
    one, other = make_institution(), make_institution("ADU")
    session = make_session(seats=10)
    for institution, seats in ((one, 3), (other, 4), (one, 1), (other, 0), (one, 5)):
        set_quota(session=session, institution=institution.pk, seats=seats)
        assert sum(seats for seats, _taken in pools(session)) == 10


def test_more_seats_move_people_up() -> None:
    session = make_session(seats=1)
    make_registrations(session, 4)
    change_session(session=session, capacity=3)
    assert states(session) == [CONFIRMED, CONFIRMED, CONFIRMED, WAITING]


def test_lifting_the_limit_seats_everybody() -> None:
    session = make_session(seats=1)
    make_registrations(session, 3)
    change_session(session=session, capacity=None)
    assert (states(session), pools(session)) == ([CONFIRMED] * 3, [(None, 3)])


def test_fewer_seats_than_people_are_refused() -> None:
    session = make_session(seats=3)
    make_registrations(session, 2)
    with pytest.raises(CapacityBelowTaken):
        change_capacity(session=session, capacity=1)
    assert pools(session) == [(3, 2)]


def test_quota_takes_no_seat_from_anybody() -> None:
    library = make_institution()
    session = make_session(seats=3)
    make_registrations(session, 2)
    with pytest.raises(QuotaTooLarge) as refusal:
        set_quota(session=session, institution=library.pk, seats=2)
    assert (str(refusal.value), pools(session)) != ("", [])
    assert SeatPool.objects.get(session=session, institution=None).seats == 3


def test_quota_below_what_its_people_hold_is_refused() -> None:
    library = make_institution()
    session = make_session(seats=2)
    set_quota(session=session, institution=library.pk, seats=1)
    make_registration(session, staff_of(library))
    with pytest.raises(CapacityBelowTaken):
        set_quota(session=session, institution=library.pk, seats=0)
    assert pools(session) == [(1, 0), (1, 1)]


def test_without_a_limit_nothing_is_kept() -> None:
    session = make_session()
    with pytest.raises(SeatsWithoutLimit):
        set_quota(session=session, institution=make_institution().pk, seats=1)


def test_limit_is_not_lifted_while_seats_are_kept() -> None:
    session = make_session(seats=2)
    set_quota(session=session, institution=make_institution().pk, seats=1)
    with pytest.raises(SeatsWithoutLimit):
        change_capacity(session=session, capacity=None)


def test_smaller_quota_frees_seats_for_whoever_waits() -> None:
    library = make_institution()
    session = make_session(seats=2)
    set_quota(session=session, institution=library.pk, seats=1)
    make_registrations(session, 2)
    keep_seats(session=session, institution=library.pk, seats=0)
    assert states(session) == [CONFIRMED, CONFIRMED]


def test_deleted_account_leaves_its_seat_to_the_next() -> None:
    session = make_session(seats=1)
    first, second = make_registrations(session, 2)
    first.user.delete()
    mended = [mend_seats(session=session) for _time in range(2)]
    second.refresh_from_db()
    assert (mended, second.state, pools(session)) == ([True, False], CONFIRMED, [(1, 1)])


def test_sweep_lapses_offers_releases_quotas_and_fills_seats() -> None:
    lapsing, (first, second) = offered()
    library, kept = make_institution(), make_session(seats=2)
    make_registrations(kept, 1)
    today = timezone.localdate()
    set_quota(session=kept, institution=library.pk, seats=1, release_on=today + timedelta(days=1))
    released = make_registration(kept)
    left = make_session(seats=1)
    gone, next_one = make_registrations(left, 2)
    gone.user.delete()
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        tasks.move_waiting_lists()
    rows = [first, second, released, next_one]
    for row in rows:
        row.refresh_from_db()
    assert [row.state for row in rows] == [LAPSED, OFFERED, CONFIRMED, CONFIRMED]
    assert pools(lapsing) == [(1, 1)]


def test_sweep_leaves_alone_what_is_not_due() -> None:
    session, (first, _second) = offered()
    set_quota(session=make_session(seats=2), institution=make_institution().pk, seats=1)
    tasks.move_waiting_lists()
    first.refresh_from_db()
    assert (first.state, states(session)) == (OFFERED, [CANCELLED, OFFERED, WAITING])


@pytest.mark.parametrize("hours", [0, 24])
def test_blocked_account_is_passed_over_and_keeps_its_place(hours: int) -> None:
    session = make_session(make_seminar(offer_hours=hours), seats=1)
    first, blocked, next_one = make_registrations(session, 3)
    User.objects.filter(pk=blocked.user_id).update(is_active=False)
    cancel_registration(registration=first)
    next_one.refresh_from_db()
    assert (states(session)[1], next_one.pool is not None) == (WAITING, True)


def test_blocked_accounts_alone_give_the_sweep_nothing_to_do() -> None:
    _seated, blocked = make_registrations(make_session(seats=1), 2)
    before = sessions_to_fill(timezone.now()).count()
    User.objects.filter(pk=blocked.user_id).update(is_active=False)
    assert (before, sessions_to_fill(timezone.now()).count()) == (1, 0)


def test_no_offer_outlives_a_session_that_was_moved_forward() -> None:
    session, (first, _second) = offered(hours=100)
    begin = timezone.now() + timedelta(hours=10)
    change_session(session=session, starts_at=begin, ends_at=begin + timedelta(hours=1))
    first.refresh_from_db()
    assert first.offered_until == begin - timedelta(hours=1)


def test_offer_that_ends_before_the_moved_session_keeps_its_time() -> None:
    session, (first, _second) = offered(hours=24)
    first.refresh_from_db()
    until, begin = first.offered_until, timezone.now() + timedelta(days=3)
    change_session(session=session, starts_at=begin, ends_at=begin + timedelta(hours=1))
    first.refresh_from_db()
    assert first.offered_until == until


def test_only_offers_whose_time_is_over_lapse() -> None:
    _session, (first, _second) = offered()
    first.refresh_from_db()
    until = first.offered_until
    seconds = [list(lapsed_offers(until + timedelta(seconds=later))) for later in (-1, 0, 1)]
    assert seconds == [[], [], [first]]


def test_offer_stands_to_its_last_second() -> None:
    _session, (first, _second) = offered()
    first.refresh_from_db()
    with time_machine.travel(first.offered_until, tick=False):
        assert lapse_offer(registration=first) is False
        confirmed = confirm_offer(registration=first)
    assert (confirmed.state, confirmed.offered_until) == (CONFIRMED, None)


def test_quotas_are_due_on_their_day_while_the_session_is_planned() -> None:
    today = timezone.localdate()
    session, called_off, library = make_session(seats=3), make_session(seats=3), make_institution()
    for one in (session, called_off):
        set_quota(session=one, institution=library.pk, seats=1, release_on=today)
    cancel_session(session=called_off, reason={"az": "Xəstəlik"})
    pool = SeatPool.objects.get(session=session, institution=library)
    assert [list(due_quotas(today + timedelta(days=day))) for day in (-1, 0, 1)] == [[], [pool], [pool]]
    release_quota(pool=pool)
    assert list(due_quotas(today)) == []


def test_quota_without_a_day_is_never_due() -> None:
    set_quota(session=make_session(seats=3), institution=make_institution().pk, seats=1)
    assert list(due_quotas(timezone.localdate())) == []


def test_session_that_has_begun_or_was_called_off_has_nobody_to_move_up() -> None:
    session, called_off = make_session(seats=1), make_session(seats=1)
    for one in (session, called_off):
        make_registrations(one, 2)
    cancel_session(session=called_off, reason={"az": "Xəstəlik"})
    second = timedelta(seconds=1)
    assert [list(sessions_to_fill(moment)) for moment in (session.starts_at - second, session.starts_at)] == [
        [session],
        [],
    ]


def test_releasing_one_quota_leaves_the_others() -> None:
    one, other = make_institution(), make_institution("ADU")
    session = make_session(seats=6)
    for library in (one, other):
        set_quota(session=session, institution=library.pk, seats=2)
    moment = timezone.now().replace(microsecond=0)
    with time_machine.travel(moment, tick=False):
        release_quota(pool=SeatPool.objects.get(institution=one))
    assert pools(session) == [(4, 0), (0, 0), (2, 0)]
    released = dict(SeatPool.objects.exclude(institution=None).values_list("institution", "released_at"))
    assert released == {one.pk: moment, other.pk: None}


def test_capacity_changes_for_its_session_alone_and_counts_kept_seats() -> None:
    one, other = make_institution(), make_institution("ADU")
    session, untouched = make_session(seats=6), make_session(seats=6)
    for library, seats in ((one, 2), (other, 0)):
        set_quota(session=session, institution=library.pk, seats=seats)
    change_capacity(session=session, capacity=5)
    assert (session.capacity, pools(session)) == (5, [(3, 0), (2, 0), (0, 0)])
    capacities = Session.objects.order_by("pk").values_list("capacity", flat=True)
    assert (list(capacities), pools(untouched)) == ([5, 6], [(6, 0)])


def test_refused_numbers_say_what_would_be_possible() -> None:
    library = make_institution()
    session = make_session(seats=5)
    set_quota(session=session, institution=library.pk, seats=2)
    make_registrations(session, 2)
    insider = make_registration(session, staff_of(library))
    refusals = []
    for change in (
        lambda: change_capacity(session=session, capacity=3),
        lambda: set_quota(session=session, institution=library.pk, seats=0),
        lambda: set_quota(session=session, institution=library.pk, seats=4),
    ):
        with pytest.raises((CapacityBelowTaken, QuotaTooLarge)) as refusal:
            change()
        refusals.append(str(refusal.value))
    assert refusals == [str(told) for told in (CapacityBelowTaken(4), CapacityBelowTaken(1), QuotaTooLarge(3))]
    change_capacity(session=session, capacity=4)
    set_quota(session=session, institution=library.pk, seats=1)
    assert (pools(session), insider.pool.institution) == ([(3, 2), (1, 1)], library)


def test_quota_may_take_the_last_free_seat_and_stands_until_its_day() -> None:
    library, today = make_institution(), timezone.localdate()
    session = make_session(seats=3)
    make_registrations(session, 2)
    set_quota(session=session, institution=library.pk, seats=1, release_on=today)
    release_quota(pool=SeatPool.objects.get(institution=library))
    set_quota(session=session, institution=library.pk, seats=1, release_on=today + timedelta(days=1))
    pool = SeatPool.objects.get(institution=library)
    assert (pools(session), pool.release_on, pool.released_at) == ([(2, 2), (1, 0)], today + timedelta(days=1), None)


def test_recounting_gives_each_pool_its_own_seats_back() -> None:
    library = make_institution()
    session, untouched = make_session(seats=5), make_session(seats=1)
    set_quota(session=session, institution=library.pk, seats=2)
    people = [*make_registrations(session, 3), make_registration(session, staff_of(library))]
    make_registration(untouched)
    for gone in (people[0], people[1], people[3]):
        gone.user.delete()
    assert [recount_seats(session=one) for one in (session, untouched, session)] == [True, False, False]
    assert (pools(session), pools(untouched)) == ([(3, 1), (2, 0)], [(1, 1)])
