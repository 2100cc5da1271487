"""What stands in the calendars of people, and in the public one."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.accounts.models import User
from courses.enums import SEATED, RegistrationLetterKind, RegistrationState
from courses.formats.ical import CalendarEntry, Party, Status
from courses.models import Registration, RegistrationLetter, Seminar, SeminarPage, Session
from courses.selectors.contact import contact_of, site_contact
from courses.selectors.registration import seminar_pages
from courses.selectors.session_facts import SessionFacts, registration_facts, registration_url, session_facts
from courses.selectors.translations import best_pages

#: How long a session stays in a personal calendar after its end, and what was called off after that.
KEPT = timedelta(days=90)
KEPT_CANCELLED = timedelta(days=30)
#: A letter of these kinds has put the session into the person's calendar, or would have.
SEAT_LETTERS = (RegistrationLetterKind.CONFIRMED, RegistrationLetterKind.MOVED_UP, RegistrationLetterKind.OFFERED)
STATUSES = {RegistrationState.CONFIRMED: Status.CONFIRMED, RegistrationState.OFFERED: Status.TENTATIVE}


def personal_entries(user: User) -> list[CalendarEntry]:
    """Entries of one person, in the language that is switched on: seats, and seats that were lost. Two queries."""
    registrations = list(_in_calendar(user, timezone.now()))
    pages = seminar_pages({row.session.seminar_id for row in registrations}, user.language)
    return [registration_entry(row, registration_facts(row, pages)) for row in registrations]


def _in_calendar(user: User, now: datetime) -> QuerySet[Registration]:
    had_seat = Exists(RegistrationLetter.objects.filter(registration=OuterRef("pk"), kind__in=SEAT_LETTERS))
    ended = Q(ended_at__gt=now - KEPT_CANCELLED) & ~Q(state__in=SEATED) & Q(had_seat)
    registrations = user.registrations.filter(session__ends_at__gt=now - KEPT).filter(Q(state__in=SEATED) | ended)
    return registrations.select_related("user", "session__seminar__institution").order_by("session__starts_at", "pk")


def registration_entry(registration: Registration, facts: SessionFacts) -> CalendarEntry:
    """Return the entry of one registration: the same for ever, whatever becomes of it."""
    session, user, url = registration.session, registration.user, registration_url(registration)
    return CalendarEntry(
        uid=_uid(f"registration-{registration.pk}"),
        sequence=registration.calendar_sequence,
        stamp=timezone.now(),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        time_zone=session.time_zone,
        language=user.language,
        summary=facts.title,
        description=_description(facts, [_("Your registration: %(url)s") % {"url": url}]),
        location=_location(facts, session),
        url=url,
        online_url=facts.online_url,
        organiser=_organiser(session.seminar),
        attendee=Party(address=user.email, name=user.legal_name),
        status=STATUSES.get(RegistrationState(registration.state), Status.CANCELLED),
    )


def public_entries(language: str) -> list[CalendarEntry]:
    """Entries of all sessions ahead whose seminar has a page in this language. Two queries."""
    sessions = Session.objects.filter(ends_at__gt=timezone.now()).select_related("seminar")
    pages = _pages().filter(seminar__in=sessions.order_by().values("seminar"), locale__language_code=language)
    return _entries(sessions, pages, language)


def session_entries(pk: int, language: str) -> list[CalendarEntry]:
    """The entry of one session of a published seminar, if there is such a session."""
    sessions = Session.objects.filter(pk=pk).select_related("seminar")
    return _entries(sessions, _pages().filter(seminar__sessions=pk), language)


def _pages() -> QuerySet[SeminarPage]:
    return SeminarPage.objects.live().select_related("locale").defer_streamfields()


def _entries(sessions: Iterable[Session], pages: Iterable[SeminarPage], language: str) -> list[CalendarEntry]:
    best = best_pages(pages, row="seminar", language=language)
    return [_public_entry(session, best[session.seminar_id]) for session in sessions if session.seminar_id in best]


def _public_entry(session: Session, page: SeminarPage) -> CalendarEntry:
    """Return what everybody may know: neither room nor people."""
    facts, language = session_facts(session, title=page.title), page.locale.language_code
    url = settings.SITE_URL + page.url
    return CalendarEntry(
        uid=_uid(f"session-{session.pk}"),
        sequence=session.sequence,
        stamp=timezone.now(),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        time_zone=session.time_zone,
        language=language,
        summary=page.title,
        description=_description(facts, [page.summary, url]),
        location=_location(facts, session),
        url=url,
        organiser=Party(address=site_contact(), name=_("Librarian Academy")),
        status=Status.CANCELLED if session.is_cancelled else Status.CONFIRMED,
    )


def _description(facts: SessionFacts, lines: list[str]) -> str:
    where = {_("Online room"): facts.online_url, _("Map"): facts.meeting.map_url}
    return "\n".join([*(f"{label}: {url}" for label, url in where.items() if url), *lines])


def _location(facts: SessionFacts, session: Session) -> str:
    return facts.meeting.place or (_("Online") if session.online_url else "")


def _organiser(seminar: Seminar) -> Party:
    return Party(address=contact_of(seminar), name=str(seminar.institution or _("Librarian Academy")))


def _uid(name: str) -> str:
    """Name an entry once for the whole world (RFC 5545, 3.8.4.7)."""
    return f"{name}@{urlsplit(settings.SITE_URL).hostname}"
