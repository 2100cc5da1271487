"""Sums from which statistics are computed. They are kept, not computed anew: see `services/tallies.py`.

Scores are whole hundredths of a mark. A result is in whole per cent, rounded down; the keys of JSON are texts.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.attempt import Attempt
from courses.models.question import QuestionRevision
from courses.models.quiz import Quiz


class QuizTally(models.Model):
    """The counted attempts at a quiz together. Its lock is held by whoever changes any sum of the quiz."""

    quiz = models.OneToOneField(
        Quiz, on_delete=models.CASCADE, primary_key=True, related_name="tally", verbose_name=_("quiz")
    )
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    score = models.BigIntegerField(_("score"), default=0)
    score_squares = models.BigIntegerField(_("squares of scores"), default=0)
    max_score = models.BigIntegerField(_("highest possible score"), default=0)
    #: Result -> attempts.
    results = models.JSONField(_("results"), default=dict)
    #: Class of time -> attempts.
    times = models.JSONField(_("times"), default=dict)
    counted_at = models.DateTimeField(_("counted"), null=True)

    class Meta:
        verbose_name = _("sums of a quiz")
        verbose_name_plural = _("sums of quizzes")

    def __str__(self) -> str:
        return f"{self.quiz}: {self.attempts}"


class ItemTally(models.Model):
    """The counted answers to one revision of a question in a quiz, and the totals of those who were asked it.

    A total is the sum of what all questions of an attempt earned; with marks taken off it may lie below the score.
    """

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="item_tallies", verbose_name=_("quiz"))
    revision = models.ForeignKey(
        QuestionRevision, on_delete=models.CASCADE, related_name="tallies", verbose_name=_("question revision")
    )
    answers = models.PositiveIntegerField(_("answers"), default=0)
    score = models.BigIntegerField(_("score"), default=0)
    score_squares = models.BigIntegerField(_("squares of scores"), default=0)
    marks = models.BigIntegerField(_("marks"), default=0)
    total = models.BigIntegerField(_("total scores"), default=0)
    total_squares = models.BigIntegerField(_("squares of total scores"), default=0)
    products = models.BigIntegerField(_("products of score and total score"), default=0)
    #: Result -> people; marks that they earned on this question; marks that they could have earned.
    people = models.JSONField(_("people by result"), default=dict)
    earned = models.JSONField(_("marks earned by result"), default=dict)
    possible = models.JSONField(_("marks possible by result"), default=dict)
    #: Option -> result -> people.
    options = models.JSONField(_("options by result"), default=dict)
    #: Class of time -> people.
    times = models.JSONField(_("times"), default=dict)

    class Meta:
        verbose_name = _("sums of a question")
        verbose_name_plural = _("sums of questions")
        constraints = (models.UniqueConstraint(fields=["quiz", "revision"], name="item_tally_once"),)

    def __str__(self) -> str:
        return f"{self.revision}: {self.answers}"


class CountedAttempt(models.Model):
    """That an attempt is counted, and as what: so it is counted once, and can be taken out again."""

    attempt = models.OneToOneField(
        Attempt, on_delete=models.CASCADE, primary_key=True, related_name="counted", verbose_name=_("attempt")
    )
    contribution = models.JSONField(_("contribution"))

    class Meta:
        verbose_name = _("counted attempt")
        verbose_name_plural = _("counted attempts")

    def __str__(self) -> str:
        return f"{self.attempt}"
