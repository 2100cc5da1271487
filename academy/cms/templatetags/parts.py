"""Parts that stand many times on a page (academy/cms/parts.py), the rows of `data_table` and `matrix` among them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from academy.cms.parts import filled_in, said_by
from academy.cms.tables import Cell

register = template.Library()

_AT_END: Final = ' data-align="end"'


@register.simple_tag
def part(template_name: str, **words: object) -> SafeString:
    """Fill words into an arrangement: `{% part "courses/_my_open_quiz.html" url=… title=… %}`."""
    told = {name: str(word) for name, word in words.items()}
    return mark_safe(filled_in(template_name, told))  # noqa: S308 - comes from its template, with each word escaped


@register.simple_tag
def data_rows(rows: Iterable[Sequence[Cell]]) -> SafeString:
    """Return the rows of `data_table`; the first cell of each names it."""
    return mark_safe("".join(map(_data_row, rows)))  # noqa: S308 - each cell is escaped, or comes from its template


def _data_row(row: Sequence[Cell]) -> str:
    head, *cells = row
    return f'<tr><th scope="row">{_inside(head)}</th>{"".join(map(_data_cell, cells))}</tr>'


def _data_cell(cell: Cell) -> str:
    return f"<td{_AT_END if cell.is_number else ''}>{_inside(cell)}</td>"


def _inside(cell: Cell) -> str:
    if cell.kind or cell.day:
        return said_by("components/_cell.html", cell)
    words = {"text": str(cell.text), "url": cell.url}
    return filled_in("components/_link.html", words) if cell.url else escape(cell.text)


@register.simple_tag
def matrix_rows(rows: Iterable[Mapping[str, Any]]) -> SafeString:
    """Return the rows of `matrix`."""
    return mark_safe("".join(map(_matrix_row, rows)))  # noqa: S308 - each part comes from its template


def _matrix_row(row: Mapping[str, Any]) -> str:
    words = {"name": row["name"], "url": row.get("url", ""), "tick": str(row.get("tick", ""))}
    cells = "".join(said_by("components/_matrix_cell.html", cell) for cell in row["cells"])
    return f'<tr role="row">{filled_in("components/_matrix_head.html", words)}{cells}</tr>'
