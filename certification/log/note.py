"""Signed notes and checkpoints as C2SP has them: c2sp.org/signed-note, c2sp.org/tlog-checkpoint. Ed25519 alone."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from certification.errors import NoteRefused

ED25519: Final = b"\x01"
#: How the name of a demo log ends, by which it is known for ever.
DEMO: Final = "-demo"
_NAME: Final = re.compile(r"[^\s+]+")
_SIGNATURE: Final = re.compile(r"— (?P<name>[^\s+]+) (?P<signature>[A-Za-z0-9+/=]+)")
_PRIVATE: Final = "PRIVATE+KEY+"


@dataclass(frozen=True, kw_only=True)
class Verifier:
    """A name and a public key."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes by which a signature names its key."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        """The verifier key as others take it: name+id+key."""
        return f"{self.name}+{self.key_id.hex()}+{_text(ED25519 + self.public)}"


@dataclass(frozen=True, kw_only=True)
class Signer:
    """A name and a private key."""

    name: str
    key: Ed25519PrivateKey

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        return Verifier(name=self.name, public=self.key.public_key().public_bytes_raw())

    @property
    def is_demo(self) -> bool:
        """Whether this is the key of a demo, which production refuses."""
        return self.name.endswith(DEMO)


@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """The state of a log that was signed."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{_text(self.root)}\n"


def make_signer(name: str) -> Signer:
    """Make a key. Raises NoteRefused for a name with spaces or a plus."""
    if not _NAME.fullmatch(name):
        raise NoteRefused
    return Signer(name=name, key=Ed25519PrivateKey.generate())


def written_signer(signer: Signer) -> str:
    """Return the private key as a line of text, in the form of the Go module sumdb/note."""
    seed = _text(ED25519 + signer.key.private_bytes_raw())
    return f"{_PRIVATE}{signer.name}+{signer.verifier.key_id.hex()}+{seed}\n"


def read_signer(text: str) -> Signer:
    """Read such a line. Raises NoteRefused."""
    name, key_id, seed = _parts(text.strip().removeprefix(_PRIVATE))
    signer = Signer(name=name, key=Ed25519PrivateKey.from_private_bytes(seed))
    if not text.startswith(_PRIVATE) or signer.verifier.key_id != key_id:
        raise NoteRefused
    return signer


def read_verifier(text: str) -> Verifier:
    """Read a verifier key. Raises NoteRefused."""
    name, key_id, public = _parts(text.strip())
    verifier = Verifier(name=name, public=public)
    if verifier.key_id != key_id:
        raise NoteRefused
    return verifier


def _parts(text: str) -> tuple[str, bytes, bytes]:
    """Return name, key id and the 32 bytes of a written key; base64 may hold a plus, a name may not."""
    try:
        name, key_id, key = text.split("+", 2)
        raw = base64.b64decode(key, validate=True)
        if not _NAME.fullmatch(name) or raw[:1] != ED25519 or len(raw) != len(ED25519) + 32:
            raise NoteRefused
        return name, bytes.fromhex(key_id), raw[1:]
    except ValueError as error:
        raise NoteRefused from error


def sign_note(text: str, signer: Signer) -> str:
    """Return the text, a blank line, and the signature's line."""
    signature = signer.verifier.key_id + signer.key.sign(text.encode())
    return f"{text}\n— {signer.name} {_text(signature)}\n"


def open_note(note: str, known: Iterable[Verifier]) -> str:
    """Return the text when a known key signed it and every signature of a known key holds. Raises NoteRefused."""
    text, found, signatures = note.rpartition("\n\n")
    if not found or not note.endswith("\n"):
        raise NoteRefused
    text += "\n"
    by_key = {(verifier.name, verifier.key_id): verifier for verifier in known}
    held = [_holds(text, line, by_key) for line in signatures.removesuffix("\n").split("\n")]
    if not any(held):
        raise NoteRefused
    return text


def _holds(text: str, line: str, known: dict[tuple[str, bytes], Verifier]) -> bool:
    """Tell whether this is the signature of a known key, which must then hold."""
    match = _SIGNATURE.fullmatch(line)
    if match is None:
        raise NoteRefused
    try:
        signature = base64.b64decode(match["signature"], validate=True)
        verifier = known.get((match["name"], signature[:4]))
        if verifier is None:
            return False
        Ed25519PublicKey.from_public_bytes(verifier.public).verify(signature[4:], text.encode())
    except (binascii.Error, InvalidSignature) as error:
        raise NoteRefused from error
    return True


def read_checkpoint(text: str) -> Checkpoint:
    """Read the text of a checkpoint without extensions, which ours never have. Raises NoteRefused."""
    try:
        origin, size, root = text.removesuffix("\n").split("\n")
        checkpoint = Checkpoint(origin=origin, size=int(size), root=base64.b64decode(root, validate=True))
    except ValueError as error:
        raise NoteRefused from error
    if str(checkpoint) != text or not origin:
        raise NoteRefused
    return checkpoint


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
