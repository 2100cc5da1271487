"""Several readings in one question to the database."""

import json
from collections.abc import Sequence
from itertools import chain
from typing import Any

from django.db import connection

from academy.prepared import MOST, Prepared, keeping_plans, read_by, sized

#: How many ids stand in each `MANY`, reading by reading.
_Numbers = tuple[tuple[int, ...], ...]


class Together:
    """Readings, each with values of its own: rows come as JSON, whatever their columns are.

    These hold numbers, texts, moments, days and whether something is true; nothing else is read back as it was. Rows
    keep the order of their reading.
    """

    def __init__(self, *parts: Prepared) -> None:
        """Remember them; nothing is asked of the database."""
        self._parts = parts
        self._of_one: _Numbers | None = ((),) * len(parts)
        if any(part.is_of_several for part in parts):
            self._of_one = None
        self._sql: dict[tuple[str, _Numbers], str] = {}

    def rows(self, *values: Sequence[Any]) -> list[list[tuple[Any, ...]]]:
        """Return the rows of each reading for its values. One query; one each where one is asked for none, or many."""
        asked = list(zip(self._parts, values, strict=True))
        numbers = self._of_one or tuple([part.numbers(of_part) for part, of_part in asked])
        if not all(0 < number <= MOST for of_part in numbers for number in of_part):
            return [part.rows(*of_part) for part, of_part in asked]
        told = [part.in_place(of_part, number) for (part, of_part), number in zip(asked, numbers, strict=True)]
        with keeping_plans() as cursor:
            cursor.execute(self._statement(numbers), sized(list(chain.from_iterable(told))))
            ((found,),) = cursor.fetchall()
        rows = json.loads(found) if isinstance(found, str) else found
        parts = zip(self._parts, numbers, rows, strict=True)
        return [read_by(part.compiled(number).from_json, [*map(tuple, own)]) for part, number, own in parts]

    def _statement(self, numbers: _Numbers) -> str:
        key = connection.vendor, numbers
        if key not in self._sql:
            parts = [part.compiled(number) for part, number in zip(self._parts, numbers, strict=True)]
            self._sql[key] = _together([(part.sql, part.width) for part in parts])
        return self._sql[key]


def _together(parts: Sequence[tuple[str, int]]) -> str:
    """Put readings of so many columns side by side, each in one text: many cost more to understand than one.

    Nothing but what the ORM wrote is put together here.
    """
    columns = [", ".join(f"c{place}" for place in range(width)) for _sql, width in parts]
    named = [f"part_{place} ({columns[place]}) AS ({sql})" for place, (sql, _width) in enumerate(parts)]
    if connection.vendor == "postgresql":
        array, rows = "json_build_array", "(SELECT COALESCE(json_agg(json_build_array({})), '[]') FROM part_{})"
    else:
        array, rows = "json_array", "json((SELECT json_group_array(json_array({})) FROM part_{}))"
    told = ", ".join(rows.format(own, place) for place, own in enumerate(columns))
    return f"WITH {', '.join(named)} SELECT {array}({told})"
