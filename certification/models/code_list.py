"""Many certificates verified at once: an uploaded list of codes, answered part by part, kept for some days."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CodeList(models.Model):
    """One file, brought from `network`, which its questions bear too.

    `rows` holds line number, code as typed, name as typed and all cells of each line, and never changes.
    `answers` holds one answer per row, as far as it has come; `done` counts them, so whoever goes on after a kill
    knows where, and two at the same time do not answer twice.
    """

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="code_lists", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True, db_index=True)
    # Processes of the release before name none.
    network = models.CharField(_("network"), max_length=50, blank=True, db_default="")
    file_name = models.CharField(_("file"), max_length=200)
    head = models.JSONField(_("head"), default=list)
    rows = models.JSONField(_("rows"))
    answers = models.JSONField(_("answers"), default=list)
    size = models.PositiveIntegerField(_("lines"))
    done = models.PositiveIntegerField(_("lines answered"), default=0)

    class Meta:
        verbose_name = _("list of codes")
        verbose_name_plural = _("lists of codes")
        ordering = ("-uploaded_at",)
        constraints = (models.CheckConstraint(condition=Q(done__lte=F("size")), name="code_list_done_within_size"),)

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_done(self) -> bool:
        """Each line has its answer."""
        return self.done == self.size
