"""Keys through their years: made, changed, lost; read by OpenSSL and by poppler."""

import subprocess
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from certification import tasks
from certification.enums import Failure, KeyState, State
from certification.errors import SigningKeyEnded, SigningKeyMissing, SigningKeyUnknown
from certification.models import Certificate, RevocationList, SigningKey
from certification.selectors.office import newest_list
from certification.services.credential_keys import make_credential_key
from certification.services.keys import (
    active_key,
    compromise_signing_key,
    ensure_demo_key,
    make_signing_key,
    register_key,
    rotate_signing_key,
)
from certification.services.production import produce_certificate
from certification.services.revocation_lists import ISSUING_LASTS, lists_above, publish_revocation_lists
from certification.services.verification import verify_code
from certification.signing.material import fingerprint, key_identifier
from certification.signing.signer import load_key
from tests.factories.certification import make_issued, make_reserved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]

LOST = datetime(2026, 11, 5, 18, tzinfo=UTC)


def chain() -> tuple[x509.Certificate, ...]:
    return active_key()[1].chain


def make_issued_by_any() -> Certificate:
    """A certificate issued with the key that there is."""
    certificate = make_reserved()
    produce_certificate(certificate.pk)
    certificate.refresh_from_db()
    return certificate


def list_of(authority: x509.Certificate) -> x509.CertificateRevocationList:
    return x509.load_der_x509_crl(newest_list(key_identifier(authority)).der)


