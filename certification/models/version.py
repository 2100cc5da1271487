"""The published versions of a template: written once, kept for good."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from academy.written_once import WrittenOnceModel
from certification.models.template import CertificateTemplate


class TemplateVersion(WrittenOnceModel):
    """All that certificates of this version say and look like; its pictures stand under their hashes.

    `published_by` is a number of which the database asks no row: when the account is erased, it leads to nobody.
    """

    template = models.ForeignKey(
        CertificateTemplate, on_delete=models.PROTECT, related_name="versions", verbose_name=_("certificate template")
    )
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("content"))
    digest = models.CharField(_("hash"), max_length=64)
    published_at = models.DateTimeField(_("published"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("published by"),
    )

    class Meta:
        verbose_name = _("version of a template")
        verbose_name_plural = _("versions of templates")
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["template", "number"], name="template_version_once"),)

    def __str__(self) -> str:
        return f"{self.content['template']} {self.number}"

    @property
    def subject(self) -> str:
        """What the history calls this version."""
        return f"{self.content['template']}/{self.number}"
