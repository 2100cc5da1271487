"""Copies of the register read back: exact rows, edges of the period, what anchors them, and who keeps the file."""

import csv
import hashlib
import io
import subprocess
from datetime import UTC, date, datetime, timedelta

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from certification.codes import grouped
from certification.enums import CopyFormat, EventKind, ReplacementReason, RevocationReason, Standing, State
from certification.models import Certificate, ChainHead, Event, RegisterCopy, Replacement
from certification.models.register import register_storage
from certification.selectors.production import MOST_ATTEMPTS
from certification.services import register
from certification.services.audit import audit_history
from certification.services.register import delete_old_files, make_register_copy
from certification.services.revocation import revoke_certificate
from certification.tasks import sweep_register_copies
from tests.factories.certification import TITLES, make_issued, make_reserved, make_template
from tests.factories.people import make_user
from tests.factories.register import in_september, make_copy, make_issued_at

pytestmark = pytest.mark.django_db


def content(copy: RegisterCopy) -> bytes:
    with copy.document.open("rb") as file:
        return file.read()


def rows(copy: RegisterCopy) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(copy).decode("utf-8-sig"))))


def codes(copy: RegisterCopy) -> list[str]:
    return [row["Code"] for row in rows(copy)]


def text_of(pdf: bytes) -> str:
    made = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(made.stdout.decode().split())


def test_row_says_all_that_a_records_office_needs() -> None:
    certificate = make_issued_at(in_september(), make_user(legal_name="Əliyeva Günay"))
    assert rows(make_copy()) == [
        {
            "№": "1",
            "Code": grouped(certificate.code),
            "Credential id": str(certificate.credential_id),
            "Holder": "Əliyeva Günay",
            "Achievement": TITLES["en"],
            "Kind": "certificate of competence",
            "Academic hours": "4.50",
            "Result, %": "92.00",
            "Achieved on": "2026-09-05",
            "Issued": "2026-09-05 12:30:00",
            "Valid until": "",
            "State": "valid",
            "State since": "",
            "Reason": "",
            "Replaced by": "",
            "Template": certificate.template.slug,
            "Version of the template": "1",
            "Fingerprint of the signing key": certificate.signing_key.fingerprint,
            "SHA-256 of the file": certificate.sha256,
        }
    ]


def test_period_begins_and_ends_at_midnight_by_the_clock_of_baku() -> None:
    moments = [datetime(2026, 8, 31, 19, 59, 59, tzinfo=UTC), datetime(2026, 8, 31, 20, tzinfo=UTC)]
    moments += [datetime(2026, 9, 30, 19, 59, 59, tzinfo=UTC), datetime(2026, 9, 30, 20, tzinfo=UTC)]
    issued = [make_issued_at(moment) for moment in moments]
    assert codes(make_copy()) == [grouped(one.code) for one in issued[1:3]]


def test_what_is_not_issued_yet_is_not_in_it() -> None:
    make_reserved()
    day = timezone.localdate()
    assert codes(make_copy(first_day=day, last_day=day)) == []


def test_erased_holder_has_no_name() -> None:
    certificate = make_issued_at(in_september(), make_user(legal_name="Silinən Ad"))
    Certificate.objects.filter(pk=certificate.pk).update(holder=None)
    copy = make_copy()
    assert (rows(copy)[0]["Holder"], "Silinən".encode() in content(copy)) == ("", False)


def test_revoked_certificate_says_since_when_and_why_and_not_the_private_note() -> None:
    certificate = make_issued_at(in_september())
    revocation = revoke_certificate(
        certificate=certificate, reason=RevocationReason.ISSUED_IN_ERROR, note="sirr", revoked_by=None
    )
    copy = make_copy()
    row, day = rows(copy)[0], timezone.localdate(revocation.revoked_at)
    assert (row["State"], row["State since"], row["Reason"]) == ("revoked", day.isoformat(), "issued in error")
    assert b"sirr" not in content(copy)


