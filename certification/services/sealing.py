"""Signing a document of ours, and reading the signature back as a stranger would."""

from typing import TYPE_CHECKING

from academy.later import later
from certification.errors import DocumentRefused
from certification.models import SigningKey
from certification.services.keys import pin_of
from certification.services.revocation_lists import lists_above
from certification.services.timestamps import stamp_roots, stamper
from certification.signing.validator import inspect_own

if TYPE_CHECKING:
    from certification.signing import signer
else:
    signer = later("certification.signing.signer")


def sealed(document: bytes, loaded: "signer.LoadedKey", *, contact: str) -> bytes:
    """Return it signed and time-stamped; `contact` is where it can be verified.

    Raises SigningKeyMissing and TimestampMissing.
    """
    return signer.sign(document, loaded, contact=contact, stamper=stamper(), lists=lists_above(loaded.chain))


def refuse_broken(signed: bytes, key: SigningKey) -> None:
    """Raise DocumentRefused for a document whose signature a stranger would refuse."""
    if not verifies(signed, key):
        raise DocumentRefused("the signature does not verify")


def verifies(signed: bytes, key: SigningKey) -> bool:
    """Tell whether it is whole, and signed by this key."""
    return inspect_own(signed, stamp_roots()).is_whole_and_signed_by({key.fingerprint: pin_of(key)})
