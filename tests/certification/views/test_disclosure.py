"""What the holder lets everyone see, on each surface that answers to a code. Each test holds a name that could leak."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from certification.enums import Disclosure, RevocationReason
from certification.models import Certificate, Verification
from certification.services import floods, log, verification
from certification.services.disclosure import (
    choose_default_disclosure,
    choose_disclosure,
    default_disclosure,
    is_same_name,
)
from certification.services.issued_files import issued_credential, issued_document
from certification.services.log_keys import make_log_key
from certification.services.revocation import revoke_certificate
from tests.factories.certification import TITLES, make_issued, make_reserved, make_template
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

NAME = "Əliyeva Günay Şahin qızı"
CREDENTIAL = {"accept": "application/vc+ld+json"}
JSON = {"accept": "application/json"}


@pytest.fixture
def certificate() -> Certificate:
    return make_issued(make_user(legal_name=NAME), make_template(valid_months=12))


def shown(certificate: Certificate, disclosure: Disclosure) -> Certificate:
    """The certificate, of which everyone sees so much."""
    choose_disclosure(certificate=certificate, disclosure=disclosure)
    return certificate


def answers(client: Client, certificate: Certificate) -> dict[str, str]:
    """Everything that whoever has the code can read."""
    address = f"/verify/{certificate.code}/"
    altered = SimpleUploadedFile("a.pdf", issued_document(certificate) + b"\n%more")
    return {
        "page": client.get(address).content.decode(),
        "json": client.get(address, headers=JSON).content.decode(),
        "credential": client.get(address, headers=CREDENTIAL).content.decode(),
        "wrong name": client.post(address, {"name": "Somebody Else"}).content.decode(),
        "right name": client.post(address, {"name": "gunay eliyeva sahin qizi"}, headers=JSON).content.decode(),
        "proof": client.get(f"/log/proof/{certificate.code}").content.decode(),
        "altered file": client.post("/verify/", {"document": altered}).content.decode(),
    }


def leaking(said: dict[str, str], *secrets: str) -> set[str]:
    """The surfaces on which one of these can be read, as it is or as JSON writes it."""
    written = [form for secret in secrets for form in (secret, json.dumps(secret)[1:-1])]
    return {surface for surface, text in said.items() if any(form in text for form in written)}


def test_everything_is_shown_at_first(client: Client, certificate: Certificate) -> None:
    said = answers(client, certificate)
    assert leaking(said, NAME) == {"page", "json", "wrong name", "right name", "altered file"}
    assert said["credential"] == issued_credential(certificate)


def test_hidden_name_stands_nowhere_and_the_rest_does(client: Client, certificate: Certificate) -> None:
    said = answers(client, shown(certificate, Disclosure.NAME))
    assert (leaking(said, NAME, "Günay"), leaking(said, "identityHash")) == (set(), set())
    everywhere = {"page", "json", "credential", "wrong name", "right name", "altered file"}
    assert leaking(said, TITLES["az"]) == everywhere


def test_validity_alone_is_shown(client: Client, certificate: Certificate) -> None:
    said = answers(client, shown(certificate, Disclosure.VALIDITY))
    assert leaking(said, NAME, "Günay", *TITLES.values(), "identityHash", "Aygün Nümunəli", "92%", "92.00") == set()
    told = json.loads(said["json"])
    assert (told["verdict"], told["certificate"], told["log"], told["disclosure"]) == ("valid", None, [], "validity")
    assert "Sertifikat sahibi yalnız sertifikatın etibarlı olub-olmadığını göstərir." in said["page"]
    assert ("Bu kodlu sertifikat etibarlıdır." in said["page"], "sınaq açarı" in said["page"]) == (True, True)


def test_log_is_proven_whatever_is_shown(client: Client, certificate: Certificate) -> None:
    make_log_key(demo=True)
    log.extend_log()
    said = answers(client, shown(certificate, Disclosure.VALIDITY))
    assert len(json.loads(said["proof"])["entries"]) == 1
    assert leaking(said, NAME) == set()


def test_end_of_validity_and_revocation_are_told_in_each_case(client: Client, certificate: Certificate) -> None:
    shown(certificate, Disclosure.VALIDITY)
    assert (
        "Sertifikat 5 sentyabr 2027 tarixinədək etibarlıdır"
        in client.get(f"/verify/{certificate.code}/").content.decode()
    )
    with time_machine.travel(timezone.now() + timedelta(days=800)):
        assert "5 sentyabr 2027" in client.get(f"/verify/{certificate.code}/").content.decode()
        assert client.get(f"/verify/{certificate.code}/", headers=JSON).json()["verdict"] == "expired"
    revoke_certificate(certificate=certificate, reason=RevocationReason.HOLDER_REQUEST, revoked_by=None)
    said = client.get(f"/verify/{certificate.code}/", headers=JSON).json()
    assert (said["verdict"], said["reason"], said["certificate"]) == ("revoked", "holder_request", None)


def test_name_is_confirmed_and_never_told(client: Client, certificate: Certificate) -> None:
    shown(certificate, Disclosure.NAME)
    address = f"/verify/{certificate.code}/"
    typed = {"Əliyeva Günay Şahin qızı": True, "GÜNAY ŞAHİN QIZI ƏLİYEVA": True, "Əliyeva Günay": False}
    said = {name: client.post(address, {"name": name}, headers=JSON).json()["name_is_right"] for name in typed}
    assert (said, client.get(address, headers=JSON).json()["name_is_right"]) == (typed, None)
    right = client.post(address, {"name": NAME}).content.decode()
    wrong = client.post(address, {"name": "Somebody Else"}).content.decode()
    assert "Sertifikat bu adlı şəxsə verilib." in right
    assert "Sertifikat başqa adlı şəxsə verilib." in wrong


@pytest.mark.parametrize("disclosure", [Disclosure.ALL, Disclosure.VALIDITY])
def test_name_is_confirmed_only_where_the_holder_lets_it(
    client: Client, certificate: Certificate, disclosure: Disclosure
) -> None:
    shown(certificate, disclosure)
    said = client.post(f"/verify/{certificate.code}/", {"name": NAME}, headers=JSON).json()
    assert said["name_is_right"] is None


@pytest.mark.parametrize(
    ("typed", "is_same"),
    [
        ("Əliyeva Günay Şahin qızı", True),
        ("  əliyeva   günay şahin QIZI ", True),
        ("ƏLİYEVA GÜNAY ŞAHİN QIZI", True),
        ("Eliyeva Gunay Sahin qizi", True),
        ("Günay Əliyeva, Şahin qızı", True),
        ("A\u0308liyeva Günay Şahin qızı", False),
        ("Əliyeva Gu\u0308nay Şahin qızı", True),
        ("Əliyeva Günel Şahin qızı", False),
        ("Əliyeva Günay", False),
        ("", False),
        ("…", False),
    ],
)
def test_names_are_compared_as_people_read_them(typed: str, *, is_same: bool) -> None:
    assert is_same_name(typed, NAME) is is_same


def test_names_are_not_found_by_trying(client: Client, certificate: Certificate) -> None:
    address = f"/verify/{certificate.code}/"
    shown(certificate, Disclosure.NAME)
    tried = [client.post(address, {"name": f"Name {one}"}).status_code for one in range(11)]
    assert (tried, Verification.objects.filter(by_name=True).count()) == ([200] * 10 + [429], 10)
    assert client.get(address).status_code == 200
    with time_machine.travel(timezone.now() + floods.WINDOW + timedelta(seconds=1)):
        assert client.post(address, {"name": NAME}).status_code == 200


def test_names_of_one_certificate_are_not_found_from_many_networks(client: Client, certificate: Certificate) -> None:
    shown(certificate, Disclosure.NAME)
    for number in range(verification.CERTIFICATE_NAME_LIMIT):
        Verification.objects.create(
            certificate=certificate, verdict="valid", by_name=True, network=f"10.0.{number}.0/24"
        )
    assert client.post(f"/verify/{certificate.code}/", {"name": NAME}).status_code == 429


def test_form_needs_a_name_and_the_token_of_the_page(certificate: Certificate) -> None:
    shown(certificate, Disclosure.NAME)
    client, address = Client(enforce_csrf_checks=True), f"/verify/{certificate.code}/"
    assert client.post(address, {"name": NAME}).status_code == 403
    page = Client().post(address, {"name": " "}).content.decode()
    assert ('id="id_name_error"' in page, Verification.objects.filter(by_name=True).exists()) == (True, False)


def test_whoever_has_the_file_has_the_name(client: Client, certificate: Certificate) -> None:
    shown(certificate, Disclosure.VALIDITY)
    file = SimpleUploadedFile("a.pdf", issued_document(certificate))
    assert NAME in client.post("/verify/", {"document": file}).content.decode()


def test_previews_of_links_name_nobody(client: Client, certificate: Certificate) -> None:
    head = client.get(f"/verify/{certificate.code}/").content.decode().partition("</head>")[0]
    assert (NAME in head, TITLES["az"] in head) == (False, False)


def test_erased_holder_is_named_by_no_surface(client: Client, certificate: Certificate) -> None:
    shown(certificate, Disclosure.NAME)
    Certificate.objects.filter(pk=certificate.pk).update(holder=None)
    said = answers(client, certificate)
    assert (leaking(said, NAME), leaking(said, "identityHash")) == (set(), set())
    assert json.loads(said["right name"])["name_is_right"] is None


def test_new_certificate_shows_what_its_holder_has_chosen() -> None:
    holder = make_user()
    assert (default_disclosure(holder), make_reserved(holder).disclosure) == (Disclosure.ALL, Disclosure.ALL)
    choose_default_disclosure(holder=holder, disclosure=Disclosure.NAME, also_existing=False)
    assert make_reserved(holder).disclosure == Disclosure.NAME
    assert sorted(holder.certificates.values_list("disclosure", flat=True)) == ["all", "name"]
    choose_default_disclosure(holder=holder, disclosure=Disclosure.VALIDITY, also_existing=True)
    other = make_reserved()
    assert set(holder.certificates.values_list("disclosure", flat=True)) == {"validity"}
    other.refresh_from_db()
    assert other.disclosure == Disclosure.ALL
