"""Receipts of verifications: what was told, frozen, and the signed paper until it is deleted."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.enums import Failure, Verdict
from certification.models.certificate import Certificate

#: The file holds names, so it is kept for as long as it takes to carry it away. What is not made by then never is.
KEPT: Final = timedelta(days=7)


def receipt_storage() -> Storage:
    """Return the private storage; it has no public address."""
    return storages["receipts"]


def new_token() -> str:
    """Draw 128 bits. No sign of it needs an escape in a PDF: there it names the receipt, also in a damaged file."""
    return secrets.token_hex(16)


class VerificationReceipt(models.Model):
    """One receipt. It is made by a worker, who alone has the key that signs it.

    `answer` is a `ToldAnswer`, and empty once the holder was erased. `token` opens the page; it stands in the file.
    """

    token = models.CharField(_("token"), max_length=32, unique=True)
    certificate = models.ForeignKey(
        Certificate, null=True, on_delete=models.SET_NULL, related_name="receipts", verbose_name=_("certificate")
    )
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict.choices)
    answer = models.JSONField(_("answer"))
    told_at = models.DateTimeField(_("told"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, db_index=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(
        _("next attempt"), default=timezone.now, help_text=_("Before this moment one worker has the receipt to itself.")
    )
    failure = models.CharField(_("reason of the failure"), max_length=16, choices=Failure.choices, blank=True)
    document = models.FileField(_("document"), storage=receipt_storage, blank=True)
    sha256 = models.CharField(_("SHA-256 of the document"), max_length=64, blank=True, db_index=True)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)
    erased_at = models.DateTimeField(_("answer erased"), null=True, editable=False)

    class Meta:
        verbose_name = _("verification receipt")
        verbose_name_plural = _("verification receipts")
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(made_at=None) | ~Q(sha256=""), name="receipt_made_has_hash"),
            models.CheckConstraint(condition=Q(erased_at=None) | Q(answer={}), name="receipt_erased_says_nothing"),
        )

    def __str__(self) -> str:
        return f"{self.told_at:%Y-%m-%d %H:%M} {self.verdict}"

    @property
    def is_kept(self) -> bool:
        """It was made, and its file was not deleted yet."""
        return bool(self.made_at and self.document)

    @property
    def url(self) -> str:
        """The absolute address of its page, which its signature names."""
        return settings.SITE_URL + reverse("receipt", args=[self.token])

    @property
    def kept_until(self) -> datetime:
        """When its file is deleted, or when nobody tries to make it any more."""
        return self.asked_at + KEPT
