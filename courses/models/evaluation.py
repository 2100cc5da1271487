"""Evaluation forms of seminars, and what was answered: by nobody in particular."""

import secrets
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.contrib.forms.models import AbstractFormField

from academy.languages import LANGUAGES, text_in
from courses.enums import EvaluationFieldType
from courses.models.seminar import Seminar


class Evaluation(ClusterableModel):
    """A form that several seminars may share, so that their results can be compared. `title`: a text per language."""

    title = models.JSONField(_("title"), default=dict)
    institution = models.ForeignKey(
        "accounts.Institution",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="evaluations",
        verbose_name=_("institution"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("author"),
    )
    is_in_use = models.BooleanField(
        _("in use"), default=True, help_text=_("A form that is not in use is not offered to further seminars.")
    )

    class Meta:
        verbose_name = _("evaluation form")
        verbose_name_plural = _("evaluation forms")
        ordering = ("pk",)

    def __str__(self) -> str:
        return text_in(self.title, get_language() or LANGUAGES[0])


class EvaluationField(AbstractFormField):
    """A question of the form, once for all languages: label, help and each of `choices` hold one text per language.

    Answers are kept under `clean_name`, which never changes, and choices by their place, counted from 1: so answers
    in all languages add up.
    """

    evaluation = ParentalKey(
        Evaluation, on_delete=models.CASCADE, related_name="fields", verbose_name=_("evaluation form")
    )
    label = models.JSONField(_("question"), default=dict)
    help_text = models.JSONField(_("hint"), default=dict, blank=True)
    field_type = models.CharField(
        _("answered by"), max_length=16, choices=EvaluationFieldType.choices, default=EvaluationFieldType.SCALE
    )
    required = models.BooleanField(_("must be answered"), default=False)
    choices = models.JSONField(_("answers to choose from"), default=list, blank=True)
    default_value = None

    class Meta(AbstractFormField.Meta):
        verbose_name = _("question of an evaluation")
        verbose_name_plural = _("questions of an evaluation")
        constraints = (models.UniqueConstraint(fields=["evaluation", "clean_name"], name="evaluation_field_once"),)

    def __str__(self) -> str:
        return text_in(self.label, get_language() or LANGUAGES[0])

    def get_field_clean_name(self) -> str:
        """Return a name that no correction of the label touches."""
        return f"f{secrets.token_hex(4)}"


class EvaluationAnswers(models.Model):
    """What one person answered, and nothing that leads to her or him: no account, no time, no order.

    `answers`: clean name of a field -> text, place of a choice, or list of places; what was left out is not in it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    seminar = models.ForeignKey(
        Seminar, on_delete=models.CASCADE, related_name="evaluation_answers", verbose_name=_("seminar")
    )
    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="answers", verbose_name=_("evaluation form")
    )
    answers = models.JSONField(_("answers"), default=dict)

    #: Wagtail's index of references would keep the order of arrival.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answers to an evaluation")
        verbose_name_plural = _("answers to evaluations")

    def __str__(self) -> str:
        return str(self.seminar)


class EvaluationHandIn(models.Model):
    """That somebody has handed in, so that each does it once: without a time, and without a way to the answers."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    seminar = models.ForeignKey(
        Seminar, on_delete=models.CASCADE, related_name="evaluation_hand_ins", verbose_name=_("seminar")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("participant")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("evaluation handed in")
        verbose_name_plural = _("evaluations handed in")
        constraints = (models.UniqueConstraint(fields=["seminar", "user"], name="evaluation_handed_in_once"),)

    def __str__(self) -> str:
        return f"{self.seminar}: {self.user}"
