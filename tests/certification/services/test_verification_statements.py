"""What a verdict means, in a sentence: each kind of answer by code, file and photograph."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from certification.enums import Check, Disclosure, Kind, Medium, Outcome, RevocationReason, Verdict
from certification.services.known_receipts import KnownReceipt
from certification.services.verification import CertifiedFacts, VerificationReport
from certification.services.verification_checks import check_results, findings
from certification.services.verification_statements import claim_note, heading, statement, tone

DAY = date(2026, 11, 5)
FACTS = CertifiedFacts(
    code="7K3M9PQRTV2W8XH4Y6Z2",
    holder="Əliyeva Günay",
    titles={"en": "UDC"},
    kind=Kind.COMPETENCE,
    hours=Decimal(4),
    score=None,
    achieved_on=DAY,
    issued_on=DAY,
    expires_on=None,
    issuer={"en": "Library"},
    co_issuers=[],
    signatories=[],
    is_demo=False,
    sha256="",
)
TRANSCRIPT = replace(FACTS, kind=Kind.TRANSCRIPT)
RECEIPT = KnownReceipt(
    made_at=datetime(2026, 11, 5, 20, tzinfo=UTC),
    told_at=datetime(2026, 11, 5, 20, tzinfo=UTC),
    verdict=Verdict.VALID,
    of_transcript=False,
    code=FACTS.code,
    asked=FACTS.code,
    sha256="",
)
STATES = "It tells the states of the day of issue; those of today are below."


UNTIL = {
    "az": "Sertifikat 5 noyabr 2026 tarixinədək etibarlıdır",
    "ru": "Сертификат действителен до 5 ноября 2026 г.",
    "en": "The certificate is valid until 5 November 2026",
}


@pytest.mark.parametrize("language", UNTIL)
def test_heading_of_what_ends_tells_until_when_it_is_valid(language: str) -> None:
    with override(language):
        told = report(Verdict.VALID, facts=replace(FACTS, expires_on=DAY), valid_until=DAY)
        hidden = report(Verdict.VALID, disclosure=Disclosure.VALIDITY, valid_until=DAY)
        assert [str(heading(one)) for one in (told, hidden)] == [UNTIL[language]] * 2
        assert heading(report(Verdict.VALID, facts=FACTS)) == Verdict.VALID.label


def report(verdict: Verdict, **facts: object) -> VerificationReport:
    return VerificationReport(verdict=verdict, **facts)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (report(Verdict.VALID), "The certificate with this code is valid."),
        (
            report(Verdict.VALID, facts=FACTS),
            "The certificate is valid. Compare the facts below with the document before you.",
        ),
        *(
            (
                report(Verdict.VALID, facts=FACTS, medium=medium),
                "The certificate is valid. The document has not been changed since it was signed.",
            )
            for medium in (Medium.DOCUMENT, Medium.CREDENTIAL)
        ),
        (
            report(Verdict.VALID, facts=FACTS, medium=Medium.PHOTOGRAPH),
            "The certificate is valid. Compare the facts below with the document before you.",
        ),
        (
            report(Verdict.VALID, facts=TRANSCRIPT),
            f"The transcript is genuine. Compare the facts below with the document before you. {STATES}",
        ),
        (
            report(Verdict.VALID, facts=TRANSCRIPT, medium=Medium.DOCUMENT),
            f"The transcript is genuine. The document has not been changed since it was signed. {STATES}",
        ),
        (
            report(Verdict.EXPIRED, expired_on=DAY),
            "The certificate expired on 5 November 2026. The document is genuine but no longer in force.",
        ),
        (
            report(Verdict.REVOKED, revoked_on=DAY, reason=RevocationReason.ISSUED_IN_ERROR),
            "The certificate was revoked on 5 November 2026. Reason: {}. Do not rely on this document.",
        ),
        (
            report(Verdict.SUPERSEDED, superseded_on=DAY, superseded_by=FACTS.code),
            (
                "This certificate was replaced by a newer one on 5 November 2026. "
                f"Number of the current certificate: {FACTS.code}."
            ),
        ),
        (
            report(Verdict.RECEIPT, receipt=RECEIPT),
            "This is a receipt of ours, made on 6 November 2026. It says what held then; look at what holds today.",
        ),
        (
            report(Verdict.ALTERED, receipt=RECEIPT),
            (
                "This file differs from the receipt that we made: it was changed after signing. Do not rely on it; "
                "check the certificate by its code."
            ),
        ),
        (
            report(Verdict.UNKNOWN),
            (
                "No certificate with this code was found in the register. Check the code again, or ask whoever "
                "presented the certificate for the verification link."
            ),
        ),
        (
            report(Verdict.UNREADABLE, medium=Medium.PHOTOGRAPH),
            (
                "Photograph the QR code of one certificate from nearby, straight and in good light, or type the "
                "verification code that stands on it."
            ),
        ),
        (
            report(Verdict.UNREADABLE, medium=Medium.DOCUMENT),
            (
                "The file is damaged, or of another kind. Choose the PDF file of the certificate, its digital badge "
                "(PNG, SVG or JSON) or a photograph of its QR code (JPEG, PNG or WebP), or check the certificate by "
                "its code."
            ),
        ),
    ],
)
def test_answer_is_said_in_a_sentence(told: VerificationReport, sentence: str) -> None:
    with override("en"):
        assert statement(told) == sentence.format(told.reason.label if told.reason else "")


def test_verdict_is_headed_by_what_was_asked_about() -> None:
    with override("en"):
        headings = {
            str(heading(told))
            for told in (
                report(Verdict.UNREADABLE, medium=Medium.PHOTOGRAPH),
                report(Verdict.FOREIGN, medium=Medium.PHOTOGRAPH),
                report(Verdict.FOREIGN, medium=Medium.DOCUMENT),
                report(Verdict.VALID, medium=Medium.PHOTOGRAPH),
            )
        }
        assert headings == {
            "No QR code could be read in the picture",
            "This QR code does not lead to us",
            str(Verdict.FOREIGN.label),
            str(Verdict.VALID.label),
        }
        assert heading(report(Verdict.VALID, facts=TRANSCRIPT)) != heading(report(Verdict.VALID, facts=FACTS))


def test_tone_says_whether_to_rely_on_it() -> None:
    tones = {verdict: tone(report(verdict)) for verdict in Verdict}
    assert {verdict for verdict, said in tones.items() if said == "success"} == {Verdict.VALID}
    assert {verdict for verdict, said in tones.items() if said == "info"} == {Verdict.RECEIPT}
    assert {tones[verdict] for verdict in (Verdict.EXPIRED, Verdict.SUPERSEDED, Verdict.UNKNOWN)} == {"warning"}
    assert {tones[verdict] for verdict in (Verdict.REVOKED, Verdict.ALTERED, Verdict.FOREIGN)} == {"error"}


def test_photograph_that_leads_to_a_certificate_is_no_proof() -> None:
    with override("en"):
        notes = [
            claim_note(told)
            for told in (
                report(Verdict.VALID, medium=Medium.PHOTOGRAPH),
                report(Verdict.UNKNOWN, medium=Medium.PHOTOGRAPH),
                report(Verdict.VALID),
            )
        ]
    assert notes == [
        (
            "A photograph tells which certificate the paper claims to be, and not whether the paper was altered. "
            "Compare each fact with the paper."
        ),
        "",
        "",
    ]


PASSED, FAILED, OPEN = Outcome.PASSED, Outcome.FAILED, Outcome.OPEN


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (report(Verdict.UNKNOWN), []),
        (
            report(Verdict.VALID),
            [
                (Check.UNALTERED, OPEN),
                (Check.SIGNED, PASSED),
                (Check.KEY, PASSED),
                (Check.LOGGED, OPEN),
                (Check.IN_FORCE, PASSED),
            ],
        ),
        (
            report(Verdict.EXPIRED, medium=Medium.PHOTOGRAPH, is_key_in_doubt=True),
            [
                (Check.READABLE, PASSED),
                (Check.UNALTERED, OPEN),
                (Check.SIGNED, PASSED),
                (Check.KEY, OPEN),
                (Check.LOGGED, OPEN),
                (Check.IN_FORCE, FAILED),
            ],
        ),
        (report(Verdict.UNREADABLE, medium=Medium.PHOTOGRAPH, is_readable=False), [(Check.READABLE, FAILED)]),
        (report(Verdict.FOREIGN, medium=Medium.DOCUMENT), [(Check.READABLE, PASSED), (Check.SIGNED, FAILED)]),
        (
            report(Verdict.NOT_ISSUED, medium=Medium.DOCUMENT),
            [(Check.READABLE, PASSED), (Check.UNALTERED, PASSED), (Check.SIGNED, PASSED), (Check.IN_FORCE, FAILED)],
        ),
        (
            report(Verdict.RECEIPT, medium=Medium.DOCUMENT),
            [(Check.READABLE, PASSED), (Check.UNALTERED, PASSED), (Check.SIGNED, PASSED)],
        ),
        (
            report(Verdict.ALTERED, medium=Medium.CREDENTIAL),
            [(Check.READABLE, PASSED), (Check.UNALTERED, FAILED), (Check.SIGNED, OPEN)],
        ),
    ],
)
def test_checks_stand_in_order_behind_each_answer(told: VerificationReport, found: list) -> None:
    assert findings(told) == found
    assert [(one.check, one.outcome) for one in check_results(told)] == found


def test_sentence_of_a_check_is_that_of_the_medium() -> None:
    with override("en"):
        said = {
            medium: str(check_results(report(Verdict.UNREADABLE, medium=medium, is_readable=False))[0].sentence)
            for medium in (Medium.DOCUMENT, Medium.CREDENTIAL, Medium.PHOTOGRAPH)
        }
    assert said == {
        Medium.DOCUMENT: "The file is damaged, or no PDF document.",
        Medium.CREDENTIAL: "The file is damaged, or holds no digital badge.",
        Medium.PHOTOGRAPH: "The QR code of one certificate was not found in the picture.",
    }
