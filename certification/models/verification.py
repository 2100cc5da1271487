"""Who asked what, when: the record of verifications, with truncated addresses."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from academy.integrations.models import ApiKey
from certification.enums import Verdict
from certification.models.certificate import Certificate


class Verification(models.Model):
    """One question and its answer. `network` is the asker's address cut to /24 (IPv4) or /48 (IPv6).

    Who asks with a key of the API is counted by the key, and so stands here without a network.
    """

    #: Without a constraint: it would lock the certificate, and so write its page, for each question about it. The id is
    #: read by the statement that makes the record, and a certificate is never deleted.
    certificate = models.ForeignKey(
        Certificate,
        null=True,
        on_delete=models.SET_NULL,
        db_constraint=False,
        related_name="verifications",
        verbose_name=_("certificate"),
    )
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict.choices)
    by_file = models.BooleanField(_("by file"), default=False)
    by_name = models.BooleanField(_("by a name"), default=False)
    is_in_list = models.BooleanField(
        _("in a list"), default=False, help_text=_("Asked with many others by an account.")
    )
    for_receipt = models.BooleanField(
        _("for a receipt"), default=False, help_text=_("Answered before, and wanted on paper.")
    )
    network = models.CharField(_("network"), max_length=50, blank=True)
    key = models.ForeignKey(
        ApiKey, null=True, on_delete=models.SET_NULL, related_name="verifications", verbose_name=_("API key")
    )
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        indexes = (models.Index(fields=["network", "asked_at"], name="verification_of_network"),)

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M} {self.verdict}"
