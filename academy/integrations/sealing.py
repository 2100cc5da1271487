"""Secrets of endpoints at rest. Whoever signs needs the secret itself, so a digest, as keys have, would not do."""

from academy.integrations.errors import SecretLost
from academy.sealing import Box, SealBroken

_BOX = Box("academy.integrations.webhook-secret")
seal = _BOX.seal


def unseal(sealed: str) -> str:
    """Return the secret. Raises SecretLost when the key that sealed it is gone."""
    try:
        return _BOX.unseal(sealed)
    except SealBroken as error:
        raise SecretLost from error
