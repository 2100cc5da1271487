import json
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from openbadgeslib.ob3.status import decode_encoded_list, set_indices
from pytest_django.fixtures import Settings

from academy.errors import WrittenOnce
from certification import tasks
from certification.enums import Failure, RevocationReason, State
from certification.errors import CredentialKeyMissing
from certification.formats.open_badges.status_list import BITS
from certification.models import Certificate, Credential, StatusList
from certification.services import status_lists
from certification.services.credential_keys import make_credential_key
from certification.services.keys import make_signing_key
from certification.services.production import produce_certificate
from certification.services.revocation import revoke_certificate
from certification.services.status_lists import credential_row, publish_status_lists
from tests.factories.certification import make_reserved

pytestmark = pytest.mark.django_db


@pytest.fixture
def placed() -> Certificate:
    """A certificate with a place in a list."""
    make_credential_key(demo=True)
    certificate = make_reserved()
    credential_row(certificate)
    return certificate


def revoked_places() -> set[int]:
    """What the published list says."""
    said = json.loads(StatusList.objects.get().document)
    return set(set_indices(decode_encoded_list(said["credentialSubject"]["encodedList"])))


def test_place_is_given_once_in_a_list_that_can_be_read_already(placed: Certificate) -> None:
    row = Credential.objects.get()
    assert (credential_row(placed), Credential.objects.count(), row.status_list_id) == (row, 1, 1)
    assert (0 <= row.status_index < BITS, len(row.salt), revoked_places()) == (True, 32, set())


def test_places_are_drawn_until_one_is_free(placed: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = placed.credential.status_index
    draws = iter([taken, taken, 7 if taken != 7 else 8])
    monkeypatch.setattr(status_lists.secrets, "randbelow", lambda _bits: next(draws))
    assert credential_row(make_reserved()).status_index == (7 if taken != 7 else 8)


def test_place_is_unique_in_its_list_and_within_it(placed: Certificate) -> None:
    taken, other = placed.credential, make_reserved()
    for index in (taken.status_index, BITS):
        with pytest.raises(IntegrityError), transaction.atomic():
            Credential.objects.create(certificate=other, status_list_id=1, status_index=index, made_at=timezone.now())


def test_place_is_neither_moved_nor_taken_away(placed: Certificate) -> None:
    row = placed.credential
    row.status_index = 1
    with pytest.raises(WrittenOnce):
        row.save()
    with pytest.raises(WrittenOnce):
        row.delete()


def test_full_list_is_followed_by_another(placed: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status_lists, "CAPACITY", 1)
    other = credential_row(make_reserved())
    second = StatusList.objects.get(number=2)
    assert (other.status_list, json.loads(second.document)["id"]) == (
        second,
        "http://localhost:8000/credentials/status/2",
    )


@pytest.mark.parametrize("state", [State.REVOKED, State.SUPERSEDED])
def test_what_ended_is_set_in_the_list(placed: Certificate, state: State) -> None:
    Certificate.objects.filter(pk=placed.pk).update(state=state, superseded_by=make_reserved())
    assert (publish_status_lists(), revoked_places()) == (1, {placed.credential.status_index})


def test_list_is_signed_anew_when_something_changed_or_a_day_is_over(placed: Certificate) -> None:
    before = StatusList.objects.get()
    assert (publish_status_lists(), StatusList.objects.get().document) == (0, before.document)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert (publish_status_lists(), publish_status_lists(), publish_status_lists(at_once=True)) == (1, 0, 1)


def test_task_waits_without_a_key(placed: Certificate, settings: Settings, own_files: object) -> None:
    before = StatusList.objects.get().document
    Certificate.objects.filter(pk=placed.pk).update(state=State.REVOKED)
    tasks.publish_status_lists()
    assert StatusList.objects.get().document == before
    with pytest.raises(CredentialKeyMissing):
        publish_status_lists()


def test_certificate_waits_without_a_key(own_files: object) -> None:
    make_signing_key(organisation="Library", demo=False)
    certificate = make_reserved()
    produce_certificate(certificate.pk)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.failure, certificate.failure_detail) == (
        State.FAILED,
        Failure.KEY,
        "the key of credentials is absent or cannot be read",
    )


def test_revocation_reaches_the_list_by_the_task(placed: Certificate) -> None:
    Certificate.objects.filter(pk=placed.pk).update(state=State.ISSUED, sha256="0" * 64, issued_at=timezone.now())
    revoke_certificate(certificate=placed, reason=RevocationReason.HOLDER_REQUEST, revoked_by=None)
    tasks.publish_status_lists()
    assert revoked_places() == {placed.credential.status_index}
