"""Many certificates at once: proposed with a look at everybody, confirmed with their number, issued part by part."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.models.template import CertificateTemplate


class Batch(models.Model):
    """What is to be issued to many for one achievement.

    `rows` holds one `BatchRow` per person or line, the order of which never changes; `done` says how many of them are
    dealt with, so whoever goes on after a kill knows where. `held` are those who had a certificate by then, or have no
    account any more.
    """

    template = models.ForeignKey(
        CertificateTemplate, on_delete=models.PROTECT, related_name="batches", verbose_name=_("certificate template")
    )
    achievement_key = models.CharField(_("achievement"), max_length=100)
    titles = models.JSONField(_("titles"))
    note = models.CharField(_("whom it is for"), max_length=200, blank=True)
    rows = models.JSONField(_("rows"), default=list)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    writes_letters = models.BooleanField(_("letters are sent"), null=True)
    size = models.PositiveIntegerField(_("lines"))
    faulty = models.PositiveIntegerField(_("lines with an error"), default=0)
    done = models.PositiveIntegerField(_("lines dealt with"), default=0)
    held = models.PositiveIntegerField(_("lines left out"), default=0)

    class Meta:
        verbose_name = _("bulk issue")
        verbose_name_plural = _("bulk issues")
        ordering = ("-proposed_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, done=0)
                | Q(confirmed_at__isnull=False, writes_letters__isnull=False),
                name="batch_confirmed_before_done",
            ),
            models.CheckConstraint(condition=Q(done__lte=F("size")), name="batch_done_within_size"),
        )

    def __str__(self) -> str:
        return f"{self.achievement_key}: {self.note or self.pk}"
