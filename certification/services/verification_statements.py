"""What a verdict means and what to do now, in words: one sentence or two for each."""

from typing import Final

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.enums import IN_THE_REGISTER, Kind, Medium, Verdict
from certification.services.known_receipts import KnownReceipt
from certification.services.verification import VerificationReport
from certification.services.verification_facts import in_words, verdict_in_words

#: Verdicts on a photograph, where they would call it a document or a file.
_OF_PHOTOGRAPHS: Final = {
    Verdict.FOREIGN: gettext_lazy("This QR code does not lead to us"),
    Verdict.UNREADABLE: gettext_lazy("No QR code could be read in the picture"),
}
_TONES: Final[dict[Verdict, str]] = {
    Verdict.VALID: "success",
    Verdict.RECEIPT: "info",
    **dict.fromkeys((Verdict.REVOKED, Verdict.ALTERED, Verdict.NOT_ISSUED, Verdict.FOREIGN, Verdict.SPECIMEN), "error"),
}
#: Sentences in which no fact stands.
_PLAIN: Final[dict[Verdict, Promise]] = {
    Verdict.ALTERED: gettext_lazy(
        "This file differs from the document we issued: it was changed after signing. Do not rely on it; check the "
        "certificate by its code."
    ),
    Verdict.NOT_ISSUED: gettext_lazy(
        "The file carries our signature, but no such document was issued. Do not rely on it; check the certificate by "
        "its code."
    ),
    Verdict.FOREIGN: gettext_lazy(
        "This file is not a document that we issued. If it is a copy, a scan or a print of a certificate, check it by "
        "its code or by a photograph of its QR code."
    ),
    Verdict.UNKNOWN: gettext_lazy(
        "No certificate with this code was found in the register. Check the code again, or ask whoever presented the "
        "certificate for the verification link."
    ),
    Verdict.SPECIMEN: gettext_lazy(
        "This code stands on specimens, which show what certificates look like. A specimen certifies nothing: do not "
        "rely on it."
    ),
    Verdict.MALFORMED: gettext_lazy(
        "A code has twenty letters and digits, in four groups of five. Compare yours with the certificate, symbol by "
        "symbol."
    ),
    Verdict.UNREADABLE: gettext_lazy(
        "The file is damaged, or of another kind. Choose the PDF file of the certificate, its digital badge (PNG, SVG "
        "or JSON) or a photograph of its QR code (JPEG, PNG or WebP), or check the certificate by its code."
    ),
}
#: The same where a photograph was sent.
_PLAIN_OF_PHOTOGRAPHS: Final[dict[Verdict, Promise]] = {
    Verdict.FOREIGN: gettext_lazy(
        "The QR code in this picture leads to another place, so it says nothing about a certificate of ours. Do not "
        "open it; type the verification code that stands on the certificate."
    ),
    Verdict.UNREADABLE: gettext_lazy(
        "Photograph the QR code of one certificate from nearby, straight and in good light, or type the verification "
        "code that stands on it."
    ),
}


def heading(report: VerificationReport) -> str | Promise:
    """Return the verdict in words, with the last day of what ends; a transcript is called one, a photograph is none."""
    if report.valid_until and report.verdict == Verdict.VALID:
        return _("The certificate is valid until %(date)s") % {"date": in_words(report.valid_until)}
    called = _OF_PHOTOGRAPHS if report.medium == Medium.PHOTOGRAPH else {}
    return called.get(report.verdict) or verdict_in_words(report.verdict, of_transcript=_is_transcript(report))


def tone(report: VerificationReport) -> str:
    """Return the kind of alert in which the statement stands."""
    return _TONES.get(report.verdict, "warning")


def statement(report: VerificationReport) -> str:
    """Return what the verdict means."""
    if report.verdict == Verdict.VALID:
        return _valid(report, by_file=report.medium in {Medium.DOCUMENT, Medium.CREDENTIAL})
    if report.expired_on and report.verdict == Verdict.EXPIRED:
        # Translators: a Russian date ends with “г.”, so write no full stop after it.
        text = _("The certificate expired on %(date)s. The document is genuine but no longer in force.")
        return text % {"date": in_words(report.expired_on)}
    if report.revoked_on and report.reason:
        # Translators: a Russian date ends with “г.”, so write no full stop after it.
        text = _("The certificate was revoked on %(date)s. Reason: %(reason)s. Do not rely on this document.")
        return text % {"date": in_words(report.revoked_on), "reason": report.reason.label}
    if report.superseded_on:
        # Translators: a Russian date ends with “г.”, so write no full stop after it.
        text = _(
            "This certificate was replaced by a newer one on %(date)s. Number of the current certificate: %(number)s."
        )
        return text % {"date": in_words(report.superseded_on), "number": report.superseded_by}
    if report.receipt:
        return _of_receipt(report.receipt, report.verdict)
    plain = _PLAIN | _PLAIN_OF_PHOTOGRAPHS if report.medium == Medium.PHOTOGRAPH else _PLAIN
    return str(plain[report.verdict])


def claim_note(report: VerificationReport) -> str:
    """Return how far a photograph can be believed that leads to a certificate, else nothing."""
    if report.medium != Medium.PHOTOGRAPH or report.verdict not in IN_THE_REGISTER:
        return ""
    return _(
        "A photograph tells which certificate the paper claims to be, and not whether the paper was altered. Compare "
        "each fact with the paper."
    )


def _of_receipt(receipt: KnownReceipt, verdict: Verdict) -> str:
    if verdict == Verdict.ALTERED:
        return _(
            "This file differs from the receipt that we made: it was changed after signing. Do not rely on it; check "
            "the certificate by its code."
        )
    # Translators: a Russian date ends with “г.”, so write no full stop after it.
    text = _("This is a receipt of ours, made on %(date)s. It says what held then; look at what holds today.")
    return text % {"date": in_words(localdate(receipt.told_at))}


def _valid(report: VerificationReport, *, by_file: bool) -> str:
    if _is_transcript(report) and by_file:
        return _(
            "The transcript is genuine. The document has not been changed since it was signed. It tells the states of "
            "the day of issue; those of today are below."
        )
    if _is_transcript(report):
        return _(
            "The transcript is genuine. Compare the facts below with the document before you. It tells the states of "
            "the day of issue; those of today are below."
        )
    if by_file:
        return _("The certificate is valid. The document has not been changed since it was signed.")
    if report.facts:
        return _("The certificate is valid. Compare the facts below with the document before you.")
    return _("The certificate with this code is valid.")


def _is_transcript(report: VerificationReport) -> bool:
    return report.facts is not None and report.facts.kind == Kind.TRANSCRIPT
