"""Parts that stand many times on a page (academy/cms/parts.py), the rows of `data_table` and `matrix` among them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from django import template
from django.utils.safestring import SafeString, mark_safe

from academy.cms.moulds import escaped
from academy.cms.parts import each_filled_in, filled_in, said_by
from academy.cms.tables import Cell, Column

register = template.Library()

_AT_END: Final = ' data-align="end"'


@register.simple_tag
def part(template_name: str, **words: object) -> SafeString:
    """Fill words into an arrangement: `{% part "courses/_my_open_quiz.html" url=… title=… %}`."""
    told = {name: str(word) for name, word in words.items()}
    return mark_safe(filled_in(template_name, told))  # noqa: S308 - comes from its template, with each word escaped


@register.simple_tag(takes_context=True)
def data_heads(context: template.Context, columns: Iterable[Column], order: str) -> SafeString:
    """Return the heads of `data_table`: a click sorts, or turns the order round; paging begins anew."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    heads = []
    for column in columns:
        down = f"-{column.key}"
        query["sort"] = down if order == column.key else column.key
        heads.append(
            {
                "label": str(column.label),
                "url": f"?{query.urlencode()}" if column.is_sortable else "",
                "is_number": _yes(column.is_number),
                "is_up": _yes(order == column.key),
                "is_down": _yes(order == down),
            }
        )
    told = each_filled_in("components/_data_head.html", heads)
    return mark_safe("".join(told))  # noqa: S308 - comes from its template, with each word escaped


def _yes(is_so: bool) -> str:  # noqa: FBT001 - says it
    return "yes" if is_so else ""


@register.simple_tag
def data_rows(rows: Iterable[Sequence[Cell]]) -> SafeString:
    """Return the rows of `data_table`; the first cell of each names it."""
    told = list(rows)
    inside = _inside([cell for row in told for cell in row])
    return mark_safe("".join([_data_row(row, inside) for row in told]))  # noqa: S308 - each cell is escaped, or comes from its template


def _data_row(row: Sequence[Cell], inside: Callable[[Cell], str]) -> str:
    head, *others = row
    cells = [f"<td{_AT_END if cell.is_number else ''}>{inside(cell)}</td>" for cell in others]
    return f'<tr><th scope="row">{inside(head)}</th>{"".join(cells)}</tr>'


def _inside(cells: Iterable[Cell]) -> Callable[[Cell], str]:
    """Return what says what stands in each of these cells: their texts are escaped all at once."""
    texts = list({str(cell.text) for cell in cells})
    safe, say = dict(zip(texts, escaped(texts), strict=True)), said_by("components/_cell.html")

    def inside(cell: Cell) -> str:
        if cell.kind or cell.day:
            return say(cell)
        text = str(cell.text)
        return filled_in("components/_link.html", {"text": text, "url": cell.url}) if cell.url else safe[text]

    return inside


@register.simple_tag
def matrix_rows(rows: Iterable[Mapping[str, Any]]) -> SafeString:
    """Return the rows of `matrix`."""
    told, say = list(rows), said_by("components/_matrix_cell.html")
    heads = each_filled_in("components/_matrix_head.html", map(_head_words, told))
    shown = [
        f'<tr role="row">{head}{"".join(map(say, row["cells"]))}</tr>' for head, row in zip(heads, told, strict=True)
    ]
    return mark_safe("".join(shown))  # noqa: S308 - each part comes from its template


def _head_words(row: Mapping[str, Any]) -> dict[str, str]:
    return {"name": row["name"], "url": row.get("url", ""), "tick": str(row.get("tick", ""))}
