"""Which credentials are revoked: one bit each, in a list that tells nobody whose (W3C Bitstring Status List 1.0)."""

import base64
import gzip
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from certification.formats.open_badges.moments import written_moment

#: The least that the standard allows (2.2): among so many nobody can tell whose status is asked for.
BITS: Final = 131_072
_BYTE: Final = 8
_FIRST_BIT: Final = 0x80


def encoded_list(revoked: Iterable[int]) -> str:
    """Return the bits as the standard packs them (3.3): the first one on the left, GZIP, base64url, "u" before it.

    The same bits give the same text: no time stands in the GZIP header.
    """
    bits = bytearray(BITS // _BYTE)
    for index in revoked:
        bits[index // _BYTE] |= _FIRST_BIT >> index % _BYTE
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def status_entry(address: str, index: int) -> dict[str, str]:
    """Return where a credential's own bit stands (2.1)."""
    return {
        "id": f"{address}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": address,
    }


def status_list_credential(
    address: str, *, issuer: str, encoded: str, since: datetime, until: datetime
) -> dict[str, Any]:
    """Return the list as a credential (2.2), yet to be signed."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": written_moment(since),
        "validUntil": written_moment(until),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded,
        },
    }
