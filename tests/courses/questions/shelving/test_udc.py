import tomllib
from pathlib import Path

import pytest

from academy.languages import LANGUAGES
from courses.questions.shelving import CallNumberUnreadable
from courses.questions.shelving.udc import udc_key
from tests.courses.questions.shelving.shelves import put_back

LESSONS = Path(__file__).resolve().parents[4] / "courses" / "management" / "demo" / "udc"
ROWS = [
    ["004.8", "02", "025.3", "159.9", "16", "2", "37.016", "54", "546", "55"],
    ["02+069", "02", "02:004", "02=111", "02(051)", "021"],
    [
        "72+75",
        "72/73",
        "72",
        "72:2",
        "72::2",
        "72[2]",
        "72=161.1",
        "72(038)",
        "72(479.24)",
        "72(=512.162)",
        '72"18"',
        "72*A3",
        "72A/Z",
        "72.00",
        "72-053.2",
        "72-1",
        "72.03",
        "72'1",
        "721",
        "726",
    ],
    ["(410)", "(410)(051)", "(44)"],
    ["(470+571)", "(470/571)", "(470)", "(470.1)", "(479.24)"],
    ['94"18"', '94"1801"', '94"1801.01"', '94"1801.12"', '94"19/20"', '94"19"'],
    ["94(479.24)", '94(479.24)"18"', '94(479.24)"1805"', '94(479.24)"19/20"', '94(479.24)"19"'],
    ["611", "611.1", "611.12", "611.2", "619", "62", "629.734/.735", "629.734", "629.735"],
    ["821.161.1", "821.161.1-1", "821.161.1-31", "821.161.1.09", "821.161.1'1", "821.161.11"],
    ["54 C 38", "54 Ç 24", "54 E 55", "54 Ə 48", "54 X 1", "54 I 1", "54 İ 1", "54 Q 1", "54 Л 63", "54(038) K 21"],
    ["54 K 2", "54 K 21", "54 K 3", "54(038) K 21", "54(075) B 40", "546 A 12"],
    ["54 K 3", "54 K 9", "54 KB 1"],
    ["33", "33(063)", "33(479)", "33(=161.1)", "33“20”", "33-051", "33.01", "330"],
    ["=111", "=161.1", "(051)", "(479.24)", '"19"', "0", "004"],
]


@pytest.mark.parametrize("row", ROWS)
def test_books_stand_in_order(row: list[str]) -> None:
    assert put_back(row, udc_key) == row


@pytest.mark.parametrize("language", LANGUAGES)
def test_order_is_the_one_that_the_course_teaches(language: str) -> None:
    lesson = tomllib.loads((LESSONS / language / "05-filing-and-shelf-order.toml").read_text())
    signs, marks = [block["value"]["rows"] for block in lesson["body"] if block["type"] == "table"]
    rows = [[row[1] for row in signs], [f"{row[0]} {row[1]}" for row in marks]]
    assert [put_back(labels, udc_key) for labels in rows] == rows


@pytest.mark.parametrize("text", ["", "K 21", "54?", "(x)", "72-", "0" * 101, "72(", "54.", "٥٤", "72\\2"])
def test_what_is_no_call_number_is_refused(text: str) -> None:
    with pytest.raises(CallNumberUnreadable):
        udc_key(text)
