"""How the parts of the installation do. What waits in the apps is told by the apps (`sources.py`)."""

from collections.abc import Iterable

from academy.house.data import Condition, Part
from academy.house.parts.database import look_at_database, look_at_migrations, look_at_replica
from academy.house.parts.storage import look_at_storages
from academy.house.parts.work import look_at_broker, look_at_work

__all__ = ["conditions", "look_at_parts"]


def look_at_parts() -> list[Part]:
    """Look at everything. Without a database, what is written there is not known."""
    database = look_at_database()
    known = [look_at_migrations(), *look_at_replica(), *look_at_work()] if database.condition is Condition.OK else []
    return [database, *known, look_at_broker(), *look_at_storages()]


def conditions(parts: Iterable[Part]) -> dict[str, Condition]:
    """Return what probes are told."""
    return {part.name: part.condition for part in parts}
