"""What `ENGINE` names: Django looks for it in a module of this name."""

from types import ModuleType
from typing import Any, Final

import psycopg
from django.db.backends.postgresql import base

from academy.postgresql.patience import PatientConnection, answered_within

#: Seconds for “are you there”, which is asked of a kept connection at the beginning of a request.
HEALTH: Final = 3.0
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
        return super().pool

    def is_usable(self) -> bool:
        """Ask whether the server answers, and not for long."""
        with answered_within(HEALTH):
            return bool(super().is_usable())
