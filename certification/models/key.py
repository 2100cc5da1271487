"""Signing keys as the database knows them: the public half. The private half lies in a PKCS#12 file."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certification.enums import KeyState


class SigningKey(models.Model):
    """The certificate (X.509) of a signing key, pinned: a file verifies only against a key that stands here."""

    fingerprint = models.CharField(_("SHA-256 fingerprint"), max_length=64, unique=True)
    certificate_pem = models.TextField(_("certificate"))
    subject = models.CharField(_("subject"), max_length=300)
    state = models.CharField(_("state"), max_length=12, choices=KeyState.choices, default=KeyState.ACTIVE)
    is_demo = models.BooleanField(_("demo key"), default=False, help_text=_("Production refuses to sign with it."))
    valid_from = models.DateTimeField(_("valid from"))
    valid_until = models.DateTimeField(_("valid until"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        constraints = (
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=KeyState.ACTIVE), name="signing_key_one_active"
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} ({self.fingerprint[:12]})"
