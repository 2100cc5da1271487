"""An answer in words, in the language that is active: put together here alone, for the page and for the receipt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from certification.enums import Disclosure, EventKind, Medium, Outcome, Verdict
from certification.formats.receipt import ToldAnswer, ToldCheck, ToldEntry
from certification.services.log_proofs import LogEntry
from certification.services.verification import VerificationReport
from certification.services.verification_checks import Finding, check_result, findings
from certification.services.verification_facts import facts_in_words, lines_in_words
from certification.services.verification_statements import claim_note, heading, statement, tone


@dataclass(frozen=True, kw_only=True)
class Question:
    """What was asked: a code as it is printed, or the SHA-256 of a file; with a name that was typed to be confirmed."""

    asked: str
    by_file: bool = False
    name: str = ""


def told_answer(report: VerificationReport, question: Question, *, told_at: datetime) -> ToldAnswer:
    """Return all that is told."""
    is_altered, language = report.verdict == Verdict.ALTERED, str(get_language())
    return ToldAnswer(
        language=language,
        told_at=told_at.isoformat(timespec="seconds"),
        by_file=question.by_file,
        means=str(report.medium.label),
        asked=question.asked,
        verdict=report.verdict.value,
        heading=str(heading(report)),
        tone=tone(report),
        statement=statement(report),
        notes=list(_notes(report)),
        code=getattr(report.facts or report.receipt, "code", ""),
        successor=report.superseded_by,
        facts_title=_facts_title(report),
        facts=facts_in_words(report, question.name),
        sha256=getattr(report.facts or report.receipt, "sha256", ""),
        listed=[] if is_altered else lines_in_words(report),
        checks=[_check(one, report.medium, language) for one in findings(report)],
        log=list(_log(report)) if report.facts and not is_altered else [],
        demo_note=_demo_note() if report.is_demo else "",
    )


def _facts_title(report: VerificationReport) -> str:
    """Return what stands above facts that are not those of the document before the reader."""
    if report.verdict != Verdict.ALTERED:
        return ""
    if report.receipt:
        return _("What our records say about the genuine receipt")
    return _("What the register says about the genuine certificate")


def _notes(report: VerificationReport) -> Iterator[str]:
    """Yield what stands below the statement."""
    if note := claim_note(report):
        yield note
    if report.replacement_reason:
        yield _("Reason: %(reason)s") % {"reason": report.replacement_reason.label}
    if report.disclosure == Disclosure.VALIDITY:
        yield _("The holder has chosen to show only whether the certificate is valid.")


def _demo_note() -> str:
    return _("This certificate was signed with a demo key. It shows how the academy works and has no legal force.")


@cache
def _check(finding: Finding, medium: Medium, _language: str) -> ToldCheck:
    """Return the words in the language that is active: of so many sentences, each is put together once."""
    one = check_result(finding, medium)
    return ToldCheck(
        check=one.check.value,
        outcome=one.outcome.value,
        label=str(one.check.label),
        result=str(one.outcome.label),
        sentence=str(one.sentence),
    )


def _log(report: VerificationReport) -> Iterator[ToldEntry]:
    """Yield what the log says of each step, or that it says nothing yet."""
    if not report.log:
        pending = _("Not in the log yet. Certificates are entered a few minutes after they are issued.")
        yield ToldEntry(outcome=Outcome.OPEN.value, sentence=pending)
    for entry in report.log:
        if entry.is_proven:
            yield ToldEntry(outcome=Outcome.PASSED.value, sentence=_proven(entry))
        else:
            doubt = _("The log does not confirm this entry. Ask the issuer before you rely on the certificate.")
            yield ToldEntry(outcome=Outcome.FAILED.value, sentence=doubt)


def _proven(entry: LogEntry) -> str:
    place = {
        "date": date_format(localtime(entry.entered_at), "DATETIME_FORMAT"),
        "number": entry.number,
        "size": entry.size,
    }
    if entry.kind == EventKind.ISSUED:
        text = _(
            "The issue of this certificate has been in the log since %(date)s, as entry %(number)s of %(size)s. This "
            "was checked just now."
        )
    elif entry.kind == EventKind.REVOKED:
        text = _(
            "The revocation has been in the log since %(date)s, as entry %(number)s of %(size)s. This was checked "
            "just now."
        )
    else:
        text = _(
            "The replacement has been in the log since %(date)s, as entry %(number)s of %(size)s. This was checked "
            "just now."
        )
    return text % place
