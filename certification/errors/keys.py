"""What is wrong with what signs: keys, and the time-stamps that a signature needs."""

from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken


class SigningKeyMissing(RuleBroken):
    """No active signing key can be loaded: the certificate waits and is produced when there is one."""

    message = _("The signing key is not available. The certificate will be produced as soon as it is.")

    def __init__(self, reason: str) -> None:
        """Keep for the staff what exactly is missing."""
        super().__init__()
        self.reason = reason


class CredentialKeyMissing(SigningKeyMissing):
    """No key that signs credentials can be loaded: the certificate waits for it, because its credential lies in it."""


class SigningKeyEnded(RuleBroken):
    """The key in the files was retired or compromised before: it never signs again."""

    message = _("This signing key was retired and signs no more. Put the files of another key in its place.")


class SigningKeyUnknown(RuleBroken):
    """No key in the register begins with this fingerprint, or more than one does."""

    message = _("No signing key, or more than one, has this fingerprint. Nothing was changed.")


class IssuingKeyMissing(RuleBroken):
    """There is no issuing key to sign with, or it is for demonstration and the signing key is not."""

    message = _(
        "The issuing key is not available, or it is a demo key. Name its file and its passphrase in the settings."
    )


class TimestampMissing(RuleBroken):
    """No time-stamp could be had, or none that can be trusted: the certificate waits, and is never issued without."""

    message = _("The time-stamp authority is not available. The certificate will be produced as soon as it is.")

    def __init__(self, reason: str) -> None:
        """Keep for the staff what exactly is wrong."""
        super().__init__()
        self.reason = reason
