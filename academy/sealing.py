"""Secrets at rest that must be read again: a copy of the database alone opens nothing.

A key derived from SECRET_KEY for one purpose seals (HKDF, RFC 5869; Fernet); those of SECRET_KEY_FALLBACKS still open.
A digest would not do where the secret itself is needed to sign or to compute a code.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes


class SealBroken(Exception):  # noqa: N818 - errors are named for the state (conventions, 17)
    """The key that sealed this is gone, or it was not sealed for this purpose."""


class Box:
    """Seals the secrets of one purpose; what another box sealed does not open here."""

    def __init__(self, purpose: str) -> None:
        """Name the purpose: what was sealed under it opens under no other name."""
        self.purpose = purpose.encode()

    def seal(self, secret: str) -> str:
        """Return the secret as it may be stored."""
        return self._keys().encrypt(secret.encode()).decode()

    def unseal(self, sealed: str) -> str:
        """Return the secret. Raises SealBroken."""
        try:
            return self._keys().decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise SealBroken from error

    def _keys(self) -> MultiFernet:
        return MultiFernet(
            [Fernet(self._derived(key)) for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]]
        )

    def _derived(self, key: str | bytes) -> bytes:
        derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=self.purpose)
        return base64.urlsafe_b64encode(derivation.derive(force_bytes(key)))
