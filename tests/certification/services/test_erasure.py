"""A person is erased: certificates go on answering without the name, also by their files, and everything still fits."""

import json
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.models import User
from certification import tasks
from certification.enums import EventKind, RevocationReason, State, Verdict
from certification.models import Certificate, Event, Replacement, Revocation
from certification.services import production_steps
from certification.services.audit import audit_history
from certification.services.erasure import erase_holder
from certification.services.file_verification import verify_file
from certification.services.issued_files import issued_document
from certification.services.keys import ensure_demo_key
from certification.services.log import extend_log
from certification.services.log_audit import verify_log
from certification.services.log_keys import log_keys
from certification.services.production import produce_certificate
from certification.services.revocation import revoke_certificate
from certification.services.verification import verify_code
from certification.services.withdrawal import delete_unwanted_documents
from tests.factories.certification import TITLES, make_issued, make_replaced, make_reserved, make_successor
from tests.factories.log import make_log
from tests.factories.people import make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db

NAME = "Əliyeva Günay Şahin qızı"


@pytest.fixture
def erased(django_capture_on_commit_callbacks: Callable) -> Callable[[User], None]:
    """Delete an account, with what follows after the commit."""

    def erase(person: User) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            person.delete()

    return erase


def everything() -> str:
    """All that the office stores of certificates, as text."""
    rows = [list(model.objects.values()) for model in (Certificate, Revocation, Replacement, Event)]
    return json.dumps(rows, default=str, ensure_ascii=False)


def test_certificate_of_an_erased_person_answers_without_the_name(erased: Callable) -> None:
    certificate, other = make_issued(), make_issued(make_user(legal_name="Qasımova Leyla"))
    document = issued_document(certificate)
    erased(certificate.holder)
    for report in (
        verify_code(text=certificate.code, address="192.0.2.1"),
        verify_file(document=document, address="192.0.2.1"),
    ):
        assert (report.verdict, report.facts.holder, report.facts.titles) == (Verdict.VALID, None, TITLES)
        assert report.facts.sha256 == certificate.sha256
    assert verify_code(text=other.code, address="192.0.2.1").facts.holder == "Qasımova Leyla"


def test_name_stands_nowhere_any_more_and_the_file_is_gone(erased: Callable) -> None:
    certificate = make_issued(make_user(legal_name="Əliyeva Günay"))
    revoke_certificate(
        certificate=certificate, reason=RevocationReason.HOLDER_REQUEST, note="Günay wrote", revoked_by=None
    )
    assert [word in everything() for word in ("Günay", "gunay")] == [True, True]
    erased(certificate.holder)
    assert [word in everything() for word in ("Günay", "gunay")] == [False, False]
    assert not storages["certificates"].exists(certificate.document.name)
    assert Certificate.objects.get().document.name == ""


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_page_says_that_the_name_was_erased(language: str, erased: Callable) -> None:
    certificate = make_issued()
    erased(certificate.holder)
    page = Client().get(reverse("verify_code", args=[certificate.code]), {"language": language}).content.decode()
    words = {
        "az": "Sahibinin məlumatları öz xahişi ilə silinib",
        "ru": "Данные удалены по просьбе владельца",
        "en": "The holder’s data were erased at the holder’s request",
    }[language]
    assert (words in page, NAME in page) == (True, False)


def test_history_and_log_still_fit(own_files: object, erased: Callable) -> None:
    make_log()
    old, newer = make_replaced()
    extend_log()
    erased(old.holder)
    extend_log()
    assert (list(audit_history()), list(verify_log(known=log_keys().known))) == ([], [])
    kinds = Event.objects.filter(subject=newer.code).order_by("position").values_list("kind", flat=True)
    assert list(kinds) == [EventKind.RESERVED, EventKind.ISSUED, EventKind.ERASED]


def test_erased_certificate_can_be_revoked_and_the_history_fits(erased: Callable) -> None:
    certificate = make_issued()
    erased(certificate.holder)
    certificate.refresh_from_db()
    revoke_certificate(certificate=certificate, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=None)
    assert (Certificate.objects.get().state, list(audit_history())) == (State.REVOKED, [])


def test_what_was_not_issued_is_withdrawn_and_never_made(erased: Callable) -> None:
    holder = make_user()
    old = make_issued(holder)
    reserved, successor = make_reserved(holder), make_successor(old)
    erased(holder)
    Certificate.objects.update(next_attempt_at=timezone.now())
    tasks.sweep_certificates()
    states = dict(Certificate.objects.values_list("code", "state"))
    assert states == {old.code: State.ISSUED, reserved.code: State.WITHDRAWN, successor.code: State.WITHDRAWN}
    assert (Certificate.objects.get(pk=old.pk).superseded_by, Replacement.objects.count()) == (None, 0)
    assert list(audit_history()) == []


def test_worker_that_was_overtaken_stores_no_name(monkeypatch: pytest.MonkeyPatch, erased: Callable) -> None:
    ensure_demo_key()
    reserved = make_reserved()
    draw = production_steps.draw

    def erase_meanwhile(*args: object, **named: object) -> bytes:
        erased(reserved.holder)
        return draw(*args, **named)

    monkeypatch.setattr(production_steps, "draw", erase_meanwhile)
    produce_certificate(reserved.pk)
    reserved.refresh_from_db()
    assert (reserved.state, reserved.document.name, reserved.sha256) == (State.WITHDRAWN, "", "")


def test_file_that_was_left_by_a_killed_process_is_found_by_the_sweep() -> None:
    certificate = make_issued()
    erase_holder(holder=certificate.holder)
    assert storages["certificates"].exists(certificate.document.name)
    tasks.sweep_certificates()
    assert not storages["certificates"].exists(certificate.document.name)
    assert delete_unwanted_documents() == 0


def test_registrar_finds_the_erased_certificate_by_its_code_alone(client_of: object, erased: Callable) -> None:
    certificate = make_issued()
    erased(certificate.holder)
    client = client_of(make_user(is_superuser=True, is_staff=True, legal_name="Registrar"))
    found = {
        query: str(certificate) in client.get(reverse("certificates:index"), {"q": query}).content.decode()
        for query in (certificate.code, "Günay")
    }
    assert found == {certificate.code: True, "Günay": False}
    page = client.get(reverse("certificates:inspect", args=[certificate.pk])).content.decode()
    assert (TITLES["az"] in page, NAME in page) == (True, False)


def test_command_erases_after_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    holder = make_issued(make_user(email="page@example.org")).holder
    monkeypatch.setattr("builtins.input", lambda _question: "no")
    with pytest.raises(CommandError):
        call_command("erase_person", "Page@example.org", stdout=StringIO())
    assert User.objects.filter(pk=holder.pk).exists()
    call_command("erase_person", "Page@example.org", "--yes", stdout=StringIO())
    assert (User.objects.filter(pk=holder.pk).exists(), NAME in everything()) == (False, False)


def test_command_refuses_an_unknown_address() -> None:
    with pytest.raises(CommandError):
        call_command("erase_person", "nobody@example.org", "--yes")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_erasure_and_production_at_once_leave_no_name() -> None:
    certificate = make_reserved()
    make_issued()
    person, turns = certificate.holder, iter("pe")
    at_once(2, lambda: produce_certificate(certificate.pk) if next(turns) == "p" else person.delete())
    tasks.sweep_certificates()
    certificate.refresh_from_db()
    assert (certificate.holder, certificate.snapshot["holder_name"], certificate.document.name) == (None, "", "")
    assert certificate.state in {State.WITHDRAWN, State.ISSUED}
    assert list(audit_history()) == []
