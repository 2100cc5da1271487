"""What production refuses to start with. `manage.py migrate`, which every deployment runs, runs these checks."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Critical, Tags, register
from django.db import DatabaseError

from academy.accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD, demo_address
from academy.accounts.models import User

#: The mark in every secret key that stands in this repository.
PUBLISHED = "refused-in-production"
SHORTEST_KEY = 50


@register(Tags.security)
def check_settings(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001 - the signature is Django's
    """Refuse settings that belong to a laptop."""
    return list(_wrong_settings()) if settings.PRODUCTION else []


def _wrong_settings() -> Iterable[CheckMessage]:
    if len(settings.SECRET_KEY) < SHORTEST_KEY or PUBLISHED in settings.SECRET_KEY:
        yield Critical("SECRET_KEY is published or shorter than 50 characters.", id="accounts.C001")
    if any(PUBLISHED in key for key in settings.SECRET_KEY_FALLBACKS):
        yield Critical("SECRET_KEY_FALLBACKS names a published key: anybody can sign with it.", id="accounts.C008")
    if settings.DEBUG:
        yield Critical("DEBUG is on.", id="accounts.C002")
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield Critical("ALLOWED_HOSTS does not name the hosts of this site.", id="accounts.C003")
    if not settings.SITE_URL.startswith("https://"):
        yield Critical("SITE_URL does not begin with https://.", id="accounts.C004")
    if not settings.SECOND_FACTOR_REQUIRED:
        yield Critical("SECOND_FACTOR_REQUIRED is off: staff would log in with a password alone.", id="accounts.C006")


@register(Tags.database)
def check_demo_accounts(*, databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Refuse accounts that everybody can enter: those of the demo with the password of its README."""
    if not settings.PRODUCTION or not databases:
        return []
    message = Critical(
        "Demo accounts with their published password are in the database.",
        hint="Delete them or give each a password of its own.",
        id="accounts.C005",
    )
    return [message] if _open_demo_accounts() else []


def _open_demo_accounts() -> bool:
    """Whether one of the demo's accounts still has its password; False before the tables are made."""
    users = User.objects.filter(email__in=[demo_address(key) for key in DEMO_ACCOUNTS])
    try:
        return any(user.check_password(DEMO_PASSWORD) for user in users)
    except DatabaseError:
        return False
