"""The single checks behind a verdict, each with a sentence: what was looked at, and how it ended."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certification.enums import IN_THE_REGISTER, Check, Medium, Outcome, Verdict
from certification.services.verification import VerificationReport

Finding = tuple[Check, Outcome]

_SENTENCES: Final[dict[Finding, Promise]] = {
    (Check.READABLE, Outcome.PASSED): _("The file is a PDF document that can be read."),
    (Check.READABLE, Outcome.FAILED): _("The file is damaged, or no PDF document."),
    (Check.UNALTERED, Outcome.PASSED): _("Not one byte has been changed since the document was signed."),
    (Check.UNALTERED, Outcome.FAILED): _("The file was changed after it was signed."),
    (Check.UNALTERED, Outcome.OPEN): _("A code says nothing about the paper: compare every fact, or check the file."),
    (Check.SIGNED, Outcome.PASSED): _("The document carries our signature, which was checked before it was issued."),
    (Check.SIGNED, Outcome.FAILED): _("The file carries no signature of ours."),
    (Check.SIGNED, Outcome.OPEN): _("A signature says nothing about a document that was changed."),
    (Check.KEY, Outcome.PASSED): _("The signing key was ours and in use when the document was signed."),
    (Check.KEY, Outcome.OPEN): _("The signing key counts as lost at that time. The register confirms the document."),
    (Check.LOGGED, Outcome.PASSED): _("The public log confirms each step. This was computed just now."),
    (Check.LOGGED, Outcome.FAILED): _("The public log does not confirm it. Ask the issuer before you rely on it."),
    (Check.LOGGED, Outcome.OPEN): _("Not in the public log yet: this takes a few minutes after the issue."),
    (Check.IN_FORCE, Outcome.PASSED): _("It was neither revoked nor replaced, and has not expired."),
    (Check.IN_FORCE, Outcome.FAILED): _("It is not in force: the sentence at the top says why."),
}
#: What is said otherwise of a badge and of a photograph.
_OF_BADGES: Final[dict[Finding, Promise]] = {
    (Check.READABLE, Outcome.PASSED): _("The file holds a digital badge that can be read."),
    (Check.READABLE, Outcome.FAILED): _("The file is damaged, or holds no digital badge."),
    (Check.UNALTERED, Outcome.PASSED): _("Word for word what we issued. A picture around it was not looked at."),
    (Check.KEY, Outcome.PASSED): _("The key that signed the digital badge was ours and in use at that time."),
}
_OF_PHOTOGRAPHS: Final[dict[Finding, Promise]] = {
    (Check.READABLE, Outcome.PASSED): _("A QR code was found in the picture and read."),
    (Check.READABLE, Outcome.FAILED): _("The QR code of one certificate was not found in the picture."),
    (Check.UNALTERED, Outcome.OPEN): _("A photograph says nothing about the paper: compare every fact with it."),
}
_SENTENCES_OF: Final = {Medium.CREDENTIAL: _OF_BADGES, Medium.PHOTOGRAPH: _OF_PHOTOGRAPHS}


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """One check: its name, how it ended, and the sentence to read."""

    check: Check
    outcome: Outcome
    sentence: Promise


def check_results(report: VerificationReport) -> list[CheckResult]:
    """Return the checks that were made, in order. What no register and no file could be asked about has none."""
    return [check_result(finding, report.medium) for finding in findings(report)]


def findings(report: VerificationReport) -> list[Finding]:
    """Return how each check ended, without words."""
    return [*_FINDINGS[report.medium](report), *_register_findings(report)]


def check_result(finding: Finding, medium: Medium) -> CheckResult:
    """Return the words for what was found."""
    sentences = _SENTENCES | _SENTENCES_OF.get(medium, {})
    return CheckResult(check=finding[0], outcome=finding[1], sentence=sentences[finding])


def _file_findings(report: VerificationReport) -> Iterator[Finding]:
    verdict = report.verdict
    yield Check.READABLE, Outcome.PASSED if report.is_readable else Outcome.FAILED
    if verdict == Verdict.ALTERED:
        yield Check.UNALTERED, Outcome.FAILED
        yield Check.SIGNED, Outcome.OPEN
    elif verdict == Verdict.FOREIGN:
        yield Check.SIGNED, Outcome.FAILED
    elif verdict in IN_THE_REGISTER or verdict in {Verdict.NOT_ISSUED, Verdict.RECEIPT}:
        yield Check.UNALTERED, Outcome.PASSED
        yield Check.SIGNED, Outcome.PASSED


def _photograph_findings(report: VerificationReport) -> Iterator[Finding]:
    yield Check.READABLE, Outcome.PASSED if report.is_readable else Outcome.FAILED
    yield from _code_findings(report)


def _code_findings(report: VerificationReport) -> Iterator[Finding]:
    if report.verdict in IN_THE_REGISTER:
        yield Check.UNALTERED, Outcome.OPEN
        yield Check.SIGNED, Outcome.PASSED


_FINDINGS: Final[Mapping[Medium, Callable[[VerificationReport], Iterator[Finding]]]] = {
    Medium.CODE: _code_findings,
    Medium.DOCUMENT: _file_findings,
    Medium.CREDENTIAL: _file_findings,
    Medium.PHOTOGRAPH: _photograph_findings,
}


def _register_findings(report: VerificationReport) -> Iterator[Finding]:
    if report.verdict in IN_THE_REGISTER:
        yield Check.KEY, Outcome.OPEN if report.is_key_in_doubt else Outcome.PASSED
        yield Check.LOGGED, _in_the_log(report)
        yield Check.IN_FORCE, Outcome.PASSED if report.verdict == Verdict.VALID else Outcome.FAILED
    elif report.verdict == Verdict.NOT_ISSUED:
        yield Check.IN_FORCE, Outcome.FAILED


def _in_the_log(report: VerificationReport) -> Outcome:
    if not report.log:
        return Outcome.OPEN
    return Outcome.PASSED if all(entry.is_proven for entry in report.log) else Outcome.FAILED
