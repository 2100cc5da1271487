"""Seminars with their next meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from academy.languages import text_in
from courses.models import Seminar, SeminarPage, Session
from courses.selectors.translations import PageCard, best_pages

HOME_ZONE = "Asia/Baku"


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A session in the reader's words; times carry the session's own time zone, and `zone` names it."""

    starts_at: datetime
    ends_at: datetime
    place: str
    zone: str


@dataclass(frozen=True, kw_only=True)
class SeminarCard(PageCard):
    """A seminar as lists and its page show it."""

    seminar: Seminar
    sessions: Sequence[Meeting]

    @property
    def format(self) -> str:
        """Format in words."""
        return self.seminar.get_format_display()

    @property
    def hours(self) -> Decimal:
        """CPD hours."""
        return self.seminar.cpd_hours

    @property
    def starts_at(self) -> datetime | None:
        """Beginning of the first session shown."""
        return self.sessions[0].starts_at if self.sessions else None


def upcoming_seminars(language: str, *, limit: int | None = None) -> list[SeminarCard]:
    """Published seminars that have a session ahead, the nearest first. Two queries."""
    ahead = Session.objects.filter(ends_at__gte=timezone.now())
    cards = [card for card in _cards(ahead, language) if card.sessions]
    return sorted(cards, key=lambda card: (card.sessions[0].starts_at, card.seminar.code))[:limit]


def seminar_view(seminar: Seminar, language: str) -> list[Meeting]:
    """All sessions of one seminar; none of one that is not stored yet."""
    return [_meeting(session, language) for session in Session.objects.filter(seminar=seminar.pk)]


def _cards(sessions: QuerySet[Session], language: str) -> list[SeminarCard]:
    pages = (
        SeminarPage.objects.live()
        .select_related("seminar", "locale")
        .defer_streamfields()
        .prefetch_related(Prefetch("seminar__sessions", queryset=sessions))
    )
    return [
        SeminarCard(
            seminar=page.seminar,
            page=page,
            url=page.url,
            is_fallback=page.locale.language_code != language,
            sessions=[_meeting(session, language) for session in page.seminar.sessions.all()],
        )
        for page in best_pages(pages, row="seminar", language=language).values()
    ]


def _meeting(session: Session, language: str) -> Meeting:
    zone = ZoneInfo(session.time_zone)
    return Meeting(
        starts_at=session.starts_at.astimezone(zone),
        ends_at=session.ends_at.astimezone(zone),
        place=text_in(session.place, language),
        zone=_zone_name(session),
    )


def _zone_name(session: Session) -> str:
    """Name the time zone once, with its distance from UTC: “Baku time (UTC+4)”."""
    if session.time_zone == HOME_ZONE:
        return gettext("Baku time (UTC+4)")
    return f"{session.time_zone} ({session.starts_at.astimezone(ZoneInfo(session.time_zone)).tzname()})"
