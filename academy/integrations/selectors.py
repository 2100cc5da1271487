"""Reads that more than one place needs."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from academy.accounts.enums import MembershipRole
from academy.accounts.models import Institution, Membership, User
from academy.house.data import Figure, Section
from academy.integrations.enums import DeliveryState, EndpointState
from academy.integrations.models import ApiKey, Delivery, WebhookEndpoint
from academy.record.enums import OF_PROGRAMS
from academy.record.models import Change

#: So long one worker has a message to itself; longer than an exchange takes.
LEASE: Final = timedelta(minutes=2)
#: Longer is waited after no failure.
LONGEST_WAIT: Final = timedelta(days=1)
#: So many due messages are looked at in one sweep, and so many go to one endpoint that answers.
LOOKED_AT = 1000
AT_ONCE = 20


def institutions_led_by(user: User) -> QuerySet[Institution]:
    """The institutions in which the person is an HR officer: whose keys and endpoints she or he manages."""
    led = Institution.objects.filter(memberships__user=user, memberships__role=MembershipRole.HR)
    return led.distinct().order_by("pk")


def keys_led_by(user: User) -> QuerySet[ApiKey]:
    """Keys of the institutions in which the person is an HR officer."""
    return ApiKey.objects.filter(institution__in=institutions_led_by(user)).select_related("institution", "made_by")


def endpoints_led_by(user: User) -> QuerySet[WebhookEndpoint]:
    """Endpoints of the institutions in which the person is an HR officer."""
    led = WebhookEndpoint.objects.filter(institution__in=institutions_led_by(user))
    return led.select_related("institution", "made_by")


def deliveries_led_by(user: User) -> QuerySet[Delivery]:
    """Messages to the endpoints of the institutions in which the person is an HR officer."""
    return Delivery.objects.filter(endpoint__in=endpoints_led_by(user)).select_related("endpoint__institution")


def changes_led_by(user: User) -> QuerySet[Change]:
    """What was changed in keys and endpoints of the person's institutions, the newest first."""
    changes = Change.objects.filter(institution__in=institutions_led_by(user), kind__in=OF_PROGRAMS)
    return changes.select_related("institution", "actor")


def hr_officers(institution: Institution) -> QuerySet[User]:
    """Who is written to about an institution's endpoints."""
    officers = User.objects.filter(memberships__institution=institution, memberships__role=MembershipRole.HR)
    return officers.filter(is_active=True).distinct().order_by("pk")


def endpoints_told_of(holder: User) -> QuerySet[WebhookEndpoint]:
    """Active endpoints of the institutions to which the person belongs and whose HR officers may see what is told."""
    agreed = Membership.objects.filter(user=holder, consented_at__isnull=False).values("institution")
    told = WebhookEndpoint.objects.filter(state=EndpointState.ACTIVE, institution__in=agreed)
    return told.order_by("pk")


def due_now(moment: datetime) -> QuerySet[Delivery]:
    """What waits for an active endpoint, and not for longer.

    What would wait for longer than anything does was put off by a clock that was wrong, and is due, too.
    """
    # A little later than the longest, because clocks differ by a moment.
    is_due = Q(next_attempt_at__lte=moment) | Q(next_attempt_at__gt=moment + LONGEST_WAIT + LEASE)
    return Delivery.objects.filter(is_due, state=DeliveryState.WAITING, endpoint__state=EndpointState.ACTIVE)


def due_deliveries(moment: datetime) -> list[int]:
    """Return the ids of what is to be sent now, the oldest first.

    An endpoint that fails is asked with one message alone, so that a dead receiver keeps nobody waiting.
    """
    waiting = due_now(moment).order_by("next_attempt_at", "pk")
    chosen: dict[int, list[int]] = defaultdict(list)
    rows = waiting.values_list("pk", "endpoint_id", "endpoint__failing_since")[:LOOKED_AT]
    for pk, endpoint, failing_since in rows:
        if len(chosen[endpoint]) < (1 if failing_since else AT_ONCE):
            chosen[endpoint].append(pk)
    return sorted(pk for pks in chosen.values() for pk in pks)


def unmailed_failures() -> QuerySet[WebhookEndpoint]:
    """Endpoints that were switched off after failures, whose institution was not told."""
    return WebhookEndpoint.objects.filter(state=EndpointState.FAILED, mailed_at=None)


def figures(_now: datetime) -> Iterator[Figure]:
    """Tell how many messages wait for endpoints that are switched on, and how many were given up."""
    reached = Delivery.objects.filter(endpoint__state=EndpointState.ACTIVE)
    for state, label in (
        (DeliveryState.WAITING, _("Messages to programs that wait")),
        (DeliveryState.GIVEN_UP, _("Messages to programs that were given up")),
    ):
        found = reached.filter(state=state).aggregate(number=Count("pk"), since=Min("made_at"))
        yield Figure(
            section=Section.WAITING,
            metric="academy_webhook_messages",
            labels={"state": state.value},
            label=label,
            number=found["number"],
            since=found["since"],
        )
