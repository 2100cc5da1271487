import pytest

from certification.enums import RevocationReason, State
from certification.errors import NotRevocable
from certification.models import Certificate, Revocation
from certification.services.revocation import revoke_certificate
from tests.factories.certification import make_issued, make_reserved
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


@pytest.mark.parametrize("state", [State.RESERVED, State.STORED, State.FAILED, State.SUPERSEDED])
def test_certificate_that_is_not_in_force_cannot_be_revoked(state: State) -> None:
    certificate = make_reserved()
    Certificate.objects.filter(pk=certificate.pk).update(state=state)
    with pytest.raises(NotRevocable):
        revoke(certificate)
    assert (Certificate.objects.get().state, Revocation.objects.count()) == (state, 0)
