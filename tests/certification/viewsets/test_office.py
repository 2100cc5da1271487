import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from academy.accounts.enums import Role
from certification.codes import grouped
from certification.enums import RevocationReason, State
from certification.errors import NotRevocable
from certification.models import Certificate, Issuer, Revocation
from tests.factories.certification import ISSUER, TITLES, make_issued, make_reserved, make_template
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

REASON = {"reason": RevocationReason.ISSUED_IN_ERROR, "note": "entered twice"}


@pytest.fixture
def registrar(client_of: object) -> Client:
    return client_of(make_user(Role.REGISTRAR, language="en"))


def shown_codes(client: Client, **query: str) -> list[str]:
    """The codes in the list of certificates."""
    page = client.get(reverse("certificates:index"), query).content.decode()
    return [code for code in Certificate.objects.values_list("code", flat=True) if grouped(code) in page]


def test_registrar_finds_a_certificate_by_its_printed_code(registrar: Client) -> None:
    wanted, _other = make_issued(), make_reserved()
    assert shown_codes(registrar, q=grouped(wanted.code).lower()) == [wanted.code]


def test_registrar_finds_certificates_by_holder_and_by_state(registrar: Client) -> None:
    issued, reserved = make_issued(make_user(legal_name="Əliyeva")), make_reserved(make_user(legal_name="Qasımova"))
    assert shown_codes(registrar, q="Qasım") == [reserved.code]
    assert shown_codes(registrar, state=State.ISSUED) == [issued.code]


@pytest.mark.parametrize(
    "typed",
    ["страницына", "СТРАНИЦЫНА Page", "stranitsyna", "onluq təsnifat", "ДЕСЯТИЧНАЯ", "page@Example", "OPEN-301"],
)
def test_registrar_finds_a_certificate_by_a_part_in_any_case_and_script(typed: str, registrar: Client) -> None:
    holder = make_user(legal_name="Анна Страницына", email="page@example.org")
    wanted = make_reserved(holder, key="course:OPEN-301", titles=TITLES | {"en": "From page to page"})
    make_reserved(make_user(legal_name="Page"), titles={"az": "Fond"})
    assert shown_codes(registrar, q=typed) == [wanted.code]


def test_registrar_finds_a_certificate_by_a_part_of_its_code(registrar: Client) -> None:
    wanted, _other = make_reserved(), make_reserved()
    parts = (grouped(wanted.code)[3:15], wanted.code[3:13].lower())
    assert [shown_codes(registrar, q=part) for part in parts] == [[wanted.code]] * 2


def test_search_for_what_is_nowhere_finds_nothing(registrar: Client) -> None:
    make_reserved()
    assert [shown_codes(registrar, q=query) for query in ("%", "Əliyeva yoxdur")] == [[], []]


def links(page: str) -> list[str]:
    """Where the links of the page's content lead to."""
    return re.findall(r'<a[^>]* href="([^"]+)"', page.partition("<main")[2])


def test_list_leads_to_each_certificate_and_to_its_revocation(registrar: Client) -> None:
    issued, reserved = make_issued(), make_reserved()
    page = registrar.get(reverse("certificates:index")).content.decode()
    ways = [
        reverse(f"certificates:{view}", args=[one.pk]) for view in ("inspect", "revoke") for one in (issued, reserved)
    ]
    assert [way in links(page) for way in ways] == [True, True, True, False]
    assert f">{grouped(issued.code)}</a>" in re.sub(r"\s*([<>])\s*", r"\1", page)


def test_list_names_what_was_achieved(registrar: Client) -> None:
    make_reserved()
    page = registrar.get(reverse("certificates:index")).content.decode()
    assert [title in page for title in TITLES.values()] == [False, False, True]


def test_registrar_looks_at_a_certificate(registrar: Client) -> None:
    certificate = make_issued()
    page = registrar.get(reverse("certificates:inspect", args=[certificate.pk])).content.decode()
    assert (certificate.sha256 in page, certificate.snapshot["holder_name"] in page) == (True, True)
    assert reverse("certificates:revoke", args=[certificate.pk]) in page


def facts(client: Client, certificate: Certificate) -> dict[str, str]:
    """Label and value of each fact on the certificate's page."""
    page = client.get(reverse("certificates:inspect", args=[certificate.pk])).content.decode()
    found = re.findall(r"<dt>(.+?)</dt>\s*<dd>(.*?)</dd>", page, re.DOTALL)
    return {label: " ".join(value.split()) for label, value in found}


def test_page_of_a_certificate_says_local_time_title_and_dashes(registrar: Client) -> None:
    certificate = make_reserved(key="course:OPEN-301")
    Certificate.objects.update(reserved_at=datetime(2026, 9, 5, 21, 30, tzinfo=UTC))
    shown = facts(registrar, certificate)
    assert shown["Achievement"] == f"{TITLES['en']} (course:OPEN-301)"
    assert shown["Reserved"] == "6 September 2026, 01:30"
    assert (shown["Issued"], shown["Replaced by"], shown["Revocation"], "None" in shown.values()) == (
        "–",
        "–",
        "–",
        False,
    )


def test_page_of_a_revoked_certificate_says_why_and_by_whom(registrar: Client) -> None:
    certificate = make_issued()
    registrar.post(reverse("certificates:revoke", args=[certificate.pk]), REASON)
    shown = facts(registrar, certificate)["Revocation"].split(" · ")
    assert (shown[1], shown[3]) == ("issued in error", "entered twice")


