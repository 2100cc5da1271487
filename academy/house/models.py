"""Signs of life, and what was put into safety."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """The newest sign of the beat, or of the workers of one queue: a pulse that was sent, and when it was taken."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    sent_at = models.DateTimeField(_("sent"))
    seen_at = models.DateTimeField(_("seen"))

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")

    def __str__(self) -> str:
        return self.name


class Backup(models.Model):
    """A backup that is complete. Written by `record_backup`, once the last byte of it lies in its place."""

    finished_at = models.DateTimeField(_("finished"))
    bytes = models.PositiveBigIntegerField(_("size in bytes"))
    manifest_sha256 = models.CharField(_("SHA-256 of the list of its parts"), max_length=64)

    class Meta:
        verbose_name = _("backup")
        verbose_name_plural = _("backups")
        ordering = ("-finished_at", "-pk")

    def __str__(self) -> str:
        return self.manifest_sha256[:12]
