"""Connections that give up on a server which is silent, instead of away: a host that stands still closes nothing.

libpq waits for an answer as long as TCP holds, and no time-out of the server's can end a query while the server itself
stands still. So the client counts the seconds, closes the connection and raises what a lost connection raises.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

_within: ContextVar[float | None] = ContextVar("_within", default=None)


class PatientConnection(psycopg.Connection[Any]):
    """Waits for each answer as long as the process has patience; without a limit, as long as it takes."""

    #: Seconds. Web processes set it (academy/wsgi.py); commands and workers may ask what takes long.
    patience: float | None = None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Close the connection when the answer does not come in time, and raise OperationalError."""
        limit = _within.get() or self.patience
        try:
            return super().wait(gen, interval, limit if timeout is None else timeout)
        except psycopg.OperationalError:
            if timeout is None and self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
            raise


@contextmanager
def answered_within(seconds: float) -> Iterator[None]:
    """Wait no longer for each answer that is asked for inside."""
    token = _within.set(seconds)
    try:
        yield
    finally:
        _within.reset(token)
