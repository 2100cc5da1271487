"""The time-stamp authority: an outside one by setting, else our own, whose key lies beside the signing key."""

import structlog
from cryptography import x509
from django.conf import settings

from academy.outbound import OutboundFailed, post
from certification.errors import TimestampMissing
from certification.models import SigningKey
from certification.signing.material import Pair, load_pair
from certification.signing.timestamp import Stamper, respond

logger = structlog.get_logger(__name__)

#: An authority answers in a second or two; a worker waits no longer, and a time-stamp is some kilobytes.
SECONDS = 10
LIMIT = 64 * 1024
#: Room in the file beyond what our own time-stamps need, in hexadecimal digits: others' chains are long.
ROOM = 16 * 1024


def stamper() -> Stamper:
    """Return who gives time-stamps now. Raises TimestampMissing when nobody says whom to believe."""
    if settings.TIMESTAMP_URL and not _outside_roots():
        raise TimestampMissing("the file of its roots is absent or cannot be read")
    if settings.TIMESTAMP_URL:
        return Stamper(_ask_outside, stamp_roots(), room=ROOM)
    return Stamper(_ask_ourselves, stamp_roots())


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


async def _ask_outside(request: bytes) -> bytes:
    try:
        return post(
            settings.TIMESTAMP_URL, request, content_type="application/timestamp-query", seconds=SECONDS, limit=LIMIT
        )
    except OutboundFailed as failure:
        raise TimestampMissing(str(failure)) from failure


async def _ask_ourselves(request: bytes) -> bytes:
    return await respond(request, _own_key())


def _own_key() -> Pair:
    try:
        return load_pair(settings.TIMESTAMP_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE_FILE)
    except (OSError, ValueError) as error:
        raise TimestampMissing("the key of our own authority is absent or cannot be read") from error
