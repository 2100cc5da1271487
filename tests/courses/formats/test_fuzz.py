"""Each reader, fed with 2,000 faulty files (`make fuzz`: FUZZ_ROUNDS of them), reads them or refuses them in words."""

import io
import os

import pytest
from openpyxl import Workbook

from courses.formats import READERS
from courses.formats.items import Item
from courses.formats.refusals import FileUnreadable
from tests.courses.formats.fuzzing import SEEDS, fuzz

ROUNDS = int(os.environ.get("FUZZ_ROUNDS", "2000"))


@pytest.mark.parametrize("name", SEEDS)
def test_faulty_files_are_read_or_refused(name: str) -> None:
    assert list(fuzz(READERS[name], SEEDS[name].encode(), rounds=ROUNDS)) == []


def test_faulty_workbooks_are_read_or_refused() -> None:
    book, file = Workbook(), io.BytesIO()
    book.active.append(["question", "option", "option", "correct"])
    book.active.append(["A?", "x", "y", 1])
    book.save(file)
    assert list(fuzz(READERS["csv"], file.getvalue(), rounds=ROUNDS // 40)) == []


def test_a_reader_that_trips_is_found() -> None:
    """The positive control: a reader with a fault is caught."""

    def faulty(content: bytes) -> list[Item]:
        content.decode("ascii")
        raise FileUnreadable

    assert list(fuzz(faulty, "ə".encode(), rounds=20)) != []
