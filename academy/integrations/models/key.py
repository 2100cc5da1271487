"""Keys of the API: what is stored recognises a key and cannot make it."""

from datetime import datetime

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.accounts.models import Institution
from academy.integrations.enums import Scope

#: The least that a minute may hold, so that one question for many codes can ever be answered.
LEAST_PER_MINUTE = 100


class ApiKey(models.Model):
    """A key of an institution. `prefix` finds and names it; the rest is known by its SHA-256 alone.

    `ends_at` is the moment from which it opens nothing: set when it is ended, or later than now when it was rotated.
    What it has asked is counted here, in one statement with the limit, so that limits need no cache.
    """

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="api_keys", verbose_name=_("institution")
    )
    name = models.CharField(_("name"), max_length=80)
    scopes = models.JSONField(_("what it may do"))
    prefix = models.CharField(_("beginning of the key"), max_length=8, unique=True)
    digest = models.CharField(max_length=64)
    per_minute = models.PositiveIntegerField(
        _("certificates per minute"), default=600, validators=[MinValueValidator(LEAST_PER_MINUTE)]
    )
    per_day = models.PositiveIntegerField(
        _("certificates per day"), default=20_000, validators=[MinValueValidator(LEAST_PER_MINUTE)]
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    ends_at = models.DateTimeField(_("ends"), null=True)
    replaced_by = models.OneToOneField(
        "self", null=True, on_delete=models.SET_NULL, related_name="replaces", verbose_name=_("replaced by")
    )
    last_used_at = models.DateTimeField(_("last used"), null=True)
    minute = models.DateTimeField(null=True)
    minute_count = models.PositiveIntegerField(default=0)
    day = models.DateField(null=True)
    day_count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def is_ended(self) -> bool:
        """Whether it opens nothing any more."""
        return self.ends_at is not None and self.ends_at <= timezone.now()

    @property
    def scope_labels(self) -> list[str]:
        """What it may do, in words."""
        return [str(Scope(scope).label) for scope in self.scopes]

    @property
    def ends_later(self) -> datetime | None:
        """The moment at which a rotated key ends, while it still opens."""
        return None if self.is_ended else self.ends_at
