"""What learning refuses, named for the state. The text says what happened, whether anything is lost, what to do."""

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


class CourseCompleted(RuleBroken):
    """What is completed stays completed, so nobody withdraws from it."""

    message = _("You have completed this course, so there is nothing to leave. Your results are kept.")


class AttemptUnderWay(RuleBroken):
    """An attempt at the quiz is still open."""

    message = _("A test is still in progress. Submit it first, then leave the course. Nothing was changed.")


class CohortEnded(RuleBroken):
    """The last day of the cohort is over."""

    message = _("The last day of this cohort is over. Nothing was changed: ask for a place in another one.")


class QuizLocked(RuleBroken):
    """Lessons remain to be read before the quiz opens."""

    message = _("The quiz opens when all required lessons have been read. Nothing is lost: go on with the next lesson.")


class NoAttemptsLeft(RuleBroken):
    """Every allowed attempt has been used."""

    message = _("All attempts have been used. Your results are kept. Write to the trainer if you need another attempt.")


class AlreadyPassed(RuleBroken):
    """The quiz is passed; a further attempt could change nothing."""

    message = _("You have already passed this quiz. Your result and your certificate are kept.")


class AttemptClosed(RuleBroken):
    """The attempt no longer takes answers: it was submitted before."""

    message = _("This attempt has already been submitted. The answers given before are kept and marked.")


class AttemptTimedOut(AttemptClosed):
    """The server's clock closed the attempt; what was saved before is marked."""

    message = _("Time is up. Your answers have been saved and submitted.")


class AnswerSuperseded(RuleBroken):
    """What was saved is newer than what arrives; the newer stays."""

    message = _("A newer answer to this question was saved from another page or device, and stays. Reload to see it.")


class AnswerInvalid(RuleBroken):
    """The answer does not fit the question; nothing was saved."""

    message = _("This answer does not belong to the question. Nothing was changed: reload the page and answer again.")