def openssl(folder: Path, *options: str, given: tuple[x509.Certificate, ...] = ()) -> str:
    """Let OpenSSL judge the signing certificate below our root, with our lists."""
    own, issuing, root = given or chain()
    lists = [list_of(authority).public_bytes(Encoding.PEM) for authority in (issuing, root)]
    for name, parts in {"own": [own], "issuing": [issuing], "root": [root]}.items():
        (folder / name).write_bytes(b"".join(part.public_bytes(Encoding.PEM) for part in parts))
    (folder / "lists").write_bytes(b"".join(lists))
    command = ["openssl", "verify", *options, "-CAfile", "root", "-untrusted", "issuing", "-CRLfile", "lists", "own"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize(("kind", "key"), [("p256", ec.EllipticCurvePublicKey), ("rsa3072", rsa.RSAPublicKey)])
def test_keys_of_each_kind_issue_and_are_trusted_by_openssl(
    kind: str, key: type, settings: Settings, tmp_path: Path
) -> None:
    settings.SIGNING_KEY_TYPE = kind
    make_credential_key(demo=False)
    make_signing_key(organisation="National Library", demo=False)
    assert make_issued_by_any().state == State.ISSUED
    assert [isinstance(one.public_key(), key) for one in chain()] == [True] * 3
    assert openssl(tmp_path, "-x509_strict", "-crl_check_all", "-purpose", "smimesign") == "own: OK\n"


def test_certificates_name_the_address_of_their_list(settings: Settings) -> None:
    ensure_demo_key()
    own, issuing, root = chain()
    for certificate, authority in ((own, issuing), (issuing, root)):
        (place,) = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
        assert place.full_name[0].value == f"{settings.SITE_URL}/crl/{key_identifier(authority)}.crl"


def test_key_of_the_next_year_stands_below_the_same_issuing_key(tmp_path: Path) -> None:
    first = ensure_demo_key()
    before = chain()
    second = rotate_signing_key()
    assert (chain()[1:], chain()[0] != before[0], active_key()[0]) == (before[1:], True, second)
    first.refresh_from_db()
    assert (first.state, second.state, second.is_demo) == (KeyState.RETIRED, KeyState.ACTIVE, True)
    assert openssl(tmp_path, "-crl_check_all", given=before) == "own: OK\n"


def test_retired_key_verifies_and_signs_no_more(settings: Settings) -> None:
    certificate, old = make_issued(), settings.SIGNING_KEY_FILE.read_bytes()
    rotate_signing_key()
    newer = make_issued()
    assert (newer.state, newer.signing_key == certificate.signing_key) == (State.ISSUED, False)
    settings.SIGNING_KEY_FILE.write_bytes(old)
    with pytest.raises(SigningKeyMissing):
        active_key()
    with pytest.raises(SigningKeyEnded):
        register_key(load_key(settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE_FILE))
    assert verify_code(text=certificate.code, address="").verdict == "valid"


def test_key_is_not_changed_without_the_issuing_key(settings: Settings) -> None:
    key = ensure_demo_key()
    settings.ISSUING_KEY_FILE.unlink()
    with pytest.raises(CommandError):
        call_command("rotate_signing_key")
    assert active_key()[0] == key


def test_signing_certificate_that_has_run_out_signs_no_more() -> None:
    key = ensure_demo_key()
    with time_machine.travel(key.valid_until), pytest.raises(SigningKeyMissing):
        active_key()


def test_lost_key_stands_in_the_list_since_it_was_lost(tmp_path: Path) -> None:
    key, given = ensure_demo_key(), chain()
    assert list(list_of(given[1])) == []
    compromise_signing_key(fingerprint_start=key.fingerprint, since=LOST)
    (entry,) = list_of(given[1])
    reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    assert (entry.serial_number, entry.revocation_date_utc, reason) == (
        given[0].serial_number,
        LOST,
        x509.ReasonFlags.key_compromise,
    )
    assert "certificate revoked" in openssl(tmp_path, "-crl_check_all", given=given)


def test_certificates_wait_after_a_loss_until_there_is_another_key() -> None:
    key = ensure_demo_key()
    compromise_signing_key(fingerprint_start=key.fingerprint, since=LOST)
    certificate = make_reserved()
    produce_certificate(certificate.pk)
    certificate.refresh_from_db()
    assert (certificate.failure, certificate.failure_detail) == (
        Failure.KEY,
        "the key in the file or token is not the active one",
    )
    rotate_signing_key()
    assert make_issued().state == State.ISSUED


def test_loss_told_twice_keeps_the_earlier_moment() -> None:
    key = ensure_demo_key()
    for moment in (LOST, LOST + timedelta(days=1), LOST - timedelta(days=1), LOST):
        compromise_signing_key(fingerprint_start=key.fingerprint, since=moment)
    key.refresh_from_db()
    assert (key.state, key.compromised_at) == (KeyState.COMPROMISED, LOST - timedelta(days=1))


@pytest.mark.parametrize("given", ["", "0" * 64])
def test_loss_of_no_single_key_is_refused(given: str) -> None:
    ensure_demo_key()
    rotate_signing_key()
    with pytest.raises(SigningKeyUnknown):
        compromise_signing_key(fingerprint_start=given, since=LOST)
    assert SigningKey.objects.filter(state=KeyState.COMPROMISED).count() == 0


def test_command_declares_a_key_lost_by_the_sites_clock() -> None:
    key = ensure_demo_key()
    call_command(
        "compromise_signing_key", key.fingerprint[:12].upper(), "--since", "2026-11-05T22:00", stdout=StringIO()
    )
    key.refresh_from_db()
    assert (key.state, key.compromised_at) == (KeyState.COMPROMISED, LOST)


@pytest.mark.parametrize(("digits", "since"), [(11, "2026-11-05"), (12, "2999-01-01"), (12, "yesterday")])
def test_command_refuses_short_fingerprints_and_moments_to_come(digits: int, since: str) -> None:
    key = ensure_demo_key()
    with pytest.raises(CommandError):
        call_command("compromise_signing_key", key.fingerprint[:digits], "--since", since)
    assert active_key()[0] == key


def test_lists_are_made_once_a_day() -> None:
    ensure_demo_key()
    issuing = chain()[1]
    assert publish_revocation_lists() == 0
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        tasks.publish_revocation_lists()
        tasks.publish_revocation_lists()
        made = list(RevocationList.objects.filter(authority=key_identifier(issuing)).values_list("number", flat=True))
        assert (made, list_of(issuing).last_update_utc.date()) == ([1, 2], datetime.now(UTC).date())


def test_root_in_the_safe_leaves_its_list_of_the_year(settings: Settings) -> None:
    ensure_demo_key()
    settings.ROOT_KEY_FILE.unlink()
    with time_machine.travel(timezone.now() + timedelta(days=365)):
        assert (publish_revocation_lists(), len(lists_above(chain()))) == (1, 2)


def test_list_that_has_run_out_is_none() -> None:
    ensure_demo_key()
    with time_machine.travel(timezone.now() + ISSUING_LASTS), pytest.raises(SigningKeyMissing):
        lists_above(chain())


def test_key_without_a_list_above_needs_none(settings: Settings) -> None:
    ensure_demo_key()
    RevocationList.objects.all().delete()
    loaded = load_key(settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE_FILE)
    assert lists_above(loaded.chain[-1:]) == []
    assert SigningKey.objects.get().fingerprint == fingerprint(loaded.chain[0])
