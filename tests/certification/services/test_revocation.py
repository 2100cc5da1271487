import pytest
from django.core.mail import EmailMessage
from django.test import override_settings
from django.utils import translation

from certification import tasks
from certification.codes import grouped
from certification.enums import RevocationReason, State
from certification.errors import NotRevocable
from certification.models import Certificate, Revocation
from certification.services.revocation import mail_revocation, revoke_certificate
from tests.factories.certification import TITLES, make_issued, make_reserved
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def revoke(certificate: Certificate) -> Revocation:
    reason = RevocationReason.DATA_CORRECTED
    return revoke_certificate(certificate=certificate, reason=reason, note="new name", revoked_by=make_user())


def test_revocation_keeps_the_document_and_changes_the_state() -> None:
    certificate = make_issued()
    revocation = revoke(certificate)
    after = Certificate.objects.get()
    assert (after.state, after.sha256, after.document.name) == (
        State.REVOKED,
        certificate.sha256,
        certificate.document.name,
    )
    assert (revocation.certificate, revocation.note) == (after, "new name")


def test_second_revocation_is_refused_and_the_first_stands() -> None:
    certificate = make_issued()
    first = revoke(certificate)
    with pytest.raises(NotRevocable):
        revoke(certificate)
    assert Revocation.objects.get() == first


@pytest.mark.parametrize("state", [State.RESERVED, State.STORED, State.FAILED, State.WITHDRAWN])
def test_certificate_that_is_not_in_force_cannot_be_revoked(state: State) -> None:
    certificate = make_reserved()
    Certificate.objects.filter(pk=certificate.pk).update(state=state, sha256="0" * 64, document="00/0.pdf")
    with pytest.raises(NotRevocable):
        revoke(certificate)
    assert (Certificate.objects.get().state, Revocation.objects.count()) == (state, 0)


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_letter_says_in_the_holders_language_what_was_revoked(language: str, mailoutbox: list[EmailMessage]) -> None:
    certificate = make_issued(make_user(language=language))
    mailoutbox.clear()
    mail_revocation(revoke(certificate).pk)
    (letter,) = mailoutbox
    reason = RevocationReason.DATA_CORRECTED.label
    with translation.override(language):
        facts = [TITLES[language], grouped(certificate.code), str(reason), f"/verify/{certificate.code}/"]
    for text in (letter.body, letter.alternatives[0].content):
        assert [fact in text for fact in facts] == [True] * 4
        assert "new name" not in text


def test_holder_is_told_once(mailoutbox: list[EmailMessage]) -> None:
    revocation = revoke(make_issued())
    mailoutbox.clear()
    for _ in range(2):
        mail_revocation(revocation.pk)
    assert len(mailoutbox) == 1


def test_letter_that_could_not_be_sent_is_sent_by_the_sweep(mailoutbox: list[EmailMessage]) -> None:
    revocation = revoke(make_issued())
    mailoutbox.clear()
    with override_settings(EMAIL_BACKEND="tests.nowhere.Backend"), pytest.raises(ModuleNotFoundError):
        mail_revocation(revocation.pk)
    tasks.sweep_certificates()
    tasks.sweep_certificates()
    assert [letter.to for letter in mailoutbox] == [[revocation.certificate.holder.email]]


def test_erased_holder_is_not_written_to(mailoutbox: list[EmailMessage]) -> None:
    revocation = revoke(make_issued())
    mailoutbox.clear()
    Certificate.objects.update(holder=None)
    mail_revocation(revocation.pk)
    assert mailoutbox == []
