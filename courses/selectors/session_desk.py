"""What an organiser sees of seminars, sessions and the people of a session."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from academy.accounts.models import User
from courses.enums import ACTIVE, Audience, RegistrationState
from courses.models import Attendance, Registration, Seminar, Session
from courses.selectors.folding import spellings
from courses.selectors.meetings import Meeting, meeting_of, with_seats
from courses.selectors.organising import organised_seminars
from courses.selectors.registration import seminar_pages

AUDIENCES = {
    Audience.CONFIRMED: (RegistrationState.CONFIRMED,),
    Audience.WAITING: (RegistrationState.WAITING,),
    Audience.OFFERED: (RegistrationState.OFFERED,),
    Audience.EVERYBODY: (RegistrationState.CONFIRMED, RegistrationState.OFFERED, RegistrationState.WAITING),
}


@dataclass(frozen=True, kw_only=True)
class SessionFigures:
    """A session in numbers; `states` counts people by the state of their registration."""

    session: Session
    meeting: Meeting
    states: Mapping[str, int] = field(default_factory=Counter)
    attended: int = 0

    @property
    def confirmed(self) -> int:
        """Who comes."""
        return self.states.get(RegistrationState.CONFIRMED, 0)

    @property
    def offered(self) -> int:
        """Who has not confirmed yet."""
        return self.states.get(RegistrationState.OFFERED, 0)

    @property
    def waiting(self) -> int:
        """Who waits."""
        return self.states.get(RegistrationState.WAITING, 0)

    @property
    def requested(self) -> int:
        """About whom somebody has to decide."""
        return self.states.get(RegistrationState.REQUESTED, 0)

    @property
    def taken(self) -> int:
        """Seats that are held."""
        return self.confirmed + self.offered

    @property
    def percent(self) -> int | None:
        """Seats taken of all, in whole per cent; None where there is no limit."""
        return None if not self.session.capacity else min(100, self.taken * 100 // self.session.capacity)


@dataclass(frozen=True, kw_only=True)
class StudioSeminar:
    """A seminar in the studio: its title, the dates ahead, and how many await a decision."""

    seminar: Seminar
    title: str
    ahead: int
    requested: int


def session_figures(sessions: QuerySet[Session], language: str) -> list[SessionFigures]:
    """Gather sessions with their numbers. Three queries."""
    found = list(with_seats(sessions).select_related("seminar"))
    states: dict[int, Counter[str]] = {session.pk: Counter() for session in found}
    counted = Registration.objects.filter(session__in=states).order_by().values_list("session", "state")
    for pk, state, number in counted.annotate(Count("pk")):
        states[pk][state] = number
    there = Attendance.objects.filter(session__in=states).order_by().values_list("session")
    attended = dict(there.annotate(Count("pk")))
    return [
        SessionFigures(
            session=session,
            meeting=meeting_of(session, language),
            states=states[session.pk],
            attended=attended.get(session.pk, 0),
        )
        for session in found
    ]


def studio_seminars(user: User, question: str = "") -> QuerySet[Seminar]:
    """Seminars that the person organises, perhaps those alone that hold the words asked for."""
    found = organised_seminars(user).order_by("code")
    if question:
        found = found.filter(Q(code__icontains=question) | Q(pages__title__icontains=question)).distinct()
    return found


def studio_seminar_rows(seminars: Sequence[Seminar], language: str, *, now: object) -> list[StudioSeminar]:
    """Gather what the list says of each seminar. Three queries."""
    pages = seminar_pages([seminar.pk for seminar in seminars], language)
    ahead = _counted(Session.objects.filter(seminar__in=seminars, ends_at__gt=now), "seminar")
    asking = Registration.objects.filter(session__seminar__in=seminars, state=RegistrationState.REQUESTED)
    requested = _counted(asking, "session__seminar")
    return [
        StudioSeminar(
            seminar=seminar,
            title=pages[seminar.pk].title if seminar.pk in pages else seminar.code,
            ahead=ahead.get(seminar.pk, 0),
            requested=requested.get(seminar.pk, 0),
        )
        for seminar in seminars
    ]


def _counted(rows: QuerySet, key: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(key).annotate(Count("pk")))


def participants(session: Session) -> QuerySet[Registration]:
    """Everybody who ever registered for the session, in the order in which they came."""
    return Registration.objects.filter(session=session).select_related("user", "institution").order_by("ticket")


def narrowed_participants(
    found: QuerySet[Registration], *, text: str = "", states: Iterable[str] = ()
) -> QuerySet[Registration]:
    """Keep those whose name or address holds the text, and who are in one of these states; without one, the active."""
    kept = found.filter(state__in=list(states) or ACTIVE)
    if not text:
        return kept
    holds = Q()
    for spelling in spellings(text):
        holds |= Q(user__legal_name__icontains=spelling) | Q(user__email__icontains=spelling)
    return kept.filter(holds)


def audience_of(session: Session, audience: Audience) -> QuerySet[Registration]:
    """Whom a message to this audience reaches."""
    return Registration.objects.filter(session=session, state__in=AUDIENCES[audience])
