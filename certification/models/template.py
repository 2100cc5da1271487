"""What a certificate looks like and says, as the office edits it: certificates are issued from published versions."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import PreviewableMixin

from certification.enums import Kind, Languages
from certification.models.issuer import Issuer
from certification.wording import ACHIEVED, CHECKED, NamedFacts

LONGEST_STATEMENT = 1000


class CertificateTemplate(PreviewableMixin, ClusterableModel):
    """The design and the rules that certificates of one kind share, as a draft. What is published is a version."""

    slug = models.SlugField(_("short name"), unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    design = models.SlugField(
        _("design"), default="competence", help_text=_("Name of the pair in templates/certification/designs.")
    )
    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="templates", verbose_name=_("issuer"))
    languages = models.CharField(
        _("language of the certificate"), max_length=6, choices=Languages.choices, default=Languages.HOLDER
    )
    valid_months = models.PositiveSmallIntegerField(
        _("valid for, months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: without an end."),
    )
    is_renewed_by_registrar = models.BooleanField(
        _("renewed by a registrar"),
        default=False,
        help_text=_("From 90 days before the end on, and the holder repeats nothing."),
    )

    class Meta:
        verbose_name = _("certificate template")
        verbose_name_plural = _("certificate templates")
        permissions = (("publish_certificatetemplate", "Can publish certificate template"),)

    def __str__(self) -> str:
        return self.slug

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Return each language in which it may be printed, with a name of usual length and with a long one."""
        modes = []
        for mode, label in Languages.printed(self.languages):
            modes += [(mode, label), (f"{mode}-long", gettext("%(language)s, long name") % {"language": label})]
        return modes


class CoIssuer(models.Model):
    """An institution that issues the certificates together with the issuer."""

    template = ParentalKey(
        CertificateTemplate, on_delete=models.CASCADE, related_name="co_issuers", verbose_name=_("certificate template")
    )
    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="+", verbose_name=_("institution"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("co-issuing institution")
        verbose_name_plural = _("co-issuing institutions")
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=["template", "issuer"], name="co_issuer_once"),)

    def __str__(self) -> str:
        return str(self.issuer)


class CertificateWording(models.Model):
    """The words of a template in one language. What may stand in braces is told by `certification.wording`."""

    template = ParentalKey(
        CertificateTemplate, on_delete=models.CASCADE, related_name="wordings", verbose_name=_("certificate template")
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    title = models.CharField(
        _("title"), max_length=120, validators=[NamedFacts(("institution",))], help_text=_("May hold {institution}.")
    )
    before_name = models.CharField(_("before the name"), max_length=300, validators=[NamedFacts(ACHIEVED)])
    after_name = models.TextField(
        _("after the name"),
        max_length=LONGEST_STATEMENT,
        validators=[NamedFacts(ACHIEVED, required=("course",))],
        help_text=_(
            "{course} stands for the title of what was achieved. There are also {name}, {hours}, {score}, {date}, "
            "{valid_until} and {institution}."
        ),
    )
    hours_label = models.CharField(_("label of the hours"), max_length=60, validators=[NamedFacts()])
    score_label = models.CharField(_("label of the result"), max_length=60, blank=True, validators=[NamedFacts()])
    date_label = models.CharField(_("label of the date"), max_length=60, validators=[NamedFacts()])
    code_label = models.CharField(_("label of the code"), max_length=60, validators=[NamedFacts()])
    valid_until_label = models.CharField(_("label of the end of validity"), max_length=60, validators=[NamedFacts()])
    signed_note = models.CharField(
        _("note on the signature"),
        max_length=300,
        validators=[NamedFacts((*CHECKED, "date", "institution"), required=("url",))],
        help_text=_("{url} stands for the verification address."),
    )

    class Meta:
        verbose_name = _("certificate wording")
        verbose_name_plural = _("certificate wordings")
        constraints = (
            models.UniqueConstraint(fields=["template", "language"], name="certificate_wording_once_per_language"),
        )

    def __str__(self) -> str:
        return f"{self.template} ({self.language})"
