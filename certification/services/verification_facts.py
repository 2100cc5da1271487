"""The certified facts in words, in the language that is active."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from academy.languages import text_in
from certification.codes import grouped
from certification.enums import Disclosure, Kind, Verdict
from certification.formats.receipt import ToldFact, ToldLine
from certification.rendering.words import printed_number, printed_percent
from certification.services.known_receipts import KnownReceipt
from certification.services.transcripts import ListedCertificate
from certification.services.verification import CertifiedFacts, VerificationReport

_WORDS: Final = re.compile(r"\w+")
#: Verdicts on a transcript, where they would call it a certificate.
_OF_TRANSCRIPTS: Final = {
    Verdict.VALID: gettext_lazy("The transcript is genuine"),
    Verdict.REVOKED: gettext_lazy("The transcript was revoked"),
}
#: What stands before the title: how the thing was achieved, or what a transcript is about.
_BEFORE_TITLE: Final[dict[str, Promise]] = {
    Kind.ATTENDANCE: gettext_lazy("Attended"),
    Kind.TRANSCRIPT: gettext_lazy("Period"),
}


def facts_in_words(report: VerificationReport, name: str) -> list[ToldFact]:
    """Return every certified fact that the holder shows, and the name that was typed, if it is right."""
    if report.receipt:
        return list(_of_receipt(report.receipt))
    return list(_facts(report, report.facts, name)) if report.facts else []


def _of_receipt(receipt: KnownReceipt) -> Iterator[ToldFact]:
    """Yield what the receipt says, as the office has it. What was said of a holder who was erased is not kept."""
    yield _fact(_("The answer then"), str(verdict_in_words(receipt.verdict, of_transcript=receipt.of_transcript)))
    yield _fact(_("Time of the answer"), date_format(localtime(receipt.told_at), "DATETIME_FORMAT"))
    if receipt.asked:
        yield ToldFact(label=_("Asked about"), value=receipt.asked, day="", is_code=True)


def _facts(report: VerificationReport, facts: CertifiedFacts, name: str) -> Iterator[ToldFact]:
    language = str(get_language())
    yield _fact(_("Holder"), _holder(report, facts))
    yield from _confirmed(report, name)
    yield _fact(str(_BEFORE_TITLE.get(facts.kind, _("Completed"))), text_in(facts.titles, language))
    yield _fact(_("Kind"), str(Kind(facts.kind).label))
    yield _fact(_("Academic hours"), printed_number(str(facts.hours), language))
    if facts.score is not None:
        yield _fact(_("Result"), printed_percent(str(facts.score), language))
    yield _day(_("Date"), facts.achieved_on)
    yield _day(_("Issued"), facts.issued_on)
    ends = facts.expires_on
    yield _day(_("Valid until"), ends) if ends else _fact(_("Validity"), _("without an end"))
    yield _fact(_("Issuer"), text_in(facts.issuer, language))
    if facts.co_issuers:
        yield _fact(_("Issued together with"), ", ".join(text_in(name, language) for name in facts.co_issuers))
    for person in facts.signatories:
        yield _fact(text_in(person["post"], language), text_in(person["name"], language))
    yield ToldFact(label=_("Code"), value=grouped(facts.code), day="", is_code=True)


def _holder(report: VerificationReport, facts: CertifiedFacts) -> str:
    if facts.holder:
        return facts.holder
    if report.disclosure == Disclosure.NAME:
        return _("The holder does not show the name.")
    return _("The holder’s data were erased at the holder’s request")


def _confirmed(report: VerificationReport, name: str) -> Iterator[ToldFact]:
    """Repeat a name that is right, its words alone: nobody has us sign any other text."""
    if report.is_name_right:
        yield _fact(_("Name that was confirmed"), " ".join(_WORDS.findall(normalize("NFC", name))))


def lines_in_words(report: VerificationReport) -> list[ToldLine]:
    """Return what a transcript lists, with the state of today."""
    return [_line(row) for row in report.listed]


def _line(row: ListedCertificate) -> ToldLine:
    language = str(get_language())
    kind = str(Kind(row.kind).label) if row.kind else _("hours without a certificate")
    hours = _("academic hours: %(hours)s") % {"hours": printed_number(str(row.hours), language)}
    label = str(row.standing.label) if row.standing else ""
    return ToldLine(
        title=text_in(row.titles, language),
        details=" · ".join([kind, in_words(row.achieved_on), hours]),
        standing=row.standing.value if row.standing else "",
        today=f"{label}, {in_words(row.since)}" if row.since else label,
        code=row.code,
        grouped=grouped(row.code) if row.code else "",
    )


def verdict_in_words(verdict: Verdict, *, of_transcript: bool) -> str | Promise:
    """Return the verdict; a transcript is called one."""
    return (_OF_TRANSCRIPTS.get(verdict) if of_transcript else None) or verdict.label


def in_words(day: date) -> str:
    """Return the day as pages write it. A Russian date ends with “г.”: no full stop comes after it."""
    return _in_words(day, get_language())


@lru_cache(maxsize=4096)
def _in_words(day: date, _language: str | None) -> str:
    return date_format(day, "DATE_FORMAT")


def _fact(label: str, value: str) -> ToldFact:
    return ToldFact(label=label, value=value, day="", is_code=False)


def _day(label: str, day: date) -> ToldFact:
    return ToldFact(label=label, value=in_words(day), day=day.isoformat(), is_code=False)
