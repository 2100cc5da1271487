"""Who issues and who signs: names stand in all languages in one row."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from academy.languages import text_in
from certification.models.picture import Picture


class Issuer(ClusterableModel):
    """The body in whose name certificates are issued."""

    slug = models.SlugField(_("short name"), unique=True)
    name = models.JSONField(_("name"), help_text=_("One text per language."))
    website = models.URLField(_("website"), blank=True)
    logo = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("logo")
    )

    class Meta:
        verbose_name = _("issuer")
        verbose_name_plural = _("issuers")

    def __str__(self) -> str:
        return text_in(self.name, settings.LANGUAGE_CODE)


class Signatory(models.Model):
    """A person whose name and post stand on the certificate."""

    issuer = ParentalKey(Issuer, on_delete=models.CASCADE, related_name="signatories", verbose_name=_("issuer"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name = models.JSONField(_("name"), help_text=_("One text per language."))
    post = models.JSONField(_("post"), help_text=_("One text per language."))
    signature = models.ForeignKey(
        Picture,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("image of the signature"),
    )

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return text_in(self.name, settings.LANGUAGE_CODE)
