"""Seminars: those ahead, those that are over, those of a month, and one as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from academy.languages import LANGUAGES
from courses.enums import Meetings, SessionState
from courses.models import Seminar, SeminarPage, Session
from courses.selectors.meetings import Meeting, Standing, meeting_of, with_seats
from courses.selectors.translations import PageCard, best_pages

#: What a card says nothing of, and is not loaded for one.
TEXTS = ("search_text", "aims", "body", "agenda", "speakers", "materials_before")


@dataclass(frozen=True, kw_only=True)
class SeminarCard(PageCard):
    """A seminar as lists show it, with the sessions that the list is about."""

    seminar: Seminar
    sessions: Sequence[Meeting]
    languages: Sequence[str]

    @property
    def format(self) -> str:
        """Format in words."""
        return self.seminar.get_format_display()

    @property
    def hours(self) -> Decimal:
        """CPD hours."""
        return self.seminar.cpd_hours

    @property
    def institution(self) -> str:
        """Name of the institution that holds it, or nothing."""
        return str(self.seminar.institution or "")

    @property
    def city(self) -> str:
        """City of the institution, or nothing."""
        return self.seminar.institution.city if self.seminar.institution else ""

    @property
    def starts_at(self) -> datetime | None:
        """Beginning of the first session shown."""
        return self.sessions[0].starts_at if self.sessions else None

    @property
    def standing(self) -> Standing | None:
        """Where its first session stands; of one held several times, that there are seats on another date."""
        first, *others = self.sessions or (None,)
        is_repeated = self.seminar.meetings == Meetings.REPEATS
        if first and is_repeated and not first.has_free_seat and any(other.has_free_seat for other in others):
            return Standing(words=gettext("Seats left on another date"), kind="success")
        return first.standing if first else None

    @property
    def has_materials(self) -> bool:
        """Whether there is something to read afterwards."""
        return bool(self.page.materials_after)

    @property
    def has_recording(self) -> bool:
        """Whether there is something to watch afterwards."""
        return bool(self.page.recording)


@dataclass(frozen=True, kw_only=True)
class SeminarView:
    """One seminar as its page shows it. `tells_afterwards`: what waited for the end of its first session is shown."""

    meetings: Sequence[Meeting]
    organisers: Sequence[str]
    tells_afterwards: bool

    @property
    def is_over(self) -> bool:
        """Whether something took place, and nothing is ahead."""
        return not any(meeting.is_ahead for meeting in self.meetings) and any(
            meeting.is_over for meeting in self.meetings
        )


def upcoming_seminars(language: str, *, limit: int | None = None) -> list[SeminarCard]:
    """Published seminars that have a session ahead, the nearest first. Two queries."""
    cards = _cards(_planned().filter(ends_at__gt=timezone.now()), language)
    return sorted(cards, key=_nearest_first)[:limit]


def past_seminars(language: str) -> list[SeminarCard]:
    """Published seminars that have taken place and have nothing ahead, the latest first. Two queries."""
    cards = [card for card in _cards(_planned(), language) if not any(meeting.is_ahead for meeting in card.sessions)]
    return sorted(cards, key=lambda card: card.sessions[-1].ends_at, reverse=True)


def seminars_between(first: date, last: date, language: str) -> list[SeminarCard]:
    """Published seminars with their sessions that begin on these days, by the clock of each place. Two queries."""
    # The clocks of the world are at most 14 hours from UTC.
    start = datetime.combine(first, time.min, tzinfo=UTC) - timedelta(days=1)
    end = datetime.combine(last, time.max, tzinfo=UTC) + timedelta(days=1)
    found = [
        replace(card, sessions=[one for one in card.sessions if first <= one.starts_at.date() <= last])
        for card in _cards(_planned().filter(starts_at__range=(start, end)), language)
    ]
    return sorted((card for card in found if card.sessions), key=_nearest_first)


def seminar_view(seminar: Seminar, language: str, *, tells_afterwards: bool = False) -> SeminarView:
    """Gather one seminar; one that is not stored yet has no sessions. Two queries."""
    sessions = with_seats(Session.objects.filter(seminar=seminar.pk))
    meetings = [meeting_of(session, language) for session in sessions]
    others = seminar.co_organisers.all() if seminar.pk else ()
    return SeminarView(
        meetings=meetings,
        organisers=[str(body) for body in (seminar.institution, *others) if body],
        tells_afterwards=tells_afterwards or any(meeting.is_over for meeting in meetings),
    )


def _planned() -> QuerySet[Session]:
    return Session.objects.filter(state=SessionState.PLANNED)


def _nearest_first(card: SeminarCard) -> tuple[datetime, str]:
    return card.sessions[0].starts_at, card.seminar.code


def _cards(sessions: QuerySet[Session], language: str) -> list[SeminarCard]:
    """Make a card of every seminar that has some of the sessions."""
    pages = list(
        SeminarPage.objects.live()
        .filter(seminar__in=sessions.order_by().values("seminar"))
        .select_related("seminar__institution", "locale")
        .defer(*TEXTS)
        .prefetch_related(Prefetch("seminar__sessions", queryset=with_seats(sessions)))
    )
    spoken: dict[int, set[str]] = {}
    for page in pages:
        spoken.setdefault(page.seminar_id, set()).add(page.locale.language_code)
    return [
        SeminarCard(
            seminar=page.seminar,
            page=page,
            url=page.url,
            is_fallback=page.locale.language_code != language,
            sessions=[meeting_of(session, language) for session in page.seminar.sessions.all()],
            languages=[code for code in LANGUAGES if code in spoken[pk]],
        )
        for pk, page in best_pages(pages, row="seminar", language=language).items()
    ]
