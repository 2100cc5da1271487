"""The policy over what a reader of signatures says: one signature, over the whole file, by a key of ours."""

import json
import logging
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from certification.errors import Unreadable
from certification.signing import reader

SECONDS: Final = 20

# What pyHanko logs about a hostile file is the file's own text.
logging.getLogger("pyhanko").setLevel(logging.ERROR)


@dataclass(frozen=True, kw_only=True)
class Signature:
    """What one signature says of itself."""

    fingerprint: str
    certificates: Sequence[str]
    holds: bool
    covers_all: bool


@dataclass(frozen=True, kw_only=True)
class Pin:
    """What the register knows of a key of ours: all certificates that may stand beside a signature by it."""

    certificates: frozenset[str]

    def allows(self, signature: Signature) -> bool:
        """Nothing stands beside the signature that is not ours: not covered by it, it could be anything."""
        return self.certificates.issuperset(signature.certificates)


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


def inspect_own(document: bytes) -> SignatureReport:
    """Read a file that we have just made, in this process."""
    return _report(reader.read_signatures(document))


def inspect_untrusted(document: bytes) -> SignatureReport:
    """Read a stranger's file in a process of its own. Raises Unreadable for everything that goes wrong there."""
    command = [sys.executable, "-I", str(Path(reader.__file__))]
    try:
        done = subprocess.run(command, input=document, capture_output=True, timeout=SECONDS, check=True, env={})  # noqa: S603 - our own program and no argument of the file's
        return _report(json.loads(done.stdout))
    except (OSError, subprocess.SubprocessError, ValueError, TypeError) as error:
        raise Unreadable from error


def _report(signatures: Sequence[dict[str, object]]) -> SignatureReport:
    return SignatureReport([Signature(**signature) for signature in signatures])  # type: ignore[arg-type]
