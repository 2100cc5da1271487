"""What was issued, and what was taken back. Nothing here is ever rendered again or deleted."""

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.codes import grouped
from certification.enums import Disclosure, Failure, ReplacementReason, RevocationReason, State
from certification.models.batch import Batch
from certification.models.key import SigningKey
from certification.models.template import CertificateTemplate
from certification.models.version import TemplateVersion


def certificate_storage() -> Storage:
    """Return the private storage; it has no public address."""
    return storages["certificates"]


def document_name(sha256: str) -> str:
    """Return under which name a document is stored: its hash."""
    return f"{sha256[:2]}/{sha256}.pdf"


class Certificate(models.Model):
    """One holder's certificate for one achievement; `snapshot` is what was certified, frozen before it was signed."""

    code = models.CharField(_("code"), max_length=20, unique=True, help_text=_("Twenty symbols, without dashes."))
    credential_id = models.UUIDField(_("credential id"), default=uuid.uuid4, unique=True, editable=False)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="certificates",
        verbose_name=_("holder"),
    )
    template = models.ForeignKey(
        CertificateTemplate,
        on_delete=models.PROTECT,
        related_name="certificates",
        verbose_name=_("certificate template"),
    )
    template_version = models.ForeignKey(
        TemplateVersion,
        on_delete=models.PROTECT,
        related_name="certificates",
        verbose_name=_("version of the template"),
    )
    achievement_key = models.CharField(_("achievement"), max_length=100)
    sequence = models.PositiveSmallIntegerField(
        _("sequence"),
        default=1,
        help_text=_("1 for the first certificate for this achievement; one more for each that corrects or renews it."),
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    snapshot = models.JSONField(_("snapshot"))
    search_text = models.TextField(
        _("text for searching"),
        blank=True,
        editable=False,
        help_text=_("Holder, titles, achievement and code, in small Latin letters."),
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.RESERVED)
    failure = models.CharField(_("reason of the failure"), max_length=16, choices=Failure.choices, blank=True)
    failure_detail = models.TextField(_("details of the failure"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(
        _("next attempt"),
        default=timezone.now,
        help_text=_("Before this moment one worker has the certificate to itself."),
    )
    drawn_sha256 = models.CharField(
        _("SHA-256 of the drawn document"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Written before the document is signed."),
    )
    document = models.FileField(_("document"), storage=certificate_storage, blank=True)
    sha256 = models.CharField(_("SHA-256 of the document"), max_length=64, blank=True, db_index=True)
    signing_key = models.ForeignKey(
        SigningKey, null=True, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("signing key")
    )
    batch = models.ForeignKey(
        Batch,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificates",
        verbose_name=_("bulk issue"),
    )
    owes_letter = models.BooleanField(
        _("letter owed"), default=True, help_text=_("Whether the holder is written to when the certificate is issued.")
    )
    reserved_at = models.DateTimeField(_("reserved"), auto_now_add=True)
    issued_at = models.DateTimeField(_("issued"), null=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True)
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    disclosure = models.CharField(
        _("shown to everyone"), max_length=10, choices=Disclosure.choices, default=Disclosure.ALL
    )
    superseded_by = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="supersedes",
        verbose_name=_("replaced by"),
        help_text=_("In force until this one is issued."),
    )
    erased_at = models.DateTimeField(_("name erased"), null=True, editable=False)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("-reserved_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["holder", "achievement_key", "sequence"], name="certificate_once_per_achievement"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SUPERSEDED) | Q(superseded_by__isnull=False),
                name="certificate_superseded_has_successor",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ISSUED) | (~Q(sha256="") & Q(issued_at__isnull=False)),
                name="certificate_issued_has_document",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.STORED) | (~Q(sha256="") & ~Q(document="")), name="certificate_stored_has_file"
            ),
        )
        indexes = (models.Index(fields=["state", "next_attempt_at"], name="certificate_sweep"),)

    def __str__(self) -> str:
        return grouped(self.code)


class Revocation(models.Model):
    """The public class of the reason and a private note; a certificate is revoked once."""

    certificate = models.OneToOneField(
        Certificate, on_delete=models.PROTECT, related_name="revocation", verbose_name=_("certificate")
    )
    reason = models.CharField(_("reason"), max_length=20, choices=RevocationReason.choices)
    note = models.TextField(_("private note"), blank=True)
    revoked_at = models.DateTimeField(_("revoked"), auto_now_add=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("revoked by")
    )

    class Meta:
        verbose_name = _("revocation")
        verbose_name_plural = _("revocations")

    def __str__(self) -> str:
        return f"{self.certificate}: {self.get_reason_display()}"


class Replacement(models.Model):
    """Why a certificate was replaced: the public class of the reason and a private note. It is replaced once."""

    certificate = models.OneToOneField(
        Certificate, on_delete=models.PROTECT, related_name="replacement", verbose_name=_("certificate")
    )
    reason = models.CharField(_("reason"), max_length=20, choices=ReplacementReason.choices)
    note = models.TextField(_("private note"), blank=True)
    decided_at = models.DateTimeField(_("decided"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("decided by")
    )

    class Meta:
        verbose_name = _("replacement")
        verbose_name_plural = _("replacements")

    def __str__(self) -> str:
        return f"{self.certificate}: {self.get_reason_display()}"
