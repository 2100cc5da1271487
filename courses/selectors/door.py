"""The list at the door: everybody with a seat and whoever came besides, with what is recorded of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language

from academy.accounts.models import User
from academy.languages import text_in
from courses.attendance.hours import Presence
from courses.enums import SEATED, RegistrationState
from courses.models import Attendance, Registration, SeminarCompletion, Session
from courses.selectors.folding import fold, words_asked, words_of
from courses.selectors.presence import session_minutes


@dataclass(frozen=True, kw_only=True)
class DoorRow:
    """One person: with a seat, or here without one (`registration` may be of any state, or missing)."""

    user: User
    registration: Registration | None
    attendance: Attendance | None
    planned: int
    hours: Decimal | None = None

    @property
    def institution(self) -> str:
        """On whose behalf the person comes."""
        institution = self.registration.institution if self.registration else None
        return text_in(institution.name, get_language() or "az") if institution else ""

    @property
    def has_seat(self) -> bool:
        """Whether the person holds a seat."""
        return self.registration is not None and self.registration.state in SEATED

    @property
    def is_unconfirmed(self) -> bool:
        """Whether the seat is offered, and the person has not answered."""
        return self.registration is not None and self.registration.state == RegistrationState.OFFERED

    @property
    def percent(self) -> int | None:
        """Share of the session in whole per cent; nothing before minutes are counted."""
        if self.attendance is None or self.attendance.minutes is None:
            return None
        return Presence(minutes=self.attendance.minutes, planned=self.planned).percent


@dataclass(frozen=True, kw_only=True)
class DoorCount:
    """How many people are here, of how many who are expected or came without a seat."""

    here: int
    people: int


def door_rows(session: Session) -> list[DoorRow]:
    """Everybody, by name. Three queries."""
    asked = Registration.objects.filter(session=session).select_related("user", "institution")
    registrations = {row.user_id: row for row in asked}
    came = Attendance.objects.filter(session=session).select_related("user", "recorded_by")
    records = {row.user_id: row for row in came}
    hours = dict(
        SeminarCompletion.objects.filter(seminar=session.seminar_id, user__in=records).values_list("user", "hours")
    )
    people = {row.user_id: row.user for row in records.values()}
    people |= {row.user_id: row.user for row in registrations.values() if row.state in SEATED}
    rows = [
        DoorRow(
            user=user,
            registration=registrations.get(pk),
            attendance=records.get(pk),
            planned=session_minutes(session),
            hours=hours.get(pk),
        )
        for pk, user in people.items()
    ]
    return sorted(rows, key=lambda row: (fold(row.user.legal_name), row.user.pk))


def door_row(session: Session, person: int | str) -> DoorRow | None:
    """One person of the list, by the number or as an address writes it."""
    return next((row for row in door_rows(session) if str(row.user.pk) == str(person)), None)


def narrowed(rows: Sequence[DoorRow], question: str) -> list[DoorRow]:
    """Those of whom a word of the name begins with each word asked for."""
    words = words_asked(question)
    return [row for row in rows if _holds(row.user.legal_name, words)]


def _holds(name: str, words: Sequence[str]) -> bool:
    own = words_of(name)
    return all(any(word.startswith(asked) for word in own) for asked in words)


def count_of(rows: Sequence[DoorRow]) -> DoorCount:
    """Count who is here; who left early was here."""
    return DoorCount(here=sum(row.attendance is not None for row in rows), people=len(rows))


def door_count(session: Session) -> DoorCount:
    """The same by two queries, for a page that asks every few seconds."""
    here = set(Attendance.objects.filter(session=session).values_list("user", flat=True))
    seated = Registration.objects.filter(session=session, state__in=SEATED).values_list("user", flat=True)
    return DoorCount(here=len(here), people=len(here | set(seated)))
