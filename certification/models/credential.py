"""What makes certificates portable: keys that sign credentials, lists of revoked ones, and each one's place there."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from academy.written_once import WrittenOnceModel
from certification.enums import KeyState
from certification.formats.open_badges.status_list import BITS
from certification.models.certificate import Certificate


def new_salt() -> str:
    """Return 128 random bits in hexadecimal."""
    return secrets.token_hex(16)


class CredentialKey(models.Model):
    """The public half of a key that signs credentials, named by itself; it stands in the did:web document."""

    multikey = models.CharField(_("public key"), max_length=60, unique=True)
    state = models.CharField(_("state"), max_length=12, choices=KeyState.choices, default=KeyState.ACTIVE)
    is_demo = models.BooleanField(_("demo key"), default=False, help_text=_("Production refuses to sign with it."))
    compromised_at = models.DateTimeField(_("compromised since"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("key of credentials")
        verbose_name_plural = _("keys of credentials")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=KeyState.ACTIVE), name="credential_key_one_active"
            ),
            models.CheckConstraint(
                condition=Q(state=KeyState.COMPROMISED, compromised_at__isnull=False)
                | (~Q(state=KeyState.COMPROMISED) & Q(compromised_at__isnull=True)),
                name="credential_key_compromised_since",
            ),
        )

    def __str__(self) -> str:
        return self.multikey


class StatusList(models.Model):
    """One list of revoked credentials, as it was signed last. Empty until it is signed for the first time."""

    number = models.PositiveIntegerField(_("number"), primary_key=True)
    document = models.TextField(_("signed list"), blank=True)
    made_at = models.DateTimeField(_("made"), null=True)

    class Meta:
        verbose_name = _("list of revoked credentials")
        verbose_name_plural = _("lists of revoked credentials")

    def __str__(self) -> str:
        return str(self.number)


class Credential(WrittenOnceModel):
    """What the credential of a certificate needs beside the snapshot; drawn once, so that it is the same at each try.

    No name and no address stands here: the salt alone tells nothing.
    """

    certificate = models.OneToOneField(
        Certificate, on_delete=models.PROTECT, related_name="credential", verbose_name=_("certificate")
    )
    status_list = models.ForeignKey(
        StatusList, on_delete=models.PROTECT, related_name="credentials", verbose_name=_("list of revoked credentials")
    )
    status_index = models.PositiveIntegerField(_("place in the list"))
    salt = models.CharField(_("salt"), max_length=32, default=new_salt)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        constraints = (
            models.UniqueConstraint(fields=["status_list", "status_index"], name="credential_place_once"),
            models.CheckConstraint(condition=Q(status_index__lt=BITS), name="credential_place_in_list"),
        )

    def __str__(self) -> str:
        return f"{self.status_list_id}#{self.status_index}"
