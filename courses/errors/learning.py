"""Lessons, cohorts, programmes, notes and recordings."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from academy.errors import RuleBroken


class CourseCompleted(RuleBroken):
    """What is completed stays completed, so nobody withdraws from it."""

    message = _("You have completed this course, so there is nothing to leave. Your results are kept.")


class CohortEnded(RuleBroken):
    """The last day of the cohort is over."""

    message = _("The last day of this cohort is over. Nothing was changed: ask for a place in another one.")


class LearningOver(RuleBroken):
    """The learner has completed the course, or left it."""

    message = _("The course is completed, or was left. Nothing was changed.")


class LessonClosed(RuleBroken):
    """The lesson opens to this learner later."""

    message = _("This lesson is not open to you yet. Its page says when it opens. Nothing was changed.")


class MinimumTimeAhead(RuleBroken):
    """The lesson asks to be stayed with for longer."""

    def __init__(self, minutes: int) -> None:
        """Say how long it is still."""
        super().__init__(
            ngettext(
                "The lesson was not marked as read yet: stay with it for %(count)d more minute, then mark it as read.",
                "The lesson was not marked as read yet: stay with it for %(count)d more minutes, then mark it as read.",
                minutes,
            )
            % {"count": minutes}
        )


class EndAhead(RuleBroken):
    """The lesson asks to be read to its end, and the learner has not come there."""

    message = _(
        "The lesson was not marked as read yet: come to the end of the text, choose “I have come to the end” there, "
        "then mark it as read."
    )


class ProgrammeCompleted(RuleBroken):
    """The programme is completed; leaving it could take nothing back."""

    message = _("You have completed this programme. It stays in your personal area together with its certificate.")


class NoteTooLong(RuleBroken):
    """A note holds no more than its row."""

    message = _("The note is longer than 10,000 characters and was not saved. Shorten it, or keep a part elsewhere.")


class NoteSuperseded(RuleBroken):
    """Another page or device has saved another text of the same note."""

    message = _("This note was changed on another page or device. Your text was not saved, so that neither is lost.")


class PositionSuperseded(RuleBroken):
    """A later position in the recording is kept."""

    message = _("A later position in this recording is kept.")
