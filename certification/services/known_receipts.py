"""Whether a file is a receipt of ours, or one that somebody has changed."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from certification.enums import Kind, Verdict
from certification.models import VerificationReceipt

#: The address that its signature carries in the clear. pyHanko writes a stroke by its number.
_TOKEN_IN_FILE: Final = re.compile(rb"receipts(?:/|\\057)([0-9a-f]{32})(?:/|\\057)")


@dataclass(frozen=True, kw_only=True)
class KnownReceipt:
    """What the office knows of a receipt. `code` is that of the certificate it is about, where one is known.

    `asked` is the code or the SHA-256 that was asked about, and empty when the holder was erased.
    """

    made_at: datetime
    told_at: datetime
    verdict: Verdict
    of_transcript: bool
    code: str
    asked: str
    sha256: str


def receipt_in(document: bytes) -> VerificationReceipt | None:
    """Return the receipt whose bytes these are, or whose address the file carries."""
    made = VerificationReceipt.objects.exclude(made_at=None).select_related("certificate")
    if same := made.filter(sha256=hashlib.sha256(document).hexdigest()).first():
        return same
    tokens = {found.decode() for found in _TOKEN_IN_FILE.findall(document)[:100]}
    return made.filter(token__in=tokens).first() if len(tokens) == 1 else None


def is_genuine(document: bytes, receipt: VerificationReceipt) -> bool:
    """Tell whether the file is the receipt, byte for byte."""
    return hashlib.sha256(document).hexdigest() == receipt.sha256


def known_receipt(receipt: VerificationReceipt) -> KnownReceipt:
    """Return what may be told to whoever has it, or a changed copy of it."""
    certificate = receipt.certificate
    return KnownReceipt(
        made_at=receipt.made_at or receipt.asked_at,
        told_at=receipt.told_at,
        verdict=Verdict(receipt.verdict),
        of_transcript=bool(certificate and certificate.snapshot["kind"] == Kind.TRANSCRIPT),
        code=certificate.code if certificate else "",
        asked=receipt.answer.get("asked", ""),
        sha256=receipt.sha256,
    )
