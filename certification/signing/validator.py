"""The policy over what a reader of signatures says: one signature, over the whole file, by a key of ours."""

import base64
import json
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from academy.confined import ProgramFailed, run_confined
from academy.later import later
from certification.errors import Unreadable

if TYPE_CHECKING:
    from certification.signing import reader
else:
    reader = later("certification.signing.reader")

# What pyHanko logs about a hostile file is the file's own text.
logging.getLogger("pyhanko").setLevel(logging.ERROR)


@dataclass(frozen=True, kw_only=True)
class Signature:
    """What one signature says of itself."""

    fingerprint: str
    certificates: Sequence[str]
    stamped_at: datetime | None
    holds: bool
    covers_all: bool


@dataclass(frozen=True, kw_only=True)
class Pin:
    """What the register knows of a key of ours: all certificates that may stand beside it, and when it was lost."""

    certificates: frozenset[str]
    lost_at: datetime | None

    def allows(self, signature: Signature) -> bool:
        """It has a time-stamp, from before the key was lost, and nothing beside it, uncovered, that is not ours."""
        stamped = signature.stamped_at
        in_time = stamped is not None and (self.lost_at is None or stamped < self.lost_at)
        return in_time and self.certificates.issuperset(signature.certificates)


@dataclass(frozen=True)
class SignatureReport:
    """The signatures of a file."""

    signatures: Sequence[Signature]

    def is_whole_and_signed_by(self, pins: Mapping[str, Pin]) -> bool:
        """Exactly one signature, unbroken, covering every byte, by one of these keys, given by their fingerprints."""
        return len(self.signatures) == 1 and all(
            one.holds and one.covers_all and one.fingerprint in pins and pins[one.fingerprint].allows(one)
            for one in self.signatures
        )

    def names_one_of(self, fingerprints: Collection[str]) -> bool:
        """One of these keys is named by a signature, whether it holds or not."""
        return any(one.fingerprint in fingerprints for one in self.signatures)


def inspect_own(document: bytes, roots: Sequence[x509.Certificate]) -> SignatureReport:
    """Read a file that we have just made, in this process. Time-stamps are believed below the roots."""
    return _report(reader.read_signatures(document, _written(roots)))


def inspect_untrusted(document: bytes, roots: Sequence[x509.Certificate]) -> SignatureReport:
    """Read a stranger's file in a process of its own. Raises Unreadable for everything that goes wrong there."""
    given = json.dumps(_written(roots)).encode() + b"\n" + document
    try:
        return _report(json.loads(run_confined(Path(reader.__file__), given)))
    except (ProgramFailed, ValueError, TypeError) as error:
        raise Unreadable from error


def _written(roots: Sequence[x509.Certificate]) -> list[str]:
    return [base64.b64encode(root.public_bytes(Encoding.DER)).decode() for root in roots]


def _report(signatures: Sequence[dict[str, Any]]) -> SignatureReport:
    return SignatureReport([Signature(**one | {"stamped_at": _moment(one["stamped_at"])}) for one in signatures])


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
