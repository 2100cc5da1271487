"""What has to survive every upgrade, told in the same words by each release: how many rows, and one hash of them.

Where a column gets another name, its name changes here, and what is told stays as it was.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.test import Client
from wagtail.models import Page, Site

from academy.accounts.models import Membership, User
from certification.models import Certificate, Event, LogCheckpoint, LogLeaf, Revocation, SigningKey
from certification.services.audit import audit_history
from courses.models import (
    Attempt,
    AttemptQuestion,
    Attendance,
    Enrolment,
    LessonProgress,
    QuestionRevision,
    Registration,
)

#: Name -> the rows and what is told of each.
SURVIVING: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "people": (User, ("email", "legal_name", "language", "is_active", "date_joined")),
    "memberships": (Membership, ("user__email", "institution__name", "role", "consented_at")),
    "enrolments": (Enrolment, ("user__email", "course__code", "enrolled_at", "completed_at", "withdrawn_at")),
    "progress": (LessonProgress, ("enrolment__user__email", "enrolment__course__code", "lesson", "read_at")),
    "revisions": (QuestionRevision, ("question__key", "number", "body")),
    "attempts": (
        Attempt,
        ("enrolment__user__email", "quiz__course__code", "number", "state", "closed_at", "score", "max_score"),
    ),
    "answers": (
        AttemptQuestion,
        ("attempt", "position", "revision__question__key", "revision__number", "answer", "answered_at", "score"),
    ),
    "registrations": (Registration, ("user__email", "session__starts_at", "state", "code")),
    "attendance": (Attendance, ("user__email", "session__starts_at", "minutes")),
    "certificates": (
        Certificate,
        ("code", "state", "holder__email", "snapshot", "sha256", "issued_at", "expires_on", "superseded_by__code"),
    ),
    "revocations": (Revocation, ("certificate__code", "reason", "revoked_at")),
    "keys": (SigningKey, ("fingerprint", "state", "certificate_pem")),
    "history": (Event, ("position", "kind", "subject", "at", "facts", "previous", "hash")),
    "log": (LogLeaf, ("index", "event", "salt")),
    "checkpoints": (LogCheckpoint, ("size", "note")),
}
#: Whose pages are opened, and which.
PAGES = {
    "": ("/", "/ru/", "/en/", "/verify/", "/accounts/login/", "/api/", "/api/openapi.json"),
    "learner": ("/my/", "/my/letters/", "/accounts/profile/"),
    "trainer": ("/studio/", "/admin/", "/admin/pages/"),
    "hr": ("/desk/",),
}


def survivors() -> dict[str, list[Any]]:
    """Return, of each kind, the number of rows and the hash of what they hold."""
    return {name: _told(model, columns) for name, (model, columns) in SURVIVING.items()}


def _told(model: type[Model], columns: tuple[str, ...]) -> list[Any]:
    rows = [json.dumps(row, default=_plain) for row in model.objects.order_by("pk").values_list("pk", *columns)]
    return [len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()]


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


def verdicts() -> dict[str, str]:
    """Return what the page says of each code, to programs."""
    codes = Certificate.objects.order_by("pk").values_list("code", flat=True)
    client = Client(SERVER_NAME="localhost", headers={"accept": "application/json"})
    return {code: client.get(f"/verify/{code}/").json()["verdict"] for code in codes}


def broken_pages() -> dict[str, int]:
    """Open the main pages of each role and those of the CMS in the first language; return which are errors."""
    site = Site.objects.get()
    shown = Page.objects.live().filter(depth__gt=1, locale__language_code=settings.LANGUAGE_CODE)
    public = [page.relative_url(site) for page in shown.specific()]
    answers = {
        f"{who}:{path}": _browser(who).get(path).status_code
        for who, paths in (PAGES | {"": (*PAGES[""], *public)}).items()
        for path in paths
    }
    return {page: status for page, status in answers.items() if status >= 400}


def _browser(who: str) -> Client:
    browser = Client(SERVER_NAME="localhost")
    if who:
        person = User.objects.get(email=f"{who}@example.org")
        browser.force_login(person, backend="academy.accounts.backends.PersonBackend")
    return browser


def findings() -> list[str]:
    """Compute the history again and return what does not fit."""
    return list(audit_history())
