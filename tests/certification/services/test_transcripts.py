"""Transcripts: what they list, once for the same facts, on as many pages as needed, and what became of it since."""

import io
from datetime import date
from decimal import Decimal

import pikepdf
import pytest
from django.core import mail
from django.utils import timezone

from academy.accounts.models import Membership, User
from certification import api
from certification.codes import grouped
from certification.data import HoursRecord
from certification.enums import Failure, Kind, RevocationReason, Standing, State, Verdict
from certification.errors import NothingToList, NotReplaceable, TooManyTranscripts
from certification.models import Certificate
from certification.selectors.certificates import certificates_in_force, certificates_of_members
from certification.services import announcements, transcripts
from certification.services.audit import audit_history
from certification.services.file_verification import verify_file
from certification.services.production import produce_certificate
from certification.services.replacement import held_replaceable
from certification.services.revocation import revoke_certificate
from certification.services.transcripts import listed_today
from certification.services.verification import verify_code
from tests.factories.certification import TITLES, make_issued, make_replaced, make_reserved, make_template
from tests.factories.people import make_institution, make_user
from tests.factories.transcripts import make_reserved_transcript, make_transcript, make_transcript_template

pytestmark = pytest.mark.django_db

ADDRESS = "203.0.113.9"


def record(**fields: object) -> HoursRecord:
    facts = {"titles": {"en": "A seminar"}, "hours": Decimal("1.50"), "achieved_on": date(2026, 3, 1)}
    return HoursRecord(**facts | fields)


def content(certificate: Certificate) -> bytes:
    with certificate.document.open("rb") as file:
        return file.read()


def revoke(certificate: Certificate) -> None:
    revoke_certificate(certificate=certificate, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=None)


def test_transcript_lists_certificates_and_hours_of_its_days_in_order() -> None:
    certificate = make_issued()
    make_issued(certificate.holder, achieved_on=date(2025, 12, 31))
    make_issued()
    transcript = make_reserved_transcript(certificate.holder, records=[record(), record(achieved_on=date(2027, 1, 1))])
    first, second = transcript.snapshot["transcript"]["entries"]
    assert (first["code"], first["titles"], first["hours"], first["standing"]) == ("", {"en": "A seminar"}, "1.50", "")
    assert second == {
        "code": certificate.code,
        "titles": TITLES,
        "kind": "competence",
        "hours": "4.50",
        "is_counted": True,
        "achieved_on": "2026-09-05",
        "issued_on": second["issued_on"],
        "expires_on": None,
        "standing": "valid",
    }
    assert (transcript.snapshot["hours"], transcript.snapshot["kind"]) == ("6.00", "transcript")


def test_programme_and_revoked_certificate_are_listed_and_not_counted() -> None:
    holder = make_user()
    make_issued(holder, make_template(kind=Kind.PROGRAMME, design="programme"), hours=Decimal(20))
    make_issued(holder)
    revoke(make_issued(holder))
    transcript = make_reserved_transcript(holder)
    assert [entry["is_counted"] for entry in transcript.snapshot["transcript"]["entries"]].count(True) == 1
    assert transcript.snapshot["hours"] == "4.50"


def test_of_a_replaced_certificate_the_newer_one_is_listed() -> None:
    _old, newer = make_replaced()
    transcript = make_reserved_transcript(newer.holder)
    assert [entry["code"] for entry in transcript.snapshot["transcript"]["entries"]] == [newer.code]


def test_what_is_not_issued_yet_is_not_listed() -> None:
    with pytest.raises(NothingToList):
        make_reserved_transcript(make_reserved().holder)


def test_without_a_template_there_is_no_transcript() -> None:
    holder = make_issued().holder
    with pytest.raises(NothingToList):
        transcripts.reserve_transcript(
            holder=holder, first_day=date(2026, 1, 1), last_day=date(2026, 12, 31), language="az", records=()
        )


def test_same_facts_are_one_transcript_and_new_ones_another() -> None:
    holder = make_issued().holder
    first, again = make_reserved_transcript(holder), make_reserved_transcript(holder)
    in_russian = make_reserved_transcript(holder, language="ru")
    make_issued(holder)
    later = make_reserved_transcript(holder)
    assert (first.pk == again.pk, len({first.pk, in_russian.pk, later.pk})) == (True, 3)


