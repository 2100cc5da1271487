"""How long somebody was at a session: intervals merged, clipped to the session, counted in whole minutes."""

from collections.abc import Iterable
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)

Interval = tuple[datetime, datetime]


def planned_minutes(session: Interval) -> int:
    """How long the session is meant to take, at least a minute."""
    return max(1, (session[1] - session[0]) // MINUTE)


def minutes_present(session: Interval, stays: Iterable[Interval]) -> int:
    """Return the minutes of the session in which at least one of the stays went on.

    Seconds of all stays are added first, then rounded down; a stay that ends before it begins is none.
    """
    return sum((end - start for start, end in merged(session, stays)), timedelta()) // MINUTE


def merged(session: Interval, stays: Iterable[Interval]) -> list[Interval]:
    """Return the stays in order, without what lies outside the session, and none overlapping another."""
    begin, end = session
    found: list[Interval] = []
    for joined, left in sorted((max(joined, begin), min(left, end)) for joined, left in stays):
        if left <= joined:
            continue
        if found and joined <= found[-1][1]:
            found[-1] = (found[-1][0], max(left, found[-1][1]))
        else:
            found.append((joined, left))
    return found
