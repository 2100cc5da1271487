"""What is the same for all readers and dearer to unpack than to make: held by the process, for a minute, or for longer.

Each publication begins a new generation of it (`generations.py`). What changes by publications and announced rows alone
may say so, and be held longer. The threads of the process share what is held, so nobody may change it.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from typing import Any, Final, TypeVar

from django.conf import settings

from academy.cms.frames import SECONDS, is_fresh_enough
from academy.cms.generations import PUBLISHED, generation

T = TypeVar("T")

#: As many things at most; a course with its lessons in three languages takes some 50 kB.
MOST: Final = 512
#: Until when it may be shown (by the process's own clock), and what it is, by name and generation; what was asked for
#: longest ago stands first.
_HELD: Final[OrderedDict[str, tuple[float, Any]]] = OrderedDict()


def held(name: str, make: Callable[[], T], *, subject: str = PUBLISHED, seconds: int = SECONDS) -> T:
    """Return one thing."""
    return held_of_each(name, [0], lambda _rows: {0: make()}, subject=subject, seconds=seconds)[0]


def held_of_each(
    name: str,
    rows: Iterable[int],
    make: Callable[[Collection[int]], Mapping[int, T]],
    *,
    subject: str | None = PUBLISHED,
    seconds: int = SECONDS,
) -> dict[int, T]:
    """Return one thing for each row; `make` gets those of which nothing is held. What never changes has no subject."""
    wanted = list(rows)
    if not (settings.KEEP_PAGES and is_fresh_enough(seconds)):
        made = make(wanted)
        return {row: made[row] for row in wanted}
    prefix, now = f"{name}:{generation(subject) if subject else ''}", time.monotonic()
    found = {row: value for row in wanted for until, value in [_asked_for(f"{prefix}:{row}")] if until > now}
    if missing := [row for row in wanted if row not in found]:
        made = make(missing)
        _hold({f"{prefix}:{row}": (now + seconds, made[row]) for row in missing})
        found |= {row: made[row] for row in missing}
    return found


def _asked_for(name: str) -> tuple[float, Any]:
    # Another thread may have taken it away.
    with suppress(KeyError):
        _HELD.move_to_end(name)
        return _HELD[name]
    return 0.0, None


def _hold(things: Mapping[str, tuple[float, Any]]) -> None:
    """Let go what nobody has asked for lately when there is too much."""
    _HELD.update(things)
    while len(_HELD) > MOST:
        _HELD.popitem(last=False)
