"""What the HR desk refuses."""

from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken


class StaffInvitationRefused(RuleBroken):
    """The invitation is not for this person, or no longer waits. No message tells of which institution."""

    message = _(
        "This invitation cannot be used: it was answered or taken back, is older than thirty days, or was written "
        "to another e-mail address. Ask whoever sent it to you for a new one."
    )


class NobodyTicked(RuleBroken):
    """Something was to be done to nobody."""

    message = _("Nobody was ticked, so nothing was changed. Tick people first.")
