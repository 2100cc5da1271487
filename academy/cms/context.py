"""What every template may rely on."""

from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def reader_key(request: HttpRequest) -> str:
    """Return a key that tells one reader from another and says nothing else; empty for whoever is not logged in.

    A browser keeps lessons and answers under it, so that another person on the same device does not get them.
    """
    user = getattr(request, "user", None)
    return salted_hmac("academy.reader", str(user.pk)).hexdigest()[:16] if user and user.is_authenticated else ""


def site(request: HttpRequest) -> dict[str, object]:
    """Give templates the site's languages and address, the reader's key, and whether a password is enough for staff."""
    return {
        "site_languages": settings.LANGUAGES,
        "site_url": settings.SITE_URL,
        "reader_key": partial(reader_key, request),
        "password_alone": settings.DEMO and not settings.SECOND_FACTOR_REQUIRED,
    }
