"""Questions and their revisions. They never stand in a page: a page's content is public."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Question(models.Model):
    """The identity of a question; what it asks stands in its revisions."""

    key = models.SlugField(_("short name"), max_length=80, unique=True)
    type = models.CharField(_("type"), max_length=30)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("author"),
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key


class QuestionRevision(models.Model):
    """A question as it stood at one moment, in all languages; never changed, because attempts keep it.

    `body` is what the question type reads and writes: see `courses.questions`.
    """

    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("question")
    )
    number = models.PositiveIntegerField(_("number"))
    body = models.JSONField(_("body"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("question revision")
        verbose_name_plural = _("question revisions")
        ordering = ("question", "-number")
        constraints = (models.UniqueConstraint(fields=["question", "number"], name="question_revision_number_once"),)

    def __str__(self) -> str:
        return f"{self.question} ({self.number})"
