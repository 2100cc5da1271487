"""The code on the screen of a room: it changes every 30 seconds, and only the current one and the one before count.

So a photograph of it is worth nothing a minute later. Whoever receives it within that minute can use it: against that
help only eyes, or tickets that the organiser scans.
"""

import hashlib
import hmac
from datetime import datetime

#: Without I, L, O and U, which are misread or spell words (Crockford, base 32).
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
SECONDS = 30


def code_at(secret: str, moment: datetime) -> str:
    """Return the code that the screen shows at a moment: 50 bits of an HMAC-SHA-256 of the half minute."""
    return _code(secret, int(moment.timestamp()) // SECONDS)


def counts_at(secret: str, code: str, moment: datetime) -> bool:
    """Whether a code is the current one, or the one before, which may have been scanned a moment ago."""
    current = int(moment.timestamp()) // SECONDS
    given = code.upper().encode()
    known = [_code(secret, number).encode() for number in (current, current - 1)]
    return any([hmac.compare_digest(given, one) for one in known])  # noqa: C419 - both, so that time tells nothing


def _code(secret: str, number: int) -> str:
    digest = hmac.digest(secret.encode(), str(number).encode(), hashlib.sha256)
    value = int.from_bytes(digest)
    return "".join(ALPHABET[value >> 5 * place & 31] for place in range(LENGTH))
