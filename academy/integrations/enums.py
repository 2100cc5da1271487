"""What keys may do, which events are told, and where endpoints and deliveries stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a key opens; the value stands in the documentation of the API."""

    VERIFY = "verify", _("verify certificates")
    CERTIFICATES = "certificates", _("read the certificates of the institution’s members")


class EventType(models.TextChoices):
    """What a message tells; the value is its `type`."""

    ISSUED = "certificate.issued", _("certificate issued")
    REVOKED = "certificate.revoked", _("certificate revoked")
    EXPIRING = "certificate.expiring", _("certificate expires soon")
    TEST = "endpoint.test", _("test message")


#: What an endpoint can choose; a test message comes when it is asked for.
CHOSEN = (EventType.ISSUED, EventType.REVOKED, EventType.EXPIRING)


class EndpointState(models.TextChoices):
    """Only an active endpoint is sent anything. What waits for the others is kept."""

    ACTIVE = "active", _("active")
    OFF = "off", _("switched off")
    FAILED = "failed", _("switched off after failures")


class DeliveryState(models.TextChoices):
    """Where one message to one endpoint stands."""

    WAITING = "waiting", _("waiting")
    DELIVERED = "delivered", _("delivered")
    GIVEN_UP = "given_up", _("given up")
