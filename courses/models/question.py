"""Questions and their revisions. They never stand in a page: a page's content is public."""

from django.conf import settings
from django.db import models
from django.db.models import Q
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
    bank = models.ForeignKey(
        "courses.QuestionBank",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="questions",
        verbose_name=_("question bank"),
    )
    category = models.ForeignKey(
        "courses.QuestionCategory",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="questions",
        verbose_name=_("category"),
    )
    title = models.CharField(_("title"), max_length=255, blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    #: What is not finished: neither asked nor drawn, whatever quiz it stands in.
    is_draft = models.BooleanField(_("draft"), default=False)
    #: What listings and draws find a question by, kept with every revision: see `services.questions.describe`.
    search_text = models.TextField(default="", editable=False)
    tag_text = models.TextField(default="", editable=False)
    languages = models.CharField(_("languages"), max_length=40, default="", editable=False)
    #: What an imported question is known by within its bank, so that the same file read twice brings it once.
    import_key = models.CharField(_("known from a file as"), max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("key",)
        constraints = (
            models.UniqueConstraint(
                fields=["bank", "import_key"], condition=~Q(import_key=""), name="question_imported_once"
            ),
        )

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
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("author"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("question revision")
        verbose_name_plural = _("question revisions")
        ordering = ("question", "-number")
        constraints = (models.UniqueConstraint(fields=["question", "number"], name="question_revision_number_once"),)

    def __str__(self) -> str:
        return f"{self.question} ({self.number})"
