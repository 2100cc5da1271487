"""Registrations in every state, and the letters about them, for the tests of those letters."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from django.core import mail
from django.utils import timezone
from icalendar import Calendar

from courses import tasks
from courses.enums import RegistrationLetterKind as Kind
from courses.enums import RegistrationState as State
from courses.models import Registration, RegistrationLetter
from tests.factories.people import make_user
from tests.factories.seminars import make_registration, make_session

START = datetime(2026, 9, 7, 10, tzinfo=UTC)
PLACE = {"az": "Bakı, Xaqani küçəsi 29", "ru": "Баку, улица Хагани, 29", "en": "Baku, 29 Khagani Street"}
FACTS = {
    "starts_at": START,
    "ends_at": START + timedelta(hours=2),
    "place": PLACE,
    "map_url": "https://maps.example.org/1",
    "online_url": "https://rooms.example.org/1",
}


def put(registration: Registration, state: State) -> Registration:
    """Put the row into a state, whatever led there."""
    pool = registration.pool or registration.session.pools.first()
    Registration.objects.filter(pk=registration.pk).update(
        state=state,
        pool=pool if state in {State.CONFIRMED, State.OFFERED} else None,
        offered_until=timezone.now() + timedelta(days=1) if state == State.OFFERED else None,
    )
    registration.refresh_from_db()
    return registration


def owe(registration: Registration, kind: Kind, **facts: object) -> RegistrationLetter:
    """Owe a letter of the present version."""
    values = {"sequence": registration.calendar_sequence} | facts
    return RegistrationLetter.objects.update_or_create(registration=registration, kind=kind, defaults=values)[0]


def post() -> None:
    """Send everything that is owed."""
    tasks.sweep_registration_letters()


def calendars(message: EmailMessage | None = None) -> list[tuple[str, Calendar]]:
    """Method and content of the calendars of a letter, the last one unless it is named."""
    parts = (message or mail.outbox[-1]).message().walk()
    found = [part for part in parts if part.get_content_type() == "text/calendar"]
    return [(part.get_param("method"), Calendar.from_ical(part.get_payload(decode=True))) for part in found]


def reader(language: str = "az", **facts: object) -> Registration:
    """Somebody with a seat in the session of a published seminar."""
    return make_registration(make_session(**FACTS | facts), make_user(language=language))
