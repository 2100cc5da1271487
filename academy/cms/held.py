"""What is the same for all readers: held by the process as it is, for a minute, or for longer.

To ask Redis for it takes longer than most of it takes to make. Each publication begins a new generation of it
(`generations.py`). What changes by publications and announced rows alone may say so, and be held longer. The threads of
the process share what is held, so nobody may change it.
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

_MISSING: Final = object()


class Shelf:
    """Things by name, so many at most: what was asked for longest ago makes room."""

    def __init__(self, most: int) -> None:
        """Hold nothing yet."""
        self.most = most
        #: Until when each may be shown, by the process's own clock, and what it is; what was asked for last is last.
        self._things: OrderedDict[str, tuple[float, Any]] = OrderedDict()

    def find(self, name: str, otherwise: Any = None) -> Any:
        """Return what has this name and may still be shown."""
        # Another thread may have taken it away.
        with suppress(KeyError):
            self._things.move_to_end(name)
            until, thing = self._things[name]
            if until > time.monotonic():
                return thing
        return otherwise

    def hold(self, things: Mapping[str, Any], seconds: int) -> None:
        """Hold them for so long."""
        until = time.monotonic() + seconds
        self._things.update({name: (until, thing) for name, thing in things.items()})
        while len(self._things) > self.most:
            self._things.popitem(last=False)

    def get(self, name: str, make: Callable[[], T], seconds: int) -> T:
        """Return what has this name; where there is none, make it."""
        found: T = self.find(name, _MISSING)
        if found is _MISSING:
            found = make()
            self.hold({name: found}, seconds)
        return found

    def clear(self) -> None:
        """Hold nothing any more."""
        self._things.clear()

    def values(self) -> list[Any]:
        """Return all that is held, over or not."""
        return [thing for _until, thing in self._things.values()]

    def names(self) -> list[str]:
        """Return the name of each."""
        return list(self._things)


#: A course with its lessons in three languages takes some 50 kB, a page 20, a part of one 2.
THINGS: Final = Shelf(512)
PAGES: Final = Shelf(512)
PARTS: Final = Shelf(2048)
#: What is named by addresses, which anybody may make up, moves nothing else away.
WAYS: Final = Shelf(2048)
SHELVES: Final = (THINGS, PAGES, PARTS, WAYS)


def held(
    name: str, make: Callable[[], T], *, subject: str = PUBLISHED, seconds: int = SECONDS, shelf: Shelf = THINGS
) -> T:
    """Return one thing."""
    if not _may_hold(seconds):
        return make()
    return shelf.get(f"{name}:{generation(subject)}", make, seconds)


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
    if not _may_hold(seconds):
        made = make(wanted)
        return {row: made[row] for row in wanted}
    prefix = f"{name}:{generation(subject) if subject else ''}"
    found = {row: THINGS.find(f"{prefix}:{row}", _MISSING) for row in wanted}
    if missing := [row for row, thing in found.items() if thing is _MISSING]:
        made = make(missing)
        THINGS.hold({f"{prefix}:{row}": made[row] for row in missing}, seconds)
        found |= {row: made[row] for row in missing}
    return found


def _may_hold(seconds: int) -> bool:
    return settings.KEEP_PAGES and is_fresh_enough(seconds)
