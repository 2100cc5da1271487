"""What every template may rely on."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001 - the signature is Django's
    """Give templates the languages of the site and its public address."""
    return {"site_languages": settings.LANGUAGES, "site_url": settings.SITE_URL}
