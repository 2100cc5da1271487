"""Letters in the reader's language. A letter `x` is three templates: email/x.subject.txt, email/x.txt, email/x.html."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils import translation

#: Tells other mail programs not to answer (RFC 3834).
HEADERS = {"Auto-Submitted": "auto-generated"}
#: What letters go by instead of the mail server of the settings.
_connection: ContextVar[BaseEmailBackend | None] = ContextVar("connection", default=None)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter as it will be read."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, kw_only=True)
class CalendarPart:
    """A calendar file that a letter carries, and what it asks calendar programs to do: REQUEST or CANCEL (RFC 6047)."""

    method: str
    content: bytes


def write_letter(name: str, *, language: str, context: Mapping[str, object]) -> Letter:
    """Return the letter `name` written in `language`, for sending or for a look at it before."""
    with translation.override(language):
        values = {"site_url": settings.SITE_URL, "language": language, **context}
        return Letter(
            subject=" ".join(_plain(f"email/{name}.subject.txt", values).split()),
            text=_plain(f"email/{name}.txt", values),
            html=render_to_string(f"email/{name}.html", values),
        )


def send_letter(  # noqa: PLR0913 - what a letter consists of
    name: str,
    *,
    to: str,
    language: str,
    context: Mapping[str, object],
    headers: Mapping[str, str] | None = None,
    calendar: CalendarPart | None = None,
) -> None:
    """Send the letter `name` to one address, with further `headers` if any. Raises what the mail backend raises."""
    letter = write_letter(name, language=language, context=context)
    message = EmailMultiAlternatives(
        letter.subject, letter.text, to=[to], headers={**HEADERS, **(headers or {})}, connection=_connection.get()
    )
    message.attach_alternative(letter.html, "text/html")
    if calendar:
        _add_calendar(message, calendar)
    message.send()


def send_text(*, to: str, subject: str, text: str) -> None:
    """Send a letter that is written already, as text alone. Raises what the mail backend raises."""
    EmailMessage(subject, text, to=[to], headers=HEADERS, connection=_connection.get()).send()


@contextmanager
def letters_by(connection: BaseEmailBackend) -> Iterator[None]:
    """Send letters by this connection for as long as the context lasts, in this thread."""
    token = _connection.set(connection)
    try:
        yield
    finally:
        _connection.reset(token)


def _add_calendar(message: EmailMultiAlternatives, calendar: CalendarPart) -> None:
    """Add the calendar twice: as a reading of the letter, for programs that act on it, and as a file for all others."""
    message.attach_alternative(calendar.content.decode(), f"text/calendar; method={calendar.method}")
    message.attach("invite.ics", calendar.content, "application/ics")


def _plain(template: str, values: Mapping[str, object]) -> str:
    """Render without HTML escapes, which plain text would show as they are."""
    return Engine.get_default().get_template(template).render(Context(dict(values), autoescape=False))
