"""The database, and whether its tables fit. Without them the site cannot serve."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext_lazy as _

from academy.house.data import Condition, Part


def look_at_database() -> Part:
    """Ask it something."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        condition, told = Condition.DOWN, _("It does not answer.")
    else:
        condition, told = Condition.OK, _("It answers.")
    advice = _("Start the database. Nothing can be read or written until it answers.")
    return Part(name="database", condition=condition, label=_("Database"), told=told, advice=advice)


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
