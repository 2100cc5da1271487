"""Registrations as the person sees them: where one stands, and what comes next."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Final

from django.db.models import OuterRef, QuerySet
from django.utils import timezone

from academy.accounts.models import User
from academy.cms.frames import SECONDS_OF_DECIDED
from academy.cms.held import held_of_each
from academy.numbered import address_of
from academy.prepared import PreparedInstances
from courses.enums import ACTIVE, SEATED, RegistrationState
from courses.models import Registration, SeminarPage
from courses.selectors.contact import contact_of
from courses.selectors.meetings import Meeting, meeting_of, with_seats
from courses.selectors.translations import best_pages

#: What a person has registered for and is still to come, each with its session, seminar and free seats.
_COMING: Final = PreparedInstances(
    Registration,
    lambda user, now: with_seats(
        Registration.objects.filter(user=user, state__in=ACTIVE, session__ends_at__gt=now), session="session__"
    ),
    *(-1, datetime(1, 1, 1, tzinfo=UTC)),
    related=("session", "session__seminar"),
    also=("free_seats",),
)


@dataclass(frozen=True, kw_only=True)
class RegistrationView:
    """One registration as its person sees it.

    `number` is the place on the waiting list, 0 for whoever does not wait. `online_url` is there for whoever has a
    seat, until the session is over.
    """

    registration: Registration
    title: str
    url: str
    meeting: Meeting
    online_url: str
    number: int

    @property
    def told(self) -> tuple[object, ...]:
        """All that decides how lists show it, besides where it leads."""
        meeting, until = self.meeting, self.registration.offered_until
        return self.title, str(self.state), until, self.number, meeting.starts_at, meeting.ends_at, meeting.zone

    @property
    def address(self) -> str:
        """Where it stands, and can be given up."""
        return address_of("registration", self.registration.pk)

    @property
    def contact(self) -> str:
        """Whom to write to."""
        return contact_of(self.registration.session.seminar)

    @property
    def state(self) -> RegistrationState:
        """Where it stands."""
        return RegistrationState(self.registration.state)

    @property
    def is_confirmed(self) -> bool:
        """Whether there is a seat."""
        return self.state == RegistrationState.CONFIRMED

    @property
    def is_offered(self) -> bool:
        """Whether a seat waits for the person's word."""
        return self.state == RegistrationState.OFFERED

    @property
    def is_waiting(self) -> bool:
        """Whether the person is on the waiting list."""
        return self.state == RegistrationState.WAITING

    @property
    def is_active(self) -> bool:
        """Whether something is still to come of it."""
        return self.state in ACTIVE and self.meeting.is_ahead

    @property
    def can_be_cancelled(self) -> bool:
        """Whether the person can still give it up."""
        return self.state in ACTIVE and timezone.now() < self.meeting.starts_at

    @property
    def takes_apology(self) -> bool:
        """Whether giving up the seat now takes a reason."""
        until = self.registration.session.cancel_until
        return self.state in SEATED and until is not None and timezone.now() > until


def my_registrations(user: User, language: str) -> list[RegistrationView]:
    """What is still to come: offers first, then by date. One query, and one for whoever waits."""
    rows = _COMING.instances(user.pk, timezone.now())
    for row in rows:
        row.user = user
    views = _views(rows, language)
    return sorted(views, key=lambda view: (not view.is_offered, view.meeting.starts_at))


def registrations_of(user: User | OuterRef) -> QuerySet[Registration]:
    """Every registration of the person."""
    return Registration.objects.filter(user=user)


def registration_views(registrations: QuerySet[Registration], language: str) -> list[RegistrationView]:
    """Gather registrations of one person. One query, and one for whoever waits."""
    seated = with_seats(registrations, session="session__").select_related("user", "session__seminar")
    return _views(list(seated), language)


def _views(rows: Sequence[Registration], language: str) -> list[RegistrationView]:
    """Gather rows that have their people, sessions and seminars, and came `with_seats`."""
    pages = seminar_pages({row.session.seminar_id for row in rows}, language)
    numbers = waiting_numbers(rows)
    return [_view(row, pages, numbers, language) for row in rows]


def _view(
    row: Registration, pages: Mapping[int, SeminarPage], numbers: Mapping[int, int], language: str
) -> RegistrationView:
    session = row.session
    session.free_seats = row.free_seats  # type: ignore[attr-defined]
    page, meeting = pages.get(session.seminar_id), meeting_of(session, language)
    may_enter = row.state == RegistrationState.CONFIRMED and meeting.is_ahead
    return RegistrationView(
        registration=row,
        title=page.title if page else session.seminar.code,
        url=page.address if page else "",
        meeting=meeting,
        online_url=session.online_url if may_enter else "",
        number=numbers.get(row.pk, 0),
    )


def seminar_pages(seminars: Iterable[int], language: str) -> dict[int, SeminarPage]:
    """The page of each seminar in the reader's language or another, by seminar; none of one without.

    One query, or none: they are held as they are shown, to be changed by nobody.
    """
    found = held_of_each("seminar-pages", set(seminars), _pages_of, seconds=SECONDS_OF_DECIDED)
    return best_pages(chain.from_iterable(found.values()), row="seminar", language=language)


def _pages_of(seminars: Collection[int]) -> dict[int, list[SeminarPage]]:
    """Published pages of each seminar in all languages."""
    pages: dict[int, list[SeminarPage]] = {seminar: [] for seminar in seminars}
    live = SeminarPage.objects.live().filter(seminar__in=pages).select_related("locale")
    for page in live.defer_streamfields().defer("search_text"):
        pages[page.seminar_id].append(page)
    return pages


def waiting_numbers(rows: Sequence[Registration]) -> dict[int, int]:
    """The place on its waiting list of each registration that waits, from 1. One query, or none."""
    sessions = {row.session_id for row in rows if row.state == RegistrationState.WAITING}
    if not sessions:
        return {}
    waiting = Registration.objects.filter(session__in=sessions, state=RegistrationState.WAITING)
    places: dict[int, int] = {}
    numbers: dict[int, int] = {}
    for pk, session in waiting.order_by("session", "ticket").values_list("pk", "session"):
        places[session] = places.get(session, 0) + 1
        numbers[pk] = places[session]
    return numbers
