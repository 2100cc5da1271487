"""Quizzes, attempts and their marking."""

from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken


class AttemptUnderWay(RuleBroken):
    """An attempt at the quiz is still open."""

    message = _("A test is still in progress. Submit it first, then leave the course. Nothing was changed.")


class QuizLocked(RuleBroken):
    """Lessons remain to be read before the quiz opens."""

    message = _("The quiz opens when all required lessons have been read. Nothing is lost: go on with the next lesson.")


class QuizNotOpen(RuleBroken):
    """The quiz opens later, or the waiting time after the last attempt is not over. The words say when."""


class QuizOver(RuleBroken):
    """The quiz has closed."""

    message = _(
        "The quiz has closed, so no attempt was started. Your results are kept. Its page says whom to write to."
    )


class NothingToAsk(RuleBroken):
    """Every question has been taken out of the quiz, or out of the banks from which it draws."""

    message = _(
        "The quiz has no questions at the moment, so no attempt was started and none is lost. Write to the trainer."
    )


class NoAttemptsLeft(RuleBroken):
    """Every allowed attempt has been used."""

    message = _("All attempts have been used. Your results are kept. Write to the trainer if you need another attempt.")


class AlreadyPassed(RuleBroken):
    """The quiz is passed; a further attempt could change nothing."""

    message = _("You have already passed this quiz. Your result and your certificate are kept.")


class AwaitsMarking(RuleBroken):
    """An attempt is not marked yet; it may pass."""

    message = _("Your last attempt awaits marking, so no other was started. You will get a letter when it is marked.")


class AlreadyMarked(RuleBroken):
    """Somebody else has marked the answer meanwhile: the first marking counts."""

    message = _("Somebody else has marked this answer meanwhile. That marking counts; yours was not saved.")


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
