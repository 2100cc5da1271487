"""What is told of the house: to probes by its name, to people in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

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
