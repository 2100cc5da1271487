"""Keys that sign credentials: made, changed, declared lost. The public half stands in the register and in did.json."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from certification.enums import EventKind, KeyState
from certification.errors import CredentialKeyMissing, SigningKeyEnded, SigningKeyUnknown
from certification.formats.open_badges.did import did_document, did_web, verification_method
from certification.models import CredentialKey
from certification.services.history import record
from certification.services.private_files import write_privately
from certification.signing.credential_key import (
    CredentialSigner,
    make_credential_signer,
    read_credential_signer,
    written_credential_signer,
)


@dataclass(frozen=True)
class ActiveCredentialKey:
    """The key that signs now, and who it speaks for."""

    signer: CredentialSigner
    did: str

    @property
    def method(self) -> str:
        """The address of the key in the did:web document."""
        return verification_method(self.did, self.signer.multikey)


def issuer_did() -> str:
    """Return who issues here, as an address."""
    return did_web(settings.SITE_URL)


def active_credential_key() -> ActiveCredentialKey:
    """Return the key that signs now. Raises CredentialKeyMissing, for a demo key in production too."""
    try:
        signer = read_credential_signer(settings.CREDENTIAL_KEY_FILE.read_text())
    except (OSError, ValueError) as error:
        raise CredentialKeyMissing("the key of credentials is absent or cannot be read") from error
    if not CredentialKey.objects.filter(multikey=signer.multikey, state=KeyState.ACTIVE).exists():
        raise CredentialKeyMissing("the key of credentials in the file is not the active one")
    if settings.PRODUCTION and signer.is_demo:
        raise CredentialKeyMissing("a demo key of credentials does not sign in production")
    return ActiveCredentialKey(signer, issuer_did())


def make_credential_key(*, demo: bool) -> CredentialKey:
    """Make the key in the file that the settings name, unless it holds one, and register it. Twice is once.

    Raises ValueError for a file that holds no key, SigningKeyEnded for a key that was retired or lost before.
    """
    if not settings.CREDENTIAL_KEY_FILE.exists():
        _write(make_credential_signer(demo=demo))
    return _register(read_credential_signer(settings.CREDENTIAL_KEY_FILE.read_text()))


def rotate_credential_key() -> CredentialKey:
    """Make the next key in the place of the one before, which retires: it speaks for what it signed, and signs no more.

    Raises CredentialKeyMissing where there is none yet.
    """
    try:
        before = read_credential_signer(settings.CREDENTIAL_KEY_FILE.read_text())
    except (OSError, ValueError) as error:
        raise CredentialKeyMissing("the key of credentials is absent or cannot be read") from error
    _write(make_credential_signer(demo=before.is_demo))
    return _register(read_credential_signer(settings.CREDENTIAL_KEY_FILE.read_text()))


def compromise_credential_key(*, multikey: str, since: datetime) -> CredentialKey:
    """Declare that others may have had the key since that moment; told twice, the earlier moment counts.

    What it signed carries no time-stamp, so none of its credentials verifies any more; the documents around them do,
    because another key has signed those. Raises SigningKeyUnknown.
    """
    with transaction.atomic():
        key = CredentialKey.objects.select_for_update().filter(multikey=multikey).first()
        if key is None:
            raise SigningKeyUnknown
        key.state, key.compromised_at = KeyState.COMPROMISED, min(since, key.compromised_at or since)
        key.save(update_fields=["state", "compromised_at"])
        facts = {"since": key.compromised_at.isoformat()}
        record(kind=EventKind.KEY_COMPROMISED, subject=key.multikey, facts=facts)
    return key


def published_did() -> dict[str, Any] | None:
    """Return the did:web document, or None before there is a key. One query; no private key is needed.

    Retired keys stand in it and speak for what they signed. A lost one does not: some verifiers take every key there.
    """
    keys = CredentialKey.objects.exclude(state=KeyState.COMPROMISED).values_list("multikey", flat=True)
    known = list(keys.order_by("pk"))
    return did_document(issuer_did(), known, also_known_as=settings.SITE_URL) if known else None


def _write(signer: CredentialSigner) -> None:
    write_privately(settings.CREDENTIAL_KEY_FILE, written_credential_signer(signer).encode())


@transaction.atomic
def _register(signer: CredentialSigner) -> CredentialKey:
    """Make this the active key; the one before it retires."""
    if CredentialKey.objects.filter(multikey=signer.multikey).exclude(state=KeyState.ACTIVE).exists():
        raise SigningKeyEnded
    others = CredentialKey.objects.filter(state=KeyState.ACTIVE).exclude(multikey=signer.multikey)
    retired = list(others.values_list("multikey", flat=True))
    others.update(state=KeyState.RETIRED)
    key, made = CredentialKey.objects.get_or_create(multikey=signer.multikey, defaults={"is_demo": signer.is_demo})
    for ended in retired:
        record(kind=EventKind.KEY_RETIRED, subject=ended, facts={})
    if made:
        record(kind=EventKind.KEY_MADE, subject=key.multikey, facts={"demo": key.is_demo})
    return key
