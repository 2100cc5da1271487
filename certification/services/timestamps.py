"""The time-stamp authority: an outside one by setting, else our own, whose key lies beside the signing key."""

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import structlog
from cryptography import x509
from django.conf import settings
from django.utils import timezone

from academy.later import later
from academy.outbound import OutboundFailed, post
from certification.errors import TimestampMissing
from certification.models import SigningKey
from certification.signing.material import Pair, load_pair

if TYPE_CHECKING:
    from certification.signing import timestamp
else:
    timestamp = later("certification.signing.timestamp")

logger = structlog.get_logger(__name__)

#: An authority answers in a second or two; a worker waits no longer, and a time-stamp is some kilobytes.
SECONDS = 10
LIMIT = 64 * 1024
#: By how many bytes the time-stamps of one outside authority may differ: it may have several keys and chains.
MARGIN = 8 * 1024


def stamper() -> "timestamp.Stamper":
    """Return who gives time-stamps now. Raises TimestampMissing when nobody says whom to believe, or nobody can."""
    roots, hour = tuple(stamp_roots()), timezone.now().replace(minute=0, second=0, microsecond=0)
    if not settings.TIMESTAMP_URL:
        return _own_stamper(_own_key(), roots, hour)
    if not _outside_roots():
        raise TimestampMissing("the file of its roots is absent or cannot be read")
    return _outside_stamper(settings.TIMESTAMP_URL, roots, hour)


# What a stamper has seen of its authority, the chain that stands in each document, is asked for anew each hour.
@lru_cache(maxsize=2)
def _own_stamper(key: Pair, roots: tuple[x509.Certificate, ...], _hour: datetime) -> "timestamp.Stamper":
    async def ask(request: bytes) -> bytes:
        return await timestamp.respond(request, key)

    return timestamp.Stamper(ask, roots)


@lru_cache(maxsize=2)
def _outside_stamper(address: str, roots: tuple[x509.Certificate, ...], _hour: datetime) -> "timestamp.Stamper":
    async def ask(request: bytes) -> bytes:
        try:
            return post(address, request, content_type="application/timestamp-query", seconds=SECONDS, limit=LIMIT)
        except OutboundFailed as failure:
            raise TimestampMissing(str(failure)) from failure

    return timestamp.Stamper(ask, roots, margin=MARGIN)


def stamp_roots() -> list[x509.Certificate]:
    """Return the roots below which time-stamps are believed: our own, and those of outside authorities."""
    chains = SigningKey.objects.order_by("pk").values_list("certificate_pem", flat=True)
    own = [x509.load_pem_x509_certificates(chain.encode())[-1] for chain in chains]
    return list(dict.fromkeys([*own, *_outside_roots()]))


def _outside_roots() -> list[x509.Certificate]:
    """Return none from a file that cannot be read: the web process answers nevertheless, for what we have stamped."""
    try:
        file = settings.TIMESTAMP_ROOTS_FILE
        return x509.load_pem_x509_certificates(file.read_bytes()) if file else []
    except (OSError, ValueError) as error:
        logger.warning("timestamp_roots_unreadable", error=repr(error))
        return []


def _own_key() -> Pair:
    try:
        return load_pair(settings.TIMESTAMP_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE_FILE)
    except (OSError, ValueError) as error:
        raise TimestampMissing("the key of our own authority is absent or cannot be read") from error
