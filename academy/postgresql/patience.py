"""Connections that give up on a server which is silent, instead of away: a host that stands still closes nothing.

libpq waits for an answer as long as TCP holds, and no time-out of the server's can end a query while the server itself
stands still. So the client counts the seconds, closes the connection and raises what a lost connection raises.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import ceil
from time import monotonic
from typing import Any, Final, Self

import psycopg
from psycopg.pq import TransactionStatus

#: When the patience of whoever asks ends, by the clock that only goes forward.
_until: ContextVar[float | None] = ContextVar("_until", default=None)
#: Seconds: psycopg takes no time at all for as long as it takes.
_MOMENT: Final = 0.001


class PatientConnection(psycopg.Connection[Any]):
    """Waits for each answer as long as the process has patience; without a limit, as long as it takes."""

    #: Seconds. Web processes set it (academy/wsgi.py); commands and workers may ask what takes long.
    patience: float | None = None

    @classmethod
    def connect(cls, conninfo: str = "", **options: Any) -> Self:
        """Connect within what is left of the patience; once nothing is left, raise OperationalError and ask nothing."""
        left = seconds_left()
        if left == 0:
            raise psycopg.OperationalError
        if left is not None:
            options["connect_timeout"] = min(ceil(left), options.get("connect_timeout") or ceil(left))
        return super().connect(conninfo, **options)

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Close the connection when the answer does not come in time, and raise OperationalError."""
        left = seconds_left()
        limit = self.patience if left is None else max(left, _MOMENT)
        try:
            return super().wait(gen, interval, limit if timeout is None else timeout)
        except psycopg.OperationalError:
            if timeout is None and self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
            raise


@contextmanager
def answered_within(seconds: float) -> Iterator[None]:
    """Wait no longer for all that is asked inside, connections included; never longer than whoever stands around."""
    until, outer = monotonic() + seconds, _until.get()
    token = _until.set(until if outer is None else min(until, outer))
    try:
        yield
    finally:
        _until.reset(token)


def seconds_left() -> float | None:
    """Return for how long whoever asks still waits, zero if no more; None without a limit."""
    until = _until.get()
    return None if until is None else max(until - monotonic(), 0)
