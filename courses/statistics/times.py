"""Times in classes: a median by class needs no list of times, and one person who went for lunch spoils nothing."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import datetime

#: Upper ends of the classes in seconds, included; the last class has none.
QUESTION_ENDS = (5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600)
QUIZ_ENDS = (60, 120, 180, 300, 420, 600, 900, 1200, 1800, 2700, 3600, 7200)


def class_of(seconds: float, ends: Sequence[int]) -> int:
    """Return the place of the class that holds a time."""
    return bisect_left(ends, seconds)


def median_class(classes: Mapping[int, int]) -> int | None:
    """Return the class that holds the middle time; of two, the lower one."""
    n, passed = sum(classes.values()), 0
    for place in sorted(classes):
        passed += classes[place]
        if n and passed * 2 >= n:
            return place
    return None


def thinking_times(start: datetime, answered: Mapping[int, datetime | None]) -> dict[int, float]:
    """Return how long each answer took: the seconds since the answer before it, or since the start.

    Answers that came at the same moment, as when a form is sent as a whole, tell nothing and are left out.
    """
    moments = sorted((moment, key) for key, moment in answered.items() if moment is not None)
    known = [moment for moment, _key in moments]
    before = [start, *known]
    return {
        key: (moment - before[place]).total_seconds()
        for place, (moment, key) in enumerate(moments)
        if known.count(moment) == 1 and moment > before[place]
    }
