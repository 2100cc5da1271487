"""What seminars refuse."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from academy.errors import RuleBroken


class SessionCancelled(RuleBroken):
    """The session takes place no more."""

    message = _("This session was cancelled. Choose another date, if there is one.")


class RegistrationNotOpen(RuleBroken):
    """Registration begins later."""

    def __init__(self, opens_at: datetime) -> None:
        """Say from when, by the site's clock."""
        moment = date_format(timezone.localtime(opens_at), "DATETIME_FORMAT")
        super().__init__(format_lazy(_("Registration is not open yet. It opens: {moment}"), moment=moment))


class RegistrationClosed(RuleBroken):
    """Registration is over."""

    message = _("Registration for this session is closed. Choose another date, if there is one.")


class SessionBegan(RuleBroken):
    """It is too late to give a seat back."""

    message = _("The session has begun. Nothing was changed: write to the organiser if something is wrong.")


class AttendanceCounted(RuleBroken):
    """What was counted by the old times would be wrong by new ones."""

    message = _("Attendance of this session is closed, so it is not changed any more. Plan another session instead.")


class AlreadyRegistered(RuleBroken):
    """Of sessions that are the same people have one."""

    message = _(
        "You are registered for another date of this seminar. Cancel that registration first, then choose anew."
    )


class NothingChosen(RuleBroken):
    """No session was named, or more than one of those of which one is chosen."""

    message = _("Choose one date.")


class InstitutionNeeded(RuleBroken):
    """The institution approves, so there has to be one."""

    message = _(
        "Your institution approves registrations for this seminar, and your account belongs to none. Ask your "
        "institution’s HR department to add you, then register."
    )


class ReasonNeeded(RuleBroken):
    """The day until which people may cancel without a word has passed."""

    message = _(
        "The date until which a registration could be cancelled has passed. Say in a few words why you cannot come."
    )


class RegistrationEnded(RuleBroken):
    """The registration is over already, or was decided by somebody else in the meantime."""

    message = _("This registration has changed in the meantime. Nothing was done: look at it again.")


class OfferLapsed(RuleBroken):
    """The seat was confirmed too late."""

    message = _("The time to confirm this seat is over, and it went to the next person. You can register again.")


class CapacityBelowTaken(RuleBroken):
    """There would be fewer seats than people who have one."""

    def __init__(self, taken: int) -> None:
        """Say how many hold a seat."""
        words = ngettext_lazy(
            "{taken} person has a seat. Nothing was changed: choose no smaller number, or cancel a registration first.",
            "{taken} people have a seat. Nothing was changed: choose no smaller number, or cancel registrations first.",
            taken,
        )
        super().__init__(format_lazy(str(words), taken=taken))


class QuotaTooLarge(RuleBroken):
    """The seats for one institution are not there to be kept."""

    def __init__(self, free: int) -> None:
        """Say how many could be kept."""
        super().__init__(
            format_lazy(_("So many seats are not free for everybody. At most {free} can be kept."), free=free)
        )


class SeatsWithoutLimit(RuleBroken):
    """Where there is no limit nothing can be kept."""

    message = _(
        "This session has no limit of seats, so none can be kept for an institution. Set the number of seats first."
    )


class EvaluationNotOpen(RuleBroken):
    """The person was not at the seminar, or its first session has not ended."""

    message = _("The evaluation opens when the first session that you attended has ended. Nothing was handed in.")
