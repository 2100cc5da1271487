"""Attempts at a quiz. An attempt keeps the revisions it was asked, and what was answered, from the first minute."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.enums import AttemptLetterKind, AttemptState
from courses.models.enrolment import Enrolment
from courses.models.question import QuestionRevision
from courses.models.quiz import Quiz


def percent_of_marks(score: Decimal | None, max_score: Decimal | None) -> int | None:
    """The result in whole per cent, rounded down; None without marks."""
    return None if score is None or not max_score else int(score * 100 / max_score)


class Attempt(models.Model):
    """One try. `score` and `max_score` are marks.

    `pass_mark` and `negative_percent` are the quiz's at the start, and `deadline` is the server's: none moves when the
    quiz is changed. While a person has something to mark, there is neither score nor verdict. `passed` says that this
    attempt passes the quiz, so an attempt for practice never does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, related_name="attempts", verbose_name=_("enrolment")
    )
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts", verbose_name=_("quiz"))
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=AttemptState.choices, default=AttemptState.OPEN)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    pass_mark = models.PositiveSmallIntegerField(_("pass mark, per cent"))
    negative_percent = models.PositiveSmallIntegerField(
        _("taken off for a wrong answer, per cent of its marks"), default=0
    )
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    score = models.DecimalField(_("score"), max_digits=7, decimal_places=2, null=True, blank=True)
    max_score = models.DecimalField(_("highest possible score"), max_digits=7, decimal_places=2, null=True, blank=True)
    passed = models.BooleanField(_("passed"), null=True, blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ("enrolment", "number")
        # The gradebook asks for the highest number that anybody has reached.
        indexes = (models.Index(fields=["quiz", "number"], name="attempt_by_number"),)
        constraints = (
            models.UniqueConstraint(fields=["enrolment", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(state=AttemptState.OPEN), name="attempt_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state=AttemptState.OPEN, score__isnull=True, closed_at__isnull=True)
                | Q(state=AttemptState.AWAITING, score__isnull=True, passed__isnull=True, closed_at__isnull=False)
                | (
                    ~Q(state__in=[AttemptState.OPEN, AttemptState.AWAITING])
                    & Q(score__gte=0, max_score__gte=models.F("score"), closed_at__isnull=False)
                ),
                name="attempt_closed_has_score",
            ),
        )

    def __str__(self) -> str:
        return f"{self.enrolment}, {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it still takes answers, as far as its state goes; the clock is asked by the service."""
        return self.state == AttemptState.OPEN

    @property
    def awaits_marking(self) -> bool:
        """Whether a person has something to mark."""
        return self.state == AttemptState.AWAITING

    @property
    def percent(self) -> int | None:
        """The result in whole per cent, rounded down, so that 69.9 never looks like a pass at 70."""
        return percent_of_marks(self.score, self.max_score)


class AttemptQuestion(models.Model):
    """One question of an attempt: the frozen revision, and the answer as last saved. A wrong one may cost marks.

    `key` is the revision that marks it, where the one that was asked was wrong; `is_granted` gives full marks to
    whatever was answered. What a person marked keeps by whom and when, the points chosen in the rubric by criterion,
    and a comment.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="questions", verbose_name=_("attempt"))
    position = models.PositiveSmallIntegerField(_("position"))
    revision = models.ForeignKey(
        QuestionRevision, on_delete=models.PROTECT, related_name="asked", verbose_name=_("question revision")
    )
    marks = models.DecimalField(_("marks"), max_digits=5, decimal_places=2)
    key = models.ForeignKey(
        QuestionRevision, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("key")
    )
    is_granted = models.BooleanField(_("full marks for everybody"), default=False)
    answer = models.JSONField(_("answer"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2, null=True, blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("marked by"),
    )
    marked_at = models.DateTimeField(_("marked"), null=True, blank=True)
    levels = models.JSONField(_("levels"), default=dict, blank=True)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name = _("question of the attempt")
        verbose_name_plural = _("questions of the attempt")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["attempt", "position"], name="attempt_question_position_once"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=-models.F("marks"), score__lte=models.F("marks")),
                name="attempt_question_score_within_marks",
            ),
        )

    def __str__(self) -> str:
        # Without the learner: answers are listed for whoever marks them, some without names.
        return f"{self.attempt_id}, {self.position}"


class AttemptLetter(models.Model):
    """A letter about a closed attempt, owed until it is sent."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="letters", verbose_name=_("attempt"))
    kind = models.CharField(_("kind"), max_length=8, choices=AttemptLetterKind.choices)
    mailed_at = models.DateTimeField(_("mailed"), null=True, editable=False)

    class Meta:
        verbose_name = _("letter about an attempt")
        verbose_name_plural = _("letters about attempts")

    def __str__(self) -> str:
        return f"{self.attempt}, {self.kind}"
