"""Announcements and discussions."""

from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken


class AnnouncementSent(RuleBroken):
    """It was sent: its words stay, and it goes to nobody twice."""

    message = _(
        "This announcement has already been sent. Its words stay as they are; write a new one to add something."
    )


class Muted(RuleBroken):
    """A moderator lets the person read, and not write."""

    message = _("You can read the discussions of this course, but not write in them: a moderator has decided so.")


class TooManyPosts(RuleBroken):
    """The person has written as many posts within an hour as are allowed."""

    message = _("You have written a lot within an hour. Your text was not sent: keep it, and send it a little later.")


class PostRemoved(RuleBroken):
    """The question was deleted or hidden while somebody wrote an answer."""

    message = _("This question has been removed, so it takes no answers.")


class PostStays(RuleBroken):
    """A post that was answered, reported or hidden is no longer its author's alone."""

    message = _("This post can no longer be deleted, because it was answered or reported. Nothing was changed.")


class TrainerNotMuted(RuleBroken):
    """Who teaches a course is not muted on it."""

    message = _("Trainers of the course cannot be muted. Nothing was changed.")
