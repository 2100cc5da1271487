from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from weasyprint import HTML

from academy import confined
from certification.codes import grouped, new_code
from certification.enums import KeyState, Medium, ReplacementReason, RevocationReason, State, Verdict
from certification.errors import TooManyQuestions
from certification.models import Certificate, SigningKey, Verification
from certification.services import document_verification, file_verification, floods, verification
from certification.services.file_verification import verify_file
from certification.services.floods import refuse_floods
from certification.services.issued_files import issued_document
from certification.services.keys import active_key, compromise_signing_key, ensure_demo_key
from certification.services.revocation import revoke_certificate
from certification.services.revocation_lists import lists_above
from certification.services.standing import standing_of
from certification.services.timestamps import stamper
from certification.services.verification import VerificationReport, network_of, verify_code
from certification.signing.signer import sign
from tests.factories.certification import forget_certificates, make_issued, make_replaced, make_reserved, make_template

pytestmark = pytest.mark.django_db

ADDRESS = "203.0.113.77"


def by_code(text: str) -> VerificationReport:
    return verify_code(text=text, address=ADDRESS)


def by_file(document: bytes) -> VerificationReport:
    return verify_file(document=document, address=ADDRESS)


def of_document(verdict: Verdict, *, is_readable: bool = True) -> VerificationReport:
    return VerificationReport(verdict=verdict, medium=Medium.DOCUMENT, is_readable=is_readable)


def signed_by_us(document: bytes) -> bytes:
    """Signed and stamped as certificates are, but not entered into the register."""
    key = active_key()[1]
    where = "https://elsewhere.example/"
    return sign(document, key, contact=where, stamper=stamper(), lists=lists_above(key.chain))


def test_valid_certificate_shows_every_certified_fact() -> None:
    certificate = make_issued(template=make_template(valid_months=36))
    report = by_code(grouped(certificate.code).lower())
    facts, snapshot = report.facts, certificate.snapshot
    assert (report.verdict, facts.holder) == (Verdict.VALID, snapshot["holder_name"])
    assert (facts.titles, facts.issuer) == (snapshot["titles"], snapshot["issuer"])
    assert (str(facts.hours), str(facts.score), facts.achieved_on) == ("4.50", "92.00", date(2026, 9, 5))
    assert (facts.issued_on, facts.expires_on) == (timezone.localdate(), date(2029, 9, 5))
    signatories = [{"name": one["name"], "post": one["post"]} for one in snapshot["signatories"]]
    assert (facts.signatories, facts.sha256, facts.is_demo) == (signatories, certificate.sha256, True)


def test_certificate_holds_on_its_last_day_and_not_on_the_next() -> None:
    certificate = make_issued(template=make_template(valid_months=1))
    verdicts = []
    for day in ("2026-10-05T12:00:00+04:00", "2026-10-06T00:30:00+04:00"):
        with time_machine.travel(day):
            verdicts.append(by_code(certificate.code).verdict)
    assert verdicts == [Verdict.VALID, Verdict.EXPIRED]


def test_revoked_certificate_tells_date_and_public_reason_only() -> None:
    certificate = make_issued()
    revoke_certificate(certificate=certificate, reason=RevocationReason.ISSUED_IN_ERROR, note="secret", revoked_by=None)
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        report = by_code(certificate.code)
    assert (report.verdict, report.reason) == (Verdict.REVOKED, RevocationReason.ISSUED_IN_ERROR)
    assert (report.revoked_on, "secret" in repr(report)) == (
        timezone.localdate(certificate.revocation.revoked_at),
        False,
    )


def test_superseded_certificate_names_the_newer_one() -> None:
    certificate, newer = make_replaced()
    report = by_code(certificate.code)
    assert (report.verdict, report.superseded_by) == (Verdict.SUPERSEDED, newer.code)
    assert (report.superseded_on, report.replacement_reason) == (timezone.localdate(), ReplacementReason.SPELLING)
    told = standing_of(Certificate.objects.get(pk=certificate.pk), timezone.localdate())
    assert (told.reason, told.replaced_by) == (ReplacementReason.SPELLING, newer.code)


def test_unknown_reserved_and_failed_codes_answer_alike() -> None:
    reserved, failed = make_reserved(), make_reserved()
    Certificate.objects.filter(pk=failed.pk).update(state=State.FAILED)
    reports = {by_code(code) for code in (new_code(), reserved.code, failed.code)}
    assert reports == {VerificationReport(verdict=Verdict.UNKNOWN)}


def test_malformed_code_costs_no_query(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):
        assert by_code("certificate").verdict == Verdict.MALFORMED


def test_erased_holder_leaves_the_facts_without_the_name() -> None:
    certificate = make_issued()
    certificate.holder.delete()
    report = by_code(certificate.code)
    assert (report.verdict, report.facts.holder) == (Verdict.VALID, None)


def test_question_is_recorded_with_its_network_only() -> None:
    certificate = make_issued()
    by_code(certificate.code)
    by_file(issued_document(certificate))
    recorded = Verification.objects.order_by("pk").values_list("certificate", "verdict", "by_file", "network")
    network = "203.0.113.0/24"
    expected = [(certificate.pk, Verdict.VALID, by_file, network) for by_file in (False, True)]
    assert list(recorded) == expected


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("unix:", ""),
        ("", ""),
    ],
)
def test_network_is_cut(address: str, network: str) -> None:
    assert network_of(address) == network


