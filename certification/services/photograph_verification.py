"""The answer for a photograph or a scan: its QR mark tells which certificate the paper claims to be, and no more."""

import re
from dataclasses import replace
from typing import Final

from django.conf import settings

from certification.codes import normalise
from certification.enums import Medium, Verdict
from certification.errors import MalformedCode, Unreadable
from certification.selectors.certificates import certificates_in_the_world
from certification.services.strangers_files import marks_in
from certification.services.verification import Judged, VerificationReport, judged_code, report_without_query

_ADDRESS: Final = re.compile(r"https?://[\w.:-]+/verify/([0-9A-Z]{20})/")


def judged_photograph(picture: bytes) -> Judged:
    """Answer for the one code of ours in a picture, as if it had been typed."""
    try:
        marks = marks_in(picture)
    except Unreadable:
        marks = []
    codes = {code for code in map(_code_of_ours, marks) if code}
    if not marks or len(codes) > 1:
        return None, _photographed(VerificationReport(verdict=Verdict.UNREADABLE, is_readable=False))
    if not codes:
        return None, _photographed(VerificationReport(verdict=Verdict.FOREIGN))
    (code,) = codes
    certificate, report = (None, told) if (told := report_without_query(code)) else judged_code(code)
    return certificate, _photographed(report)


def _photographed(report: VerificationReport) -> VerificationReport:
    return replace(report, medium=Medium.PHOTOGRAPH)


def _code_of_ours(mark: str) -> str:
    """Return what stands in the place of a code in an address of this site, or in one that a certificate carries.

    A mark that leads elsewhere has none, whatever code stands in it: whoever scanned it would have been led astray.
    """
    start = f"{settings.SITE_URL}/verify/"
    if mark.startswith(start):
        return mark.removeprefix(start).strip("/")
    found = _ADDRESS.fullmatch(mark)
    if found and certificates_in_the_world().filter(code=found[1], snapshot__url=mark).exists():
        return found[1]
    try:
        return normalise(mark)
    except MalformedCode:
        return ""
