"""One session as letters and calendars tell it to one person, in the language that is switched on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.enums import RegistrationState
from courses.models import Registration, SeminarPage, Session
from courses.selectors.meetings import Meeting, meeting_of, zone_name


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """When and where, in words. `online_url` is only for whoever may enter, `contact` where the seminar has its own."""

    title: str
    meeting: Meeting
    online_url: str
    contact: str
    seminar_url: str

    @property
    def date(self) -> str:
        """Day of the week and date on which it begins."""
        return day_in_words(self.meeting.starts_at)

    @property
    def start_time(self) -> str:
        """When it begins."""
        return date_format(self.meeting.starts_at, "TIME_FORMAT")

    @property
    def time(self) -> str:
        """From when to when; with the day of its end, where that is another."""
        words = {"start": self.start_time, "end": date_format(self.meeting.ends_at, "TIME_FORMAT")}
        if self.meeting.starts_at.date() == self.meeting.ends_at.date():
            return _("%(start)s–%(end)s") % words
        return _("%(start)s – %(end)s (%(day)s)") % (words | {"day": day_in_words(self.meeting.ends_at)})


def session_facts(session: Session, *, title: str, sees_room: bool = False) -> SessionFacts:
    """Tell of one session of the seminar with this title."""
    return SessionFacts(
        title=title,
        meeting=meeting_of(session, get_language() or settings.LANGUAGE_CODE),
        online_url=session.online_url if sees_room else "",
        contact=session.seminar.contact,
        seminar_url=settings.SITE_URL + reverse("seminar", args=[session.seminar.code]),
    )


def registration_facts(registration: Registration, pages: Mapping[int, SeminarPage]) -> SessionFacts:
    """Tell somebody of the session registered for; only a confirmed seat opens the room, until the session is over."""
    session = registration.session
    page = pages.get(session.seminar_id)
    sees_room = registration.state == RegistrationState.CONFIRMED and session.ends_at > timezone.now()
    return session_facts(session, title=page.title if page else session.seminar.code, sees_room=sees_room)


def registration_url(registration: Registration) -> str:
    """Where the person sees the registration, cancels it, and confirms an offer."""
    return settings.SITE_URL + reverse("registration", args=[registration.pk])


def day_in_words(moment: datetime) -> str:
    """Day of the week, and date."""
    words = {"weekday": date_format(moment, "l"), "date": date_format(moment, "DATE_FORMAT")}
    return _("%(weekday)s, %(date)s") % words


def moment_in_words(moment: datetime, session: Session) -> str:
    """Date and time by the clock of the session, with its zone."""
    local = moment.astimezone(ZoneInfo(session.time_zone))
    return _("%(moment)s, %(zone)s") % {"moment": date_format(local, "DATETIME_FORMAT"), "zone": zone_name(session)}
