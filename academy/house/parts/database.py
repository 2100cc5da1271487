"""The database, whether its tables fit, and its replica. Without the first two the site cannot serve."""

from typing import Final

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext_lazy as _

from academy.house.data import Condition, Part
from academy.postgresql.patience import answered_within
from academy.replica import is_fit, is_set

#: Seconds for all of it, whatever is tried: whoever asks how the house does waits not for long either.
_PATIENCE: Final = 3.0


def look_at_database() -> Part:
    """Ask it something."""
    try:
        with answered_within(_PATIENCE), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        condition, told = Condition.DOWN, _("It does not answer.")
    else:
        condition, told = Condition.OK, _("It answers.")
    advice = _("Start the database. Nothing can be read or written until it answers.")
    return Part(name="database", condition=condition, label=_("Database"), told=told, advice=advice)


def look_at_replica() -> list[Part]:
    """Ask the read replica how far behind it is, if there is one. Without it the site serves as well, but slower."""
    if not is_set():
        return []
    advice = _("Look at the replica: whether it runs, and receives what the database writes.")
    is_well = is_fit()
    told = _("It follows.") if is_well else _("It is silent or too far behind. Figures are read from the database.")
    condition = Condition.OK if is_well else Condition.DEGRADED
    return [Part(name="replica", condition=condition, label=_("Read replica"), told=told, advice=advice)]


def look_at_migrations() -> Part:
    """Compare the tables with what this version of the program expects."""
    missing = _missing_migrations()
    told = _("Changes that are missing: %(number)d.") % {"number": missing} if missing else _("They fit the program.")
    return Part(
        name="migrations",
        condition=Condition.DOWN if missing else Condition.OK,
        label=_("Tables of the database"),
        told=told,
        advice=_("Run manage.py migrate: the tables are older than the program."),
    )


def _missing_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
