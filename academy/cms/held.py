"""What is the same for all readers and dearer to unpack than to make: held by the process, for a minute at most.

Each publication begins a new generation of it (`frames.py`). The threads of the process share what is held, so nobody
may change it.
"""

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final, TypeVar

from django.conf import settings

from academy.cms.frames import SECONDS, generation

T = TypeVar("T")

#: As many things at most; a course with its lessons in three languages takes some 50 kB.
MOST: Final = 512
_NOTHING: Final = (0.0, None)
#: Until when it may be shown (by the process's own clock), and what it is, by name and generation.
_HELD: Final[dict[str, tuple[float, Any]]] = {}


def held(name: str, make: Callable[[], T]) -> T:
    """Return one thing."""
    return held_of_each(name, [0], lambda _rows: {0: make()})[0]


def held_of_each(name: str, rows: Iterable[int], make: Callable[[Collection[int]], Mapping[int, T]]) -> dict[int, T]:
    """Return one thing for each row; `make` gets the rows of which nothing is held."""
    wanted = list(rows)
    if not settings.KEEP_PAGES:
        made = make(wanted)
        return {row: made[row] for row in wanted}
    prefix, now = f"{name}:{generation()}", time.monotonic()
    found = {
        row: value for row in wanted for until, value in [_HELD.get(f"{prefix}:{row}", (0.0, None))] if until > now
    }
    if missing := [row for row in wanted if row not in found]:
        made = make(missing)
        _hold({f"{prefix}:{row}": (now + SECONDS, made[row]) for row in missing})
        found |= {row: made[row] for row in missing}
    return found


def _hold(things: Mapping[str, tuple[float, Any]]) -> None:
    """Begin anew when there are too many: what is asked for often is soon there again."""
    if len(_HELD) + len(things) > MOST:
        _HELD.clear()
    _HELD.update(things)
