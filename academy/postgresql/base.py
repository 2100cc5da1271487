"""What `ENGINE` names: Django looks for it in a module of this name."""

from types import ModuleType
from typing import Any, Final

import psycopg
from django.db.backends.postgresql import base

from academy.postgresql.patience import PatientConnection, answered_within, seconds_left

#: Seconds for “are you there”, which is asked of a kept connection at the beginning of a request.
HEALTH: Final = 3.0


class _PatientPool:
    """Django's pool, whose connections are waited for no longer than whoever asks has patience."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pool, name)

    def getconn(self) -> Any:
        """Return a connection. Raises OperationalError when the time is over."""
        return self._pool.getconn(seconds_left())


#: psycopg as Django asks it, but for its way to connect.
_DRIVER: Final = ModuleType("psycopg")
vars(_DRIVER).update(vars(psycopg), connect=PatientConnection.connect)


class DatabaseWrapper(base.DatabaseWrapper):
    """Opens patient connections, in a pool or without."""

    Database = _DRIVER

    @property
    def pool(self) -> Any:
        """Return Django's pool, which opens them."""
        if options := self.settings_dict["OPTIONS"].get("pool"):
            options.setdefault("connection_class", PatientConnection)
        pool = super().pool
        return pool and _PatientPool(pool)

    def is_usable(self) -> bool:
        """Ask whether the server answers, and not for long: half of the time is left to connect anew."""
        left = seconds_left()
        with answered_within(HEALTH if left is None else min(HEALTH, left / 2)):
            return bool(super().is_usable())
