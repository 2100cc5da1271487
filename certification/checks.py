"""Impossible settings fail at start-up: here, what concerns keys and the drawing of certificates."""

from ctypes.util import find_library
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004 - Django's name
from django.utils import timezone

from certification.errors import NoteRefused
from certification.log.note import read_signer
from certification.signing.credential_key import read_credential_signer
from certification.signing.material import KEY_TYPES, is_demo, load_pair

#: A key is changed once a year; a month later somebody has forgotten it.
YEAR = timedelta(days=395)


def check_key_type(**_options: Any) -> list[CheckMessage]:
    """Refuse a kind of key that we cannot make."""
    if settings.SIGNING_KEY_TYPE in KEY_TYPES:
        return []
    hint = f"Set it to one of: {', '.join(KEY_TYPES)}."
    return [Error("SIGNING_KEY_TYPE is no kind of key that we make.", hint=hint, id="certification.E002")]


def check_timestamps(**_options: Any) -> list[CheckMessage]:
    """Refuse an authority that cannot be asked, or below no root; warn of one that is the signer itself."""
    if not settings.TIMESTAMP_URL:
        hint = "Set TIMESTAMP_URL and TIMESTAMP_ROOTS_FILE to those of an outside authority."
        told = Warning("Time-stamps come from an authority of our own.", hint=hint, id="certification.W004")
        return [told] if settings.PRODUCTION else []
    hint = "Give an address of http or https, and a file with the authority's root as PEM."
    if urlsplit(settings.TIMESTAMP_URL).scheme not in {"http", "https"} or not settings.TIMESTAMP_ROOTS_FILE:
        return [Error("TIMESTAMP_URL cannot be asked and believed.", hint=hint, id="certification.E003")]
    return []


def check_token(**_options: Any) -> list[CheckMessage]:
    """Refuse a token that nobody can open. Whether it answers is told by signing: asking takes a try of its PIN."""
    if not settings.SIGNING_TOKEN_MODULE or (settings.SIGNING_TOKEN_LABEL and settings.SIGNING_TOKEN_KEY_LABEL):
        return []
    hint = "Set SIGNING_TOKEN_LABEL and SIGNING_TOKEN_KEY_LABEL as well."
    return [Error("SIGNING_TOKEN_MODULE names a token that cannot be opened.", hint=hint, id="certification.E005")]


def check_timestamp_key(**_options: Any) -> list[CheckMessage]:
    """Warn of keys from before there were time-stamps."""
    key_is_here = (settings.SIGNING_CHAIN_FILE if settings.SIGNING_TOKEN_MODULE else settings.SIGNING_KEY_FILE).exists()
    if settings.TIMESTAMP_URL or settings.TIMESTAMP_KEY_FILE.exists() or not key_is_here:
        return []
    hint = "Run manage.py make_signing_key, or set TIMESTAMP_URL."
    if not settings.ISSUING_KEY_FILE.exists():
        hint = f"Move the files of the old signing key away. {hint} What the old key signed stays valid."
    told = "There is no key for time-stamps: certificates wait until there is one."
    return [Warning(told, hint=hint, id="certification.W006")]


def check_signing_key(**_options: Any) -> list[CheckMessage]:
    """Refuse a demo key in production; a missing key is a warning, because the command that makes it must start."""
    if not settings.PRODUCTION:
        return []
    try:
        certificate = _signing_certificate()
    except (OSError, ValueError):
        hint = "Run manage.py make_signing_key, or set SIGNING_KEY_FILE or SIGNING_TOKEN_MODULE and their neighbours."
        return [Warning("No signing key: certificates wait until there is one.", hint=hint, id="certification.W001")]
    if is_demo(certificate):
        hint = "Set the files of signing, issuing and root key to others, then run manage.py make_signing_key."
        return [Error("The signing key is a demo key.", hint=hint, id="certification.E001")]
    if certificate.not_valid_before_utc < timezone.now() - YEAR:
        hint = "Run manage.py rotate_signing_key."
        return [Warning("The signing key is more than a year old.", hint=hint, id="certification.W003")]
    return []


def _signing_certificate() -> x509.Certificate:
    if settings.SIGNING_TOKEN_MODULE:
        return x509.load_pem_x509_certificate(settings.SIGNING_CHAIN_FILE.read_bytes())
    return load_pair(settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE_FILE).certificate


def check_log_key(**_options: Any) -> list[CheckMessage]:
    """Refuse a demo key of the log in production; a missing one is a warning, as with the signing key."""
    if not settings.PRODUCTION:
        return []
    try:
        signer = read_signer(settings.LOG_KEY_FILE.read_text().partition("\n")[0])
    except (OSError, NoteRefused):
        hint = "Run manage.py make_log_key, or set LOG_KEY_FILE."
        return [Warning("No key of the log: entries wait until there is one.", hint=hint, id="certification.W005")]
    if signer.is_demo:
        hint = "Set LOG_KEY_FILE to another file, then run manage.py make_log_key."
        return [Error("The key of the log is a demo key.", hint=hint, id="certification.E004")]
    return []


def check_credential_key(**_options: Any) -> list[CheckMessage]:
    """Refuse a demo key of credentials in production; a missing one is a warning, as with the signing key."""
    if not settings.PRODUCTION:
        return []
    try:
        signer = read_credential_signer(settings.CREDENTIAL_KEY_FILE.read_text())
    except (OSError, ValueError):
        hint = "Run manage.py make_credential_key, or set CREDENTIAL_KEY_FILE."
        return [
            Warning("No key of credentials: certificates wait until there is one.", hint=hint, id="certification.W006")
        ]
    if signer.is_demo:
        hint = "Set CREDENTIAL_KEY_FILE to another file, then run manage.py make_credential_key."
        return [Error("The key of credentials is a demo key.", hint=hint, id="certification.E005")]
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
