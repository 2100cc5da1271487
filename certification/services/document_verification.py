"""The answer for a PDF that differs from every issued one: it is parsed, and then only to say how it differs."""

import re
from typing import Final

from certification.enums import Medium, Verdict
from certification.errors import Unreadable
from certification.models import Certificate, SigningKey
from certification.selectors.certificates import certificates_in_the_world
from certification.services.keys import pin_of
from certification.services.timestamps import stamp_roots
from certification.services.verification import Judged, VerificationReport, altered_report
from certification.signing.validator import SignatureReport, inspect_untrusted

#: The address that our signatures carry in the clear, readable also when the rest of the file was damaged. pyHanko
#: writes a stroke by its number.
_CODE_IN_FILE: Final = re.compile(rb"verify(?:/|\\057)([0-9A-Z]{20})(?:/|\\057)")


def judged_document(document: bytes) -> Judged:
    """Say whose a document is, and whose it pretends to be."""
    pretended = _pretended(document)
    report = _difference(document, is_pretended=pretended is not None)
    if pretended and report.verdict == Verdict.ALTERED:
        report = altered_report(pretended, Medium.DOCUMENT, is_readable=report.is_readable)
    return pretended, report


def _pretended(document: bytes) -> Certificate | None:
    """Return the certificate whose address the file carries."""
    codes = {found.decode() for found in _CODE_IN_FILE.findall(document)[:100]}
    return certificates_in_the_world().filter(code__in=codes).first() if len(codes) == 1 else None


def _difference(document: bytes, *, is_pretended: bool) -> VerificationReport:
    try:
        signatures = inspect_untrusted(document, stamp_roots())
    except Unreadable:
        verdict = Verdict.ALTERED if is_pretended else Verdict.UNREADABLE
        return VerificationReport(verdict=verdict, medium=Medium.DOCUMENT, is_readable=False)
    verdict = Verdict.ALTERED if is_pretended else _origin(signatures)
    return VerificationReport(verdict=verdict, medium=Medium.DOCUMENT)


def _origin(signatures: SignatureReport) -> Verdict:
    """Say whose a readable document is that carries no address of ours."""
    pins = {key.fingerprint: pin_of(key) for key in SigningKey.objects.all()}
    if signatures.is_whole_and_signed_by(pins):
        return Verdict.NOT_ISSUED
    # Others may sign with a lost key: what it has signed without proof of an earlier moment is not ours.
    kept = [fingerprint for fingerprint, pin in pins.items() if pin.lost_at is None]
    return Verdict.ALTERED if signatures.names_one_of(kept) else Verdict.FOREIGN
