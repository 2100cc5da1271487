"""The button beside an answer, the page that waits, and the file: for whoever has the address, and nobody else."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certification.models import Certificate, VerificationReceipt
from certification.models.receipt import KEPT
from certification.services import verification
from certification.services.keys import ensure_demo_key
from tests.factories.certification import make_issued
from tests.factories.receipts import ask, made, offer_by_code

pytestmark = pytest.mark.django_db

UNKNOWN = "3M99NGJY7ZDYPTGXF0AV"
NOBODYS = "0" * 32


def button(page: str) -> dict[str, str]:
    """What the form of the button sends, without the token."""
    return {"offer": found[1]} if (found := re.search(r'name="offer" value="([^"]+)"', page)) else {}


def pages(token: str) -> list[str]:
    return [reverse(name, args=[token]) for name in ("receipt", "receipt_state", "receipt_file")]


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_answer_to_a_code_leads_to_its_receipt(language: str, django_capture_on_commit_callbacks: object) -> None:
    visitor, certificate = Client(headers={"accept-language": language}), make_issued()
    page = visitor.get(reverse("verify_code", args=[certificate.code])).text
    with django_capture_on_commit_callbacks(execute=True):
        answer = visitor.post(reverse("ask_for_receipt"), button(page))
    receipt = VerificationReceipt.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("receipt", args=[receipt.token]))
    file = visitor.get(reverse("receipt_file", args=[receipt.token]))
    assert reverse("receipt_file", args=[receipt.token]) in visitor.get(answer["Location"]).text
    assert (file["Content-Type"], file.content[:5], receipt.language) == ("application/pdf", b"%PDF-", language)
    assert file["Content-Disposition"].startswith('attachment; filename="verification-receipt-')


def test_answer_to_a_file_leads_to_its_receipt(django_capture_on_commit_callbacks: object) -> None:
    visitor, certificate = Client(), make_issued()
    with certificate.document.open() as file:
        page = visitor.post(reverse("verify"), {"document": SimpleUploadedFile("c.pdf", file.read())}).text
    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(reverse("ask_for_receipt"), button(page))
    receipt = VerificationReceipt.objects.get()
    assert (receipt.answer["by_file"], receipt.answer["asked"], receipt.is_kept) == (True, certificate.sha256, True)


def test_unknown_code_has_a_button_and_a_malformed_one_has_none() -> None:
    offered = [button(Client().get(reverse("verify_code", args=[code])).text) for code in (UNKNOWN, "x", "SPECIMEN")]
    assert [bool(one) for one in offered] == [True, False, False]


def test_form_needs_the_token_of_the_page() -> None:
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.get(reverse("verify_code", args=[UNKNOWN])).text
    assert visitor.post(reverse("ask_for_receipt"), button(page)).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    sent = button(page) | {"csrfmiddlewaretoken": token}
    assert visitor.post(reverse("ask_for_receipt"), sent).status_code == 302


def test_offer_of_nobody_leads_back_to_the_forms() -> None:
    answer = Client().post(reverse("ask_for_receipt"), {"offer": "forged"}, headers={"accept-language": "en"})
    assert (answer.status_code, VerificationReceipt.objects.count()) == (422, 0)
    assert "Verify again, then ask for the receipt." in answer.text


def test_flood_is_refused_politely(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Client().get(reverse("verify_code", args=[UNKNOWN])).text
    monkeypatch.setattr(verification, "NETWORK_RECEIPT_LIMIT", 0)
    answer = Client().post(reverse("ask_for_receipt"), button(page))
    assert (answer.status_code, "Retry-After" in answer, VerificationReceipt.objects.count()) == (429, True, 0)


def test_token_of_nobody_is_missing() -> None:
    ensure_demo_key()
    receipt = made(offer_by_code(UNKNOWN))
    assert [Client().get(page).status_code for page in pages(receipt.token)] == [200, 200, 200]
    assert [Client().get(page).status_code for page in pages(NOBODYS)] == [404, 404, 404]


def test_nothing_of_it_is_kept_by_caches_or_found_by_search_engines() -> None:
    ensure_demo_key()
    receipt = made(offer_by_code(UNKNOWN))
    for page in pages(receipt.token):
        answer = Client().get(page)
        assert ("no-store" in answer["Cache-Control"], answer["X-Robots-Tag"]) == (True, "noindex, nofollow")


@pytest.mark.parametrize(
    ("language", "reason"),
    [("az", "imza açarı əlçatan deyil"), ("ru", "ключ подписи недоступен"), ("en", "the signing key is not available")],
)
def test_page_says_why_the_receipt_waits(own_files: Path, language: str, reason: str) -> None:
    receipt = made(offer_by_code(UNKNOWN))
    page = Client().get(reverse("receipt", args=[receipt.token]), headers={"accept-language": language}).text
    assert (reason in page, 'data-state="waiting"' in page) == (True, True)
    assert f'data-hx-get="{reverse("receipt_state", args=[receipt.token])}"' in page
    assert (own_files.exists(), Client().get(reverse("receipt_file", args=[receipt.token])).status_code) == (True, 404)


def test_page_says_what_became_of_an_old_receipt() -> None:
    kept, never = ask(offer_by_code(UNKNOWN)), ask(offer_by_code(UNKNOWN))
    VerificationReceipt.objects.filter(pk=kept.pk).update(made_at=timezone.now(), sha256="0" * 64)
    VerificationReceipt.objects.filter(pk=never.pk).update(asked_at=timezone.now() - KEPT)
    told = [
        Client().get(reverse("receipt", args=[one.token]), headers={"accept-language": "en"}).text
        for one in (kept, never)
    ]
    assert "The file was kept for seven days." in told[0]
    assert "The receipt could not be made in seven days." in told[1]


def test_page_of_a_receipt_in_another_language_speaks_its_own() -> None:
    ensure_demo_key()
    receipt = made(offer_by_code(UNKNOWN, "ru"))
    page = Client().get(reverse("receipt", args=[receipt.token]), headers={"accept-language": "en"}).text
    assert [words in page for words in ("Not found in the register", receipt.answer["heading"])] == [True, False]


def test_page_of_an_erased_holder_names_nobody() -> None:
    certificate = make_issued()
    receipt = made(offer_by_code(certificate.code))
    before = Client().get(reverse("receipt", args=[receipt.token])).text
    certificate.holder.delete()
    answers = [Client().get(page) for page in pages(receipt.token)]
    assert [answer.status_code for answer in answers] == [200, 200, 404]
    assert (certificate.code in before, certificate.code in answers[0].text) == (True, False)
    assert Certificate.objects.get().holder is None
