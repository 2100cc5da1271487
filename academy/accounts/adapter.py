"""Where allauth asks us."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):
    """E-mail is the name; everything else is allauth's own."""


class MFAAdapter(DefaultMFAAdapter):
    """Names the person by the legal name in authenticator apps and passkeys."""
