"""Signing keys: made, changed each year, declared lost. The public half stands in the register, the private elsewhere.

Root and issuing key are needed for making keys and lists of revoked keys alone; the root's file may lie in a safe.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from certification.enums import EventKind, KeyState
from certification.errors import IssuingKeyMissing, SigningKeyEnded, SigningKeyMissing, SigningKeyUnknown
from certification.models import SigningKey
from certification.services.credential_keys import make_credential_key
from certification.services.history import record
from certification.services.key_store import key_store, write_pair
from certification.services.revocation_lists import publish_revocation_lists
from certification.signing.material import Maker, Pair, fingerprint, is_demo, load_pair
from certification.signing.validator import Pin

if TYPE_CHECKING:
    from certification.signing.signer import LoadedKey

DEMO_ORGANISATION = "Librarian Academy"
#: Digits of a fingerprint by which a person names a key: as many as the CMS and the commands print.
SHORTEST_FINGERPRINT = 12


def active_key() -> tuple[SigningKey, "LoadedKey"]:
    """Return the key that signs now, as row and as key. Raises SigningKeyMissing, for a demo key in production too."""
    loaded = key_store().load()
    key = SigningKey.objects.filter(fingerprint=fingerprint(loaded.chain[0]), state=KeyState.ACTIVE).first()
    if key is None:
        raise SigningKeyMissing("the key in the file or token is not the active one")
    if key.valid_until <= timezone.now():
        raise SigningKeyMissing("its certificate has run out")
    if settings.PRODUCTION and key.is_demo:
        raise SigningKeyMissing("a demo key does not sign in production")
    return key, loaded


def pin_of(key: SigningKey) -> Pin:
    """Return what a signature by this key may look like."""
    return Pin(certificates=frozenset(map(fingerprint, chain_of(key))), lost_at=key.compromised_at)


def chain_of(key: SigningKey) -> tuple[x509.Certificate, ...]:
    """Return the certificate of a key and those above it, the root last."""
    return tuple(x509.load_pem_x509_certificates(key.certificate_pem.encode()))


def ensure_demo_key() -> SigningKey:
    """Return the demo key, made now if there is none, with the one of credentials beside it. Twice is once."""
    make_credential_key(demo=True)
    return make_signing_key(organisation=DEMO_ORGANISATION, demo=True)


def make_signing_key(*, organisation: str, demo: bool) -> SigningKey:
    """Make the keys where the settings say, in so far as there are none, and register the signing key.

    What is there stays: a signing key alone, such as a bought seal, gets no root of ours. Raises IssuingKeyMissing
    where root and issuing key are for demonstration and this one is not, or the reverse; SigningKeyMissing when what
    is there cannot be read, or the token does not answer.
    """
    store = key_store()
    if store.is_empty():
        maker, issuing = _authority(organisation, demo=demo)
        store.make(maker, issuing)
        _make_timestamp_key(maker, issuing)
    elif settings.ISSUING_KEY_FILE.exists() and not settings.TIMESTAMP_KEY_FILE.exists():
        _make_timestamp_key(*_authority(organisation, demo=demo))
    key = register_key(store.load())
    publish_revocation_lists()
    return key


def rotate_signing_key() -> SigningKey:
    """Make the next signing key below the same issuing one, in the place of the one before, which retires.

    Its private half is gone with that: it verifies what it signed and signs no more. Raises IssuingKeyMissing, and
    SigningKeyMissing when the token does not answer.
    """
    issuing, store = _issuing_key(), key_store()
    (organisation,) = issuing.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    before = SigningKey.objects.order_by("pk").last()
    store.make(_maker(str(organisation.value), demo=is_demo(issuing.certificate)), issuing)
    key = register_key(store.load())
    if before and chain_of(before)[1:] == issuing.chain:
        store.forget(chain_of(before))
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


def register_key(loaded: "LoadedKey") -> SigningKey:
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
            write_pair(settings.ROOT_KEY_FILE, settings.AUTHORITY_PASSPHRASE_FILE, maker.root())
        root = load_pair(settings.ROOT_KEY_FILE, settings.AUTHORITY_PASSPHRASE_FILE)
        write_pair(settings.ISSUING_KEY_FILE, settings.AUTHORITY_PASSPHRASE_FILE, maker.issuing(root))
    issuing = _issuing_key()
    if is_demo(issuing.certificate) != demo:
        raise IssuingKeyMissing
    return maker, issuing


def _make_timestamp_key(maker: Maker, issuing: Pair) -> None:
    write_pair(settings.TIMESTAMP_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE_FILE, maker.timestamp(issuing))


def _issuing_key() -> Pair:
    try:
        return load_pair(settings.ISSUING_KEY_FILE, settings.AUTHORITY_PASSPHRASE_FILE)
    except (OSError, ValueError) as error:
        raise IssuingKeyMissing from error
