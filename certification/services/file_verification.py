"""The answer to “is this certificate genuine, and does it hold?” for a file: a document, a badge, a photograph."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from academy.confined import one_clock
from certification.enums import Medium, Verdict
from certification.errors import Unreadable
from certification.models import Verification
from certification.selectors.certificates import certificates_in_the_world
from certification.services.credential_verification import judged_credential, judged_remains
from certification.services.document_verification import judged_document
from certification.services.known_receipts import is_genuine, known_receipt, receipt_in
from certification.services.photograph_verification import judged_photograph
from certification.services.strangers_files import FileKind, kind_of, unbaked
from certification.services.verification import (
    Judged,
    VerificationReport,
    logged_report,
    network_of,
    recorded_file,
)


def verify_file(*, document: bytes, address: str) -> VerificationReport:
    """Answer for a file; a stranger's file is read in processes of their own. Raises TooManyQuestions."""
    question = recorded_file(network_of(address))
    with one_clock():
        certificate, report = _judged(document)
    Verification.objects.filter(pk=question.pk).update(certificate=certificate, verdict=report.verdict)
    return report


def _judged(file: bytes) -> Judged:
    """Compare with the issued bytes first: a hit ends it, whatever the file looks like."""
    issued = certificates_in_the_world().filter(sha256=hashlib.sha256(file).hexdigest()).first()
    if issued is not None:
        return issued, replace(logged_report(issued), medium=Medium.DOCUMENT)
    if receipt := receipt_in(file):
        verdict = Verdict.RECEIPT if is_genuine(file, receipt) else Verdict.ALTERED
        report = VerificationReport(verdict=verdict, medium=Medium.DOCUMENT, receipt=known_receipt(receipt))
        return receipt.certificate, report
    return _JUDGES[kind_of(file)](file)


def _judged_badge(badge: bytes) -> Judged:
    """Answer for the credential in a badge. A picture without one may show a QR mark; a drawing is never drawn."""
    try:
        credential = unbaked(badge)
    except Unreadable:
        return judged_remains(badge)
    if credential:
        return judged_credential(credential)
    return judged_photograph(badge) if kind_of(badge) == FileKind.PNG else judged_remains(badge)


_JUDGES: Final[Mapping[FileKind, Callable[[bytes], Judged]]] = {
    FileKind.DOCUMENT: judged_document,
    FileKind.PNG: _judged_badge,
    FileKind.DRAWING: _judged_badge,
    FileKind.PICTURE: judged_photograph,
    FileKind.JSON: judged_credential,
}