def test_flood_of_one_network_is_refused_and_another_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "NETWORK_LIMIT", 2)
    code = make_issued().code
    assert [by_code(code).verdict for _ in range(2)] == [Verdict.VALID] * 2
    with pytest.raises(TooManyQuestions):
        by_code(code)
    assert verify_code(text=code, address="198.51.100.1").verdict == Verdict.VALID
    with time_machine.travel(timezone.now() + floods.WINDOW + timedelta(seconds=1)):
        assert by_code(code).verdict == Verdict.VALID


def test_flood_of_all_is_counted_without_what_lists_and_programs_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "OVERALL_LIMIT", 3)
    for number in range(3):
        Verification.objects.bulk_create(Verification(verdict=Verdict.UNKNOWN, is_in_list=True) for _ in range(9))
        assert verify_code(text=new_code(), address=f"198.51.{number}.1").verdict == Verdict.UNKNOWN
    with pytest.raises(TooManyQuestions):
        verify_code(text=new_code(), address="198.51.9.1")
    assert Verification.objects.filter(is_in_list=False).count() == 3


@pytest.mark.parametrize("limit", ["OVERALL_LIMIT", "NETWORK_FILE_LIMIT"])
def test_flood_of_files_is_refused(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, limit, 1)
    document = issued_document(make_issued())
    by_file(document)
    with pytest.raises(TooManyQuestions):
        by_file(document)


@pytest.mark.parametrize(("way", "answered"), [("recorded before", 2), ("looked at before", 4)])
def test_files_that_are_being_read_count(way: str, answered: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four are brought, each while the one before is being read. The control looks before and records later."""
    monkeypatch.setattr(verification, "NETWORK_FILE_LIMIT", 2)
    judged, left, refused = file_verification._judged, [None] * 3, []

    def slowly(file: bytes) -> object:
        if left:
            left.pop()
            try:
                by_file(b"another")
            except TooManyQuestions as refusal:
                refused.append(refusal)
        return judged(file)

    def looked(question: Verification, floods: object) -> None:
        refuse_floods(floods)

    monkeypatch.setattr(file_verification, "_judged", slowly)
    if way == "looked at before":
        monkeypatch.setattr(verification, "record_question", looked)
    by_file(b"first")
    assert 4 - len(left) - len(refused) == answered
    assert Verification.objects.filter(by_file=True).count() == (2 if way == "recorded before" else 0)


def test_issued_file_is_answered_without_parsing_it(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_issued()
    monkeypatch.setattr(document_verification, "inspect_untrusted", None)
    report = by_file(issued_document(certificate))
    assert (report.verdict, report.facts.code) == (Verdict.VALID, certificate.code)


def test_issued_file_of_a_revoked_certificate_is_revoked() -> None:
    certificate = make_issued()
    revoke_certificate(certificate=certificate, reason=RevocationReason.HOLDER_REQUEST, revoked_by=None)
    assert by_file(issued_document(certificate)).verdict == Verdict.REVOKED


def test_file_with_our_broken_signature_and_no_known_code_is_altered() -> None:
    certificate = make_issued()
    document = issued_document(certificate).replace(certificate.code.encode(), new_code().encode())
    assert by_file(document) == of_document(Verdict.ALTERED)


def test_document_signed_by_us_that_was_never_issued_is_told_so() -> None:
    ensure_demo_key()
    document = signed_by_us(HTML(string="<p>Diplom").write_pdf())
    assert by_file(document) == of_document(Verdict.NOT_ISSUED)


@pytest.mark.parametrize(("lost", "verdict"), [(-1, Verdict.FOREIGN), (1, Verdict.NOT_ISSUED)])
def test_document_signed_with_a_lost_key_is_ours_if_its_time_stamp_is_older(lost: int, verdict: Verdict) -> None:
    key = ensure_demo_key()
    document = signed_by_us(HTML(string="<p>Diplom").write_pdf())
    compromise_signing_key(fingerprint_start=key.fingerprint, since=timezone.now() + timedelta(minutes=lost))
    assert by_file(document) == of_document(verdict)


def test_certificate_issued_before_its_key_was_lost_stays_valid() -> None:
    certificate = make_issued()
    compromise_signing_key(fingerprint_start=certificate.signing_key.fingerprint, since=timezone.now())
    assert by_file(issued_document(certificate)).verdict == Verdict.VALID


def test_document_of_which_the_register_knows_nothing_is_not_issued() -> None:
    document = issued_document(make_issued())
    forget_certificates()
    assert by_file(document).verdict == Verdict.NOT_ISSUED


def test_document_signed_by_a_stranger_is_foreign() -> None:
    document = issued_document(make_issued())
    forget_certificates()
    SigningKey.objects.all().delete()
    assert by_file(document) == of_document(Verdict.FOREIGN)


def test_unsigned_document_is_foreign() -> None:
    assert by_file(HTML(string="<p>Diplom").write_pdf()).verdict == Verdict.FOREIGN


def test_retired_key_still_verifies_what_it_signed() -> None:
    certificate = make_issued()
    SigningKey.objects.update(state=KeyState.RETIRED)
    assert by_file(issued_document(certificate)).verdict == Verdict.VALID


JUNK = (b"", b"%PDF-1.7\n", b"\x00" * 1000, b"PK\x03\x04", b"%PDF-1.7\ntrailer<</Root 1 0 R>>\n%%EOF")


@pytest.mark.parametrize("junk", JUNK)
def test_junk_is_unreadable(junk: bytes) -> None:
    assert by_file(junk) == of_document(Verdict.UNREADABLE, is_readable=False)


def test_reader_that_takes_too_long_means_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "SECONDS", 0.01)
    assert by_file(HTML(string="<p>Diplom").write_pdf()).verdict == Verdict.UNREADABLE
