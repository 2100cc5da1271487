"""What the integrations refuse, named for the state."""

from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken


class KeyEnded(RuleBroken):
    """The key was ended or rotated before."""

    message = _("This key has ended or was rotated already. Nothing was changed.")


class LimitReached(RuleBroken):
    """The key has asked as much as it may; `seconds` say when it may ask again."""

    message = _("This key has reached its limit. Try again later.")

    def __init__(self, seconds: int) -> None:
        """Keep how long to wait."""
        super().__init__()
        self.seconds = seconds


class SecretLost(RuleBroken):
    """The secret of an endpoint cannot be read: the key of the site that sealed it is gone."""

    message = _("The secret of this endpoint cannot be read any more. Rotate it and give the receiver the new one.")


class EndpointNotActive(RuleBroken):
    """An endpoint that is switched off is sent nothing."""

    message = _("This endpoint is switched off. Switch it on first.")


class AlreadyWaiting(RuleBroken):
    """The message is on its way already."""

    message = _("This message is waiting to be sent already. Nothing was changed.")
