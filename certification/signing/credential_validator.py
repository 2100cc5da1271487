"""What a stranger's credential says of itself, and whether a key of ours signed it."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from academy.confined import ProgramFailed, run_confined
from certification.errors import Unreadable
from certification.signing import statements
from certification.signing.credential_key import public_key
from certification.signing.data_integrity import is_signature


@dataclass(frozen=True, kw_only=True)
class CredentialReport:
    """`content` is a hash of every word, `key` one of ours if the proof names it, `signed` what the proof is over."""

    id: str
    content: str
    key: str
    signed: bytes
    holds: bool


def inspect_credential(text: bytes, multikeys: Collection[str]) -> CredentialReport:
    """Read a stranger's credential in a process of its own. Raises Unreadable for everything that goes wrong there."""
    given = json.dumps(list(multikeys)).encode() + b"\n" + text
    try:
        said = json.loads(run_confined(Path(statements.__file__), given))
    except (ProgramFailed, ValueError) as error:
        raise Unreadable from error
    signature, signed = said.pop("signature"), bytes.fromhex(said.pop("signed"))
    return CredentialReport(**said, signed=signed, holds=bool(signed) and _holds(signature, signed, said["key"]))


def _holds(signature: str, signed: bytes, multikey: str) -> bool:
    try:
        return is_signature(signature, signed, public_key(multikey))
    except ValueError:
        return False
