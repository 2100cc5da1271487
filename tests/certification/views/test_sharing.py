import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from defusedxml import ElementTree
from django.test import Client
from django.utils.timezone import localdate
from openbadgeslib import baking

from certification.codes import grouped
from certification.enums import Disclosure
from certification.formats.sharing import SharedCertificate
from certification.models import Certificate, HolderChoice
from certification.services.issued_files import issued_credential
from tests.factories.certification import TITLES, make_issued, make_reserved, make_template
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

SHARED = SharedCertificate(
    title="UOT & “rəf”",
    issuer="Kitabxanaçı Akademiyası",
    issued_on=date(2026, 9, 5),
    expires_on=date(2028, 9, 4),
    url="https://academy.example/verify/ABC/",
    code="ABCDE-FGHJK",
)


@pytest.fixture
def certificate() -> Certificate:
    return make_issued(template=make_template(kind="programme"))


def test_linkedin_is_told_what_its_form_asks_for() -> None:
    address = urlsplit(SHARED.linkedin)
    assert f"{address.scheme}://{address.netloc}{address.path}" == "https://www.linkedin.com/profile/add"
    assert parse_qs(address.query) == {
        "startTask": ["CERTIFICATION_NAME"],
        "name": ["UOT & “rəf”"],
        "organizationName": ["Kitabxanaçı Akademiyası"],
        "issueYear": ["2026"],
        "issueMonth": ["9"],
        "expirationYear": ["2028"],
        "expirationMonth": ["9"],
        "certUrl": ["https://academy.example/verify/ABC/"],
        "certId": ["ABCDE-FGHJK"],
    }


def test_letter_holds_title_and_link() -> None:
    address = urlsplit(SHARED.letter)
    said = {"subject": ["UOT & “rəf”"], "body": ["UOT & “rəf”\r\nhttps://academy.example/verify/ABC/"]}
    assert (address.scheme, parse_qs(address.query)) == ("mailto", said)


def test_page_offers_links_of_this_certificate(client_of: object, certificate: Certificate) -> None:
    page = client_of(certificate.holder).get("/my/certificates/").content.decode()
    issued = localdate(certificate.issued_at)
    assert f"issueYear={issued.year}&amp;issueMonth={issued.month}&amp;certUrl=" in page
    assert f"certId={grouped(certificate.code)}" in page
    assert f'data-copy="{certificate.snapshot["url"]}"' in page
    endings = [f"/my/certificates/{certificate.code}.{ending}" in page for ending in ("pdf", "png", "svg", "json")]
    assert (endings, TITLES["az"] in page) == ([True] * 4, True)


def test_holder_takes_the_credential_along(client_of: object, certificate: Certificate) -> None:
    client, credential = client_of(certificate.holder), issued_credential(certificate)
    answers = {form: client.get(f"/my/certificates/{certificate.code}.{form}") for form in ("png", "svg", "json")}
    assert baking.extract_png(answers["png"].content, keyword=baking.ITXT_KEYWORD_OB3) == credential
    assert ElementTree.fromstring(answers["svg"].content)[0].text == credential
    assert json.loads(answers["json"].content) == json.loads(credential)
    assert [answer["Content-Type"] for answer in answers.values()] == ["image/png", "image/svg+xml", "application/json"]
    name = f"certificate-{grouped(certificate.code)}.png"
    assert answers["png"]["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "no-store" in answers["png"]["Cache-Control"]


def test_nobody_else_takes_it(client: Client, client_of: object, certificate: Certificate) -> None:
    for form in ("png", "svg", "json"):
        address = f"/my/certificates/{certificate.code}.{form}"
        assert client_of(make_user()).get(address).status_code == 404
        assert client.get(address).url == f"/accounts/login/?next={address}"


def test_there_is_no_badge_before_the_certificate_is_issued(client_of: object) -> None:
    reserved = make_reserved()
    assert client_of(reserved.holder).get(f"/my/certificates/{reserved.code}.png").status_code == 404


def test_holder_chooses_what_others_see(client_of: object, certificate: Certificate) -> None:
    client, address = client_of(certificate.holder), f"/my/certificates/{certificate.code}/disclosure"
    answer = client.post(address, {"disclosure": "name"}, follow=True)
    certificate.refresh_from_db()
    assert (answer.redirect_chain, certificate.disclosure) == (
        [(f"/my/certificates/#{certificate.code}", 302)],
        Disclosure.NAME,
    )
    assert "Yadda saxlanıldı." in answer.content.decode()


def test_what_cannot_be_chosen_changes_nothing(client_of: object, certificate: Certificate) -> None:
    client = client_of(certificate.holder)
    for said in ({}, {"disclosure": "everything"}):
        client.post(f"/my/certificates/{certificate.code}/disclosure", said)
        client.post("/my/certificates/disclosure", said)
    certificate.refresh_from_db()
    assert (certificate.disclosure, HolderChoice.objects.exists()) == (Disclosure.ALL, False)


def test_nobody_else_chooses(client: Client, client_of: object, certificate: Certificate) -> None:
    address = f"/my/certificates/{certificate.code}/disclosure"
    assert client_of(make_user()).post(address, {"disclosure": "validity"}).status_code == 404
    assert client.post(address, {"disclosure": "validity"}).status_code == 302
    assert client_of(certificate.holder).get(address).status_code == 405
    certificate.refresh_from_db()
    assert certificate.disclosure == Disclosure.ALL


def test_default_is_chosen_for_certificates_to_come_and_for_all_when_wanted(
    client_of: object, certificate: Certificate
) -> None:
    client = client_of(certificate.holder)
    client.post("/my/certificates/disclosure", {"disclosure": "name"})
    certificate.refresh_from_db()
    assert (certificate.disclosure, make_reserved(certificate.holder).disclosure) == (Disclosure.ALL, Disclosure.NAME)
    client.post("/my/certificates/disclosure", {"disclosure": "validity", "also_existing": "on"})
    assert set(certificate.holder.certificates.values_list("disclosure", flat=True)) == {"validity"}


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        ("application/vc", "application/vc"),
        ("application/vc+ld+json", "application/vc+ld+json"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/json"),
        ("*/*", "text/html; charset=utf-8"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
    ],
)
def test_code_answers_as_it_is_asked(client: Client, certificate: Certificate, accept: str, answered: str) -> None:
    response = client.get(f"/verify/{certificate.code}/", headers={"accept": accept})
    assert (response.status_code, response["Content-Type"]) == (200, answered)
    assert ("Accept" in response["Vary"].split(", "), "no-store" in response["Cache-Control"]) == (True, True)
    is_credential = answered not in {"application/json", "text/html; charset=utf-8"}
    assert (response.content.decode() == issued_credential(certificate)) is is_credential


@pytest.mark.parametrize(("code", "status"), [("00000-00000-00000-00000", 404), ("nonsense", 400)])
def test_no_credential_for_what_is_not_in_the_register(client: Client, code: str, status: int) -> None:
    response = client.get(f"/verify/{code}/", headers={"accept": "application/vc"})
    assert (response.status_code, response.json()["certificate"]) == (status, None)


@pytest.mark.parametrize("disclosure", [Disclosure.NAME, Disclosure.VALIDITY])
def test_credential_is_kept_back_where_not_everything_is_shown(
    client: Client, certificate: Certificate, disclosure: Disclosure
) -> None:
    Certificate.objects.filter(pk=certificate.pk).update(disclosure=disclosure)
    response = client.get(f"/verify/{certificate.code}/", headers={"accept": "application/vc"})
    assert (response.status_code, response["Content-Type"], response.json()["verdict"]) == (
        406,
        "application/json",
        "valid",
    )