def test_registrar_revokes_a_certificate_once(registrar: Client) -> None:
    certificate = make_issued()
    address = reverse("certificates:revoke", args=[certificate.pk])
    assert registrar.get(address).status_code == 200
    for _ in range(2):
        assert registrar.post(address, REASON).url == reverse("certificates:inspect", args=[certificate.pk])
    revocation = Revocation.objects.get()
    assert (revocation.certificate, revocation.reason, revocation.note) == (certificate, *REASON.values())
    assert revocation.revoked_by.groups.get().name == Role.REGISTRAR


def test_holder_is_told_after_the_commit(
    registrar: Client, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    certificate, address = make_issued(make_user(language="ru")), "certificates:revoke"
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        registrar.post(reverse(address, args=[certificate.pk]), REASON)
        assert mailoutbox == []
    assert [letter.to for letter in mailoutbox] == [[certificate.holder.email]]


def test_revocation_asks_for_a_reason_and_proposes_none(registrar: Client) -> None:
    certificate = make_issued()
    page = registrar.get(reverse("certificates:revoke", args=[certificate.pk])).content.decode()
    choices = re.findall(r'<input type="radio" name="reason" value="(\w*)"([^>]*)', page)
    assert [value for value, _rest in choices] == RevocationReason.values
    assert ["checked" in rest for _value, rest in choices] == [False] * len(RevocationReason.values)
    assert ("A revocation cannot be undone." in page, f"Certificate {certificate}. Holder:" in page) == (True, True)


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_in_force_is_refused_before_the_question(method: str, registrar: Client) -> None:
    certificates = [make_reserved(), make_issued()]
    registrar.post(reverse("certificates:revoke", args=[certificates[1].pk]), REASON)
    for certificate in certificates:
        answer = getattr(registrar, method)(reverse("certificates:revoke", args=[certificate.pk]), REASON, follow=True)
        assert answer.redirect_chain == [(reverse("certificates:inspect", args=[certificate.pk]), 302)]
        assert str(NotRevocable.message) in answer.content.decode()


@pytest.mark.parametrize("reason", [{}, {"reason": ""}, {"reason": "other"}])
def test_revocation_without_a_reason_changes_nothing(reason: dict[str, str], registrar: Client) -> None:
    certificate = make_issued()
    answer = registrar.post(reverse("certificates:revoke", args=[certificate.pk]), reason)
    assert answer.status_code == 200
    assert (Certificate.objects.get().state, Revocation.objects.count()) == (State.ISSUED, 0)


@pytest.mark.parametrize("role", [Role.TRAINER, Role.EDITOR, Role.HR, None])
def test_others_neither_see_nor_revoke(role: Role | None, client_of: object) -> None:
    certificate = make_issued()
    client = client_of(make_user(*filter(None, [role])))
    addresses = [reverse("certificates:index"), reverse("certificates:inspect", args=[certificate.pk])]
    answers = [client.get(address) for address in addresses]
    answers.append(client.post(reverse("certificates:revoke", args=[certificate.pk]), REASON))
    assert [certificate.code in answer.content.decode() for answer in answers] == [False] * 3
    assert {answer.status_code for answer in answers} <= {302, 403}
    assert Certificate.objects.get().state == State.ISSUED


def test_superuser_can_neither_add_change_nor_delete_certificates(client_of: object) -> None:
    certificate = make_issued()
    client = client_of(make_user(is_superuser=True, is_staff=True))
    base = reverse("certificates:index")
    addresses = [f"{base}new/", f"{base}edit/{certificate.pk}/", f"{base}delete/{certificate.pk}/"]
    assert [client.post(address).status_code for address in addresses] == [404] * 3
    assert shown_codes(client) == [certificate.code]


def issuer_form(issuer: Issuer, **changes: str) -> dict[str, str]:
    """The form's fields for an issuer with one signatory, named in Azerbaijani alone."""
    return {
        "slug": issuer.slug,
        "website": "",
        "logo": "",
        "name_0": "Milli Kitabxana ",
        "name_1": "",
        "name_2": "National Library",
        "signatories-TOTAL_FORMS": "1",
        "signatories-INITIAL_FORMS": "1",
        "signatories-MIN_NUM_FORMS": "1",
        "signatories-MAX_NUM_FORMS": "3",
        "signatories-0-id": issuer.signatories.get().pk,
        "signatories-0-position": "0",
        "signatories-0-name_0": "Aygün",
        "signatories-0-post_0": "Direktor",
        "signatories-0-signature": "",
    } | changes


def test_issuer_has_one_input_per_language(registrar: Client) -> None:
    issuer = make_template().issuer
    address = reverse("issuers:edit", args=[issuer.pk])
    page = registrar.get(address).content.decode()
    assert [f'value="{name}"' in page for name in ISSUER.values()] == [True] * 3
    registrar.post(address, issuer_form(issuer))
    issuer = Issuer.objects.get(pk=issuer.pk)
    assert issuer.name == {"az": "Milli Kitabxana", "en": "National Library"}
    assert (issuer.signatories.get().name, issuer.signatories.get().post) == ({"az": "Aygün"}, {"az": "Direktor"})


def test_issuer_without_any_name_is_refused(registrar: Client) -> None:
    issuer = make_template().issuer
    registrar.post(reverse("issuers:edit", args=[issuer.pk]), issuer_form(issuer, name_0=" ", name_2=""))
    assert Issuer.objects.get(pk=issuer.pk).name == ISSUER
