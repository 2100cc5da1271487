"""The paper of a receipt, drawn from what was frozen, signed and read back."""

import hashlib
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from academy.later import later
from certification.formats.receipt import ToldAnswer
from certification.models import VerificationReceipt
from certification.services.keys import active_key
from certification.services.sealing import refuse_broken, sealed

if TYPE_CHECKING:
    from academy import paper
    from certification.formats.receipt import paper as receipt_paper
else:
    paper = later("academy.paper")
    receipt_paper = later("certification.formats.receipt.paper")


def signed_paper(receipt: VerificationReceipt) -> tuple[bytes, str]:
    """Return the document and its SHA-256. Raises SigningKeyMissing, TimestampMissing, DocumentRefused."""
    key, loaded = active_key()
    signed = sealed(_drawn(receipt), loaded, contact=receipt.url)
    refuse_broken(signed, key)
    return signed, hashlib.sha256(signed).hexdigest()


def _drawn(receipt: VerificationReceipt) -> bytes:
    drawn, archived = BytesIO(), BytesIO()
    with translation.override(receipt.language):
        receipt_paper.write_receipt(drawn, receipt.answer, _head(receipt))
    drawn.seek(0)
    paper.as_archive(drawn, archived)
    return archived.getvalue()


def _head(receipt: VerificationReceipt) -> "receipt_paper.ReceiptHead":
    told_at = datetime.fromisoformat(receipt.answer["told_at"])
    return receipt_paper.ReceiptHead(
        number=receipt.token,
        told_at=timezone.localtime(told_at),
        zone=timezone.get_current_timezone_name(),
        site=settings.SITE_URL,
        now_url=settings.SITE_URL + path_of_today(receipt.answer),
        verify_url=settings.SITE_URL + reverse("verify"),
    )


def path_of_today(answer: ToldAnswer) -> str:
    """Return where the answer of today stands: for the code, else the form."""
    code = answer["code"] or ("" if answer["by_file"] else answer["asked"].replace("-", ""))
    return reverse("verify_code", args=[code]) if code else reverse("verify")
