"""Readings that are asked for all day long: the ORM writes their SQL once, and later only the values change.

Writing the SQL of a query costs many times what its answer costs. What comes back is what `values_list` gives. On
PostgreSQL the server keeps its plan as well, which costs three times what it answers (DATABASE_PREPARED_STATEMENTS).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date, datetime
from decimal import Decimal
from functools import partial, reduce
from itertools import chain, islice
from typing import Any, Final, Generic, NamedTuple, TypeVar, cast
from uuid import UUID

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import DateField, DecimalField, Model, QuerySet, TimeField, UUIDField
from django.db.models.sql import UpdateQuery
from psycopg.types.numeric import Int8

ModelT = TypeVar("ModelT", bound=Model)

#: Stands for ids that rows are looked for in: each number of them has SQL of its own, and for none nothing is asked.
MANY: Final = object()
#: The same for texts.
MANY_TEXTS: Final = object()
#: What stands for several -> their own stand-ins, made of numbers.
_SEVERAL: Final[dict[Any, Callable[[range], Collection[Any]]]] = {
    MANY: lambda numbers: numbers,
    MANY_TEXTS: lambda numbers: [f"text {number}" for number in numbers],
}
#: Kinds of values that every database holds as they are.
AS_THEY_ARE: Final = frozenset({int, str, bool, type(None)})
#: What JSON holds as a text.
_NOT_IN_JSON: Final = (DateField, TimeField, UUIDField)
#: Bits of a number in a column, besides its sign. Of wider ones, which an address may name, nothing has any.
_WIDEST: Final = 63
#: Of more ids than these the ORM asks anew: they are rarely as many again.
MOST: Final = 100


class _Compiled(NamedTuple):
    """SQL, its values with the stand-ins among them, and how what comes back is read: as Django's compiler tells it.

    `places` are those of the values among what is asked for, each beside what stands there where nothing is asked.
    """

    sql: str
    values: Sequence[Any]
    converters: Sequence[tuple[int, Any]]
    width: int
    from_json: Sequence[tuple[int, Any]] = ()
    places: Sequence[tuple[int | None, Any]] = ()


class Prepared:
    """One reading. `build` makes it, a `values_list`, for the values; `stand_ins` stand in their place at first.

    A stand-in is of the kind of its value, and equal to nothing else in the query; or it is `MANY` or `MANY_TEXTS`.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *stand_ins: Any) -> None:
        """Remember how it is made; nothing is asked of the database."""
        self.build, self.stand_ins = build, stand_ins
        self.is_of_several = any(one in _SEVERAL for one in stand_ins)
        self._compiled: dict[tuple[str, tuple[int, ...]], _Compiled] = {}

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows for these values. One query, or none."""
        numbers = self.numbers(values)
        if 0 in numbers or any(type(value) is int and value.bit_length() > _WIDEST for value in values):
            return []
        if max(numbers, default=0) > MOST:
            return list(self.build(*values))
        compiled = self.compiled(numbers)
        with keeping_plans() as cursor:
            cursor.execute(compiled.sql, sized(self.in_place(values, numbers)))
            rows = cursor.fetchall()
        return read_by(compiled.converters, rows)

    def numbers(self, values: Sequence[Any]) -> tuple[int, ...]:
        """Return how many ids stand in the place of each `MANY`."""
        if not self.is_of_several:
            return ()
        return tuple([len(value) for value, one in zip(values, self.stand_ins, strict=True) if one in _SEVERAL])

    def read(self, row: Sequence[Any]) -> tuple[Any, ...]:
        """Return a row that a longer statement brought, as the ORM reads it. No reading with a `MANY`."""
        return read_by(self.compiled(()).converters, [row])[0]

    def in_place(self, values: Sequence[Any], numbers: tuple[int, ...] = ()) -> list[Any]:
        """Return the values of the SQL, these in place of their stand-ins."""
        told = [one if type(one) in AS_THEY_ARE else _stored(one) for one in self._each(values)]
        return [fixed if place is None else told[place] for place, fixed in self.compiled(numbers).places]

    def compiled(self, numbers: tuple[int, ...]) -> _Compiled:
        """Return the SQL for the database at hand and so many ids in each `MANY`; it is written at the first call."""
        key = connection.vendor, numbers
        if key not in self._compiled:
            compiled = self._compile(numbers)
            stand_ins = map(_stored, self._each(self._standing_in(numbers)))
            place_of = {stand_in: place for place, stand_in in enumerate(stand_ins)}
            places = [(place_of.get(value), _stored(value)) for value in compiled.values]
            self._compiled[key] = compiled._replace(places=places)
        return self._compiled[key]

    def _compile(self, numbers: tuple[int, ...]) -> _Compiled:
        compiler = self.build(*self._standing_in(numbers)).query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        self._find_again(values, numbers)
        expressions = [expression for expression, *_ in compiler.select]
        read = compiler.get_converters(expressions)
        return _Compiled(sql, values, list(read.items()), len(expressions), _from_json(expressions, read))

    def _find_again(self, values: Collection[Any], numbers: tuple[int, ...]) -> None:
        if lost := {one for one in map(_stored, self._each(self._standing_in(numbers))) if one not in values}:
            msg = f"Not found again in the SQL, so nothing would take their place: {lost}"
            raise LookupError(msg)

    def _standing_in(self, numbers: tuple[int, ...]) -> list[Any]:
        """Return the stand-ins with ids that nothing has in each `MANY`."""
        ranges = (range(-MOST * (place + 2), number - MOST * (place + 2)) for place, number in enumerate(numbers))
        return [_SEVERAL[one](next(ranges)) if one in _SEVERAL else one for one in self.stand_ins]

    def _each(self, values: Collection[Any]) -> Iterator[Any]:
        together = zip(values, self.stand_ins, strict=True)
        return chain.from_iterable(value if one in _SEVERAL else (value,) for value, one in together)


class PreparedUpdate(Prepared):
    """One change of rows. `build` makes them and what they become, by column; no `MANY`."""

    def __init__(self, build: Callable[..., tuple[QuerySet[Any], dict[str, Any]]], *stand_ins: Any) -> None:
        """Remember how it is made; nothing is asked of the database."""
        super().__init__(lambda *values: build(*values)[0], *stand_ins)
        self._become = lambda: build(*stand_ins)[1]

    def update(self, *values: Any) -> int:
        """Change the rows for these values, and return how many they were. One statement; it needs no transaction."""
        with keeping_plans() as cursor:
            cursor.execute(self.compiled(()).sql, sized(self.in_place(values)))
            return cursor.rowcount

    def _compile(self, numbers: tuple[int, ...]) -> _Compiled:
        query = cast("UpdateQuery", self.build(*self.stand_ins).query.chain(UpdateQuery))
        query.add_update_values(self._become())
        # The ORM writes of locks in a transaction alone. One statement is one.
        with nullcontext() if connection.in_atomic_block else transaction.atomic():
            sql, values = query.get_compiler(connection=connection).as_sql()
        self._find_again(values, numbers)
        return _Compiled(sql, values, (), 0)


class Joined(Prepared):
    """Two readings for the same values in one: each row of the first beside each of the second, or beside `None`s."""

    def __init__(self, first: Prepared, second: Prepared) -> None:
        """The second has the stand-ins of the first, or the first ones of them."""
        super().__init__(first.build, *first.stand_ins)
        self._parts = first, second

    def _compile(self, numbers: tuple[int, ...]) -> _Compiled:
        first, second = (part.compiled(numbers) for part in self._parts)
        # Nothing but what the ORM wrote is put together here.
        sql = f"SELECT * FROM ({first.sql}) AS first LEFT JOIN ({second.sql}) AS second ON TRUE"  # noqa: S608
        moved = [(place + first.width, how) for place, how in second.converters]
        return _Compiled(sql, [*first.values, *second.values], [*first.converters, *moved], first.width + second.width)


class PreparedInstances(Prepared, Generic[ModelT]):
    """A reading of rows of a model, whole or of some fields. `build` makes a plain query of the model."""

    def __init__(
        self,
        model: type[ModelT],
        build: Callable[..., QuerySet[ModelT]],
        *stand_ins: Any,
        fields: Sequence[str] = (),
        related: Sequence[str] = (),
        also: Sequence[str] = (),
    ) -> None:
        """Without `fields` there are all. `related` names foreign keys whose rows come along, `also` annotations.

        A key of a row that comes along is named as in a query, behind the one that leads to it: “quiz”, “quiz__course”;
        so are fields of such a row, where not all of them are wanted.
        """
        self._model, self._names, self._also = model, _columns(model, fields), also
        self._related = [(name, other, _columns(other, fields, name)) for name, other in _models_of(model, related)]
        beside = [f"{name}__{column}" for name, _other, columns in self._related for column in columns]
        super().__init__(lambda *values: build(*values).values_list(*self._names, *beside, *also), *stand_ins)

    def instances(self, *values: Any) -> list[ModelT]:
        """Return the rows as instances. One query."""
        return self.of_rows(self.rows(*values))

    def of_rows(self, rows: Iterable[Sequence[Any]]) -> list[ModelT]:
        """Return rows that were read as instances."""
        return [self._instance(iter(row)) for row in rows]

    def first(self, *values: Any) -> ModelT | None:
        """Return the first of them, if there is one. One query."""
        return self.first_of(self.rows(*values))

    def first_of(self, rows: Sequence[Sequence[Any]]) -> ModelT | None:
        """Return the first of rows that were read, if there is one."""
        return self._instance(iter(rows[0])) if rows else None

    def _instance(self, row: Iterator[Any]) -> ModelT:
        instance = self._model.from_db(DEFAULT_DB_ALIAS, self._names, list(islice(row, len(self._names))))
        for name, model, columns in self._related:
            values = list(islice(row, len(columns)))
            *path, key = name.split("__")
            # The id stands first, and there is none where the key leads to nothing.
            found = None if values[0] is None else model.from_db(DEFAULT_DB_ALIAS, columns, values)
            setattr(reduce(getattr, path, instance), key, found)
        vars(instance).update(zip(self._also, row, strict=True))
        return instance


def _columns(model: type[Model], fields: Sequence[str], behind: str = "") -> list[str]:
    """Return the columns of those of the fields that stand behind this key, or all; of a row beside, also its id."""
    before = f"{behind}__" if behind else ""
    wanted = {name.removeprefix(before) for name in fields if name.startswith(before)}
    every = model._meta.concrete_fields  # noqa: SLF001 - Django's public API
    return [one.attname for one in every if not wanted or (behind and one.primary_key) or one.name in wanted]


def _models_of(model: type[Model], names: Sequence[str]) -> Iterator[tuple[str, Any]]:
    return ((name, reduce(_model_behind, name.split("__"), model)) for name in names)


def _model_behind(model: Any, key: str) -> Any:
    return model._meta.get_field(key).related_model  # noqa: SLF001 - Django's public API


@contextmanager
def keeping_plans() -> Iterator[CursorWrapper]:
    """Give a cursor that sends SQL and values apart, so that PostgreSQL can keep the plan. Its values are `sized`.

    Whoever logs queries wants to read them with their values, so these go together then.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and not connection.queries_logged:
            cursor.cursor = psycopg.Cursor(cursor.connection)
        yield cursor


