"""Letters before certificates expire: who is owed which, and who wants none."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certification.models.certificate import Certificate


class ExpiryReminder(models.Model):
    """One reader is reminded once, so many days before the end. With an institution it goes into that one's digest."""

    certificate = models.ForeignKey(
        Certificate, on_delete=models.CASCADE, related_name="+", verbose_name=_("certificate")
    )
    days = models.PositiveSmallIntegerField(_("days before the end"))
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("reader")
    )
    institution = models.ForeignKey(
        "accounts.Institution",
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("institution"),
    )
    mailed_at = models.DateTimeField(_("mailed"), null=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = (models.UniqueConstraint(fields=["certificate", "days", "reader"], name="expiry_reminder_once"),)
        indexes = (models.Index(fields=["reader"], condition=Q(mailed_at=None), name="expiry_reminder_owed"),)

    def __str__(self) -> str:
        return f"{self.certificate}: {self.days}"


class ReminderRefusal(models.Model):
    """Somebody who wants no reminders, about own certificates or those of an institution."""

    reader = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("reader")
    )
    refused_at = models.DateTimeField(_("refused"), auto_now_add=True)

    class Meta:
        verbose_name = _("refusal of reminders")
        verbose_name_plural = _("refusals of reminders")

    def __str__(self) -> str:
        return str(self.reader)
