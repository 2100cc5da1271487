"""Secrets of endpoints at rest: sealed for this one purpose, so that a copy of the database alone signs nothing.

A key derived from SECRET_KEY seals; those of SECRET_KEY_FALLBACKS still open. A digest, as keys have, would not do:
whoever signs needs the secret itself.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

from academy.integrations.errors import SecretLost

#: Tells this purpose from every other that SECRET_KEY serves.
_PURPOSE = b"academy.integrations.webhook-secret"


def seal(secret: str) -> str:
    """Return the secret as it may be stored."""
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """Return the secret. Raises SecretLost when the key that sealed it is gone."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise SecretLost from error


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str | bytes) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE)
    return base64.urlsafe_b64encode(derivation.derive(force_bytes(key)))
