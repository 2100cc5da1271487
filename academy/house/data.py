"""What is told of the house: to probes by its name, to people in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Condition(StrEnum):
    """How a part does. The value stands in the answer to probes."""

    OK = "ok"
    #: The site serves, and something waits or is away.
    DEGRADED = "degraded"
    #: The site cannot serve without it.
    DOWN = "down"
    #: What would tell is itself away.
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the installation. `name` stands in /readyz, the rest on the page for people."""

    name: str
    condition: Condition
    label: Words
    #: What is the case.
    told: Words
    #: What to do about it; empty while there is nothing to do.
    advice: Words = ""


def overall(parts: Mapping[str, Condition]) -> Condition:
    """Return the condition of the whole: down when the site cannot serve, ok when every part is."""
    if Condition.DOWN in parts.values():
        return Condition.DOWN
    return Condition.OK if set(parts.values()) <= {Condition.OK} else Condition.DEGRADED


class Section(models.TextChoices):
    """Where a figure stands on the page."""

    CERTIFICATES = "certificates", _("Certificates")
    WAITING = "waiting", _("What waits")
    LETTERS = "letters", _("Letters that have been waiting for more than an hour")
    UNSENT = "unsent", _("Letters of accounts that were not sent, of the last day")
    SEATS = "seats", _("Seats of seminars ahead")
    KEYS = "keys", _("Keys, and when they end")
    MACHINE = "machine", _("Machine and backup")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number that an app tells of itself: under `metric` and `labels` to machines, under `label` to people."""

    section: Section
    metric: str
    label: Words
    number: float
    labels: Mapping[str, str] = field(default_factory=dict)
    #: The number in words, where it is none to be read: a date, a size.
    told: Words = ""
    #: Since when the oldest of what is counted waits.
    since: datetime | None = None
    #: Somebody should look at it.
    is_wrong: bool = False
