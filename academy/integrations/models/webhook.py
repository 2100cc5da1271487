"""Who is told of events, and each message to each of them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.accounts.models import Institution
from academy.integrations.enums import DeliveryState, EndpointState, EventType


class WebhookEndpoint(models.Model):
    """An address of an institution that is told of events. Its secrets are sealed (`sealing`).

    `failing_since` is the first of the failures that no success has followed. `mailed_at` says when the institution was
    told that the endpoint was switched off.
    """

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="webhook_endpoints", verbose_name=_("institution")
    )
    url = models.CharField(_("address"), max_length=500)
    events = models.JSONField(_("events"))
    secret = models.TextField()
    previous_secret = models.TextField(blank=True)
    previous_until = models.DateTimeField(null=True)
    state = models.CharField(_("state"), max_length=8, choices=EndpointState.choices, default=EndpointState.ACTIVE)
    failing_since = models.DateTimeField(_("failing since"), null=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("webhook endpoint")
        verbose_name_plural = _("webhook endpoints")
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return self.url

    @property
    def event_labels(self) -> list[str]:
        """What it is told of, in words."""
        return [str(EventType(event).label) for event in self.events]


class Delivery(models.Model):
    """One message to one endpoint. `body` is what is sent, byte for byte, each time; `event_id` names the event."""

    endpoint = models.ForeignKey(
        WebhookEndpoint, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("endpoint")
    )
    event_id = models.CharField(_("message id"), max_length=40)
    type = models.CharField(_("event"), max_length=24, choices=EventType.choices)
    body = models.TextField(_("message"))
    state = models.CharField(_("state"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    attempted_at = models.DateTimeField(_("last attempt"), null=True)
    status = models.PositiveSmallIntegerField(_("answer"), null=True)
    answer = models.CharField(_("text of the answer"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ("-made_at", "-pk")
        constraints = (models.UniqueConstraint(fields=["endpoint", "event_id"], name="delivery_once_per_event"),)
        indexes = (
            models.Index(fields=["state", "next_attempt_at"], name="delivery_sweep"),
            models.Index(fields=["endpoint", "-made_at"], name="delivery_log"),
        )

    def __str__(self) -> str:
        return f"{self.event_id} {self.state}"
