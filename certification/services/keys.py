"""Signing keys: made, changed each year, declared lost. The public half stands in the register, the private in a file.

Root and issuing key are needed for making keys and lists of revoked keys alone; the root's file may lie in a safe.
"""

import secrets
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from certification.enums import EventKind, KeyState
from certification.errors import IssuingKeyMissing, SigningKeyEnded, SigningKeyMissing, SigningKeyUnknown
from certification.models import SigningKey
from certification.services.history import record
from certification.services.private_files import write_privately
from certification.services.revocation_lists import publish_revocation_lists
from certification.signing.material import Maker, Pair, fingerprint, is_demo, load_pair, packed
from certification.signing.signer import LoadedKey, load_key
from certification.signing.validator import Pin

DEMO_ORGANISATION = "Librarian Academy"
#: Digits of a fingerprint by which a person names a key: as many as the CMS and the commands print.
SHORTEST_FINGERPRINT = 12


def active_key() -> tuple[SigningKey, LoadedKey]:
    """Return the key that signs now, as row and as key. Raises SigningKeyMissing, for a demo key in production too."""
    try:
        loaded = load_key(settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE_FILE)
    except (OSError, ValueError) as error:
        raise SigningKeyMissing("its file is absent or cannot be read") from error
    key = SigningKey.objects.filter(fingerprint=fingerprint(loaded.chain[0]), state=KeyState.ACTIVE).first()
    if key is None:
        raise SigningKeyMissing("the key in the file is not the active one")
    if key.valid_until <= timezone.now():
        raise SigningKeyMissing("its certificate has run out")
    if settings.PRODUCTION and key.is_demo:
        raise SigningKeyMissing("a demo key does not sign in production")
    return key, loaded


def pin_of(key: SigningKey) -> Pin:
    """Return what a signature by this key may look like."""
    chain = x509.load_pem_x509_certificates(key.certificate_pem.encode())
    return Pin(certificates=frozenset(map(fingerprint, chain)), lost_at=key.compromised_at)


def ensure_demo_key() -> SigningKey:
    """Return the demo key, made now if there is none. Twice is once."""
    return make_signing_key(organisation=DEMO_ORGANISATION, demo=True)


def make_signing_key(*, organisation: str, demo: bool) -> SigningKey:
    """Make the keys in the files that the settings name, where they hold none, and register the signing key.

    What is there stays: a signing key alone, such as a bought seal, gets no root of ours. Raises IssuingKeyMissing
    where root and issuing key are for demonstration and this one is not, or the reverse.
    """
    if not settings.SIGNING_KEY_FILE.exists():
        maker, issuing = _authority(organisation, demo=demo)
        _write_key(settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE_FILE, maker.signer(issuing))
        _write_key(settings.TIMESTAMP_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE_FILE, maker.timestamp(issuing))
    key = register_key(load_key(settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE_FILE))
    publish_revocation_lists()
    return key


def rotate_signing_key() -> SigningKey:
    """Make the next signing key below the same issuing one, in the place of the one before, which retires.

    Its private half is gone with that: it verifies what it signed and signs no more. Raises IssuingKeyMissing.
    """
    issuing = _issuing_key()
    (organisation,) = issuing.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    maker = _maker(str(organisation.value), demo=is_demo(issuing.certificate))
    _write_key(settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE_FILE, maker.signer(issuing))
    key = register_key(load_key(settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE_FILE))
    publish_revocation_lists(at_once=True)
    return key


def compromise_signing_key(*, fingerprint_start: str, since: datetime) -> SigningKey:
    """Declare that others may have had the key since that moment; told twice, the earlier moment counts.

    It never signs again, and stands in the list of revoked keys. Raises SigningKeyUnknown unless exactly one is meant.
    """
    with transaction.atomic():
        meant = list(SigningKey.objects.select_for_update().filter(fingerprint__startswith=fingerprint_start)[:2])
        if len(meant) != 1:
            raise SigningKeyUnknown
        (key,) = meant
        key.state, key.compromised_at = KeyState.COMPROMISED, min(since, key.compromised_at or since)
        key.save(update_fields=["state", "compromised_at"])
        facts = {"since": key.compromised_at.isoformat()}
        record(kind=EventKind.KEY_COMPROMISED, subject=key.fingerprint, facts=facts)
    publish_revocation_lists(at_once=True)
    return key


def register_key(loaded: LoadedKey) -> SigningKey:
    """Make this the active key; the one before it retires and goes on verifying what it signed.

    Raises SigningKeyEnded, and changes nothing, for a key that was retired or compromised before.
    """
    own = loaded.chain[0]
    if SigningKey.objects.filter(fingerprint=fingerprint(own)).exclude(state=KeyState.ACTIVE).exists():
        raise SigningKeyEnded
    with transaction.atomic():
        others = SigningKey.objects.filter(state=KeyState.ACTIVE).exclude(fingerprint=fingerprint(own))
        for retired in others.values_list("fingerprint", flat=True):
            record(kind=EventKind.KEY_RETIRED, subject=retired, facts={})
        others.update(state=KeyState.RETIRED)
        key, made = SigningKey.objects.get_or_create(
            fingerprint=fingerprint(own),
            defaults={
                "certificate_pem": b"".join(one.public_bytes(Encoding.PEM) for one in loaded.chain).decode(),
                "subject": own.subject.rfc4514_string(),
                "is_demo": is_demo(own),
                "valid_from": own.not_valid_before_utc,
                "valid_until": own.not_valid_after_utc,
            },
        )
        if made:
            record(kind=EventKind.KEY_MADE, subject=key.fingerprint, facts={"demo": key.is_demo})
    return key


def _maker(organisation: str, *, demo: bool) -> Maker:
    return Maker(organisation=organisation, key_type=settings.SIGNING_KEY_TYPE, site=settings.SITE_URL, is_demo=demo)


def _authority(organisation: str, *, demo: bool) -> tuple[Maker, Pair]:
    """Return the issuing key of the office, with its root made now where there is none. Raises IssuingKeyMissing."""
    maker = _maker(organisation, demo=demo)
    if not settings.ISSUING_KEY_FILE.exists():
        if not settings.ROOT_KEY_FILE.exists():
            _write_key(settings.ROOT_KEY_FILE, settings.AUTHORITY_PASSPHRASE_FILE, maker.root())
        root = load_pair(settings.ROOT_KEY_FILE, settings.AUTHORITY_PASSPHRASE_FILE)
        _write_key(settings.ISSUING_KEY_FILE, settings.AUTHORITY_PASSPHRASE_FILE, maker.issuing(root))
    issuing = _issuing_key()
    if is_demo(issuing.certificate) != demo:
        raise IssuingKeyMissing
    return maker, issuing


def _issuing_key() -> Pair:
    try:
        return load_pair(settings.ISSUING_KEY_FILE, settings.AUTHORITY_PASSPHRASE_FILE)
    except (OSError, ValueError) as error:
        raise IssuingKeyMissing from error


def _write_key(file: Path, passphrase_file: Path, pair: Pair) -> None:
    """Write the key, under the passphrase in the file beside it, which is made when there is none."""
    if not passphrase_file.exists():
        write_privately(passphrase_file, secrets.token_urlsafe(32).encode())
    write_privately(file, packed(pair, passphrase_file.read_bytes().strip()))
