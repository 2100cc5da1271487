"""Where the private half of the signing key lies: in a file (PKCS#12), or in a token (PKCS#11) that it never leaves."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import structlog
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from academy.later import later
from certification.errors import SigningKeyMissing
from certification.services.private_files import write_privately
from certification.signing.material import Maker, Pair, packed

if TYPE_CHECKING:
    from certification.signing import signer, token_key, tokens
else:
    signer = later("certification.signing.signer")
    token_key = later("certification.signing.token_key")
    tokens = later("certification.signing.tokens")

logger = structlog.get_logger(__name__)


class KeyStore(Protocol):
    """What keeps the signing key."""

    @property
    def place(self) -> str:
        """Say where the key lies."""

    def is_empty(self) -> bool:
        """Tell whether a key was ever put in."""

    def load(self) -> "signer.LoadedKey":
        """Return the key. Raises SigningKeyMissing, whose reason names what is wrong."""

    def make(self, maker: Maker, issuing: Pair) -> None:
        """Make a key below the issuing one, in the place of the one before. Raises SigningKeyMissing."""

    def forget(self, chain: tuple[x509.Certificate, ...]) -> None:
        """Give up the private half of a key that has retired."""


@dataclass(frozen=True)
class FileStore:
    """A PKCS#12 file, with its passphrase in another."""

    file: Path
    passphrase_file: Path

    @property
    def place(self) -> str:
        """Name the file."""
        return str(self.file)

    def is_empty(self) -> bool:
        """Look for the file."""
        return not self.file.exists()

    def load(self) -> "signer.LoadedKey":
        """Read the file, once a process and version."""
        try:
            return signer.load_key(self.file, self.passphrase_file)
        except (OSError, ValueError) as error:
            raise SigningKeyMissing("its file is absent or cannot be read") from error

    def make(self, maker: Maker, issuing: Pair) -> None:
        """Write the file anew."""
        write_pair(self.file, self.passphrase_file, maker.signer(issuing))

    def forget(self, chain: tuple[x509.Certificate, ...]) -> None:
        """Do nothing: its successor was written in its place."""


@dataclass(frozen=True)
class TokenStore:
    """A token, and a file with the certificates of its key (PEM, its own first)."""

    token: "tokens.Token"
    chain_file: Path

    @property
    def place(self) -> str:
        """Name the token, and the file of the certificates."""
        return f"{self.token.key_label} in the token {self.token.label}, with {self.chain_file}"

    def is_empty(self) -> bool:
        """Look for the certificates: a token may hold many keys."""
        return not self.chain_file.exists()

    def load(self) -> "signer.LoadedKey":
        """Find the key that fits the certificates."""
        return token_key.load_token_key(self.token, self.chain_file)

    def make(self, maker: Maker, issuing: Pair) -> None:
        """Make the key inside the token, then certify its public half."""
        chain = maker.signer_chain(token_key.make_token_key(self.token, maker.key_type), issuing)
        write_privately(self.chain_file, b"".join(one.public_bytes(Encoding.PEM) for one in chain))

    def forget(self, chain: tuple[x509.Certificate, ...]) -> None:
        """Destroy it in the token. One that cannot be destroyed is refused by the register all the same."""
        try:
            token_key.TokenKey(self.token, chain[0]).destroy()
        except SigningKeyMissing as error:
            logger.warning("retired_key_not_destroyed", reason=error.reason)


def key_store() -> KeyStore:
    """Return the store that the settings name."""
    if not settings.SIGNING_TOKEN_MODULE:
        return FileStore(settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE_FILE)
    token = tokens.Token(
        module=settings.SIGNING_TOKEN_MODULE,
        label=settings.SIGNING_TOKEN_LABEL,
        pin_file=settings.SIGNING_TOKEN_PIN_FILE,
        key_label=settings.SIGNING_TOKEN_KEY_LABEL,
    )
    return TokenStore(token, settings.SIGNING_CHAIN_FILE)


def write_pair(file: Path, passphrase_file: Path, pair: Pair) -> None:
    """Write a key, under the passphrase in the file beside it, which is made when there is none."""
    if not passphrase_file.exists():
        write_privately(passphrase_file, secrets.token_urlsafe(32).encode())
    write_privately(file, packed(pair, passphrase_file.read_bytes().strip()))
