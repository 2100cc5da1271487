"""What a certificate looks like and says: a design, and one wording per language."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from certification.enums import Kind
from certification.models.issuer import Issuer


class CertificateTemplate(ClusterableModel):
    """The design and the rules that certificates of one kind share. Issued certificates never change with it."""

    slug = models.SlugField(_("short name"), unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    design = models.SlugField(
        _("design"), default="competence", help_text=_("Name of the pair in templates/certification/designs.")
    )
    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="templates", verbose_name=_("issuer"))
    valid_months = models.PositiveSmallIntegerField(
        _("valid for, months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: without an end."),
    )
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("certificate template")
        verbose_name_plural = _("certificate templates")

    def __str__(self) -> str:
        return self.slug


class CertificateWording(models.Model):
    """The words of a template in one language. `{course}` in `after_name` stands for the title of what was achieved."""

    template = ParentalKey(
        CertificateTemplate, on_delete=models.CASCADE, related_name="wordings", verbose_name=_("certificate template")
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=120)
    before_name = models.CharField(_("before the name"), max_length=300)
    after_name = models.TextField(_("after the name"), help_text=_("{course} stands for the title of the course."))
    hours_label = models.CharField(_("label of the hours"), max_length=60)
    score_label = models.CharField(_("label of the result"), max_length=60, blank=True)
    date_label = models.CharField(_("label of the date"), max_length=60)
    code_label = models.CharField(_("label of the code"), max_length=60)
    valid_until_label = models.CharField(_("label of the end of validity"), max_length=60)
    signed_note = models.CharField(
        _("note on the signature"), max_length=300, help_text=_("{url} stands for the verification address.")
    )

    class Meta:
        verbose_name = _("certificate wording")
        verbose_name_plural = _("certificate wordings")
        constraints = (
            models.UniqueConstraint(fields=["template", "language"], name="certificate_wording_once_per_language"),
        )

    def __str__(self) -> str:
        return f"{self.template} ({self.language})"
