"""The single checks: for each way of asking and each answer, which were made and how they ended."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.db import connection

from certification.enums import Check, KeyState, RevocationReason, Verdict
from certification.models import Certificate, SigningKey
from certification.services.file_verification import verify_file
from certification.services.issued_files import issued_document
from certification.services.log import extend_log
from certification.services.log_keys import make_log_key
from certification.services.revocation import revoke_certificate
from certification.services.verification import verify_code
from certification.services.verification_checks import check_results
from tests.certification.outcomes import outcomes
from tests.database import triggers_off
from tests.factories.certification import make_issued

pytestmark = pytest.mark.django_db

ADDRESS = "203.0.113.77"


def by_code(certificate: Certificate) -> dict[str, str]:
    return outcomes(verify_code(text=certificate.code, address=ADDRESS))


def by_file(document: bytes) -> dict[str, str]:
    return outcomes(verify_file(document=document, address=ADDRESS))


def test_every_check_and_outcome_that_occurs_has_a_sentence() -> None:
    certificate = make_issued()
    answers = [verify_code(text=certificate.code, address=ADDRESS), verify_file(document=b"%PDF", address=ADDRESS)]
    results = [one for report in answers for one in check_results(report)]
    assert [bool(str(one.sentence)) for one in results] == [True] * 6


def test_file_in_the_log_passes_all(own_files: object) -> None:
    certificate = make_issued()
    make_log_key(demo=True)
    extend_log()
    assert by_file(issued_document(certificate)) == dict.fromkeys([check.value for check in Check], "passed")


def test_code_says_nothing_about_the_paper() -> None:
    assert by_code(make_issued()) == {
        "unaltered": "open",
        "signed": "passed",
        "key": "passed",
        "logged": "open",
        "in_force": "passed",
    }


def test_revoked_file_is_genuine_and_not_in_force() -> None:
    certificate = make_issued()
    revoke_certificate(certificate=certificate, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=None)
    assert by_file(issued_document(certificate)) == {
        "readable": "passed",
        "unaltered": "passed",
        "signed": "passed",
        "key": "passed",
        "logged": "open",
        "in_force": "failed",
    }


def test_log_that_does_not_confirm_fails(own_files: object) -> None:
    certificate = make_issued()
    make_log_key(demo=True)
    extend_log()
    with triggers_off(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE certification_logleaf SET salt = %s", [b"another salt 123"])
    assert by_code(certificate)["logged"] == "failed"


@pytest.mark.parametrize(("later", "outcome"), [(-1, "open"), (1, "passed")])
def test_key_that_was_lost_before_the_issue_is_in_doubt(later: int, outcome: str) -> None:
    certificate = make_issued()
    lost_at = certificate.issued_at + timedelta(hours=later)
    SigningKey.objects.update(state=KeyState.COMPROMISED, compromised_at=lost_at)
    assert by_code(certificate)["key"] == outcome


def test_changed_file_fails_and_its_signature_says_nothing() -> None:
    changed = issued_document(make_issued()) + b"\n% more\n"
    assert by_file(changed) == {"readable": "passed", "unaltered": "failed", "signed": "open"}


def test_damaged_file_with_our_address_is_not_readable() -> None:
    assert by_file(issued_document(make_issued())[:-200]) == {
        "readable": "failed",
        "unaltered": "failed",
        "signed": "open",
    }


def test_foreign_file_is_readable_and_not_signed() -> None:
    pdf, output = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    pdf.save(output)
    assert by_file(output.getvalue()) == {"readable": "passed", "signed": "failed"}


@pytest.mark.parametrize("document", [b"", b"%PDF-1.7", b"no document"])
def test_file_that_is_none_is_not_readable(document: bytes) -> None:
    report = verify_file(document=document, address=ADDRESS)
    assert (report.verdict, outcomes(report)) == (Verdict.UNREADABLE, {"readable": "failed"})


def test_unknown_code_has_no_checks() -> None:
    report = verify_code(text="3M99NGJY7ZDYPTGXF0AV", address=ADDRESS)
    assert (report.verdict, outcomes(report)) == (Verdict.UNKNOWN, {})
