"""Registering, approval, cancelling: one person after the other."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from academy.accounts.models import Institution, User
from courses.enums import Meetings, RegistrationLetterKind, RegistrationState, SeminarApproval
from courses.errors import (
    AlreadyRegistered,
    InstitutionNeeded,
    NothingChosen,
    ReasonNeeded,
    RegistrationClosed,
    RegistrationEnded,
    RegistrationNotOpen,
    SessionBegan,
    SessionCancelled,
)
from courses.models import Registration, RegistrationLetter, SeatPool, Session
from courses.services.registration import (
    admit_to_session,
    approve_registration,
    cancel_registration,
    is_apology,
    refuse_registration,
    register,
    remove_registration,
)
from courses.services.registration_states import enter_state, owe_letter
from courses.services.seats import set_quota
from courses.services.sessions import cancel_session
from tests.factories.learning import make_seminar
from tests.factories.people import make_institution, make_membership, make_user
from tests.factories.seminars import make_registration, make_registrations, make_session, states

pytestmark = pytest.mark.django_db

CONFIRMED, WAITING, REQUESTED = RegistrationState.CONFIRMED, RegistrationState.WAITING, RegistrationState.REQUESTED
CANCELLED, REFUSED = RegistrationState.CANCELLED, RegistrationState.REFUSED


def taken(session: Session) -> int:
    return SeatPool.objects.get(session=session, institution=None).taken


def letters(registration: Registration) -> list[str]:
    return list(registration.letters.order_by("pk").values_list("kind", flat=True))


def staff_of(institution: Institution) -> User:
    user = make_user()
    make_membership(user, institution)
    return user


def test_seats_are_given_in_order_then_people_wait() -> None:
    session = make_session(seats=2)
    make_registrations(session, 4)
    assert (states(session), taken(session)) == ([CONFIRMED, CONFIRMED, WAITING, WAITING], 2)


def test_session_without_limit_seats_everybody() -> None:
    session = make_session()
    make_registrations(session, 3)
    assert (states(session), taken(session)) == ([CONFIRMED] * 3, 3)


def test_each_is_written_what_came_of_it() -> None:
    first, second = make_registrations(make_session(seats=1), 2)
    assert (letters(first), letters(second)) == ([RegistrationLetterKind.CONFIRMED], [RegistrationLetterKind.WAITING])


def test_registering_twice_is_once() -> None:
    session, user = make_session(seats=5), make_user()
    once, twice = make_registration(session, user), make_registration(session, user)
    assert (once.pk, once.ticket, taken(session), RegistrationLetter.objects.count()) == (twice.pk, twice.ticket, 1, 1)


def test_parts_are_registered_for_together() -> None:
    seminar = make_seminar()
    sessions = [make_session(seminar, days=day) for day in (7, 14)]
    made = register(user=make_user(), seminar=seminar, sessions=sessions)
    assert [(one.session, one.state) for one in made] == [(session, CONFIRMED) for session in sessions]


def test_of_repeats_one_is_chosen() -> None:
    seminar, user = make_seminar(meetings=Meetings.REPEATS), make_user()
    first, second = make_session(seminar, days=7), make_session(seminar, days=14)
    with pytest.raises(NothingChosen):
        register(user=user, seminar=seminar, sessions=[first, second])
    make_registration(first, user)
    with pytest.raises(AlreadyRegistered):
        make_registration(second, user)
    assert list(Registration.objects.values_list("session", flat=True)) == [first.pk]


def test_no_session_is_no_registration() -> None:
    seminar = make_seminar()
    with pytest.raises(NothingChosen):
        register(user=make_user(), seminar=seminar, sessions=[])


@pytest.mark.parametrize(
    ("window", "refusal"),
    [
        ({"opens_at": 1}, RegistrationNotOpen),
        ({"closes_at": -1}, RegistrationClosed),
        ({"starts_at": -0.1, "ends_at": 1}, RegistrationClosed),
    ],
)
def test_window_of_registration_is_kept(window: dict[str, float], refusal: type[Exception]) -> None:
    session = make_session(**{name: timezone.now() + timedelta(hours=hours) for name, hours in window.items()})
    with pytest.raises(refusal):
        make_registration(session)
    assert states(session) == []


def test_session_opens_and_closes_to_the_second() -> None:
    begin = datetime.fromisoformat("2026-12-01T10:00+04:00")
    session = make_session(opens_at=begin, closes_at=begin + timedelta(hours=1), starts_at=begin + timedelta(days=1))
    outcomes = []
    for second in (-1, 0, 3599, 3600):
        with time_machine.travel(begin + timedelta(seconds=second), tick=False):
            try:
                outcomes.append(make_registration(session).state)
            except (RegistrationNotOpen, RegistrationClosed) as refusal:
                outcomes.append(type(refusal))
    assert outcomes == [RegistrationNotOpen, CONFIRMED, CONFIRMED, RegistrationClosed]


def test_cancelled_session_takes_nobody() -> None:
    session = make_session()
    cancel_session(session=session, reason={"az": "Xəstəlik"})
    with pytest.raises(SessionCancelled):
        make_registration(session)
    with pytest.raises(SessionCancelled):
        admit_to_session(session=session, user=make_user())


def test_organiser_approves_before_there_is_a_seat() -> None:
    session = make_session(make_seminar(approval=SeminarApproval.ORGANISER), seats=1)
    asked = make_registration(session)
    assert (asked.state, taken(session)) == (REQUESTED, 0)
    approved = approve_registration(registration=asked, by=make_user(), for_institution=False)
    assert (approved.state, taken(session)) == (CONFIRMED, 1)
    assert letters(asked) == [RegistrationLetterKind.REQUESTED, RegistrationLetterKind.CONFIRMED]


def test_approved_one_after_the_last_seat_waits() -> None:
    session = make_session(make_seminar(approval=SeminarApproval.ORGANISER), seats=1)
    by = make_user()
    asked = make_registrations(session, 2)
    outcomes = [approve_registration(registration=one, by=by, for_institution=False).state for one in asked]
    assert outcomes == [CONFIRMED, WAITING]


def test_nobody_approves_what_has_begun() -> None:
    session = make_session(make_seminar(approval=SeminarApproval.ORGANISER), days=1)
    asked = make_registration(session)
    with time_machine.travel(session.starts_at, tick=False), pytest.raises(SessionBegan):
        approve_registration(registration=asked, by=make_user(), for_institution=False)
    assert states(session) == [REQUESTED]


def test_both_have_to_approve_in_either_order() -> None:
    library = make_institution()
    session = make_session(make_seminar(approval=SeminarApproval.BOTH))
    outcomes = []
    for first in (True, False):
        asked = make_registration(session, staff_of(library), library)
        outcomes += [
            approve_registration(registration=asked, by=make_user(), for_institution=side).state
            for side in (first, not first)
        ]
    assert outcomes == [REQUESTED, CONFIRMED] * 2


def test_institution_approves_only_for_its_staff() -> None:
    session = make_session(make_seminar(approval=SeminarApproval.INSTITUTION))
    with pytest.raises(InstitutionNeeded):
        make_registration(session)
    with pytest.raises(InstitutionNeeded):
        make_registration(session, make_user(), make_institution())
    assert states(session) == []


def test_refused_one_reads_why_and_may_ask_again() -> None:
    session, user = make_session(make_seminar(approval=SeminarApproval.ORGANISER)), make_user()
    asked = make_registration(session, user)
    refused = refuse_registration(registration=asked, by=make_user(), reason="For school librarians.")
    assert (refused.state, refused.reason) == (REFUSED, "For school librarians.")
    again = make_registration(session, user)
    assert (again.pk, again.state, again.ticket, again.reason) == (asked.pk, REQUESTED, 2, "")


def test_decision_is_made_once() -> None:
    asked = make_registration(make_session(make_seminar(approval=SeminarApproval.ORGANISER)))
    approve_registration(registration=asked, by=make_user(), for_institution=False)
    with pytest.raises(RegistrationEnded):
        refuse_registration(registration=asked, by=make_user(), reason="Too late.")
    assert Registration.objects.get().state == CONFIRMED


def test_cancelling_frees_the_seat_and_the_next_moves_up() -> None:
    session = make_session(seats=1)
    first, second, third = make_registrations(session, 3)
    cancel_registration(registration=first)
    assert (states(session), taken(session)) == ([CANCELLED, CONFIRMED, WAITING], 1)
    assert letters(second) == [RegistrationLetterKind.WAITING, RegistrationLetterKind.MOVED_UP]
    assert letters(third) == [RegistrationLetterKind.WAITING]


def test_cancelling_twice_frees_one_seat() -> None:
    session = make_session(seats=2)
    first, *_others = make_registrations(session, 4)
    cancel_registration(registration=first)
    with pytest.raises(RegistrationEnded):
        cancel_registration(registration=first)
    assert (states(session), taken(session)) == ([CANCELLED, CONFIRMED, CONFIRMED, WAITING], 2)


def test_whoever_waits_can_leave_the_list() -> None:
    session = make_session(seats=1)
    _first, second, _third = make_registrations(session, 3)
    cancel_registration(registration=second)
    assert (states(session), taken(session)) == ([CONFIRMED, CANCELLED, WAITING], 1)


def test_coming_back_is_coming_last() -> None:
    session = make_session(seats=1)
    first, _second, _third = make_registrations(session, 3)
    cancel_registration(registration=first)
    again = make_registration(session, first.user)
    assert (again.pk, again.ticket, again.state) == (first.pk, 4, WAITING)


def test_calendar_entry_never_goes_back_to_an_older_version() -> None:
    session, user = make_session(), make_user()
    versions = [make_registration(session, user).calendar_sequence]
    versions.append(cancel_registration(registration=Registration.objects.get()).calendar_sequence)
    versions.append(make_registration(session, user).calendar_sequence)
    assert versions == sorted(set(versions))


def test_late_apology_takes_a_reason_and_frees_the_seat() -> None:
    session = make_session(seats=1, cancel_until=timezone.now() - timedelta(hours=1))
    first, second = make_registrations(session, 2)
    with pytest.raises(ReasonNeeded):
        cancel_registration(registration=first)
    apology = cancel_registration(registration=first, reason="A child is ill.")
    second.refresh_from_db()
    assert (apology.state, apology.reason, second.state) == (CANCELLED, "A child is ill.", CONFIRMED)


def test_waiting_list_is_left_without_a_reason_at_any_time() -> None:
    session = make_session(seats=1, cancel_until=timezone.now() - timedelta(hours=1))
    _first, second = make_registrations(session, 2)
    assert cancel_registration(registration=second).state == CANCELLED


def test_nobody_cancels_what_has_begun() -> None:
    session = make_session(days=1, seats=1)
    first, second = make_registrations(session, 2)
    with time_machine.travel(session.starts_at, tick=False), pytest.raises(SessionBegan):
        cancel_registration(registration=first)
    second.refresh_from_db()
    assert second.state == WAITING


def test_organiser_takes_somebody_off_and_the_next_moves_up() -> None:
    session, by = make_session(seats=1), make_user()
    first, _second = make_registrations(session, 2)
    removed = remove_registration(registration=first, by=by, reason="Registered by mistake.")
    assert (states(session), removed.ended_by, removed.reason) == ([CANCELLED, CONFIRMED], by, "Registered by mistake.")


def test_organiser_admits_outside_of_the_window_and_without_approval() -> None:
    seminar = make_seminar(approval=SeminarApproval.BOTH)
    session = make_session(seminar, seats=1, opens_at=timezone.now() + timedelta(days=1))
    outcomes = [admit_to_session(session=session, user=make_user()).state for _person in range(2)]
    assert outcomes == [CONFIRMED, WAITING]


def test_admitting_twice_is_once() -> None:
    session, user = make_session(), make_user()
    made = [admit_to_session(session=session, user=user) for _time in range(2)]
    assert (made[0], taken(session)) == (made[1], 1)


def test_only_institution_is_taken_for_granted() -> None:
    library = make_institution()
    session = make_session()
    assert make_registration(session, staff_of(library)).institution == library


def test_strange_institution_is_not_taken() -> None:
    session = make_session()
    assert make_registration(session, make_user(), make_institution()).institution is None


def test_whoever_is_admitted_has_a_seat_kept_for_the_only_institution() -> None:
    library = make_institution()
    session = make_session(seats=2)
    set_quota(session=session, institution=library.pk, seats=1)
    make_registration(session)
    admitted = admit_to_session(session=session, user=staff_of(library))
    assert (admitted.state, admitted.institution) == (CONFIRMED, library)


def test_session_not_open_yet_says_when_it_opens() -> None:
    session = make_session(opens_at=timezone.now() + timedelta(hours=1))
    with pytest.raises(RegistrationNotOpen) as refusal:
        make_registration(session)
    assert str(refusal.value) == str(RegistrationNotOpen(session.opens_at))


def test_another_meeting_is_chosen_after_the_first_was_cancelled() -> None:
    seminar, user = make_seminar(meetings=Meetings.REPEATS), make_user()
    first, second = make_session(seminar, days=7), make_session(seminar, days=14)
    cancel_registration(registration=make_registration(first, user))
    assert make_registration(second, user).state == CONFIRMED


def test_another_meeting_is_chosen_after_the_first_is_over() -> None:
    seminar, user = make_seminar(meetings=Meetings.REPEATS), make_user()
    first, second = make_session(seminar, days=1), make_session(seminar, days=14)
    make_registration(first, user)
    with time_machine.travel(first.ends_at - timedelta(seconds=1), tick=False), pytest.raises(AlreadyRegistered):
        make_registration(second, user)
    with time_machine.travel(first.ends_at, tick=False):
        assert make_registration(second, user).state == CONFIRMED


def test_registration_for_another_seminar_holds_nobody_up() -> None:
    user = make_user()
    for _seminar in range(2):
        session = make_session(make_seminar(meetings=Meetings.REPEATS, offer_hours=0))
        assert make_registration(session, user).state == CONFIRMED


def test_of_several_institutions_none_is_taken_for_granted() -> None:
    one, other = make_institution(), make_institution("ADU")
    user = staff_of(one)
    make_membership(user, other)
    session = make_session()
    assert make_registration(session, user).institution is None
    assert make_registration(make_session(), user, other).institution == other


def test_refusal_and_cancelling_say_who_ended_it_and_when() -> None:
    session, by = make_session(make_seminar(approval=SeminarApproval.ORGANISER)), make_user()
    moment = timezone.now().replace(microsecond=0)
    first, second = make_registrations(session, 2)
    with time_machine.travel(moment, tick=False):
        refused = refuse_registration(registration=first, by=by, reason="Full.")
        cancelled = cancel_registration(registration=second, reason="Ill.")
    assert (refused.ended_by, refused.ended_at) == (by, moment)
    assert (cancelled.ended_by, cancelled.ended_at, cancelled.reason) == (second.user, moment, "Ill.")


def test_whoever_comes_back_begins_with_a_clean_row() -> None:
    session, by = make_session(make_seminar(approval=SeminarApproval.BOTH)), make_user()
    library = make_institution()
    user = staff_of(library)
    asked = make_registration(session, user)
    approve_registration(registration=asked, by=by, for_institution=True)
    approve_registration(registration=asked, by=by, for_institution=False)
    cancel_registration(registration=asked)
    moment = timezone.now().replace(microsecond=0)
    with time_machine.travel(moment, tick=False):
        again = make_registration(session, user)
    assert (again.state, again.registered_at, again.pool) == (REQUESTED, moment, None)
    kept = (again.ended_at, again.ended_by, again.institution_approved_at, again.institution_approved_by)
    assert (*kept, again.organiser_approved_at, again.organiser_approved_by) == (None,) * 6


def test_each_side_approves_in_its_own_name() -> None:
    session = make_session(make_seminar(approval=SeminarApproval.BOTH))
    asked, hr, organiser = make_registration(session, staff_of(make_institution())), make_user(), make_user()
    moment = timezone.now().replace(microsecond=0)
    with time_machine.travel(moment, tick=False):
        held = approve_registration(registration=asked, by=hr, for_institution=True)
    assert (held.institution_approved_by, held.institution_approved_at, held.organiser_approved_by) == (
        hr,
        moment,
        None,
    )
    held = approve_registration(registration=asked, by=organiser, for_institution=False)
    assert (held.institution_approved_by, held.organiser_approved_by) == (hr, organiser)


def test_apology_is_what_comes_after_the_last_day_for_cancelling() -> None:
    until = timezone.now().replace(microsecond=0) + timedelta(days=1)
    session = make_session(cancel_until=until)
    registration = make_registration(session)
    assert [is_apology(registration, until + timedelta(seconds=later)) for later in (-1, 0, 1)] == [False, False, True]


def test_nobody_is_admitted_to_what_has_begun() -> None:
    session = make_session(days=1)
    with time_machine.travel(session.starts_at, tick=False), pytest.raises(SessionBegan):
        admit_to_session(session=session, user=make_user())


def test_whoever_cancelled_can_be_admitted_on_behalf_of_one_institution_of_several() -> None:
    one, other = make_institution(), make_institution("ADU")
    user = staff_of(one)
    make_membership(user, other)
    session = make_session()
    cancel_registration(registration=make_registration(session, user))
    admitted = admit_to_session(session=session, user=user, institution=other.pk)
    assert (admitted.state, admitted.institution, taken(session)) == (CONFIRMED, other, 1)


def test_organiser_takes_off_whoever_asked_or_waits_or_has_a_seat() -> None:
    by, asking = make_user(), make_session(make_seminar(approval=SeminarApproval.ORGANISER))
    seated, waiting = make_registrations(make_session(seats=1), 2)
    for registration in (make_registration(asking), waiting, seated):
        assert remove_registration(registration=registration, by=by, reason="Moved.").state == CANCELLED
    with pytest.raises(RegistrationEnded):
        remove_registration(registration=seated, by=by, reason="Moved.")


def test_letter_is_owed_once_for_each_version_of_the_entry() -> None:
    registration = make_registration(make_session())
    owe_letter(registration=registration, kind=RegistrationLetterKind.CONFIRMED)
    (letter,) = registration.letters.all()
    assert (letter.kind, letter.sequence, letter.hours, letter.message) == (
        RegistrationLetterKind.CONFIRMED,
        registration.calendar_sequence,
        0,
        None,
    )
    enter_state(registration, CONFIRMED)
    assert letters(registration) == [RegistrationLetterKind.CONFIRMED] * 2
