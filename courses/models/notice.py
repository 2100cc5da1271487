"""How often people want to be written to."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.enums import Frequency, Notice


class NoticePreference(models.Model):
    """A person's choice for one kind of letters; without a row they come at once. `digest_at` is when the last went."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences", verbose_name=_("person")
    )
    notice = models.CharField(_("kind"), max_length=15, choices=Notice.choices)
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency.choices, default=Frequency.AT_ONCE)
    digest_at = models.DateTimeField(_("last digest"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("choice of letters")
        verbose_name_plural = _("choices of letters")
        constraints = (models.UniqueConstraint(fields=["user", "notice"], name="notice_preference_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.notice}"
