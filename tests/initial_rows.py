"""The rows that migrations leave, put back after each test that commits: by Django's serializer that takes seconds."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper


class InitialRows:
    """What each table holds at first. Putting it back does nothing unless the tables were emptied before."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection, self.is_missing = connection, False
        read = _read_postgresql if connection.vendor == "postgresql" else _read_sqlite
        self.writers = list(read(connection))

    def put_back(self) -> None:
        if self.is_missing:
            # Foreign keys are looked at when all tables are filled.
            with transaction.atomic():
                for write in self.writers:
                    write()
        self.is_missing = False


def _tables(connection: BaseDatabaseWrapper) -> list[str]:
    return connection.introspection.django_table_names(only_existing=True, include_views=False)


def _read_postgresql(connection: BaseDatabaseWrapper) -> Iterator[Callable[[], None]]:
    """Yield what fills a table, by the format of COPY."""
    for table in _tables(connection):
        with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
            if rows := b"".join(copy):
                yield partial(_copy_in, connection, table, rows)


def _copy_in(connection: BaseDatabaseWrapper, table: str, rows: bytes) -> None:
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
        copy.write(rows)


def _read_sqlite(connection: BaseDatabaseWrapper) -> Iterator[Callable[[], None]]:
    """Yield what fills a table, with values as they are stored: Django's own connection would convert them."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as plain:
        for table in _tables(connection):
            if rows := plain.execute(f'SELECT * FROM "{table}"').fetchall():  # noqa: S608 - the name of a table of ours
                yield partial(_insert, connection, table, rows)


def _insert(connection: BaseDatabaseWrapper, table: str, rows: list[tuple[object, ...]]) -> None:
    places = ", ".join("?" for _value in rows[0])
    connection.connection.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)  # noqa: S608 - the same