def test_replaced_certificate_names_the_newer_one() -> None:
    old, new = make_issued_at(in_september(5)), make_issued_at(in_september(20))
    Certificate.objects.filter(pk=old.pk).update(state=State.SUPERSEDED, superseded_by=new)
    Replacement.objects.create(certificate=old, reason=ReplacementReason.SPELLING, note="sirr")
    copy = make_copy()
    row = rows(copy)[0]
    assert (row["State"], row["State since"], row["Replaced by"]) == ("replaced", "2026-09-20", grouped(new.code))
    assert (row["Reason"], b"sirr" in content(copy)) == ("the name was misspelt", False)


def test_expired_certificate_says_since_when() -> None:
    certificate = make_issued_at(in_september())
    Certificate.objects.filter(pk=certificate.pk).update(expires_on=date(2026, 9, 6))
    row = rows(make_copy())[0]
    assert (row["State"], row["State since"], row["Valid until"]) == ("expired", "2026-09-06", "2026-09-06")


def test_copy_is_narrowed_by_issuer_template_and_state() -> None:
    one, other = make_issued_at(in_september(5)), make_issued_at(in_september(6))
    revoke_certificate(certificate=other, reason=RevocationReason.HOLDER_REQUEST, revoked_by=None)
    expected = [grouped(one.code)]
    assert codes(make_copy(issuer=one.template.issuer)) == expected
    assert codes(make_copy(template=one.template)) == expected
    assert [codes(make_copy(standing=standing)) for standing in Standing] == [expected, [], [grouped(other.code)], []]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_text_that_looks_like_a_formula_is_made_harmless(sign: str) -> None:
    make_issued_at(in_september(), make_user(legal_name=f"{sign}HYPERLINK A"), titles={"en": f"{sign}1+1"})
    row = rows(make_copy())[0]
    assert (row["Holder"], row["Achievement"]) == (f"'{sign}HYPERLINK A", f"'{sign}1+1")


def test_table_for_excel_holds_numbers_days_and_no_formula() -> None:
    make_issued_at(in_september(), titles={"en": "=1+1"})
    sheet = load_workbook(io.BytesIO(content(make_copy(format=CopyFormat.XLSX)))).active
    cells = [cell.value for cell in sheet[2]]
    assert (cells[0], cells[4], cells[6], cells[8]) == (1, "'=1+1", 4.5, datetime(2026, 9, 5))  # noqa: DTZ001
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d", "inlineStr"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("az", ("Sertifikatların reyestri: 01.09.2026 – 30.09.2026", "etibarlıdır", TITLES["az"][:24])),
        ("ru", ("Реестр сертификатов: 01.09.2026 — 30.09.2026", "действителен", TITLES["ru"][:24])),
        ("en", ("Register of certificates: 01.09.2026 – 30.09.2026", "valid", TITLES["en"][:24])),
    ],
)
def test_paper_speaks_the_language_that_was_chosen(language: str, words: tuple[str, ...]) -> None:
    certificate = make_issued_at(in_september(), make_user(legal_name="Əliyeva Günay"))
    text = text_of(content(make_copy(format=CopyFormat.PDF, language=language)))
    assert [word in text for word in (*words, grouped(certificate.code), "Əliyeva Günay", "Nərmin Qeydiyyatçı")] == [
        True
    ] * 6


def test_paper_has_totals_pages_and_the_heads_of_both_chains() -> None:
    make_issued_at(in_september())
    revoke_certificate(
        certificate=make_issued_at(in_september(6)), reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=None
    )
    head = ChainHead.objects.get(pk=ChainHead.HISTORY)
    text = text_of(content(make_copy(format=CopyFormat.PDF)))
    assert f"Head of the history {head.position} entries, {head.hash}" in text
    assert "Total 1 1 2 9" in text
    assert text.endswith("Page 1 of 1")


def test_paper_of_a_period_without_certificates_says_so() -> None:
    assert "No certificate was issued in this period." in text_of(content(make_copy(format=CopyFormat.PDF)))


