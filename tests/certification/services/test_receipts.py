"""Receipts read back: the words of the page, a signature that strangers verify, and what becomes of both."""

import hashlib
import io
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
import time_machine
from django.utils import timezone, translation

from certification.codes import grouped
from certification.enums import Disclosure, Failure, RevocationReason, Verdict
from certification.errors import AnswerTooOld, TooManyQuestions
from certification.models import Certificate, Verification, VerificationReceipt
from certification.models.receipt import KEPT, receipt_storage
from certification.services import receipts, verification
from certification.services.erasure import erase_holder
from certification.services.file_verification import verify_file
from certification.services.keys import ensure_demo_key
from certification.services.receipts import delete_old_receipts, make_receipt, offer_receipt
from certification.services.revocation import revoke_certificate
from certification.services.sealing import verifies
from certification.services.verification import VerificationReport
from certification.services.verification_words import Question, told_answer
from certification.tasks import sweep_receipts
from tests.factories.certification import TITLES, make_issued
from tests.factories.receipts import ADDRESS, ask, content, made, offer_by_code, offer_by_file
from tests.races import at_once

pytestmark = pytest.mark.django_db

UNKNOWN = "3M99NGJY7ZDYPTGXF0AV"


@pytest.fixture
def _key() -> None:
    ensure_demo_key()


def text_of(pdf: bytes) -> str:
    read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


def words_of(receipt: VerificationReceipt) -> Iterator[str]:
    """Every text of the frozen answer that people are to read."""
    told = receipt.answer
    yield from (told["heading"], told["statement"], *told["notes"], told["asked"], told["demo_note"])
    yield from (text for fact in told["facts"] for text in (fact["label"], fact["value"]))
    yield from (text for check in told["checks"] for text in (check["label"], check["result"], check["sentence"]))
    yield from (entry["sentence"] for entry in told["log"])


def missing(receipt: VerificationReceipt) -> list[str]:
    """What the paper does not say: lines are broken anywhere, so spaces do not count."""
    said = re.sub(r"\s", "", text_of(content(receipt)))
    return [words for words in words_of(receipt) if re.sub(r"\s", "", words) not in said]


@pytest.mark.parametrize(
    ("language", "title", "verdict"),
    [
        ("az", "Yoxlama arayışı", "Sertifikat etibarlıdır"),
        ("ru", "Справка о проверке", "Сертификат действителен"),
        ("en", "Verification receipt", "The certificate is valid"),
    ],
)
def test_paper_says_all_that_was_told_in_its_language(language: str, title: str, verdict: str) -> None:
    certificate = make_issued()
    receipt = made(offer_by_code(certificate.code, language))
    said = text_of(content(receipt))
    assert (missing(receipt), receipt.answer["heading"], title in said) == ([], verdict, True)
    assert [TITLES[other] in said for other in TITLES] == [other == language for other in TITLES]
    local = timezone.localtime(receipt.told_at)
    moments = [f"{local:%H:%M:%S} (Asia/Baku, UTC+04:00)", f"{receipt.told_at:%Y-%m-%d %H:%M:%S}"]
    links = [f"/verify/{certificate.code}/", receipt.token, certificate.sha256]
    assert [part for part in (*moments, *links) if part not in said] == []


def test_strangers_and_we_verify_the_signature(run: Callable[..., str]) -> None:
    certificate = make_issued()
    document = content(made(offer_by_code(certificate.code)))
    told = run(document, "pdfsig", "-nocert", "{}")
    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert verifies(document, certificate.signing_key)
    assert not verifies(document[:2000] + bytes([document[2000] ^ 1]) + document[2001:], certificate.signing_key)


def test_paper_is_declared_for_archives_with_our_fonts_alone() -> None:
    with pikepdf.open(io.BytesIO(content(made(offer_by_code(make_issued().code, "az"))))) as pdf:
        with pdf.open_metadata() as packet:
            declared = (packet["pdfaid:part"], packet["pdfaid:conformance"], packet["dc:title"])
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert declared == ("3", "U", "Yoxlama arayışı: Sertifikat etibarlıdır")
        assert (str(pdf.Root.Lang), len(pdf.pages)) == ("az", 1)
        assert {str(font.BaseFont).partition("+")[2][:8] for font in fonts} == {"NotoSans"}


def test_receipt_of_a_revoked_certificate_says_when_and_why() -> None:
    certificate = make_issued()
    revoke_certificate(certificate=certificate, reason=RevocationReason.ISSUED_IN_ERROR, note="sirr", revoked_by=None)
    receipt = made(offer_by_code(certificate.code))
    assert (receipt.verdict, missing(receipt), "sirr" in text_of(content(receipt))) == ("revoked", [], False)
    assert "Reason: issued in error" in receipt.answer["statement"]