def test_limit_of_a_day_holds_for_new_ones_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transcripts, "DAILY", 1)
    holder = make_issued().holder
    first = make_reserved_transcript(holder)
    assert make_reserved_transcript(holder).pk == first.pk
    with pytest.raises(TooManyTranscripts):
        make_reserved_transcript(holder, language="ru")
    other = make_issued().holder
    assert make_reserved_transcript(other).state == State.RESERVED


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("az", ("Səriştə sertifikatı", "etibarlıdır", "səriştə sertifikatı")),
        ("ru", ("Сертификат о подтверждении", "действителен", "сертификат о подтверждении компетенции")),
        ("en", ("Certificate of competence", "valid", "certificate of competence")),
    ],
)
def test_paper_says_what_was_frozen(language: str, words: tuple[str, ...], run: object) -> None:
    certificate = make_issued(make_user(legal_name="Əliyeva Günay"))
    transcript = make_transcript(certificate.holder, language=language, records=[record(titles=TITLES)])
    text = " ".join(run(content(transcript), "pdftotext", "-layout", "{}", "-").split())
    assert (transcript.state, [word in text for word in (*words, "Əliyeva Günay")]) == (State.ISSUED, [True] * 4)
    assert grouped(transcript.code) in text
    assert mail.outbox[-1].subject.startswith(
        {"az": "Çıxarışınız hazırdır", "ru": "Ваша выписка готова", "en": "Your transcript is ready"}[language]
    )


def test_many_lines_make_many_pages_with_a_tagged_table_each() -> None:
    holder = make_issued().holder
    transcript = make_transcript(holder, records=[record() for _ in range(60)])
    with pikepdf.open(io.BytesIO(content(transcript))) as pdf:
        found = [tag for top in pdf.Root.StructTreeRoot.K for tag in _tags(top)]
        heads = [tag for tag in found if tag.S == "/TH"]
        cells = [tag for tag in found if tag.S == "/TD"]
        assert (transcript.state, len(pdf.pages) > 2, len(cells)) == (State.ISSUED, True, 61 * 6)
        known = {str(tag.ID) for tag in heads}
        assert {str(cell.A.Headers[0]) in known for cell in cells} == {True}
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})


def _tags(tag: pikepdf.Object) -> list[pikepdf.Dictionary]:
    if not (isinstance(tag, pikepdf.Dictionary) and "/S" in tag):
        return []
    return [tag, *(found for below in tag.get("/K", []) for found in _tags(below))]


def test_paper_that_lacks_a_line_is_refused() -> None:
    transcript = make_reserved_transcript(make_issued().holder)
    snapshot = transcript.snapshot
    snapshot["transcript"]["entries"][0]["titles"] = {"en": "\u4e00"}
    Certificate.objects.filter(pk=transcript.pk).update(snapshot=snapshot)
    produce_certificate(transcript.pk)
    transcript.refresh_from_db()
    assert (transcript.state, transcript.failure) == (State.FAILED, Failure.DOCUMENT)


def test_transcript_verifies_by_code_and_file_and_tells_the_state_of_today() -> None:
    kept = make_issued()
    lost = make_issued(kept.holder)
    transcript = make_transcript(kept.holder, records=[record()])
    revoke(lost)
    report = verify_code(text=transcript.code, address=ADDRESS)
    told = {row.code: row.standing for row in report.listed}
    assert (report.verdict, told) == (
        Verdict.VALID,
        {"": None, kept.code: Standing.VALID, lost.code: Standing.REVOKED},
    )
    by_file = verify_file(document=content(transcript), address=ADDRESS)
    assert (by_file.verdict, by_file.listed) == (Verdict.VALID, report.listed)
    assert verify_file(document=content(transcript) + b" ", address=ADDRESS).verdict == Verdict.ALTERED


def test_of_an_erased_person_nothing_is_listed() -> None:
    transcript = make_transcript(make_issued().holder)
    Certificate.objects.filter(pk=transcript.pk).update(holder=None)
    transcript.refresh_from_db()
    assert listed_today(transcript) == ()


def test_certificate_lists_nothing() -> None:
    assert verify_code(text=make_issued().code, address=ADDRESS).listed == ()


def test_nobody_counts_a_transcript_as_a_certificate() -> None:
    certificate = make_issued()
    holder: User = certificate.holder
    transcript = make_transcript(holder)
    assert [one.code for one in api.certificates_of(holder)] == [certificate.code]
    assert api.certified_keys(holder) == {certificate.achievement_key}
    assert [one.code for one in api.transcripts_of(holder)] == [transcript.code]
    assert list(certificates_in_force(holder, date(2026, 9, 6))) == [certificate]


def test_institution_is_neither_shown_nor_told_of_a_transcript(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(announcements, "announce", lambda **event: told.append(event["subject"]))
    holder, institution = make_user(), make_institution()
    Membership.objects.create(user=holder, institution=institution, consented_at=timezone.now())
    certificate = make_issued(holder)
    make_transcript(holder)
    assert (list(certificates_of_members(institution)), told) == ([certificate], [certificate.code])


def test_transcript_is_not_corrected() -> None:
    with pytest.raises(NotReplaceable):
        held_replaceable(make_transcript(make_issued().holder))


def test_audit_finds_nothing_wrong_with_transcripts() -> None:
    make_transcript_template()
    transcript = make_transcript(make_issued().holder)
    assert [finding for finding in audit_history() if transcript.code in finding] == []
