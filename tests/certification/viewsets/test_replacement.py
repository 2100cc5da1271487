"""Registrars correct certificates in the CMS: a form, a look at what changes, one confirmation."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from academy.accounts.enums import Role
from certification.codes import grouped
from certification.enums import ReplacementReason, State
from certification.errors import NotReplaceable
from certification.models import Certificate, Replacement
from tests.factories.certification import TITLES, make_issued, make_replaced, make_reserved, make_successor
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

RIGHT = "Əliyeva Günel Şahin qızı"


@pytest.fixture
def registrar(client_of: object) -> Client:
    return client_of(make_user(Role.REGISTRAR, language="en"))


def address(certificate: Certificate, view: str = "correct") -> str:
    return reverse(f"certificates:{view}", args=[certificate.pk])


def filled(**changes: str) -> dict[str, str]:
    """The form as it begins, but for the name, the reason and the changes."""
    titles = {f"titles_{place}": TITLES[code] for place, code in enumerate(("az", "ru", "en"))}
    facts = {"holder_name": RIGHT, "hours": "4.50", "achieved_on": "2026-09-05", "note": "letter of 12 November"}
    return titles | facts | {"reason": ReplacementReason.SPELLING} | changes


def test_form_begins_with_what_the_certificate_says_and_proposes_no_reason(registrar: Client) -> None:
    certificate = make_issued()
    page = registrar.get(address(certificate)).content.decode()
    values = [certificate.snapshot["holder_name"], *TITLES.values(), "4.50", "2026-09-05"]
    assert [value for value in values if f'value="{value}"' not in page] == []
    choices = re.findall(r'<input type="radio" name="reason" value="(\w*)"([^>]*)', page)
    assert [(value, "checked" in rest) for value, rest in choices] == [
        (reason, False) for reason in ("spelling", "name_changed", "facts")
    ]


def test_first_press_shows_what_changes_and_does_nothing(registrar: Client) -> None:
    certificate = make_issued()
    page = registrar.post(address(certificate), filled()).content.decode()
    assert re.findall(r"<del>(.*?)</del></td><td><ins>(.*?)</ins>", page) == [("Əliyeva Günay Şahin qızı", RIGHT)]
    assert (str(ReplacementReason.SPELLING.label) in page, Certificate.objects.count()) == (True, 1)


def test_confirmed_correction_makes_one_certificate_and_one_letter(
    registrar: Client, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    old = make_issued()
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            answer = registrar.post(address(old), filled(confirmed="1"))
    newer = Certificate.objects.exclude(pk=old.pk).get()
    old.refresh_from_db()
    assert (newer.state, newer.snapshot["holder_name"], old.state) == (State.ISSUED, RIGHT, State.SUPERSEDED)
    told = Replacement.objects.get()
    assert (told.reason, told.note) == ("spelling", "letter of 12 November")
    assert told.decided_by.groups.get().name == Role.REGISTRAR
    assert [letter.to for letter in mailoutbox] == [[old.holder.email]]
    assert answer.url == reverse("certificates:inspect", args=[old.pk])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"holder_name": "李小龍"}, "The name has characters that cannot be printed."),
        ({"titles_1": ""}, "Write the title in each language in which it stood."),
        ({"achieved_on": "2999-01-01"}, "This day has not come yet."),
        ({"holder_name": "Əliyeva Günay Şahin qızı"}, "The certificate says exactly this already."),
    ],
)
def test_impossible_correction_is_refused_in_words(change: dict[str, str], words: str, registrar: Client) -> None:
    certificate = make_issued()
    page = registrar.post(address(certificate), filled(confirmed="1", **change)).content.decode()
    assert (words in page, Certificate.objects.count()) == (True, 1)


@pytest.mark.parametrize("reason", ["", "renewed", "issued_in_error"])
def test_correction_needs_a_reason_of_its_own(reason: str, registrar: Client) -> None:
    certificate = make_issued()
    registrar.post(address(certificate), filled(confirmed="1", reason=reason))
    assert Certificate.objects.get().superseded_by is None


def test_change_something_leads_back_to_the_form_as_it_was_filled(registrar: Client) -> None:
    page = registrar.post(address(make_issued()), filled(again="1")).content.decode()
    assert (f'value="{RIGHT}"' in page, "<del>" in page, Certificate.objects.count()) == (True, False, 1)


@pytest.mark.parametrize("make", [make_reserved, lambda: make_replaced()[0]])
def test_what_cannot_be_corrected_is_refused_before_the_question(make: Callable, registrar: Client) -> None:
    certificate = make()
    answer = registrar.get(address(certificate), follow=True)
    assert answer.redirect_chain == [(reverse("certificates:inspect", args=[certificate.pk]), 302)]
    assert str(NotReplaceable.message) in answer.content.decode()


@pytest.mark.parametrize("role", [Role.TRAINER, Role.EDITOR, Role.HR, None])
def test_others_correct_and_withdraw_nothing(role: Role | None, client_of: object) -> None:
    issued = make_issued()
    pending = make_successor(make_issued())
    client = client_of(make_user(*filter(None, [role])))
    answers = [client.post(address(issued), filled(confirmed="1")), client.post(address(pending, "withdraw"))]
    assert {answer.status_code for answer in answers} <= {302, 403}
    assert (Certificate.objects.get(pk=issued.pk).superseded_by, Certificate.objects.get(pk=pending.pk).state) == (
        None,
        State.RESERVED,
    )


def ways(client: Client, certificate: Certificate) -> list[str]:
    """What the page of a certificate offers to do with it."""
    page = client.get(reverse("certificates:inspect", args=[certificate.pk])).content.decode()
    return [view for view in ("correct", "revoke", "withdraw") if address(certificate, view) in page]


def test_page_offers_what_can_be_done(registrar: Client) -> None:
    issued, (replaced, newer) = make_issued(), make_replaced()
    pending = make_successor(issued)
    offered = [ways(registrar, certificate) for certificate in (issued, pending, replaced, newer)]
    assert offered == [[], ["withdraw"], [], ["correct", "revoke"]]


def test_registrar_withdraws_a_replacement(registrar: Client) -> None:
    old = make_issued()
    newer = make_successor(old)
    page = registrar.get(address(newer, "withdraw")).content.decode()
    assert (grouped(old.code) in page, Certificate.objects.get(pk=newer.pk).state) == (True, State.RESERVED)
    for _ in range(2):
        registrar.post(address(newer, "withdraw"))
    old.refresh_from_db()
    assert (Certificate.objects.get(pk=newer.pk).state, old.state, old.superseded_by) == (
        State.WITHDRAWN,
        State.ISSUED,
        None,
    )
    assert address(old) in registrar.get(reverse("certificates:inspect", args=[old.pk])).content.decode()


def test_page_of_a_replaced_certificate_says_why_and_by_whom(registrar: Client) -> None:
    old, newer = make_replaced()
    page = registrar.get(reverse("certificates:inspect", args=[old.pk])).content.decode()
    words = [str(ReplacementReason.SPELLING.label), "letter of 12 November", grouped(newer.code)]
    assert [word for word in words if word not in page] == []


def test_holder_reads_that_the_old_one_was_replaced(client_of: object) -> None:
    old, newer = make_replaced(make_user(language="en"))
    page = client_of(old.holder).get(reverse("my_certificates")).content.decode()
    assert page.index(grouped(newer.code)) < page.index(grouped(old.code))
    assert f"Please show that one: its code is {grouped(newer.code)}." in page
    assert reverse("certificate_pdf", args=[old.code]) in page


def test_holder_reads_that_a_corrected_one_is_being_made(client_of: object) -> None:
    old = make_issued(make_user(language="en"))
    newer = make_successor(old)
    page = client_of(old.holder).get(reverse("my_certificates")).content.decode()
    assert ("Until it is issued, this one holds." in page, grouped(newer.code) in page) == (True, False)
