"""Banks of questions and their categories. A bank belongs to an institution, to whoever made it, or to everybody."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from academy.languages import LANGUAGES, text_in


class QuestionBank(models.Model):
    """Questions kept together. Whoever may see a public bank may draw from it; only its own people change it."""

    name = models.JSONField(_("name"), default=dict, help_text=_("In az, ru and en."))
    institution = models.ForeignKey(
        "accounts.Institution",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="question_banks",
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
    is_public = models.BooleanField(_("public"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
        ordering = ("pk",)

    def __str__(self) -> str:
        return text_in(self.name, get_language() or LANGUAGES[0])


class QuestionCategory(models.Model):
    """A place in a bank; it may stand in another place of the same bank."""

    bank = models.ForeignKey(
        QuestionBank, on_delete=models.CASCADE, related_name="categories", verbose_name=_("question bank")
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children", verbose_name=_("stands in")
    )
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("question category")
        verbose_name_plural = _("question categories")
        ordering = ("bank", "name")
        constraints = (
            models.UniqueConstraint(fields=["parent", "name"], name="category_name_once_in_parent"),
            models.UniqueConstraint(
                fields=["bank", "name"], condition=Q(parent=None), name="category_name_once_at_the_top"
            ),
        )

    def __str__(self) -> str:
        return self.name


class QuestionFile(models.Model):
    """A file of questions that is looked at before it is taken; once it is taken its content goes."""

    bank = models.ForeignKey(
        QuestionBank, on_delete=models.CASCADE, related_name="files", verbose_name=_("question bank")
    )
    file_name = models.CharField(_("file"), max_length=200)
    format = models.CharField(_("file format"), max_length=20)
    language = models.CharField(_("language"), max_length=5)
    content = models.BinaryField(_("content"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)

    class Meta:
        verbose_name = _("file of questions")
        verbose_name_plural = _("files of questions")
        ordering = ("-uploaded_at",)

    def __str__(self) -> str:
        return self.file_name
