"""Rows by the million: COPY on PostgreSQL, one prepared statement on SQLite."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import CharField, Field, ForeignKey, IntegerField, JSONField, Model, TextField

#: Columns whose numbers and texts every database takes.
AS_THEY_ARE = (CharField, ForeignKey, IntegerField, TextField)


def columns_of(model: type[Model]) -> list[Field]:
    """Return the columns of its own table that a new row is given; numbers that the database counts are left to it."""
    return [one for one in model._meta.local_concrete_fields if one.get_internal_type() != "BigAutoField"]


def values_of(instance: Model) -> dict[str, Any]:
    """Return what the columns of this row hold, ready for `write_rows`."""
    return {one.attname: _plain(one, one.pre_save(instance, add=True)) for one in columns_of(type(instance))}


def _plain(column: Field, value: Any) -> Any:
    # Asking the connection takes longer than anything else here, by the million.
    if value is None or isinstance(value, bytes) or (type(value) in (int, str) and isinstance(column, AS_THEY_ARE)):
        return value
    return json.dumps(value) if isinstance(column, JSONField) else column.get_db_prep_save(value, connection)


def write_rows(model: type[Model], rows: Iterable[dict[str, Any]]) -> None:
    """Write rows whose values are those of `values_of`."""
    columns = columns_of(model)
    names = ", ".join(f'"{one.column}"' for one in columns)
    values = (tuple(row[one.attname] for one in columns) for row in rows)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in values:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', values)  # noqa: S608 - names of columns
