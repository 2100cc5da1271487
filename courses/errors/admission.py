"""Coming onto a course, and leaving it."""

from collections.abc import Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken


class NotEnrolled(RuleBroken):
    """The person has no enrolment on this course."""

    message = _("You are not enrolled on this course. Enrol on the course page, then come back.")


class CourseNotOpen(RuleBroken):
    """The course has no published lesson yet."""

    message = _("This course has no lessons yet. Come back when the first one is published.")


class ApprovalNeeded(RuleBroken):
    """Whoever runs the course decides about each person."""

    message = _("People come onto this course on request. Send a request from the course page.")


class InvitationNeeded(RuleBroken):
    """Whoever runs the course opens it to each person."""

    message = _("People come onto this course by invitation. Ask whoever runs the course for one.")


class PrerequisitesMissing(RuleBroken):
    """Something has to be achieved before this course. `missing` says in words what."""

    def __init__(self, missing: Sequence[str]) -> None:
        """Name what is missing."""
        self.missing = missing
        words = _("You are not enrolled yet. This is asked for first: {missing}")
        super().__init__(format_lazy(words, missing=" ".join(missing)))


class AlreadyEnrolled(RuleBroken):
    """There is nothing to ask for."""

    message = _("You are enrolled on this course already.")


class RequestNotTaken(RuleBroken):
    """The course takes people in another way."""

    message = _("This course takes no requests. Its page says how people come onto it.")


class RequestDecided(RuleBroken):
    """The request no longer waits: somebody decided, or its author took it back."""

    message = _("This request no longer waits: it was decided or taken back before. Nothing was changed.")


class InvitationRefused(RuleBroken):
    """The invitation enrols nobody, or not this person. No message tells of which course."""

    message = _("This invitation does not exist. Check that the whole address was copied, or ask for a new one.")


class InvitationForeign(InvitationRefused):
    """The invitation is for somebody else's address."""

    message = _(
        "This invitation was written to another e-mail address. Log in with the account that has that address, or ask "
        "for an invitation to yours."
    )


class InvitationEnded(InvitationRefused):
    """Whoever made the invitation took it back."""

    message = _("This invitation was taken back. Ask whoever sent it to you for a new one.")


class InvitationExpired(InvitationRefused):
    """Its day is over."""

    message = _("This invitation has expired. Ask whoever sent it to you for a new one.")


class InvitationUsedUp(InvitationRefused):
    """As many people as were invited have come."""

    message = _("All places of this invitation have been taken. Ask whoever sent it to you for a new one.")


class CohortEndsBeforeStart(RuleBroken):
    """The last day asked for comes before the first."""

    message = _("The last day would come before the first. Nothing was changed: choose a later one.")


class CohortOfAnotherCourse(RuleBroken):
    """The cohort chosen takes a course that the learner does not take."""

    message = _("The cohort takes another course. Nothing was changed.")
