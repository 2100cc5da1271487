"""What migrations do to tables that are in use."""

from typing import Any, Final

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddIndex

#: Whether an index serves; no row where that table has none of that name.
_SERVES: Final = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s) AND indrelid = to_regclass(%s)"


class AddIndexInUse(AddIndexConcurrently):
    """Adds an index while others write. SQLite knows no such way, and has one writer alone.

    The migration must not be atomic. One that broke off is run again: a whole index is kept, and half of one, which
    PostgreSQL calls invalid, is made anew. Where the server still builds it for a process that is gone, this waits.
    """

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Add it where it is not yet."""
        model = to_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table  # noqa: SLF001 - Django's public API
        # SQL that is only shown is that of a first try.
        if schema_editor.collect_sql or not _is_there(schema_editor, self.index.name, table):
            _way(schema_editor).database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Take it away."""
        _way(schema_editor).database_backwards(self, app_label, schema_editor, from_state, to_state)


def _way(schema_editor: BaseDatabaseSchemaEditor) -> type[AddIndex]:
    return AddIndexConcurrently if schema_editor.connection.vendor == "postgresql" else AddIndex


def _is_there(schema_editor: BaseDatabaseSchemaEditor, name: str, table: str) -> bool:
    """Return whether the index is there and serves. One that does not is dropped."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            return name in connection.introspection.get_constraints(cursor, table)
        index = schema_editor.quote_name(name)
        cursor.execute(_SERVES, [index, schema_editor.quote_name(table)])
        found = cursor.fetchone()
    if found == (False,):
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {index}")
    return found == (True,)
