"""What the components of the style guide are shown with."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from academy.cms.plots import Plot, plot_of
from academy.cms.styleguide.forms import EveryFieldForm
from academy.cms.tables import Cell, Column, MatrixCell

SCENES = ("shelf", "seal", "calendar", "lost", "locked", "waiting", "broken")
BEGINS = datetime(2026, 10, 14, 10, 0, tzinfo=ZoneInfo(settings.TIME_ZONE))
WRONG = {"wrong-legal_name": "", "wrong-email": "günay@", "wrong-day": "2026-10-14", "wrong-topics": ["catalogue"]}


def course(**changes: object) -> dict[str, object]:
    """A course as `course_card` takes it."""
    card = {
        "url": "#course_card",
        "title": _("Cataloguing in MARC 21"),
        "summary": _("Read, write and mend records that other libraries can use."),
        "shelfmark": "025.32 MAR",
        "accent": "firuza",
        "level": _("Beginner"),
        "hours": Decimal("12.5"),
        "lesson_count": 6,
        "languages": ["az", "ru", "en"],
        "language": "az",
        "is_fallback": False,
    }
    return card | changes


def courses() -> list[dict[str, object]]:
    """One card of each accent; the last is not translated."""
    return [
        course(),
        course(accent="nar", shelfmark="025.45 UDC", title=_("Universal Decimal Classification"), hours=Decimal(1)),
        course(accent="gold", shelfmark="001.8 OPE", is_fallback=True, title="Açıq elm", languages=["az"]),
    ]


def programmes() -> list[dict[str, object]]:
    """Two programmes as `programme_card` takes them; the second is not translated."""
    card = {
        "url": "#programme_card",
        "title": _("Digital librarian"),
        "summary": _("Two courses and a seminar that lead from the catalogue to open science."),
        "accent": "gold",
        "level": _("Beginner"),
        "hours": Decimal(13),
        "item_count": 3,
        "language": "az",
        "is_fallback": False,
    }
    return [card, card | {"title": "Oxucu ilə iş", "accent": "firuza", "item_count": 1, "is_fallback": True}]


def seminar() -> dict[str, object]:
    """A seminar of two meetings as `seminar_card` takes it."""
    return {
        "url": "#seminar_card",
        "title": _("Open access in practice"),
        "summary": _("Two meetings on repositories, licences and the rights of authors."),
        "format": _("On site"),
        "hours": Decimal(4),
        "sessions": [meeting(0), meeting(7)],
        "language": "az",
        "is_fallback": False,
    }


def meeting(days: int) -> dict[str, object]:
    """A meeting some days after the first."""
    begins = BEGINS + timedelta(days=days)
    return {"starts_at": begins, "ends_at": begins + timedelta(hours=2), "place": _("National Library, hall 2")}


def shelf(read: int, total: int = 6) -> list[dict[str, object]]:
    """The lessons of a course, some of them read."""
    return [
        {"title": _("Lesson %(number)s") % {"number": number}, "is_read": number <= read, "is_next": number == read + 1}
        for number in range(1, total + 1)
    ]


def page() -> Page:
    """A page in the middle of a long list."""
    return Paginator(range(240), 10).page(7)


def columns() -> list[Column]:
    """Columns of each kind."""
    return [
        Column("name", _("Name")),
        Column("hours", _("Academic hours"), is_number=True),
        Column("last", _("Last certificate")),
        Column("state", _("State"), is_sortable=False),
    ]


def rows() -> list[list[Cell]]:
    """Cells of each kind."""
    return [
        [
            Cell("Əliyeva Günay Şahin qızı", url="#data_table"),
            Cell(number_format("36.5"), is_number=True),
            Cell(day=date(2026, 9, 5)),
            Cell(_("on plan"), kind="success", icon="check"),
        ],
        [
            Cell("Quliyev Tural Kamran oğlu", url="#data_table"),
            Cell("8", is_number=True),
            Cell(day=date(2026, 3, 21)),
            Cell(_("overdue"), kind="error", icon="warning"),
        ],
    ]


def classes() -> dict[str, list]:
    """A plain table of texts."""
    rows = [["0", _("Science and knowledge")], ["02", _("Library work")], ["9", _("Geography, history")]]
    return {"heads": [_("Class"), _("Subject")], "rows": rows}


def facts() -> list[dict[str, str]]:
    """What one wants to know of a seminar at a glance."""
    return [
        {"label": _("Kind"), "value": _("On site")},
        {"label": _("Academic hours"), "value": number_format("4")},
        {"label": _("Language"), "value": "Azərbaycanca"},
        {"label": _("Organiser"), "value": _("National Library")},
    ]


def matrix() -> dict[str, list]:
    """Rows with every state."""
    cells = [("done", short(date(2026, 9, 5))), ("current", "3/6"), ("overdue", short(date(2026, 10, 1))), ("none", "")]
    shown = [MatrixCell(state, text) for state, text in cells]
    titles = [_("Cataloguing in MARC 21"), _("Universal Decimal Classification"), _("Open access"), _("Research data")]
    rows = [{"name": "Əliyeva Günay", "cells": shown}, {"name": "Quliyev Tural", "cells": shown[::-1]}]
    return {"columns": titles, "rows": rows}


def short(day: date) -> str:
    """Return a date in figures, as the language writes it."""
    return date_format(day, "SHORT_DATE_FORMAT")


def month(number: int, form: str = "F") -> str:
    """Return the name of a month, in full or (“M”) short."""
    return date_format(date(2026, number, 1), form)


def plot() -> Plot:
    """A year of enrolments and completions by month."""
    enrolled = (12, 18, 31, 24, 20, 9, 4, 6, 38, 42, 35, 22)
    completed = (10, 15, 22, 20, 17, 8, 4, 3, 25, 30, 19, 9)
    months = (month(number, "M") for number in range(1, 13))
    return plot_of(list(zip(months, enrolled, completed, strict=True)))


def choices() -> list[dict[str, object]]:
    """Entries of a menu."""
    return [
        {"label": _("As a table (CSV)"), "url": "#menu", "icon": "list"},
        {"label": _("As a document (PDF)"), "url": "#menu", "icon": "document", "is_current": True},
    ]


def wrong_form() -> EveryFieldForm:
    """A form that was sent and refused: each kind of error, and what was typed is kept."""
    return EveryFieldForm(WRONG, prefix="wrong")
