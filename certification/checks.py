"""Impossible settings fail at start-up: here, what concerns keys and the drawing of certificates."""

from ctypes.util import find_library
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004 - Django's name

from certification.signing.material import is_demo
from certification.signing.signer import load_key


def check_signing_key(**_options: Any) -> list[CheckMessage]:
    """Refuse a demo key in production; a missing key is a warning, because the command that makes it must start."""
    if not settings.PRODUCTION:
        return []
    try:
        loaded = load_key(settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE_FILE)
    except (OSError, ValueError):
        hint = "Run manage.py make_signing_key, or set SIGNING_KEY_FILE and SIGNING_KEY_PASSPHRASE_FILE."
        return [Warning("No signing key: certificates wait until there is one.", hint=hint, id="certification.W001")]
    if is_demo(loaded.chain[0]):
        hint = "Set SIGNING_KEY_FILE to another file, then run manage.py make_signing_key."
        return [Error("The signing key is a demo key.", hint=hint, id="certification.E001")]
    return []


#: Library -> what is missing without it.
LIBRARIES = {
    "pango-1.0": "certificates cannot be drawn",
    "pangoft2-1.0": "certificates cannot be drawn",
    "harfbuzz-subset": "a certificate takes ten times as long to draw",
}


def check_libraries(**_options: Any) -> list[CheckMessage]:
    """Warn of each system library without which certificates wait or are slow."""
    hint = "Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
    return [
        Warning(f"{library} is missing: {loss}.", hint=hint, id="certification.W002")
        for library, loss in LIBRARIES.items()
        if not find_library(library)
    ]
