"""What migrations do to tables that are in use, and to many that are new."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddIndex, CreateModel
from django.db.migrations.operations.base import Operation

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


class CreateTogether(Operation):
    """Makes new models as they are in the end: fields, constraints and indexes that are added to them come along.

    Django works out anew whatever is related each time a model is made, which for seventy models that know people and
    pages takes longer than all else of a migration. `operations` make models, and add to these alone.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        """Remember them in their order."""
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Tell the state of each; models are worked out once, when they are asked for."""
        vars(state).pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, _from_state: Any, to_state: Any
    ) -> None:
        """Make the tables. Keys to one that follows are checked when all are there."""
        for model in self._models(app_label, schema_editor, to_state):
            schema_editor.create_model(model)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, _to_state: Any
    ) -> None:
        """Take them away, the last one first."""
        for model in reversed([*self._models(app_label, schema_editor, from_state)]):
            schema_editor.delete_model(model)

    def describe(self) -> str:
        """Say what is done."""
        return "Create models together: " + ", ".join(self._names())

    def _names(self) -> list[str]:
        return [operation.name for operation in self.operations if isinstance(operation, CreateModel)]

    def _models(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, state: Any) -> Iterator[Any]:
        for name in self._names():
            model = state.apps.get_model(app_label, name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                yield model


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
