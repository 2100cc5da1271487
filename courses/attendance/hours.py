"""What attendance is worth, in exact decimals: CPD hours in proportion to the time, in steps, from a minimum on."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

_HALF = Fraction(1, 2)


@dataclass(frozen=True, kw_only=True)
class Presence:
    """Minutes that somebody was there, of how many that were planned."""

    minutes: int
    planned: int

    @property
    def share(self) -> Fraction:
        """The part of the planned time, from 0 to 1."""
        return min(Fraction(1), Fraction(self.minutes, self.planned)) if self.planned else Fraction(0)

    @property
    def percent(self) -> int:
        """The share in whole per cent, rounded down."""
        return int(self.share * 100)


@dataclass(frozen=True, kw_only=True)
class HoursRule:
    """How a seminar counts: `cpd_hours` for all of it, nothing below `minimum_share` per cent, in steps of `step`."""

    cpd_hours: Decimal
    minimum_share: int
    step: Decimal

    def is_enough(self, presence: Presence) -> bool:
        """Whether somebody was there for the share that is asked for."""
        return presence.share * 100 >= self.minimum_share

    def hours(self, presence: Presence) -> Decimal:
        """Return the hours in proportion to the share, rounded to the nearest step, a half up.

        The whole time earns all hours, also where these are no whole number of steps; nothing ever earns more.
        """
        if not self.is_enough(presence):
            return Decimal(0)
        if presence.share == 1:
            return self.cpd_hours
        steps = Fraction(self.cpd_hours) * presence.share / Fraction(self.step) + _HALF
        return min(self.cpd_hours, self.step * int(steps))


def of_parts(sessions: Sequence[Presence]) -> Presence:
    """Presence at a seminar whose sessions are parts of one whole: the time of all of them together."""
    return Presence(
        minutes=sum(min(session.minutes, session.planned) for session in sessions),
        planned=sum(session.planned for session in sessions),
    )


def best_of_repeats(sessions: Sequence[Presence]) -> Presence:
    """Presence at a seminar that is held several times: the session at which the larger share was spent."""
    return max(sessions, key=lambda session: session.share, default=Presence(minutes=0, planned=0))