@pytest.mark.usefixtures("_key")
def test_receipt_of_an_unknown_code_says_so() -> None:
    receipt = made(offer_by_code(UNKNOWN))
    assert (receipt.verdict, receipt.certificate, missing(receipt)) == ("unknown", None, [])
    assert grouped(UNKNOWN) in text_of(content(receipt))


def test_receipt_of_a_changed_file_names_the_file_by_its_hash() -> None:
    certificate = make_issued()
    with certificate.document.open() as file:
        changed = file.read() + b"\n"
    sha256 = hashlib.sha256(changed).hexdigest()
    receipt = made(offer_by_file(changed, sha256))
    assert (receipt.verdict, receipt.certificate, receipt.answer["asked"]) == ("altered", certificate, sha256)
    assert missing(receipt) == []


@pytest.mark.parametrize(
    ("disclosure", "shown"), [(Disclosure.NAME, [False, True]), (Disclosure.VALIDITY, [False, False])]
)
def test_receipt_shows_no_more_than_the_holder_does(disclosure: str, shown: list[bool]) -> None:
    certificate = make_issued()
    Certificate.objects.update(disclosure=disclosure)
    receipt = made(offer_by_code(certificate.code))
    assert [part in text_of(content(receipt)) for part in ("Günay", TITLES["en"])] == shown
    assert receipt.certificate == certificate


@pytest.mark.parametrize(
    ("name", "said"),
    [("günay  ƏLİYEVA şahin qızı!", ["günay ƏLİYEVA şahin qızı"]), ("Leyla Qasımova", [])],
)
def test_only_a_name_that_is_right_is_repeated(name: str, said: list[str]) -> None:
    certificate = make_issued()
    Certificate.objects.update(disclosure=Disclosure.NAME)
    receipt = ask(offer_by_code(certificate.code, name=name))
    values = [fact["value"] for fact in receipt.answer["facts"] if fact["label"] == "Name that was confirmed"]
    assert values == said


@pytest.mark.parametrize("verdict", [Verdict.MALFORMED, Verdict.SPECIMEN])
def test_what_was_never_looked_up_has_no_receipt(verdict: Verdict) -> None:
    told = told_answer(VerificationReport(verdict=verdict), Question(asked=""), told_at=timezone.now())
    assert offer_receipt(told) == ""


def test_two_clicks_are_one_receipt_and_one_question() -> None:
    offer = offer_by_code(make_issued().code)
    first, second = ask(offer), ask(offer)
    assert (first, VerificationReceipt.objects.count()) == (second, 1)
    asked = Verification.objects.values_list("verdict", "for_receipt", "network").order_by("pk")
    assert list(asked) == [("valid", False, "203.0.113.0/24"), ("valid", True, "203.0.113.0/24")]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_clicks_at_the_same_time_are_one_receipt() -> None:
    offer = offer_by_code(make_issued().code)
    answers = at_once(4, lambda: receipts.keep_receipt(offer=offer, address=ADDRESS)[1])
    assert (sorted(answers), VerificationReceipt.objects.count()) == ([False, False, False, True], 1)


def test_receipt_is_made_once() -> None:
    receipt = made(offer_by_code(make_issued().code))
    assert make_receipt(receipt.pk) is False
    assert VerificationReceipt.objects.values_list("sha256", "attempts").get() == (receipt.sha256, 1)


def test_worker_that_was_overtaken_removes_its_own_file(monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = ask(offer_by_code(make_issued().code))
    original = receipts.signed_paper

    def overtaken(claimed: VerificationReceipt) -> tuple[bytes, str]:
        VerificationReceipt.objects.update(next_attempt_at=timezone.now())
        monkeypatch.setattr(receipts, "signed_paper", original)
        assert make_receipt(claimed.pk) is True
        return original(claimed)

    monkeypatch.setattr(receipts, "signed_paper", overtaken)
    assert make_receipt(receipt.pk) is False
    receipt.refresh_from_db()
    kept = [name for name in receipt_storage().listdir("")[1] if name.startswith(receipt.token)]
    assert (kept, hashlib.sha256(content(receipt)).hexdigest()) == ([receipt.document.name], receipt.sha256)


def test_without_a_key_it_waits_and_is_made_when_there_is_one(own_files: Path) -> None:
    ensure_demo_key()
    key = own_files / "key.p12"
    away = key.rename(own_files / "away.p12")
    receipt = made(offer_by_code(UNKNOWN))
    assert (receipt.made_at, receipt.failure) == (None, Failure.KEY)
    sweep_receipts()
    receipt.refresh_from_db()
    assert receipt.attempts == 1
    away.rename(key)
    with time_machine.travel(timezone.now() + timedelta(minutes=3)):
        sweep_receipts()
    receipt.refresh_from_db()
    assert (receipt.failure, receipt.is_kept, missing(receipt)) == ("", True, [])


def test_flood_of_receipts_from_one_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "NETWORK_RECEIPT_LIMIT", 1)
    first, second = offer_by_code(UNKNOWN), offer_by_code(UNKNOWN)
    ask(first)
    with pytest.raises(TooManyQuestions):
        ask(second)
    assert receipts.keep_receipt(offer=second, address="198.51.100.1")[1] is True


