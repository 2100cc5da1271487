"""Hostile lists: each is refused in words, by a process that takes a measured share of memory and time."""

from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from academy.lists import reader, table
from academy.lists.cells import MAX_BYTES
from academy.lists.table import read_lines
from academy.lists.unreadable import ListUnreadable
from certification.models import CodeList
from tests.factories.people import make_user
from tests.lists.hostile_lists import LISTS, workbook

REASONS = {
    "bomb": ListUnreadable.TOO_LARGE,
    "thousand million laughs": ListUnreadable.DAMAGED,
    "file of the server": ListUnreadable.DAMAGED,
    "text shown again and again": ListUnreadable.TOO_LARGE,
    "empty lines": ListUnreadable.EMPTY,
    "garbage": ListUnreadable.DAMAGED,
    "picture": ListUnreadable.ENCODING,
}


@pytest.mark.parametrize("name", REASONS)
def test_hostile_list_is_refused_for_what_it_is(name: str) -> None:
    with pytest.raises(ListUnreadable) as refusal:
        read_lines(LISTS[name]())
    assert refusal.value.message == REASONS[name]


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(LISTS.keys() - REASONS.keys() | {"thousand million laughs"}))
def test_page_answers_a_hostile_list_in_words(name: str, client_of: Callable[..., Client]) -> None:
    content = LISTS[name]()
    answer = client_of(make_user()).post(reverse("code_lists"), {"file": SimpleUploadedFile("a.xlsx", content)})
    refused = answer.context["form"].errors["file"]
    assert (len(content) <= MAX_BYTES, answer.status_code, len(refused), CodeList.objects.count()) == (True, 422, 1, 0)


def test_marks_above_marks_cost_nothing() -> None:
    begun = process_time()
    ((_line, (cell,)),) = read_lines(LISTS["marks above marks"]())
    assert (len(cell), process_time() - begun < 2) == (254, True)


@pytest.fixture
def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[tuple[int, list[str]]]]:
    """A reader that does this before it writes one line."""

    def read(burning: str) -> list[tuple[int, list[str]]]:
        program = tmp_path / "program.py"
        program.write_text(f"{burning}\nprint('[[1, [\"read\"]]]')")
        monkeypatch.setattr(reader, "__file__", str(program))
        return [(line, list(cells)) for line, cells in read_lines(b"read")]

    return read


HARMS = {
    "memory": ("bytearray(2 * 1024**3)", "bytearray(1024**2)"),
    "time": ("while True: pass", "import time; time.process_time()"),
    "clock": ("import threading; threading.Event().wait(5)", "import threading; threading.Event().wait(0.01)"),
    "network": ("import socket; socket.create_connection(('127.0.0.1', 9), 1)", "import socket"),
    "file": (f"open({__file__!r}, 'ab')", f"open({__file__!r}, 'rb').close()"),
}


@pytest.mark.parametrize("name", HARMS)
def test_reader_that_takes_too_much_is_stopped_and_one_that_takes_little_is_not(
    name: str, reading: Callable[[str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of each: the same with little is read."""
    harmful, harmless = HARMS[name]
    if name == "time":
        monkeypatch.setattr(table, "PROCESSOR_SECONDS", 1)
    assert reading(harmless) == [(1, ["read"])]
    if name == "clock":
        monkeypatch.setattr(table, "SECONDS", 1)
    with pytest.raises(ListUnreadable) as refusal:
        reading(harmful)
    assert refusal.value.message == ListUnreadable.TOO_MUCH


def test_honest_workbook_is_read() -> None:
    """The control of all: the workbook that the hostile ones are made of."""
    ((line, (first, *_others)),) = read_lines(workbook())
    assert (line, first) == (1, "a@example.org")
