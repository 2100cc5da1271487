"""The signing key: made once, its public half in the register, its private half in a file that only we can read."""

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.db import transaction

from certification.enums import KeyState
from certification.errors import SigningKeyEnded, SigningKeyMissing
from certification.models import SigningKey
from certification.signing.material import fingerprint, is_demo, make_pkcs12
from certification.signing.signer import LoadedKey, load_key

DEMO_ORGANISATION = "Librarian Academy"


def active_key() -> tuple[SigningKey, LoadedKey]:
    """Return the key that signs now, as row and as key. Raises SigningKeyMissing, for a demo key in production too."""
    try:
        loaded = load_key(settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE_FILE)
    except (OSError, ValueError) as error:
        raise SigningKeyMissing from error
    key = SigningKey.objects.filter(fingerprint=fingerprint(loaded.chain[0]), state=KeyState.ACTIVE).first()
    if key is None or (settings.PRODUCTION and key.is_demo):
        raise SigningKeyMissing
    return key, loaded


def ensure_demo_key() -> SigningKey:
    """Return the demo key, made now if there is none. Twice is once."""
    return make_signing_key(organisation=DEMO_ORGANISATION, demo=True)


def make_signing_key(*, organisation: str, demo: bool) -> SigningKey:
    """Make the key in the files that the settings name, unless they hold one, and register it as the active one."""
    file, passphrase_file = settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE_FILE
    if not file.exists():
        passphrase = secrets.token_urlsafe(32).encode()
        _write_privately(passphrase_file, passphrase)
        _write_privately(file, make_pkcs12(organisation, passphrase, demo=demo))
    return register_key(load_key(file, passphrase_file))


def register_key(loaded: LoadedKey) -> SigningKey:
    """Make this the active key; the one before it retires and goes on verifying what it signed.

    Raises SigningKeyEnded, and changes nothing, for a key that was retired or compromised before.
    """
    own = loaded.chain[0]
    if SigningKey.objects.filter(fingerprint=fingerprint(own)).exclude(state=KeyState.ACTIVE).exists():
        raise SigningKeyEnded
    with transaction.atomic():
        others = SigningKey.objects.filter(state=KeyState.ACTIVE).exclude(fingerprint=fingerprint(own))
        others.update(state=KeyState.RETIRED)
        key, _ = SigningKey.objects.get_or_create(
            fingerprint=fingerprint(own),
            defaults={
                "certificate_pem": b"".join(one.public_bytes(Encoding.PEM) for one in loaded.chain).decode(),
                "subject": own.subject.rfc4514_string(),
                "is_demo": is_demo(own),
                "valid_from": own.not_valid_before_utc,
                "valid_until": own.not_valid_after_utc,
            },
        )
    return key


def _write_privately(path: Path, content: bytes) -> None:
    """Write a file that only this user can read, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(content)
    unfinished.replace(path)
