"""A session as its sheets of paper say it."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format, time_format

from courses.models import Registration, Session
from courses.selectors.door import DoorRow, door_rows
from courses.selectors.meetings import Meeting, meeting_of
from courses.selectors.registration import seminar_pages
from courses.sheets import Sheet, SheetPerson


def session_sheet(session: Session, language: str) -> Sheet:
    """Everybody with a seat, by name."""
    meeting = meeting_of(session, language)
    return Sheet(
        title=seminar_title(session, language),
        when=when_of(meeting),
        place=meeting.place,
        language=language,
        people=[_person(row) for row in door_rows(session) if row.has_seat],
    )


def seminar_title(session: Session, language: str) -> str:
    """Title of the seminar in the best language; its code where no page is published."""
    page = seminar_pages([session.seminar_id], language).get(session.seminar_id)
    return page.title if page else session.seminar.code


def when_of(meeting: Meeting) -> str:
    """Day, hours and zone in one line."""
    hours = f"{time_format(meeting.starts_at, 'TIME_FORMAT')}–{time_format(meeting.ends_at, 'TIME_FORMAT')}"
    return f"{date_format(meeting.starts_at, 'DATE_FORMAT')}, {hours}, {meeting.zone}"


def _person(row: DoorRow) -> SheetPerson:
    return SheetPerson(name=row.user.legal_name, institution=row.institution, url=check_in_url(row.registration))


def check_in_url(registration: Registration | None) -> str:
    """The absolute address that a participant's QR mark holds: language-free, and short enough for a small mark."""
    code = registration.code if registration else ""
    return settings.SITE_URL + reverse("check_in", args=[code])
