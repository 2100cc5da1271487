import hashlib
import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from certification.codes import new_code
from certification.enums import RevocationReason, State
from certification.errors import DocumentRefused
from certification.models import Revocation
from certification.services.revocation import revoke_certificate
from tests.factories.certification import TITLES, make_issued, make_reserved
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def pdf(code: str) -> str:
    return reverse("certificate_pdf", args=[code])


def anonymised(page: str, code: str) -> str:
    """The page without what differs between any two answers: the code asked for, and the CSRF token."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.replace(code, ""))


def test_holder_downloads_the_issued_bytes(client_of: object) -> None:
    certificate = make_issued()
    answer = client_of(certificate.holder).get(pdf(certificate.code))
    with certificate.document.open() as file:
        assert answer.content == file.read()
    assert answer["Content-Type"] == "application/pdf"
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))


def test_anothers_certificate_answers_exactly_as_a_missing_one(client_of: object) -> None:
    codes, client = (make_issued().code, new_code()), client_of(make_user())
    answers = [client.get(pdf(code)) for code in codes]
    pages = {anonymised(answer.content.decode(), code) for code, answer in zip(codes, answers, strict=True)}
    assert ([answer.status_code for answer in answers], len(pages)) == ([404, 404], 1)


def test_superuser_is_no_holder(client_of: object) -> None:
    certificate = make_issued()
    assert client_of(make_user(is_superuser=True)).get(pdf(certificate.code)).status_code == 404


def test_anonymous_is_asked_to_log_in_for_any_code() -> None:
    codes = [make_issued().code, new_code()]
    answers = [Client().get(pdf(code)) for code in codes]
    assert [answer.url for answer in answers] == [f"{reverse('account_login')}?next={pdf(code)}" for code in codes]


def test_unfinished_certificate_cannot_be_downloaded(client_of: object) -> None:
    reserved = make_reserved()
    assert client_of(reserved.holder).get(pdf(reserved.code)).status_code == 404


def test_holder_keeps_the_document_of_a_revoked_certificate(client_of: object) -> None:
    revoked = make_issued()
    revoke_certificate(certificate=revoked, reason=RevocationReason.HOLDER_REQUEST, revoked_by=None)
    answer = client_of(revoked.holder).get(pdf(revoked.code))
    assert hashlib.sha256(answer.content).hexdigest() == revoked.sha256
    assert client_of(make_user()).get(pdf(revoked.code)).status_code == 404


def test_list_marks_a_revoked_certificate_with_its_public_reason(client_of: object) -> None:
    revoked = make_issued(make_user(language="en"))
    reason = RevocationReason.RULES_VIOLATED
    revocation = revoke_certificate(certificate=revoked, reason=reason, note="copied from B.", revoked_by=None)
    Revocation.objects.filter(pk=revocation.pk).update(revoked_at=datetime(2026, 9, 5, 21, tzinfo=UTC))
    page = client_of(revoked.holder).get(reverse("my_certificates")).content.decode()
    assert "was revoked on 6 September 2026. Reason: the rules of the test were violated." in page
    assert (pdf(revoked.code) in page, "copied from" in page) == (True, False)


def test_damaged_file_is_never_handed_out(client_of: object) -> None:
    certificate = make_issued()
    with certificate.document.storage.open(certificate.document.name, "r+b") as file:
        file.write(b"%PDX")
    with pytest.raises(DocumentRefused):
        client_of(certificate.holder).get(pdf(certificate.code))


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_list_shows_own_certificates_in_the_language_of_the_page(language: str, client_of: object) -> None:
    holder = make_user(language=language)
    certificate, foreign = make_issued(holder), make_issued()
    page = client_of(holder).get(reverse("my_certificates")).content.decode()
    assert (TITLES[language] in page, pdf(certificate.code) in page, pdf(foreign.code) in page) == (True, True, False)


def test_list_says_what_only_the_holder_can_put_right(client_of: object) -> None:
    holder = make_user(legal_name="李小龍", language="en")
    assert make_reserved(holder).state == State.FAILED
    page = client_of(holder).get(reverse("my_certificates")).content.decode()
    assert ("cannot be printed" in page, reverse("profile") in page) == (True, True)


def test_empty_list_says_so(client_of: object) -> None:
    page = client_of(make_user(language="en")).get(reverse("my_certificates")).content.decode()
    assert ("No certificates yet" in page, "certificate-line" in page) == (True, False)


def test_list_is_for_its_holder_alone() -> None:
    address = reverse("my_certificates")
    assert Client().get(address).url == f"{reverse('account_login')}?next={address}"


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_for_one_and_for_three(
    number: int, client_of: object, django_assert_num_queries: object
) -> None:
    holder = make_user()
    for _ in range(number):
        make_issued(holder)
    client = client_of(holder)
    client.get(reverse("my_certificates"))
    with django_assert_num_queries(8):
        client.get(reverse("my_certificates"))
