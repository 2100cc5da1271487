"""The file of the key that signs credentials: a Multikey as JSON (W3C Controlled Identifiers 1.0, 2.2.2)."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from certification.formats.open_badges.multikey import public_bytes, public_multikey, secret_bytes, secret_multikey

_TYPE: Final = "Multikey"


@dataclass(frozen=True)
class CredentialSigner:
    """A private key, and whether it is for demonstration only."""

    key: Ed25519PrivateKey
    is_demo: bool

    @cached_property
    def multikey(self) -> str:
        """The public half, by which the key is named."""
        return public_multikey(self.key.public_key().public_bytes_raw())


def make_credential_signer(*, demo: bool) -> CredentialSigner:
    """Make a key."""
    return CredentialSigner(Ed25519PrivateKey.generate(), demo)


def written_credential_signer(signer: CredentialSigner) -> str:
    """Return what stands in the file. The word "demo" is ours: production refuses such a key."""
    secret = secret_multikey(signer.key.private_bytes_raw())
    said = {"type": _TYPE, "publicKeyMultibase": signer.multikey, "secretKeyMultibase": secret}
    return json.dumps(said | ({"demo": True} if signer.is_demo else {}), indent=2) + "\n"


def read_credential_signer(text: str) -> CredentialSigner:
    """Read such a file. Raises ValueError for what is no key, or one whose halves do not belong together."""
    try:
        said = json.loads(text)
        key = Ed25519PrivateKey.from_private_bytes(secret_bytes(said["secretKeyMultibase"]))
        signer = CredentialSigner(key, said.get("demo") is True)
        named = said["publicKeyMultibase"]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no Multikey") from error
    if signer.multikey != named:
        raise ValueError("the halves of the key do not belong together")
    return signer


def public_key(multikey: str) -> Ed25519PublicKey:
    """Return the key that checks what its other half has signed. Raises ValueError."""
    return Ed25519PublicKey.from_public_bytes(public_bytes(multikey))
