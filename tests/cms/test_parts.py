"""Cells that are put together are those of their templates, whatever stands in them."""

from datetime import date

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.html import format_html
from django.utils.translation import override

from academy.cms.parts import _mould, _said, in_a_row, said_around
from academy.cms.tables import Cell, Column, MatrixCell

NAME = 'Qu<b>liyeva & "Nərmin"'
SAFE = "Qu&lt;b&gt;liyeva &amp; &quot;Nərmin&quot;"
BADGE = Cell("late", kind="error", icon="warning")


@pytest.fixture(autouse=True, params=[True, False], ids=["kept", "anew"])
def _keep(request: pytest.FixtureRequest, settings: object) -> None:
    settings.KEEP_PAGES = request.param


def shown(tag: str, rows: list) -> str:
    source = f"{{% load parts %}}{{% {tag} rows %}}"
    return Template(source).render(Context({"rows": rows}))


def test_words_of_a_table_are_escaped() -> None:
    row = [Cell(NAME, url="/x/?a=1&b=2"), Cell(NAME), Cell("7", is_number=True)]
    head = f'<th scope="row"><a href="/x/?a=1&amp;b=2">{SAFE}</a>\n</th>'
    cells = f'<td>{SAFE}</td><td data-align="end">7</td>'
    assert [shown("data_rows", [row]) for _time in range(2)] == [f"<tr>{head}{cells}</tr>"] * 2


def test_word_with_what_parts_words_is_escaped_and_stays_in_its_cell() -> None:
    row = [Cell("<a>\0b"), Cell("<c>"), Cell("\0"), Cell("")]
    page = shown("data_rows", [row])
    assert page == '<tr><th scope="row">&lt;a&gt;\0b</th><td>&lt;c&gt;</td><td>\0</td><td></td></tr>'


@pytest.mark.parametrize(
    ("order", "sort", "sorted_as"), [("name", "-name", "ascending"), ("-name", "name", "descending"), ("", "name", "")]
)
def test_head_sorts_or_turns_the_order_round_and_leaves_filters(order: str, sort: str, sorted_as: str) -> None:
    columns = [Column("name", NAME), Column("mark", "Mark", is_sortable=False, is_number=True)]
    request = RequestFactory().get("/", {"q": "a&b", "sort": order, "page": "3"})
    told = Context({"columns": columns, "order": order, "request": request})
    page = Template("{% load parts %}{% data_heads columns order %}").render(told)
    name, mark = page.split("</th>")[:2]
    assert f'<a href="?q=a%26b&amp;sort={sort}">{SAFE}<svg' in name
    assert (f'aria-sort="{sorted_as}"' in name) == ("aria-sort" in name) == bool(sorted_as)
    assert mark.strip() == '<th scope="col" data-align="end">Mark'


def test_badges_and_days_speak_the_language_of_the_page() -> None:
    seen = []
    for language in ("az", "ru", "en", "az"):
        with override(language):
            seen.append(shown("data_rows", [[Cell("a"), Cell(day=date(2026, 5, 1)), BADGE]]))
    assert (seen[0] == seen[3], len(set(seen)), ["late" in one for one in seen]) == (True, 3, [True] * 4)


def test_equal_cells_with_different_words_differ() -> None:
    rows = [[Cell("a"), BADGE, BADGE._replace(text="soon"), BADGE]]
    page = shown("data_rows", rows)
    assert [page.count(word) for word in ("late", "soon")] == [2, 1]


def test_head_of_a_row_shows_what_is_there() -> None:
    rows = [{"name": NAME, "url": "/p/1/", "tick": 1000, "cells": []}, {"name": "B", "cells": []}]
    page = shown("matrix_rows", rows)
    heads = [page.count(text) for text in (SAFE, 'value="1000"', 'href="/p/1/"', "<input", ">B<", "<b>")]
    assert heads == [2, 1, 1, 1, 1, 0]


def test_signs_of_a_matrix_say_their_words() -> None:
    cells = [MatrixCell("done", words="until May", column=NAME), MatrixCell("", words="not asked for")]
    page = shown("matrix_rows", [{"name": "A", "cells": cells}])
    assert [page.count(text) for text in ("until May", SAFE, 'data-state="done"', 'data-state=""')] == [1] * 4


def test_nothing_that_is_remembered_names_a_person() -> None:
    said, moulds = _said.cache_info().currsize, _mould.cache_info().currsize
    for name in ("A", "B", "C"):
        shown("data_rows", [[Cell(name, url=f"/{name}/"), Cell(f"{name}@example.org")]])
        shown("matrix_rows", [{"name": name, "url": f"/{name}/", "tick": 1, "cells": []}])
    assert (_said.cache_info().currsize - said, _mould.cache_info().currsize - moulds <= 2) == (0, True)


def test_words_around_a_cell_are_escaped_and_parts_are_not() -> None:
    template, told = "components/button.html", []
    for cell, label in ((("a",), NAME), (("b",), "B"), (("a",), "\0")):
        part = format_html("<b>{}</b>", NAME)
        told.append(said_around(template, cell, {"label": label, "type": NAME, "id": part}))
    assert [one.count(f'type="{SAFE}"') for one in told] == [1, 1, 1]
    assert [one.count(f'id="<b>{SAFE}</b>"') for one in told] == [1, 1, 1]
    assert [SAFE + "</button>" in told[0], "B</button>" in told[1], "\0</button>" in told[2]] == [True] * 3
    assert in_a_row(told).__html__() == "".join(told)
