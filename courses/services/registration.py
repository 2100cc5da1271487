"""Registration for sessions, in the order of events: registering, approval, a seat or a wait, an end."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from academy.accounts.models import User
from academy.prepared import PreparedInstances
from courses.enums import (
    ACTIVE,
    SEATED,
    Meetings,
    RegistrationState,
    SeminarApproval,
)
from courses.errors import (
    AlreadyRegistered,
    InstitutionNeeded,
    NothingChosen,
    ReasonNeeded,
    RegistrationClosed,
    RegistrationNotOpen,
    SessionBegan,
    SessionCancelled,
)
from courses.models import Registration, Seminar, Session
from courses.selectors.registering import institutions_of
from courses.services.registration_states import enter_state, hold_registration
from courses.services.seats import hold_session, take_seat, take_ticket
from courses.services.seminar_answers import store_answers
from courses.services.waiting import end_registration

#: What an approval leaves behind.
APPROVALS = (
    "institution_approved_at",
    "institution_approved_by",
    "organiser_approved_at",
    "organiser_approved_by",
)
BY_INSTITUTION = (SeminarApproval.INSTITUTION, SeminarApproval.BOTH)
BY_ORGANISER = (SeminarApproval.ORGANISER, SeminarApproval.BOTH)
_KNOWN: Final = PreparedInstances(
    Registration, lambda session, user: Registration.objects.filter(session=session, user=user).order_by(), *(-1, -2)
)


@transaction.atomic
def register(
    *,
    user: User,
    seminar: Seminar,
    sessions: Sequence[Session],
    institution: int | None = None,
    answers: Mapping[int, str] | None = None,
) -> list[Registration]:
    """Register the person for these sessions; twice is once.

    Each gives a seat, a place on the waiting list, or waits for approval. `institution` is the one on whose behalf the
    person comes, and has to be an own one; without it the only one of the person, if there is just one. `answers` go by
    the organiser's questions. Raises `NothingChosen`, `AlreadyRegistered`, `InstitutionNeeded`, `SessionCancelled`,
    `RegistrationNotOpen` and `RegistrationClosed`: then nothing was registered.
    """
    on_behalf = _on_behalf(user, institution)
    if seminar.approval in BY_INSTITUTION and on_behalf is None:
        raise InstitutionNeeded
    if not sessions or (seminar.meetings == Meetings.REPEATS and len(sessions) > 1):
        raise NothingChosen
    store_answers(user=user, seminar=seminar, answers=answers or {})
    # Always in one order, so that two people who register for several sessions never wait for each other.
    return [_register_for(session, user, on_behalf) for session in sorted(sessions, key=lambda session: session.pk)]


def _on_behalf(user: User, institution: int | None) -> int | None:
    own = institutions_of(user)
    return institution if institution in own else (own.pop() if len(own) == 1 else None)


def _register_for(session: Session, user: User, institution: int | None) -> Registration:
    held = hold_session(session.pk)
    known = _known(held, user)
    if known and known.state in ACTIVE:
        return known
    check_is_open(held, timezone.now())
    _check_is_only_one(held, user)
    registration = _come(known or Registration(session=held, user=user), institution)
    if held.seminar.approval == SeminarApproval.NONE:
        return _seat_or_wait(registration)
    return enter_state(registration, RegistrationState.REQUESTED)


@transaction.atomic
def admit_to_session(*, session: Session, user: User, institution: int | None = None) -> Registration:
    """Register somebody about whom the organiser has decided: neither dates nor approval are asked for.

    There is a seat, or a place at the end of the waiting list; who is registered stays so. `institution` as in
    `register`: seats that are kept for it are for whoever is admitted, too. Raises `SessionCancelled` and
    `SessionBegan`.
    """
    held = hold_session(session.pk)
    if held.is_cancelled:
        raise SessionCancelled
    if timezone.now() >= held.starts_at:
        raise SessionBegan
    known = _known(held, user)
    if known and known.state in ACTIVE:
        return known
    come = _come(known or Registration(session=held, user=user), _on_behalf(user, institution))
    return _seat_or_wait(come)


def _known(held: Session, user: User) -> Registration | None:
    """The person's registration for the session, ended or not; it knows the session as it is held."""
    known = _KNOWN.first(held.pk, user.pk)
    if known:
        known.session = held
    return known


