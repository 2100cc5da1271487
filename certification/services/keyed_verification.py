"""The same answers for programs that show a key: many codes at once, counted by the key instead of the network."""

from collections.abc import Sequence

from academy.integrations.models import ApiKey
from certification.codes import normalise
from certification.enums import Verdict
from certification.errors import MalformedCode
from certification.models import Verification
from certification.selectors.certificates import certificates_in_the_world
from certification.services.verification import VerificationReport, as_disclosed, report_on


def verify_codes(*, texts: Sequence[str], key: ApiKey) -> list[VerificationReport]:
    """Answer for each text, in order, in a fixed number of queries. What no code can be leaves no record.

    A certificate that is not in the world yet reads as one that never was, and a code of nobody's as well. A key opens
    nothing that its holder does not show to everyone.
    """
    codes = [_meant(text) for text in texts]
    known = {one.code: one for one in certificates_in_the_world().filter(code__in={code for code in codes if code})}
    reports = {code: as_disclosed(report_on(one), one) for code, one in known.items()}
    answers = [reports.get(code, _without_facts(code)) for code in codes]
    asked = zip(codes, answers, strict=True)
    Verification.objects.bulk_create(
        Verification(certificate=known.get(code), verdict=answer.verdict, key=key) for code, answer in asked if code
    )
    return answers


def _meant(text: str) -> str:
    try:
        return normalise(text)
    except MalformedCode:
        return ""


def _without_facts(code: str) -> VerificationReport:
    return VerificationReport(verdict=Verdict.UNKNOWN if code else Verdict.MALFORMED)
