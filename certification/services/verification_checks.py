"""The single checks behind a verdict, each with a sentence: what was looked at, and how it ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certification.enums import Check, Outcome, Verdict
from certification.services.verification import VerificationReport

Finding = tuple[Check, Outcome]

#: Verdicts about a document that the register holds, byte for byte or by its code.
_KNOWN: Final = frozenset({Verdict.VALID, Verdict.EXPIRED, Verdict.SUPERSEDED, Verdict.REVOKED})
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


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """One check: its name, how it ended, and the sentence to read."""

    check: Check
    outcome: Outcome
    sentence: Promise


def check_results(report: VerificationReport, *, by_file: bool) -> list[CheckResult]:
    """Return the checks that were made, in order. What no register and no file could be asked about has none."""
    findings = [*(_file_findings(report) if by_file else _code_findings(report)), *_register_findings(report)]
    return [CheckResult(check=one, outcome=end, sentence=_SENTENCES[one, end]) for one, end in findings]


def _file_findings(report: VerificationReport) -> Iterator[Finding]:
    verdict = report.verdict
    yield Check.READABLE, Outcome.PASSED if report.is_readable else Outcome.FAILED
    if verdict == Verdict.ALTERED:
        yield Check.UNALTERED, Outcome.FAILED
        yield Check.SIGNED, Outcome.OPEN
    elif verdict == Verdict.FOREIGN:
        yield Check.SIGNED, Outcome.FAILED
    elif verdict in _KNOWN or verdict == Verdict.NOT_ISSUED:
        yield Check.UNALTERED, Outcome.PASSED
        yield Check.SIGNED, Outcome.PASSED


def _code_findings(report: VerificationReport) -> Iterator[Finding]:
    if report.verdict in _KNOWN:
        yield Check.UNALTERED, Outcome.OPEN
        yield Check.SIGNED, Outcome.PASSED


def _register_findings(report: VerificationReport) -> Iterator[Finding]:
    if report.verdict in _KNOWN:
        yield Check.KEY, Outcome.OPEN if report.is_key_in_doubt else Outcome.PASSED
        yield Check.LOGGED, _in_the_log(report)
        yield Check.IN_FORCE, Outcome.PASSED if report.verdict == Verdict.VALID else Outcome.FAILED
    elif report.verdict == Verdict.NOT_ISSUED:
        yield Check.IN_FORCE, Outcome.FAILED


def _in_the_log(report: VerificationReport) -> Outcome:
    if not report.log:
        return Outcome.OPEN
    return Outcome.PASSED if all(entry.is_proven for entry in report.log) else Outcome.FAILED
