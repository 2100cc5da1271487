"""Logos and images of signatures. What a certificate shows is kept under its hash, whatever becomes of the picture."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from academy.written_once import WrittenOnceModel


class PictureContent(WrittenOnceModel):
    """A picture as it is printed: PNG, made anew by us from what was uploaded, and never changed or deleted."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, primary_key=True)
    png = models.BinaryField(_("picture"))
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))

    class Meta:
        verbose_name = _("stored picture")
        verbose_name_plural = _("stored pictures")

    def __str__(self) -> str:
        return self.sha256[:12]


class Picture(models.Model):
    """A picture that the office can choose. It has no public address."""

    title = models.CharField(_("title"), max_length=100)
    alt = models.JSONField(_("in words"), help_text=_("What the picture shows, for those who do not see it."))
    content = models.ForeignKey(
        PictureContent, on_delete=models.PROTECT, related_name="pictures", verbose_name=_("picture")
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title
