"""What letters about registrations say, gathered at the moment they are written: what holds now, not what once did."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from academy.languages import LANGUAGES, text_in
from courses.enums import RegistrationLetterKind, RegistrationState, SeminarFormat
from courses.models import RegistrationLetter, SeminarCompletion, SessionMessage
from courses.selectors.evaluations import evaluation_standing
from courses.selectors.registration import waiting_numbers
from courses.selectors.session_facts import SessionFacts, moment_in_words, registration_url

Context = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class MessageNews:
    """An organiser's message in the reader's language, or in the one that stands in for it."""

    subject: str
    body: str
    language: str
    is_fallback: bool


def letter_context(letter: RegistrationLetter, facts: SessionFacts) -> Context:
    """What the templates of one letter show, in the language that is switched on."""
    registration = letter.registration
    common: Context = {
        "name": registration.user.legal_name,
        "session": facts,
        "url": registration_url(registration),
        "cancel_until": _cancel_until(letter),
    }
    own = OWN.get(RegistrationLetterKind(letter.kind))
    return common | (own(letter) if own else {})


def _cancel_until(letter: RegistrationLetter) -> str:
    session = letter.registration.session
    until = session.cancel_until
    return moment_in_words(until, session) if until and until > timezone.now() else ""


def _waiting(letter: RegistrationLetter) -> Context:
    return {"number": waiting_numbers([letter.registration])[letter.registration_id]}


def _offered(letter: RegistrationLetter) -> Context:
    registration = letter.registration
    until = registration.offered_until
    return {"deadline": moment_in_words(until, registration.session) if until else ""}


def _refused(letter: RegistrationLetter) -> Context:
    return {"reason": letter.registration.reason}


def _changed(letter: RegistrationLetter) -> Context:
    """Whoever was offered a seat reads by when to confirm: a session moved forward leaves less time."""
    return {"has_seat": letter.registration.state == RegistrationState.CONFIRMED} | _offered(letter)


def _cancelled(letter: RegistrationLetter) -> Context:
    """Who cancelled knows the reason; of somebody else's decision it is told."""
    registration = letter.registration
    by_organiser = registration.ended_by_id not in {None, registration.user_id}
    return {"by_organiser": by_organiser, "reason": registration.reason if by_organiser else ""}


def _called_off(letter: RegistrationLetter) -> Context:
    return {"reason": text_in(letter.registration.session.cancel_reason, get_language() or "az")}


def _reminder(letter: RegistrationLetter) -> Context:
    session = letter.registration.session
    zone = ZoneInfo(session.time_zone)
    days = (session.starts_at.astimezone(zone).date() - timezone.localdate(timezone=zone)).days
    return {"days": days, "shows_code": session.seminar.format != SeminarFormat.ONLINE}


def _thanks(letter: RegistrationLetter) -> Context:
    seminar, user = letter.registration.session.seminar, letter.registration.user
    done = SeminarCompletion.objects.filter(seminar=seminar, user=user).exists()
    standing = evaluation_standing(seminar, user)
    asked = standing is not None and standing.is_open
    return {
        "has_certificate": bool(seminar.certificate_template_id and done),
        "certificates_url": settings.SITE_URL + reverse("my"),
        "evaluation_url": settings.SITE_URL + reverse("evaluation", args=[seminar.code]) if asked else "",
    }


def _message(letter: RegistrationLetter) -> Context:
    return {"item": message_news(letter.message, get_language() or "az")} if letter.message else {}


def message_news(message: SessionMessage, language: str) -> MessageNews:
    """Return the message in this language, else in the first that has one."""
    spoken = next((code for code in (language, *LANGUAGES) if message.body.get(code)), language)
    return MessageNews(
        subject=text_in(message.subject, spoken),
        body=text_in(message.body, spoken),
        language=spoken,
        is_fallback=spoken != language,
    )


#: What letters of a kind say besides.
OWN: dict[RegistrationLetterKind, Callable[[RegistrationLetter], Context]] = {
    RegistrationLetterKind.WAITING: _waiting,
    RegistrationLetterKind.OFFERED: _offered,
    RegistrationLetterKind.REFUSED: _refused,
    RegistrationLetterKind.CHANGED: _changed,
    RegistrationLetterKind.CANCELLED: _cancelled,
    RegistrationLetterKind.CALLED_OFF: _called_off,
    RegistrationLetterKind.REMINDER: _reminder,
    RegistrationLetterKind.THANKS: _thanks,
    RegistrationLetterKind.MESSAGE: _message,
}
