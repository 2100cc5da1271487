"""One session in the reader’s words: when by the clock of its own place, where, and whether there is a seat."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db.models import F, FilteredRelation, Model, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy.languages import text_in
from courses.models import Session

RowT = TypeVar("RowT", bound=Model)

HOME_ZONE = "Asia/Baku"
#: With so few seats left, people should hurry.
FEW_SEATS = 3


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a session stands for whoever might come, in a few words; `kind` is that of a badge."""

    words: str
    kind: str = "neutral"


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A session as everybody may see it: the online room is not here. Times carry its own zone, which `zone` names.

    `free` is how many seats for everybody are left, None where there is no limit. `is_elsewhere`: by another clock than
    most of the site.
    """

    pk: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str
    map_url: str
    opens_at: datetime | None
    closes_at: datetime
    free: int | None
    is_cancelled: bool
    cancel_reason: str
    is_changed: bool
    is_elsewhere: bool

    @property
    def is_over(self) -> bool:
        """Whether it has taken place."""
        return not self.is_cancelled and self.ends_at <= timezone.now()

    @property
    def is_ahead(self) -> bool:
        """Whether it takes place, or goes on."""
        return not self.is_cancelled and self.ends_at > timezone.now()

    @property
    def takes_registrations(self) -> bool:
        """Whether somebody could register now, if only for the waiting list."""
        now = timezone.now()
        return not self.is_cancelled and (self.opens_at is None or self.opens_at <= now) and now < self.closes_at

    @property
    def has_free_seat(self) -> bool:
        """Whether whoever registers now has a seat, as far as no seats are kept for others."""
        return self.takes_registrations and self.free != 0

    @property
    def standing(self) -> Standing:
        """What there is to know before registering."""
        now = timezone.now()
        if self.is_cancelled:
            return Standing(words=_("cancelled"), kind="error")
        if self.ends_at <= now:
            return Standing(words=_("This session is over"))
        if self.starts_at <= now:
            return Standing(words=_("Under way now"), kind="success")
        if self.opens_at and now < self.opens_at:
            return Standing(words=_("Registration opens: %(date)s") % {"date": _day(self.opens_at)})
        return self._seats() if now < self.closes_at else Standing(words=_("Registration closed"))

    def _seats(self) -> Standing:
        if self.free is None:
            return Standing(words=_("Registration open"), kind="success")
        if not self.free:
            return Standing(words=_("No seats left, waiting list"), kind="warning")
        words = ngettext("%(count)d seat left", "%(count)d seats left", self.free) % {"count": self.free}
        return Standing(words=words, kind="warning" if self.free <= FEW_SEATS else "success")


def with_seats(rows: QuerySet[RowT], *, session: str = "") -> QuerySet[RowT]:
    """Add `free_seats`, how many seats for everybody are left, in the same query; None where there is no limit.

    Of sessions, or of rows that have one under this name: “session__”.
    """
    for_everybody = FilteredRelation(f"{session}pools", condition=Q(**{f"{session}pools__institution": None}))
    left = F("everybody__seats") - F("everybody__taken")
    return rows.annotate(everybody=for_everybody).annotate(free_seats=left)


def meeting_of(session: Session, language: str) -> Meeting:
    """Tell of a session that came `with_seats`."""
    zone = ZoneInfo(session.time_zone)
    return Meeting(
        pk=session.pk,
        starts_at=session.starts_at.astimezone(zone),
        ends_at=session.ends_at.astimezone(zone),
        zone=zone_name(session),
        place=text_in(session.place, language),
        map_url=session.map_url,
        opens_at=session.opens_at and session.opens_at.astimezone(zone),
        closes_at=min(session.closes_at or session.starts_at, session.starts_at).astimezone(zone),
        free=getattr(session, "free_seats", None),
        is_cancelled=session.is_cancelled,
        cancel_reason=text_in(session.cancel_reason, language),
        is_changed=session.sequence > 0 and not session.is_cancelled,
        is_elsewhere=session.time_zone != HOME_ZONE,
    )


def zone_name(session: Session) -> str:
    """Name the time zone once, with its distance from UTC: “Baku time (UTC+4)”."""
    if session.time_zone == HOME_ZONE:
        return _("Baku time (UTC+4)")
    return f"{session.time_zone} ({session.starts_at.astimezone(ZoneInfo(session.time_zone)).tzname()})"


def _day(moment: datetime) -> str:
    return date_format(moment, "DATETIME_FORMAT")
