"""Models that are made together are those that are made one after the other."""

from collections.abc import Sequence

import pytest
from django.db import IntegrityError, connection, models
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from academy.migrating import CreateTogether

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TABLES = {"shelving_book": "Book", "shelving_shelf": "Shelf"}


def steps() -> list[Operation]:
    """Two models that know each other, the second only in the end."""
    return [
        CreateModel("Shelf", [("id", models.BigAutoField(primary_key=True)), ("mark", models.CharField(max_length=9))]),
        CreateModel(
            "Book",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("shelf", models.ForeignKey("shelving.shelf", on_delete=models.CASCADE)),
                ("place", models.IntegerField()),
            ],
        ),
        AddField("shelf", "first", models.ForeignKey("shelving.book", null=True, on_delete=models.SET_NULL)),
        AddConstraint("book", models.CheckConstraint(condition=models.Q(place__gt=0), name="place_counts_from_one")),
        AddConstraint("book", models.UniqueConstraint(fields=["shelf", "place"], name="place_once")),
        AddIndex("shelf", models.Index(fields=["mark"], name="shelf_by_mark")),
    ]


def migration(operations: Sequence[Operation]) -> Migration:
    made = Migration("0001_initial", "shelving")
    made.operations = operations
    return made


def made_by(operations: Sequence[Operation]) -> tuple[list, list[str]]:
    """Return what stands in the database after it, and what is left when it is taken back."""
    step = migration(operations)
    with connection.schema_editor() as editor:
        step.apply(ProjectState(), editor)
    found = [described(table) for table in TABLES]
    with connection.schema_editor() as editor:
        step.unapply(ProjectState(), editor)
    return found, [table for table in connection.introspection.table_names() if table in TABLES]


def described(table: str) -> tuple[list, list]:
    look = connection.introspection
    with connection.cursor() as cursor:
        columns = [(one.name, one.type_code, one.null_ok) for one in look.get_table_description(cursor, table)]
        rules = look.get_constraints(cursor, table).values()
    told = (
        (rule["columns"], rule["primary_key"], rule["unique"], rule["foreign_key"], rule["index"], rule["check"])
        for rule in rules
    )
    return columns, sorted(map(repr, told))


def test_tables_are_the_same_and_go_again() -> None:
    together, apart = made_by([CreateTogether(steps())]), made_by(steps())
    assert (together, together[1]) == (apart, [])


def test_models_that_follow_know_those_made_together() -> None:
    state = migration([CreateTogether(steps())]).mutate_state(ProjectState())
    assert [state.apps.get_model("shelving", name)._meta.db_table for name in TABLES.values()] == [*TABLES]


def test_rules_hold() -> None:
    step = migration([CreateTogether(steps())])
    with connection.schema_editor() as editor:
        state = step.apply(ProjectState(), editor)
    book, shelf = (state.apps.get_model("shelving", name) for name in TABLES.values())
    own = shelf.objects.create(mark="02")
    book.objects.create(shelf=own, place=1)
    refused = []
    for place in (0, 1):
        try:
            book.objects.create(shelf=own, place=place)
        except IntegrityError:
            refused.append(place)
    with connection.schema_editor() as editor:
        step.unapply(ProjectState(), editor)
    assert refused == [0, 1]


def test_it_says_what_it_makes() -> None:
    assert CreateTogether(steps()).describe() == "Create models together: Shelf, Book"