def sized(values: Sequence[Any]) -> Sequence[Any]:
    """Return the values with all integers of one width: else each mixture of widths would be a statement of its own."""
    if connection.vendor != "postgresql":
        return values
    return [Int8(value) if type(value) is int else value for value in values]


def _from_json(expressions: Sequence[Any], read: Mapping[int, Any]) -> list[tuple[int, Any]]:
    """Return how columns are read out of JSON: as the backend reads them, then as their fields read a text."""

    def steps(place: int, expression: Any) -> tuple[list[Any], Any]:
        from_backend, _expression = read.get(place, ([], expression))
        field = expression.output_field
        if isinstance(field, DecimalField):
            return [*from_backend, partial(_exactly, field)], expression
        own = [lambda value, *_: field.to_python(value)] if isinstance(field, _NOT_IN_JSON) else []
        return [*from_backend, *own], expression

    every = [(place, steps(place, expression)) for place, expression in enumerate(expressions)]
    return [(place, how) for place, how in every if how[0]]


def _exactly(field: DecimalField, value: Any, *_expression: Any) -> Decimal | None:
    """Return the number with as many places as the column has: in JSON there may be fewer."""
    return None if value is None else field.to_python(value).quantize(Decimal(1).scaleb(-field.decimal_places))


def _stored(value: Any) -> Any:
    """Return how the SQL holds the value: SQLite has no kind of its own for some."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value.hex if isinstance(value, UUID) and not connection.features.has_native_uuid_field else value


def read_by(converters: Sequence[tuple[int, Any]], rows: list[Any]) -> list[tuple[Any, ...]]:
    """Return rows with each column that needs it as its converters read it."""
    return [_read(row, converters) for row in rows] if converters else rows


def _read(row: Sequence[Any], converters: Sequence[tuple[int, Any]]) -> tuple[Any, ...]:
    values = list(row)
    for place, (steps, expression) in converters:
        for step in steps:
            values[place] = step(values[place], expression, connection)
    return tuple(values)
