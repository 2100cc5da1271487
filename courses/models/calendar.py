"""The address under which a person's calendar program finds the sessions that the person has registered for."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_feed_token() -> str:
    """Return 256 bits that nobody guesses."""
    return secrets.token_urlsafe(32)


class CalendarFeed(models.Model):
    """A secret address; whoever has it reads the person's sessions, so the person can change it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed", verbose_name=_("user")
    )
    token = models.CharField(_("token"), max_length=43, unique=True, default=new_feed_token, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("personal calendar")
        verbose_name_plural = _("personal calendars")

    def __str__(self) -> str:
        return str(self.user)
