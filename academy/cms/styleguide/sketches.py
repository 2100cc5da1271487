"""What the page sketches of the style guide are drawn with: invented people, sorted and filtered as on a real page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from academy.cms.styleguide.forms import DEPARTMENTS, STATES
from academy.cms.styleguide.specimens import short
from academy.cms.tables import Cell, Column, MatrixCell

#: The order of the Azerbaijani alphabet, which no list of code points keeps.
ALPHABET = {letter: place for place, letter in enumerate(" abcçdeəfgğhxıijkqlmnoöprsştuüvyz")}
KINDS = {"on-plan": ("neutral", "clock"), "overdue": ("error", "warning"), "completed": ("success", "check")}


@dataclass(frozen=True)
class Person:
    """Somebody of the invented library: courses done, of how many planned."""

    name: str
    department: str
    courses: int
    planned: int
    hours: Decimal
    last: date
    state: str

    @property
    def key_name(self) -> list[int]:
        """The name as the alphabet sorts it."""
        return [ALPHABET.get(letter, 0) for letter in self.name.replace("İ", "i").replace("I", "ı").lower()]


PEOPLE = tuple(
    Person(name, department, courses, planned, Decimal(hours), date.fromisoformat(last), state)
    for name, department, courses, planned, hours, last, state in (
        ("Əliyeva Günay", "cataloguing", 3, 4, "36.5", "2026-09-05", "on-plan"),
        ("Quliyev Tural", "reading-room", 1, 3, "8", "2026-03-21", "overdue"),
        ("Məmmədova Sevinc", "digital", 4, 4, "48", "2026-10-02", "completed"),
        ("Hüseynov Rauf", "acquisition", 2, 3, "20.5", "2026-07-14", "on-plan"),
        ("Çobanzadə Nərgiz", "cataloguing", 3, 3, "36", "2026-06-30", "completed"),
        ("Əsgərov Elçin", "digital", 1, 4, "12.5", "2026-02-11", "overdue"),
        ("Şıxəliyeva Aytən", "reading-room", 2, 2, "24", "2026-05-19", "completed"),
        ("İsmayılov Kənan", "cataloguing", 2, 4, "25", "2026-08-28", "on-plan"),
        ("Vəliyeva Lalə", "acquisition", 3, 3, "33.5", "2026-09-17", "completed"),
        ("Babayev Orxan", "reading-room", 1, 2, "12", "2026-09-30", "on-plan"),
        ("Zeynalova Fidan", "digital", 2, 4, "24.5", "2026-08-06", "on-plan"),
        ("Ömərov Samir", "cataloguing", 1, 3, "8", "2026-01-25", "overdue"),
    )
)


def columns() -> list[Column]:
    """Return the columns of the list of people."""
    return [
        Column("name", _("Name")),
        Column("department", _("Department"), is_sortable=False),
        Column("courses", _("Courses"), is_number=True),
        Column("hours", _("Academic hours"), is_number=True),
        Column("last", _("Last certificate")),
        Column("state", _("State"), is_sortable=False),
    ]


def chosen(filters: dict[str, str]) -> list[Person]:
    """Return the people whom the filters leave."""
    wanted = {key: value for key, value in filters.items() if value and key != "q"}
    name = filters.get("q", "").casefold()
    return [
        person
        for person in PEOPLE
        if name in person.name.casefold() and all(getattr(person, key) == value for key, value in wanted.items())
    ]


def ordered(people: Iterable[Person], order: str) -> list[Person]:
    """Return people in an order such as “-hours”."""
    key = order.removeprefix("-")
    attribute = "key_name" if key == "name" else key
    return sorted(people, key=lambda person: getattr(person, attribute), reverse=order.startswith("-"))


def row_of(person: Person) -> list[Cell]:
    """Return a person as a row of the list."""
    kind, icon = KINDS[person.state]
    return [
        Cell(person.name, url="#matrix"),
        Cell(str(dict(DEPARTMENTS)[person.department])),
        Cell(_("%(done)s of %(total)s") % {"done": person.courses, "total": person.planned}, is_number=True),
        Cell(number_format(person.hours), is_number=True),
        Cell(day=person.last),
        Cell(str(dict(STATES)[person.state]), kind=kind, icon=icon),
    ]


def matrix() -> dict[str, object]:
    """Return the training matrix of four people."""
    done, late = ("done", short(date(2026, 9, 5))), ("overdue", short(date(2026, 10, 1)))
    begun, nothing = ("current", "3/6"), ("none", "")
    table = {
        "Əliyeva Günay": (done, done, begun, nothing),
        "Quliyev Tural": (done, late, nothing, late),
        "Məmmədova Sevinc": (done, done, done, done),
        "Hüseynov Rauf": (begun, done, nothing, begun),
    }
    rows = [
        {"name": name, "cells": [MatrixCell(state, text) for state, text in cells]} for name, cells in table.items()
    ]
    subjects = [
        _("Cataloguing in MARC 21"),
        _("Universal Decimal Classification"),
        _("Open access"),
        _("Research data"),
    ]
    return {"columns": subjects, "rows": rows}


def participants() -> list[list[Cell]]:
    """Return who takes part in the seminar and who waits, as the organiser sees it."""
    here, away = Cell(_("attended"), kind="success", icon="check"), Cell(_("absent"), kind="neutral", icon="minus")
    waits = Cell(_("on the waiting list"), kind="warning", icon="hourglass")
    table = (
        ("1", "Əliyeva Günay", _("On site"), here),
        ("2", "Quliyev Tural", _("Online"), away),
        ("3", "Məmmədova Sevinc", _("On site"), here),
        ("4", "Hüseynov Rauf", _("On site"), waits),
    )
    return [[Cell(name), Cell(number, is_number=True), Cell(how), state] for number, name, how, state in table]


def participant_columns() -> list[Column]:
    """Return the columns of the organiser's list."""
    return [
        Column("name", _("Name"), is_sortable=False),
        Column("number", _("Number"), is_sortable=False, is_number=True),
        Column("how", _("Takes part"), is_sortable=False),
        Column("state", _("State"), is_sortable=False),
    ]
