"""What happens to an issued certificate only in some of its states."""

from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken


class NotRevocable(RuleBroken):
    """Only an issued certificate can be revoked, and only once; not while it is being replaced."""

    message = _("This certificate is not in force, so it cannot be revoked. Nothing was changed.")


class BeingReplaced(NotRevocable):
    """A newer certificate is being made in its place: revoking this one would leave the newer one in force."""

    message = _(
        "A newer certificate is being made in the place of this one. Revoke the newer one when it is issued, or "
        "withdraw it first. Nothing was changed."
    )


class NotReplaceable(RuleBroken):
    """Only the newest certificate for an achievement can be replaced: issued, its holder known, and only once."""

    message = _(
        "This certificate cannot be corrected: it is not in force, a newer one exists or is being made, or its holder "
        "was erased. Nothing was changed."
    )


class NotRenewable(RuleBroken):
    """A certificate is renewed once, from some time before its end on, where its template allows it."""

    message = _(
        "This certificate cannot be renewed: it is not in force, has no end or ends later, was renewed already, or its "
        "template does not allow it. Nothing was changed."
    )


class NothingCorrected(RuleBroken):
    """The certificate says already what the correction says."""

    message = _("The certificate says exactly this already. Change what is wrong; nothing was done.")


class NotWithdrawable(RuleBroken):
    """Only a replacement that was not issued yet can be withdrawn."""

    message = _("This certificate is issued, or it replaces none. Nothing was changed.")
