"""Receipts of verifications: asked for as the page does, and made."""

from django.utils import timezone, translation

from certification.codes import grouped
from certification.models import VerificationReceipt
from certification.services.file_verification import verify_file
from certification.services.receipts import keep_receipt, make_receipt, offer_receipt
from certification.services.verification import VerificationReport, verify_code
from certification.services.verification_words import Question, told_answer

ADDRESS = "203.0.113.77"


def offer_by_code(code: str, language: str = "en", name: str = "") -> str:
    """What stands beside the answer to a code."""
    report = verify_code(text=code, address=ADDRESS, name=name)
    return _offered(report, Question(asked=grouped(code), name=name), language)


def offer_by_file(document: bytes, sha256: str, language: str = "en") -> str:
    """What stands beside the answer to a file."""
    return _offered(verify_file(document=document, address=ADDRESS), Question(asked=sha256, by_file=True), language)


def ask(offer: str) -> VerificationReceipt:
    """Ask for the receipt."""
    return keep_receipt(offer=offer, address=ADDRESS)[0]


def made(offer: str) -> VerificationReceipt:
    """Ask for the receipt and make it."""
    receipt = ask(offer)
    make_receipt(receipt.pk)
    receipt.refresh_from_db()
    return receipt


def content(receipt: VerificationReceipt) -> bytes:
    """The bytes of the file."""
    with receipt.document.open() as file:
        return file.read()


def _offered(report: VerificationReport, question: Question, language: str) -> str:
    with translation.override(language):
        return offer_receipt(told_answer(report, question, told_at=timezone.now()))
