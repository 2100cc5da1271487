"""What verifiers that nobody here wrote say of the credential inside an issued file, without any network."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone
from openbadgeslib.ob3.ldp import OB3LdpVerifier, verify_data_integrity_proof
from openbadgeslib.ob3.status import check_credential_status
from openbadgeslib.ob3.verifier import OB3VerificationError

from certification.enums import RevocationReason
from certification.models import StatusList
from certification.services.credential_keys import (
    active_credential_key,
    compromise_credential_key,
    rotate_credential_key,
)
from certification.services.revocation import revoke_certificate
from certification.services.status_lists import publish_status_lists, status_list_address
from certification.signing.credential_key import public_key
from certification.signing.data_integrity import with_proof
from tests.certification.verifiers import asked_of_node, downloads, needs_node, published, taken_out
from tests.factories.certification import make_issued

pytestmark = pytest.mark.django_db

GOOD = {"verified": True, "listed": True, "revoked": False, "reasons": []}


def refusals(*credentials: dict[str, Any]) -> list[str]:
    """What openbadgeslib says of each; empty where it finds nothing wrong."""
    said = []
    for credential in credentials:
        try:
            verified = OB3LdpVerifier().verify(json.dumps(credential), download=downloads())
            check_credential_status(verified, download=downloads())
        except OB3VerificationError as refusal:
            said.append(str(refusal))
        else:
            said.append("")
    return said


def changed(credential: dict[str, Any], value: object, *path: str | int) -> dict[str, Any]:
    """A copy in which one value is another."""
    copy = deepcopy(credential)
    place: Any = copy
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return copy


def forged(credential: dict[str, Any]) -> list[dict[str, Any]]:
    """The credential with each of its claims changed in turn."""
    subject = "credentialSubject"
    return [
        changed(credential, "urn:uuid:00000000-0000-4000-8000-000000000000", "id"),
        changed(credential, "Another course", "name"),
        changed(credential, "Another office", "issuer", "name"),
        changed(credential, "2020-01-01T00:00:00Z", "validFrom"),
        changed(credential, "2099-12-31T23:59:59+04:00", "validUntil"),
        changed(credential, "sha256$" + "0" * 64, subject, "identifier", 0, "identityHash"),
        changed(credential, "sha256$" + "0" * 64, subject, "identifier", 1, "identityHash"),
        changed(credential, "2026-01-01T00:00:00+04:00", subject, "activityEndDate"),
        changed(credential, 400, subject, "creditsEarned"),
        changed(credential, "00000-00000-00000-00000", subject, "licenseNumber"),
        changed(credential, "100", subject, "result", 0, "value"),
        changed(credential, "Another course", subject, "achievement", "name"),
        changed(credential, "Anything", subject, "achievement", "criteria", "narrative"),
        changed(credential, "1", "credentialStatus", "statusListIndex"),
        changed(credential, "2030-01-01T00:00:00Z", "proof", 0, "created"),
        {name: value for name, value in credential.items() if name != "credentialStatus"},
    ]


@needs_node
def test_credential_from_the_file_verifies_and_reads_as_revoked_after_it_was(tmp_path: Path) -> None:
    certificate = make_issued()
    credential = taken_out(certificate, tmp_path)
    assert (credential["id"], asked_of_node(credential)) == (certificate.credential_id.urn, [GOOD])
    revoke_certificate(certificate=certificate, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=None)
    publish_status_lists()
    assert asked_of_node(credential) == [GOOD | {"revoked": True}]


def test_second_verifier_says_the_same(tmp_path: Path) -> None:
    certificate = make_issued()
    credential = taken_out(certificate, tmp_path)
    assert refusals(credential) == [""]
    revoke_certificate(certificate=certificate, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=None)
    publish_status_lists()
    (said,) = refusals(credential)
    index, address = certificate.credential.status_index, status_list_address(certificate.credential.status_list_id)
    assert said == f"Credential status 'revocation' is set at index {index} in {address}"
    signed = json.loads(StatusList.objects.get().document)
    verify_data_integrity_proof(signed, public_key(active_credential_key().signer.multikey))


@needs_node
def test_no_claim_can_be_changed(tmp_path: Path) -> None:
    wrong = forged(taken_out(make_issued(), tmp_path))
    assert [said["verified"] for said in asked_of_node(*wrong)] == [False] * len(wrong)
    assert [bool(said) for said in refusals(*wrong)] == [True] * len(wrong)


@needs_node
def test_credential_of_another_certificate_speaks_for_that_one_alone(tmp_path: Path) -> None:
    one, other = make_issued(), make_issued()
    credential = taken_out(other, tmp_path)
    assert (asked_of_node(credential), credential["id"]) == ([GOOD], other.credential_id.urn)
    lent = changed(credential, one.credential_id.urn, "id")
    assert [asked_of_node(lent)[0]["verified"], bool(refusals(lent)[0])] == [False, True]


@needs_node
def test_key_that_is_not_in_the_history_speaks_for_nothing(tmp_path: Path) -> None:
    credential, key = taken_out(make_issued(), tmp_path), active_credential_key()
    bare = {name: value for name, value in credential.items() if name != "proof"}
    stranger = with_proof(bare, Ed25519PrivateKey.generate(), method=key.method, created=timezone.now())
    named = with_proof(bare, key.signer.key, method=f"{key.did}#z6MkStranger", created=timezone.now())
    assert [said["verified"] for said in asked_of_node(stranger, named)] == [False, False]
    assert [bool(said) for said in refusals(stranger, named)] == [True, True]


@needs_node
def test_retired_key_still_speaks_for_what_it_signed(tmp_path: Path, own_files: Path) -> None:
    credential = taken_out(make_issued(), tmp_path)
    rotate_credential_key()
    publish_status_lists(at_once=True)
    newer = taken_out(make_issued(), tmp_path)
    assert (asked_of_node(credential, newer), refusals(credential, newer)) == ([GOOD, GOOD], ["", ""])


@needs_node
def test_lost_key_speaks_for_nothing_any_more(tmp_path: Path, own_files: Path) -> None:
    credential = taken_out(make_issued(), tmp_path)
    compromise_credential_key(multikey=active_credential_key().signer.multikey, since=timezone.now())
    rotate_credential_key()
    publish_status_lists(at_once=True)
    (said,) = asked_of_node(credential)
    assert (said["verified"], said["listed"], bool(refusals(credential)[0])) == (False, True, True)


@needs_node
def test_list_of_others_or_with_another_purpose_is_refused(tmp_path: Path) -> None:
    credential = taken_out(make_issued(), tmp_path)
    address, documents = credential["credentialStatus"]["statusListCredential"], published()
    other_bits = changed(documents[address], "uH4sIAAAAAAAAA2NgAAAAAAH__w", "credentialSubject", "encodedList")
    purpose = changed(documents[address], "suspension", "credentialSubject", "statusPurpose")
    issuer = changed(documents[address], "did:web:elsewhere.example", "issuer")
    said = [asked_of_node(credential, documents=documents | {address: one})[0] for one in (other_bits, purpose, issuer)]
    assert [(one["verified"], one["listed"]) for one in said] == [(True, False)] * 3


@needs_node
def test_nothing_is_loaded_that_we_do_not_publish(tmp_path: Path) -> None:
    credential = taken_out(make_issued(), tmp_path)
    address = "https://example.com/more.json"
    more = changed(credential, [*credential["@context"], address], "@context")
    (said,) = asked_of_node(more)
    assert (said["verified"], any(address in reason for reason in said["reasons"])) == (False, True)
    assert address in refusals(more)[0]
