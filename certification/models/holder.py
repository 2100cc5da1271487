"""What holders decide about their certificates."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certification.enums import Disclosure


class HolderChoice(models.Model):
    """What the public verification shows of certificates that are still to come. It goes with the account."""

    holder = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="certificate_choice",
        verbose_name=_("holder"),
    )
    disclosure = models.CharField(_("shown to everyone"), max_length=10, choices=Disclosure.choices)

    class Meta:
        verbose_name = _("choice of a holder")
        verbose_name_plural = _("choices of holders")

    def __str__(self) -> str:
        return f"{self.holder}: {self.disclosure}"
