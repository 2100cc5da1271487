"""Rows stored together, again and again: the ORM writes the SQL for each number of them once (`prepared.py`)."""

from collections.abc import Sequence
from itertools import chain
from typing import Any, Generic, TypeVar, cast

from django.db import connection
from django.db.models import AutoField, Case, CharField, Expression, Field, Model, TextField, Value, When
from django.db.models.constants import OnConflict
from django.db.models.functions import Cast
from django.db.models.sql import InsertQuery, UpdateQuery

from academy.prepared import MOST, keeping_plans, sized

ModelT = TypeVar("ModelT", bound=Model)


class PreparedSave(Generic[ModelT]):
    """Some fields of rows that are there, stored at once: what `bulk_update` does."""

    def __init__(self, model: type[ModelT], *fields: str) -> None:
        """Remember them; nothing is asked of the database."""
        self._model, self._names = model, fields
        self._fields: list[Field[Any, Any]] = [cast("Any", model._meta.get_field(name)) for name in fields]  # noqa: SLF001 - Django's public API
        self._sql: dict[tuple[str, int], str] = {}

    def save(self, rows: Sequence[ModelT]) -> None:
        """Store what these rows hold. One statement, or none; more than `MOST` rows are left to the ORM."""
        if not 0 < len(rows) <= MOST:
            self._model._base_manager.bulk_update(rows, self._names)  # noqa: SLF001 - Django's public API
            return
        key = connection.vendor, len(rows)
        if key not in self._sql:
            self._sql[key] = self._compile(range(-len(rows), 0))
        with keeping_plans() as cursor:
            cursor.execute(self._sql[key], sized(self._values(rows)))

    def _values(self, rows: Sequence[ModelT]) -> list[Any]:
        held = [
            value
            for field in self._fields
            for row in rows
            for value in (row.pk, field.get_db_prep_save(getattr(row, field.attname), connection))
        ]
        return held + [row.pk for row in rows]

    def _compile(self, keys: Sequence[int]) -> str:
        # Values come later; none of a column's own kind, which could stand in the SQL in another way, is needed for it.
        rows = self._model._base_manager.filter(pk__in=keys)  # noqa: SLF001 - Django's public API
        query = cast("UpdateQuery", rows.query.chain(UpdateQuery))
        one_of_each = [When(pk=key, then=Value("", output_field=TextField())) for key in keys]
        cases = {field.name: Case(*one_of_each, output_field=field) for field in self._fields}
        query.add_update_values({name: self._cast(case) for name, case in cases.items()})
        sql, values = query.get_compiler(connection=connection).as_sql()
        if len(values) != len(keys) * (2 * len(cases) + 1):
            msg = f"Something would get no value, or another one: {sql}"
            raise LookupError(msg)
        return sql

    @staticmethod
    def _cast(case: Case) -> Expression:
        is_cast = connection.features.requires_casted_case_in_updates
        return Cast(case, output_field=case.output_field) if is_cast else case


class PreparedInsert(Generic[ModelT]):
    """New rows of a model, put in at once: what `bulk_create` does, except that nobody is told their numbers."""

    def __init__(self, model: type[ModelT], *columns: str, ignore_conflicts: bool = False) -> None:
        """Each other column gets its default, which has to be the same for all rows."""
        self._model, self._columns = model, columns
        self._on_conflict = OnConflict.IGNORE if ignore_conflicts else None
        every = model._meta.local_concrete_fields  # noqa: SLF001 - Django's public API
        self._fields: list[Field[Any, Any]] = [field for field in every if not isinstance(field, AutoField)]
        self._sql: dict[tuple[str, int], tuple[str, bool]] = {}

    def insert(self, rows: Sequence[Sequence[Any]]) -> None:
        """Put in rows of the named columns. One statement for each `MOST` of them, or none."""
        for start in range(0, len(rows), MOST):
            self._insert(rows[start : start + MOST])

    def _insert(self, rows: Sequence[Sequence[Any]]) -> None:
        key = connection.vendor, len(rows)
        if key not in self._sql:
            self._sql[key] = self._compile(rows)
        sql, by_column = self._sql[key]
        told = self._values(rows)
        with keeping_plans() as cursor:
            cursor.execute(sql, told if by_column else sized(list(chain.from_iterable(zip(*told, strict=True)))))

    def _values(self, rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
        """Return the values of each column."""
        named = dict(zip(self._columns, zip(*rows, strict=True), strict=True))
        return [
            _each_stored(field, named[field.attname])
            if field.attname in named
            else [field.get_db_prep_save(field.get_default(), connection)] * len(rows)
            for field in self._fields
        ]

    def _compile(self, rows: Sequence[Sequence[Any]]) -> tuple[str, bool]:
        """Return the SQL, and whether its values are a list for each column, as PostgreSQL takes several rows."""
        query = InsertQuery(self._model, on_conflict=self._on_conflict)
        instances: list[Model] = [self._model(**dict(zip(self._columns, row, strict=True))) for row in rows]
        query.insert_values(self._fields, instances)
        [(sql, values)] = query.get_compiler(connection=connection).as_sql()
        return sql, len(rows) > 1 and len(values) == len(self._fields)


def _each_stored(field: "Field[Any, Any]", values: Sequence[Any]) -> list[Any]:
    """Return the values as the column holds them. What stands in one row after the other is made ready once."""
    if isinstance(field, CharField | TextField) and all(type(value) is str for value in values):
        return list(values)
    told, last, ready = [], object(), None
    for value in values:
        if value is not last:
            last, ready = value, field.get_db_prep_save(value, connection)
        told.append(ready)
    return told
