"""Copies of the register for the archive: who asked for which part of it, and the file until it is deleted."""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.enums import CopyFormat, Standing
from certification.models.issuer import Issuer
from certification.models.template import CertificateTemplate


def register_storage() -> Storage:
    """Return the private storage; it has no public address."""
    return storages["registers"]


class RegisterCopy(models.Model):
    """One copy. It is made by a worker, row by row; `sha256` stays when the file, which holds names, is gone."""

    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    issuer = models.ForeignKey(
        Issuer, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("issuer")
    )
    template = models.ForeignKey(
        CertificateTemplate,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("certificate template"),
    )
    standing = models.CharField(_("state"), max_length=12, choices=Standing.choices, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    format = models.CharField(_("file"), max_length=4, choices=CopyFormat.choices, default=CopyFormat.PDF)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(
        _("next attempt"), default=timezone.now, help_text=_("Before this moment one worker has the copy to itself.")
    )
    rows_total = models.PositiveIntegerField(_("entries"), default=0)
    rows_done = models.PositiveIntegerField(_("entries written"), default=0)
    document = models.FileField(_("document"), storage=register_storage, blank=True)
    sha256 = models.CharField(_("SHA-256 of the document"), max_length=64, blank=True)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)

    class Meta:
        verbose_name = _("copy of the register")
        verbose_name_plural = _("copies of the register")
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="register_copy_days_in_order"),
            models.CheckConstraint(condition=Q(made_at=None) | ~Q(sha256=""), name="register_copy_made_has_hash"),
        )

    def __str__(self) -> str:
        return f"{self.first_day:%d.%m.%Y} – {self.last_day:%d.%m.%Y}"