@pytest.mark.parametrize("change", [lambda offer: offer[:-1] + ("A" if offer[-1] != "A" else "B"), lambda _offer: ""])
def test_answer_that_we_never_told_is_refused(change: Callable[[str], str]) -> None:
    with pytest.raises(AnswerTooOld):
        ask(change(offer_by_code(UNKNOWN)))


def test_answer_that_is_an_hour_old_is_refused() -> None:
    offer = offer_by_code(UNKNOWN)
    with time_machine.travel(timezone.now() + receipts.FRESH + timedelta(minutes=1)), pytest.raises(AnswerTooOld):
        ask(offer)


def test_file_goes_after_a_week_and_is_recognised_after_that() -> None:
    certificate = make_issued()
    receipt = made(offer_by_code(certificate.code))
    document, name = content(receipt), receipt.document.name
    assert delete_old_receipts() == 0
    with time_machine.travel(timezone.now() + KEPT + timedelta(minutes=1)):
        assert delete_old_receipts() == 1
    receipt.refresh_from_db()
    assert (receipt.is_kept, receipt_storage().exists(name)) == (False, False)
    report = verify_file(document=document, address=ADDRESS)
    assert (report.verdict, report.receipt.code, report.receipt.verdict) == ("receipt", certificate.code, "valid")


def test_receipt_that_is_dropped_is_told_to_be_one(django_assert_max_num_queries: Callable) -> None:
    receipt = made(offer_by_code(make_issued().code))
    with django_assert_max_num_queries(8), translation.override("en"):
        report = verify_file(document=content(receipt), address=ADDRESS)
        told = told_answer(report, Question(asked="", by_file=True), told_at=timezone.now())
    assert told["heading"] == "A genuine receipt of a verification"
    assert told["statement"].startswith("This is a receipt of ours, made on ")
    assert [check["outcome"] for check in told["checks"]] == ["passed"] * 3
    assert (told["facts"][0]["value"], offer_receipt(told)) == ("The certificate is valid", "")
    assert Verification.objects.order_by("pk").last().certificate == receipt.certificate


def _flipped(document: bytes) -> bytes:
    return document[:2000] + bytes([document[2000] ^ 1]) + document[2001:]


def _rewritten(document: bytes) -> bytes:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(document)) as pdf:
        pdf.docinfo["/Title"] = "The certificate is valid"
        pdf.save(file)
    return file.getvalue()


@pytest.mark.parametrize("edit", [_flipped, _rewritten, lambda document: document + b"\n% more\n"])
def test_edited_receipt_is_told_as_altered(edit: Callable[[bytes], bytes]) -> None:
    certificate = make_issued()
    receipt = made(offer_by_code(certificate.code))
    report = verify_file(document=edit(content(receipt)), address=ADDRESS)
    with translation.override("en"):
        told = told_answer(report, Question(asked="", by_file=True), told_at=timezone.now())
    assert (report.verdict, report.receipt.code) == (Verdict.ALTERED, certificate.code)
    assert told["statement"].startswith("This file differs from the receipt that we made: it was changed")
    assert told["facts_title"] == "What our records say about the genuine receipt"


def test_erasure_takes_answer_and_file_and_leaves_the_hash(django_capture_on_commit_callbacks: Callable) -> None:
    certificate = make_issued()
    receipt, waiting = made(offer_by_code(certificate.code)), ask(offer_by_code(certificate.code))
    late, document = offer_by_code(certificate.code), content(receipt)
    assert "Günay" in str(VerificationReceipt.objects.values_list("answer", flat=True)[0])
    with django_capture_on_commit_callbacks(execute=True):
        erase_holder(holder=certificate.holder)
    rows = VerificationReceipt.objects.values_list("answer", "document", "sha256").order_by("pk")
    assert list(rows) == [({}, "", receipt.sha256), ({}, "", "")]
    assert (make_receipt(waiting.pk), receipt_storage().exists(receipt.document.name)) == (False, False)
    report = verify_file(document=document, address=ADDRESS)
    assert (report.verdict, report.receipt.asked, report.receipt.code) == ("receipt", "", certificate.code)
    with pytest.raises(AnswerTooOld):
        ask(late)


def test_holder_who_is_erased_while_it_is_made_is_on_no_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_issued()
    receipt, original = ask(offer_by_code(certificate.code)), receipts.signed_paper

    def erased_meanwhile(claimed: VerificationReceipt) -> tuple[bytes, str]:
        document = original(claimed)
        erase_holder(holder=certificate.holder)
        return document

    monkeypatch.setattr(receipts, "signed_paper", erased_meanwhile)
    assert make_receipt(receipt.pk) is False
    assert [name for name in receipt_storage().listdir("")[1] if name.startswith(receipt.token)] == []
