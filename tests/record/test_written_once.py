"""The record of changes stands: neither the model nor the database lets anybody change it."""

import pytest
from django.db import IntegrityError, connection, transaction

from academy.errors import WrittenOnce
from academy.record.enums import ChangeKind
from academy.record.models import Change
from academy.record.services import record_change
from tests.database import triggers_off

pytestmark = pytest.mark.django_db

STATEMENTS = [
    "UPDATE record_change SET subject = 'other'",
    "UPDATE record_change SET actor_id = NULL",
    "DELETE FROM record_change",
]


def make_change() -> Change:
    return record_change(kind=ChangeKind.ROLE_MADE, actor=7, subject="Trainers")


def rows() -> list[dict[str, object]]:
    return list(Change.objects.values())


def test_model_changes_and_deletes_nothing() -> None:
    change = make_change()
    before = rows()
    for way in (
        change.save,
        change.delete,
        Change.objects.all().delete,
        lambda: Change.objects.update(subject="other"),
        lambda: Change.objects.bulk_update([change], ["subject"]),
    ):
        with pytest.raises(WrittenOnce):
            way()
    assert rows() == before


@pytest.mark.parametrize("statement", STATEMENTS)
def test_database_refuses_whoever_goes_around_the_model(statement: str) -> None:
    make_change()
    before = rows()
    with pytest.raises(IntegrityError, match="is written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert rows() == before


@pytest.mark.parametrize("statement", STATEMENTS)
def test_without_the_triggers_each_statement_would_work(statement: str) -> None:
    make_change()
    before = rows()
    with triggers_off(connection), connection.cursor() as cursor:
        cursor.execute(statement)
    assert rows() != before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_postgresql_does_not_empty_the_table() -> None:
    make_change()
    with pytest.raises(IntegrityError, match="is written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE record_change")
    assert len(rows()) == 1
