"""A read replica, where one is set: figures and files may be some seconds old, and nothing else is read there.

Pages that people act on read what was written a moment ago, so they stay with the primary: only what stands inside
`from_replica` leaves it. Without a replica, or while it is silent or too far behind, that is read from the primary too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

import structlog
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.models import Model

from academy.postgresql.patience import answered_within

logger = structlog.get_logger(__name__)

REPLICA: Final = "replica"
#: Seconds for the question whether it can be trusted.
_PATIENCE: Final = 3.0
#: Seconds that a hot standby is behind: none, once all is replayed that it has received and still receives.
_BEHIND: Final = """
    SELECT CASE
        WHEN NOT pg_is_in_recovery() THEN 0
        WHEN NOT EXISTS (SELECT FROM pg_stat_wal_receiver) THEN NULL
        WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
        ELSE EXTRACT(EPOCH FROM now() - pg_last_xact_replay_timestamp())::float
    END
"""
_is_asked: ContextVar[bool] = ContextVar("_is_asked", default=False)


class ReplicaRouter:
    """Sends readings inside `from_replica` to the replica, and all else, also of rows from there, to the primary."""

    def db_for_read(self, _model: type[Model], **_hints: Any) -> str:
        """Say where to read."""
        return REPLICA if _is_asked.get() else DEFAULT_DB_ALIAS

    def db_for_write(self, _model: type[Model], **_hints: Any) -> str:
        """Say where to write."""
        return DEFAULT_DB_ALIAS

    def allow_relation(self, _one: Model, _other: Model, **_hints: Any) -> bool:
        """Rows of both are the same rows."""
        return True

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool:
        """Leave the replica to PostgreSQL."""
        return db != REPLICA


@contextmanager
def from_replica() -> Iterator[None]:
    """Read what is asked for inside from the replica, if it can be trusted; within a transaction, from the primary."""
    token = _is_asked.set(is_set() and not connections[DEFAULT_DB_ALIAS].in_atomic_block and is_fit())
    try:
        yield
    finally:
        _is_asked.reset(token)


def is_set() -> bool:
    """Whether there is a replica at all."""
    return REPLICA in connections.settings


def is_fit() -> bool:
    """Whether the replica answers and is at most DATABASE_REPLICA_SECONDS behind. One query, there."""
    try:
        with answered_within(_PATIENCE), connections[REPLICA].cursor() as cursor:
            cursor.execute(_BEHIND)
            [behind] = cursor.fetchone()
    except OperationalError as error:
        connections[REPLICA].close()
        logger.warning("replica_silent", reason=type(error).__name__)
        return False
    if behind is None or behind > settings.DATABASE_REPLICA_SECONDS:
        logger.warning("replica_behind", seconds=behind)
        return False
    return True
