"""Signing keys as the database knows them: the public half. The private half lies in a PKCS#12 file."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certification.enums import KeyState


class SigningKey(models.Model):
    """The certificate (X.509) of a signing key, pinned: a file verifies only against a key that stands here."""

    fingerprint = models.CharField(_("SHA-256 fingerprint"), max_length=64, unique=True)
    certificate_pem = models.TextField(_("certificate"), help_text=_("With those above it, the root last."))
    subject = models.CharField(_("subject"), max_length=300)
    state = models.CharField(_("state"), max_length=12, choices=KeyState.choices, default=KeyState.ACTIVE)
    is_demo = models.BooleanField(_("demo key"), default=False, help_text=_("Production refuses to sign with it."))
    valid_from = models.DateTimeField(_("valid from"))
    valid_until = models.DateTimeField(_("valid until"))
    compromised_at = models.DateTimeField(
        _("compromised since"),
        null=True,
        blank=True,
        help_text=_("A signature holds only with a time-stamp from before this moment."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        constraints = (
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=KeyState.ACTIVE), name="signing_key_one_active"
            ),
            models.CheckConstraint(
                condition=Q(state=KeyState.COMPROMISED, compromised_at__isnull=False)
                | (~Q(state=KeyState.COMPROMISED) & Q(compromised_at__isnull=True)),
                name="signing_key_compromised_since",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} ({self.fingerprint[:12]})"


class RevocationList(models.Model):
    """A list of revoked keys as its authority has signed it: served to everybody, put into each signed document."""

    authority = models.CharField(_("identifier of the authority's key"), max_length=40)
    number = models.PositiveIntegerField(_("number"))
    der = models.BinaryField(_("list"))
    made_at = models.DateTimeField(_("made"))
    valid_until = models.DateTimeField(_("valid until"))

    class Meta:
        verbose_name = _("list of revoked keys")
        verbose_name_plural = _("lists of revoked keys")
        constraints = (models.UniqueConstraint(fields=["authority", "number"], name="revocation_list_once"),)

    def __str__(self) -> str:
        return f"{self.authority} {self.number}"