def _come(registration: Registration, institution: int | None) -> Registration:
    """Put the person at the end of the list: whoever has been there before begins anew, with the same row.

    A new row is written when its state is known.
    """
    facts = {
        **dict.fromkeys(("ended_at", "ended_by", *APPROVALS)),
        "institution_id": institution,
        "ticket": take_ticket(registration.session),
        "registered_at": timezone.now(),
        "reason": "",
        "state": RegistrationState.WAITING,
    }
    for name, value in facts.items():
        setattr(registration, name, value)
    if registration.pk:
        registration.save(update_fields=[*facts])
    return registration


def check_is_open(session: Session, now: datetime) -> None:
    """Raise why nobody registers now: `SessionCancelled`, `RegistrationNotOpen` or `RegistrationClosed`."""
    if session.is_cancelled:
        raise SessionCancelled
    if session.opens_at and now < session.opens_at:
        raise RegistrationNotOpen(session.opens_at)
    if now >= min(session.closes_at or session.starts_at, session.starts_at):
        raise RegistrationClosed


def _check_is_only_one(session: Session, user: User) -> None:
    if session.seminar.meetings != Meetings.REPEATS:
        return
    others = Registration.objects.filter(session__seminar=session.seminar_id, user=user, state__in=ACTIVE)
    if others.exclude(session=session).filter(session__ends_at__gt=timezone.now()).exists():
        raise AlreadyRegistered


def _seat_or_wait(registration: Registration) -> Registration:
    pool = take_seat(session=registration.session, institution=registration.institution_id)
    if pool is None:
        return enter_state(registration, RegistrationState.WAITING)
    return enter_state(registration, RegistrationState.CONFIRMED, pool=pool)


@transaction.atomic
def approve_registration(*, registration: Registration, by: User, for_institution: bool) -> Registration:
    """Let the organiser, or the person's institution, agree; when all who are asked have, there is a seat or a wait.

    Raises `RegistrationEnded` when there is nothing to decide any more, and `SessionBegan`.
    """
    held = hold_registration(registration, RegistrationState.REQUESTED)
    if timezone.now() >= held.session.starts_at:
        raise SessionBegan
    side = "institution" if for_institution else "organiser"
    facts = {f"{side}_approved_at": timezone.now(), f"{side}_approved_by": by}
    Registration.objects.filter(pk=held.pk).update(**facts)
    held.refresh_from_db(fields=list(APPROVALS))
    asked = held.session.seminar.approval
    if asked in BY_INSTITUTION and not held.institution_approved_at:
        return held
    if asked in BY_ORGANISER and not held.organiser_approved_at:
        return held
    return _seat_or_wait(held)


@transaction.atomic
def refuse_registration(*, registration: Registration, by: User, reason: str) -> Registration:
    """Say no, by whichever side; the person reads the reason. Raises `RegistrationEnded`."""
    held = hold_registration(registration, RegistrationState.REQUESTED)
    return end_registration(held, RegistrationState.REFUSED, by=by, reason=reason)


@transaction.atomic
def cancel_registration(*, registration: Registration, reason: str = "") -> Registration:
    """End the registration at the person's wish, and let the next one move up.

    After the date until which people may cancel it is an apology, and takes a reason. Raises `RegistrationEnded`,
    `SessionBegan` and `ReasonNeeded`.
    """
    held, now = hold_registration(registration, *ACTIVE), timezone.now()
    if now >= held.session.starts_at:
        raise SessionBegan
    if is_apology(held, now) and not reason:
        raise ReasonNeeded
    return end_registration(held, RegistrationState.CANCELLED, by=held.user, reason=reason)


def is_apology(registration: Registration, now: datetime) -> bool:
    """Whether somebody with a seat says so late that he or she will not come."""
    until = registration.session.cancel_until
    return registration.state in SEATED and until is not None and now > until


@transaction.atomic
def remove_registration(*, registration: Registration, by: User, reason: str) -> Registration:
    """End the registration at the organiser's wish; the person reads the reason. Raises `RegistrationEnded`."""
    return end_registration(hold_registration(registration, *ACTIVE), RegistrationState.CANCELLED, by=by, reason=reason)
