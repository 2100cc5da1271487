"""Readings that are asked for all day long: the ORM writes their SQL once, and later only the values change.

Writing the SQL of a query costs many times what its answer costs. What comes back is what `values_list` gives.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet


class _Compiled(NamedTuple):
    """SQL, its values with the stand-ins among them, and how what comes back is read: as Django's compiler tells it."""

    sql: str
    values: Sequence[Any]
    converters: Sequence[tuple[int, Any]]


class Prepared:
    """One reading. `build` makes it, a `values_list`, for the values; `stand_ins` stand in their place at first.

    A stand-in is of the kind of its value, and equal to nothing else in the query.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *stand_ins: Any) -> None:
        """Remember how it is made; nothing is asked of the database."""
        self._build, self._stand_ins = build, stand_ins
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows for these values. One query."""
        compiled = self._compiled.get(connection.vendor) or self._compile()
        places = dict(zip(self._stand_ins, values, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, [places.get(value, value) for value in compiled.values])
            rows = cursor.fetchall()
        return [_read(row, compiled.converters) for row in rows] if compiled.converters else rows

    def _compile(self) -> _Compiled:
        compiler = self._build(*self._stand_ins).query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        read = compiler.get_converters([expression for expression, *_ in compiler.select])
        compiled = self._compiled[connection.vendor] = _Compiled(sql, values, list(read.items()))
        return compiled


def _read(row: Sequence[Any], converters: Sequence[tuple[int, Any]]) -> tuple[Any, ...]:
    values = list(row)
    for place, (steps, expression) in converters:
        for step in steps:
            values[place] = step(values[place], expression, connection)
    return tuple(values)
