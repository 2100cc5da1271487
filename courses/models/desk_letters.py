"""What HR officers have written, and what they are written. Rows are owed, then mailed once."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.enums import WatchNews


class StaffReminder(models.Model):
    """A letter that reminds one of the staff of what is asked for: one a day, whoever of the officers sends it."""

    membership = models.ForeignKey(
        "accounts.Membership", on_delete=models.CASCADE, related_name="reminders", verbose_name=_("membership")
    )
    day = models.DateField(_("day"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("sent by")
    )
    owed_at = models.DateTimeField(_("owed"), default=timezone.now)
    mailed_at = models.DateTimeField(_("mailed"), null=True, editable=False)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = (models.UniqueConstraint(fields=["membership", "day"], name="staff_reminder_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.membership}: {self.day}"


class SummaryLetter(models.Model):
    """The summary of a month for one HR officer of one institution; `month` is its first day."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("HR officer")
    )
    officer = models.ForeignKey(
        "accounts.Membership", on_delete=models.CASCADE, related_name="summaries", verbose_name=_("membership")
    )
    month = models.DateField(_("month"))
    owed_at = models.DateTimeField(_("owed"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)

    class Meta:
        verbose_name = _("monthly summary")
        verbose_name_plural = _("monthly summaries")
        constraints = (models.UniqueConstraint(fields=["officer", "month"], name="summary_once_a_month"),)

    def __str__(self) -> str:
        return f"{self.officer}: {self.month:%Y-%m}"


class CertificateWatch(models.Model):
    """An HR officer's wish to be told what becomes of a certificate of one of the staff.

    It is the officer's own, and ends with the view: with either membership, or with the consent.
    """

    officer = models.ForeignKey(
        "accounts.Membership", on_delete=models.CASCADE, related_name="watches", verbose_name=_("HR officer")
    )
    staff = models.ForeignKey(
        "accounts.Membership", on_delete=models.CASCADE, related_name="+", verbose_name=_("staff")
    )
    code = models.CharField(_("code"), max_length=20)
    watched_since = models.DateTimeField(_("watched since"), default=timezone.now)

    class Meta:
        verbose_name = _("watched certificate")
        verbose_name_plural = _("watched certificates")
        ordering = ("-watched_since", "-pk")
        constraints = (models.UniqueConstraint(fields=["officer", "code"], name="watch_once"),)

    def __str__(self) -> str:
        return f"{self.officer}: {self.code}"


class WatchLetter(models.Model):
    """What an officer is told of a watched certificate, once of each kind."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("HR officer")
    )
    watch = models.ForeignKey(
        CertificateWatch, on_delete=models.CASCADE, related_name="letters", verbose_name=_("watched certificate")
    )
    news = models.CharField(_("news"), max_length=10, choices=WatchNews.choices)
    found_at = models.DateTimeField(_("found"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)

    class Meta:
        verbose_name = _("news of a watched certificate")
        verbose_name_plural = _("news of watched certificates")
        constraints = (models.UniqueConstraint(fields=["watch", "news"], name="watch_news_once"),)

    def __str__(self) -> str:
        return f"{self.watch}: {self.news}"
