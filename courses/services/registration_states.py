"""How a registration comes into a state: stored, followed by the person's calendar, and told by letter."""

from typing import Any

from courses.enums import RegistrationLetterKind, RegistrationState
from courses.errors import RegistrationEnded
from courses.models import Registration, RegistrationLetter
from courses.services.seats import hold_session

#: Who is told what on coming into a state.
LETTERS = {
    RegistrationState.REQUESTED: RegistrationLetterKind.REQUESTED,
    RegistrationState.CONFIRMED: RegistrationLetterKind.CONFIRMED,
    RegistrationState.WAITING: RegistrationLetterKind.WAITING,
    RegistrationState.OFFERED: RegistrationLetterKind.OFFERED,
    RegistrationState.LAPSED: RegistrationLetterKind.LAPSED,
    RegistrationState.REFUSED: RegistrationLetterKind.REFUSED,
    RegistrationState.CANCELLED: RegistrationLetterKind.CANCELLED,
    RegistrationState.CALLED_OFF: RegistrationLetterKind.CALLED_OFF,
}


def hold_registration(registration: Registration, *states: RegistrationState) -> Registration:
    """Return the registration as it is now, its session held. Raises `RegistrationEnded` in any other state."""
    session = hold_session(registration.session_id)
    held = Registration.objects.select_related("pool", "user").get(pk=registration.pk)
    held.session = session
    if held.state not in states:
        raise RegistrationEnded
    return held


def enter_state(
    registration: Registration, state: RegistrationState, *, letter: RegistrationLetterKind | None = None, **facts: Any
) -> Registration:
    """Store the new state, let the calendar entry follow, and owe the letter that tells of it.

    The registration is as it stands in the database, or new: its session is held.
    """
    values = {"state": state, "sequence": registration.sequence + 1, **facts}
    for name, value in values.items():
        setattr(registration, name, value)
    registration.save(update_fields=[*values] if registration.pk else None)
    owe_letter(registration=registration, kind=letter or LETTERS[state])
    return registration


def owe_letter(*, registration: Registration, kind: RegistrationLetterKind) -> None:
    """Note that the person has to be written to; a version of the calendar entry is told of once."""
    owed = RegistrationLetter(registration=registration, kind=kind, sequence=registration.calendar_sequence)
    RegistrationLetter.objects.bulk_create([owed], ignore_conflicts=True)
