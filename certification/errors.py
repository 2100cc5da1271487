"""What the issuing office refuses, named for the state."""

from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken


class NameUnprintable(RuleBroken):
    """The holder's name has characters that our fonts cannot print, or that hide or reorder text."""

    message = _(
        "Your full name has characters that cannot be printed on a certificate. "
        "Correct it in your account settings, then try again."
    )


class SigningKeyMissing(RuleBroken):
    """No active signing key can be loaded: the certificate waits and is produced when there is one."""

    message = _("The signing key is not available. The certificate will be produced as soon as it is.")


class MalformedCode(RuleBroken):
    """The text is no certificate code: wrong length, foreign symbols, or a check symbol that does not fit."""

    message = _("The code is not written correctly. Compare it with the certificate, symbol by symbol.")