def test_paper_is_declared_for_archives_and_has_our_fonts_alone() -> None:
    make_issued_at(in_september())
    with pikepdf.open(io.BytesIO(content(make_copy(format=CopyFormat.PDF)))) as pdf:
        with pdf.open_metadata() as packet:
            declared = (packet["pdfaid:part"], packet["pdfaid:conformance"], packet["dc:title"])
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        embedded = ["/FontFile2" in font.FontDescriptor and "/ToUnicode" in font for font in fonts]
        profile = pdf.Root.OutputIntents[0].DestOutputProfile
        assert (declared, str(pdf.Root.Lang), profile.N) == (
            ("3", "U", "Register of certificates: 01.09.2026 – 30.09.2026"),
            "en",
            3,
        )
        assert (set(embedded), {str(font.BaseFont).partition("+")[2][:8] for font in fonts}) == ({True}, {"NotoSans"})


def test_history_tells_who_made_which_copy_and_its_hash() -> None:
    make_issued_at(in_september())
    person = make_user()
    copy = make_copy(by=person, standing=Standing.VALID)
    event = Event.objects.latest("position")
    assert (event.kind, event.subject, event.actor) == (
        EventKind.REGISTER_COPIED,
        "register:2026-09-01/2026-09-30",
        person,
    )
    assert event.facts == {
        "issuer": "",
        "template": "",
        "standing": "valid",
        "format": "csv",
        "language": "en",
        "entries": 1,
        "sha256": hashlib.sha256(content(copy)).hexdigest(),
    }


def test_audit_finds_nothing_wrong_with_copies() -> None:
    make_issued_at(in_september())
    make_copy()
    make_copy()
    findings = [finding for finding in audit_history() if "register" in finding]
    assert findings == []


def test_copy_is_made_once() -> None:
    copy = make_copy()
    assert (make_register_copy(copy.pk), Event.objects.filter(kind=EventKind.REGISTER_COPIED).count()) == (False, 1)


def test_of_two_workers_one_keeps_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    make_issued_at(in_september())
    copy = make_copy()
    late = RegisterCopy.objects.get(pk=copy.pk)
    before = set(register_storage().listdir("")[1])
    assert register._keep(late, io.BytesIO(b"another file"), 1) is False
    assert (set(register_storage().listdir("")[1]), RegisterCopy.objects.get().sha256) == (before, copy.sha256)


def test_copy_of_a_dead_worker_is_taken_up_and_not_forever() -> None:
    copy = make_copy()
    long_ago = timezone.now() - timedelta(hours=1)
    unmade = {"made_at": None, "sha256": "", "document": "", "next_attempt_at": long_ago}
    RegisterCopy.objects.update(attempts=MOST_ATTEMPTS - 1, **unmade)
    sweep_register_copies()
    copy.refresh_from_db()
    assert (copy.attempts, bool(copy.document)) == (MOST_ATTEMPTS, True)
    RegisterCopy.objects.update(**unmade)
    assert make_register_copy(copy.pk) is False


def test_file_goes_after_a_week_and_its_hash_stays() -> None:
    kept, old = make_copy(), make_copy()
    RegisterCopy.objects.filter(pk=old.pk).update(made_at=timezone.now() - register.KEPT - timedelta(minutes=1))
    name = old.document.name
    assert (delete_old_files(), register_storage().exists(name)) == (1, False)
    old.refresh_from_db()
    kept.refresh_from_db()
    assert (old.document.name, len(old.sha256), bool(kept.document)) == ("", 64, True)


@pytest.mark.parametrize("form", [CopyFormat.CSV, CopyFormat.PDF])
def test_number_of_queries_does_not_depend_on_the_entries(form: CopyFormat) -> None:
    template, counts = make_template(), []
    for number in (1, 3):
        for _ in range(number):
            certificate = make_issued(template=template)
            Certificate.objects.filter(pk=certificate.pk).update(issued_at=in_september())
        with CaptureQueriesContext(connection) as queries:
            make_copy(by=certificate.holder, format=form)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_progress_is_told_while_rows_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "STEP", 1)
    make_issued_at(in_september(5))
    make_issued_at(in_september(6))
    with CaptureQueriesContext(connection) as queries:
        make_copy()
    told = [query["sql"] for query in queries if query["sql"].startswith("UPDATE") and '"rows_done" = ' in query["sql"]]
    assert [f'"rows_done" = {number}' in sql for number, sql in zip((0, 1, 2, 2), told, strict=True)] == [True] * 4
