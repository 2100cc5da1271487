"""A photograph or a scan of a certificate leads to the answer of its code, and of another's code to none."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import segno
from PIL import Image
from pytest_django.fixtures import Settings

from certification.codes import SPECIMEN, grouped, new_code
from certification.enums import Disclosure, Medium, RevocationReason, Verdict
from certification.models import Certificate, Verification
from certification.services.disclosure import choose_disclosure
from certification.services.file_verification import verify_file
from certification.services.issued_files import issued_document
from certification.services.revocation import revoke_certificate
from certification.services.verification import VerificationReport
from tests.certification.outcomes import outcomes
from tests.certification.services.photographs import as_jpeg, as_png, as_webp, on_a_desk, printed, scaled, turned
from tests.factories.certification import make_issued, make_reserved

pytestmark = [pytest.mark.django_db, pytest.mark.static]

ADDRESS = "203.0.113.77"
SITE = "http://localhost:8000"


def judged(picture: bytes) -> VerificationReport:
    report = verify_file(document=picture, address=ADDRESS)
    assert report.medium == Medium.PHOTOGRAPH
    return report


def mark(*texts: str) -> bytes:
    """A PNG with a QR mark for each text, beside each other."""
    marks = []
    for text in texts:
        output = BytesIO()
        segno.make(text, micro=False).save(output, kind="png", scale=6, border=6)
        marks.append(Image.open(output).convert("L"))
    sheet = Image.new("L", (sum(one.width for one in marks), max(one.height for one in marks)), "white")
    for number, one in enumerate(marks):
        sheet.paste(one, (sum(before.width for before in marks[:number]), 0))
    return as_png(sheet)


PHOTOGRAPHS: dict[str, Callable[[Image.Image], bytes]] = {
    "scan": as_png,
    "scan as JPEG": as_jpeg,
    "scan as WebP": as_webp,
    "grey scan": lambda page: as_png(page.convert("L")),
    "transparent": lambda page: as_png(page.convert("RGBA")),
    "turned by seven degrees": lambda page: as_jpeg(turned(page, 7)),
    "upside down": lambda page: as_jpeg(turned(page, 180)),
    "on its side": lambda page: as_jpeg(turned(page, 90)),
    "half as large": lambda page: as_jpeg(scaled(page, 0.5), 70),
    "twice as large": lambda page: as_jpeg(scaled(page, 2)),
    "on a desk": lambda page: as_jpeg(on_a_desk(page)),
}


def test_photographs_of_an_issued_certificate_lead_to_its_answer(tmp_path: Path) -> None:
    certificate = make_issued()
    page = printed(issued_document(certificate), tmp_path)
    reports = {name: judged(taken(page)) for name, taken in PHOTOGRAPHS.items()}
    told = {name: (report.verdict, report.facts and report.facts.code) for name, report in reports.items()}
    assert told == dict.fromkeys(PHOTOGRAPHS, (Verdict.VALID, certificate.code))


def test_photograph_proves_nothing_about_the_paper() -> None:
    certificate = make_issued()
    report = judged(mark(certificate.snapshot["url"]))
    assert outcomes(report) == {
        "readable": "passed",
        "unaltered": "open",
        "signed": "passed",
        "key": "passed",
        "logged": "open",
        "in_force": "passed",
    }
    recorded = Verification.objects.values_list("certificate", "verdict", "by_file").get()
    assert recorded == (certificate.pk, Verdict.VALID, True)


def test_photograph_of_a_revoked_certificate_tells_it() -> None:
    certificate = make_issued()
    revoke_certificate(certificate=certificate, reason=RevocationReason.RULES_VIOLATED, revoked_by=None)
    report = judged(mark(certificate.snapshot["url"]))
    assert (report.verdict, report.reason) == (Verdict.REVOKED, RevocationReason.RULES_VIOLATED)


@pytest.mark.parametrize("disclosure", Disclosure.values)
def test_photograph_shows_what_the_code_shows(disclosure: str) -> None:
    certificate = make_issued()
    choose_disclosure(certificate=certificate, disclosure=Disclosure(disclosure))
    facts = judged(mark(certificate.snapshot["url"])).facts
    shown = facts and (facts.code, facts.holder)
    name = certificate.snapshot["holder_name"]
    everything = {"all": (certificate.code, name), "name": (certificate.code, None), "validity": None}
    assert shown == everything[disclosure]


def test_bare_code_is_read() -> None:
    certificate = make_issued()
    assert judged(mark(grouped(certificate.code))).facts.code == certificate.code


@pytest.mark.parametrize(
    "text",
    [
        "https://elsewhere.example/verify/{}/",
        "http://localhost:8000.elsewhere.example/verify/{}/",
        "http://localhost:8000@elsewhere.example/verify/{}/",
        "https://elsewhere.example/?to=http://localhost:8000/verify/{}/",
        "http://localhost:8000/studio/check-in/{}/",
        "WIFI:S:library;;",
    ],
)
def test_mark_that_leads_elsewhere_is_foreign_whatever_code_stands_in_it(text: str) -> None:
    certificate = make_issued()
    report = judged(mark(text.format(certificate.code)))
    assert (report.verdict, report.facts, outcomes(report)) == (Verdict.FOREIGN, None, {"readable": "passed"})


def test_certificate_of_a_site_that_has_moved_is_found(settings: Settings) -> None:
    certificate = make_issued()
    settings.SITE_URL = "https://academy.example"
    assert judged(mark(certificate.snapshot["url"])).verdict == Verdict.VALID


@pytest.mark.parametrize(
    ("code", "verdict"), [(SPECIMEN, Verdict.SPECIMEN), ("AE5WD", Verdict.MALFORMED), ("", Verdict.FOREIGN)]
)
def test_address_of_ours_without_a_certificate(code: str, verdict: Verdict) -> None:
    assert judged(mark(f"{SITE}/verify/{code}/")).verdict == verdict


def test_unknown_and_reserved_codes_answer_alike() -> None:
    reports = {judged(mark(f"{SITE}/verify/{code}/")) for code in (new_code(), make_reserved().code)}
    assert reports == {VerificationReport(verdict=Verdict.UNKNOWN, medium=Medium.PHOTOGRAPH)}


def test_two_certificates_in_one_picture_are_none_and_twice_the_same_is_one() -> None:
    one, other = make_issued(), make_issued()
    addresses: list[str] = [certificate.snapshot["url"] for certificate in (one, other)]
    both, twice = judged(mark(*addresses)), judged(mark(addresses[0], addresses[0]))
    assert (both.verdict, outcomes(both)) == (Verdict.UNREADABLE, {"readable": "failed"})
    assert (twice.verdict, twice.facts.code) == (Verdict.VALID, one.code)


def test_mark_of_others_beside_ours_does_no_harm() -> None:
    certificate: Certificate = make_issued()
    report = judged(mark(certificate.snapshot["url"], "https://elsewhere.example/"))
    assert (report.verdict, report.facts.code) == (Verdict.VALID, certificate.code)


def test_black_mark_on_nothing_is_read() -> None:
    """A drawing without a background: its white is transparent."""
    certificate = make_issued()
    grey = Image.open(BytesIO(mark(certificate.snapshot["url"])))
    black = Image.new("LA", grey.size, (0, 0))
    black.putalpha(grey.point(lambda value: 255 - value))
    assert judged(as_png(black)).verdict == Verdict.VALID


@pytest.mark.parametrize("make", [as_png, as_jpeg, as_webp])
def test_picture_without_a_mark_is_unreadable(make: Callable[[Image.Image], bytes]) -> None:
    report = judged(make(Image.new("RGB", (300, 200), "white")))
    assert (report.verdict, outcomes(report)) == (Verdict.UNREADABLE, {"readable": "failed"})
