"""Marking again: who has ordered it, when, and why. The record stays."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enums import RemarkingWay
from courses.models.question import Question
from courses.models.quiz import Quiz


class Remarking(models.Model):
    """A question of a quiz that was wrong, and how it is made good; `changed` counts attempts with another result."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="remarkings", verbose_name=_("quiz"))
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="remarkings", verbose_name=_("question")
    )
    way = models.CharField(_("what is done"), max_length=6, choices=RemarkingWay.choices)
    reason = models.CharField(_("reason"), max_length=500)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("ordered by")
    )
    ordered_at = models.DateTimeField(_("ordered"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)
    changed = models.PositiveIntegerField(_("attempts with another result"), default=0, editable=False)

    class Meta:
        verbose_name = _("re-marking")
        verbose_name_plural = _("re-markings")
        ordering = ("-ordered_at",)

    def __str__(self) -> str:
        return f"{self.quiz}, {self.question}"
