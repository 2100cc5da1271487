"""Listings as files: the rows and columns of the screen, harmless in a spreadsheet."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from academy.accounts.enums import Role
from academy.table_file import cell_value, harmless
from tests.factories.learning import make_course
from tests.factories.people import make_institution, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_text_that_looks_like_a_formula_is_made_harmless(sign: str) -> None:
    assert harmless(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize("text", ["Əliyeva", "1+1", "a=b", ""])
def test_other_text_stays(text: str) -> None:
    assert harmless(text) == text


def test_character_that_breaks_the_file_is_left_out() -> None:
    assert harmless("a\x00b") == "ab"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (3, 3),
        (Decimal("1.5"), Decimal("1.5")),
        (date(2026, 9, 5), date(2026, 9, 5)),
        (datetime(2026, 9, 5, 8, 0, 0, 7, tzinfo=UTC), datetime(2026, 9, 5, 12, 0)),  # noqa: DTZ001 - a cell has no zone
        (True, "Yes"),
        (False, "No"),
    ],
)
def test_cell_holds_the_value(value: object, cell: object) -> None:
    with override("en"):
        assert cell_value(value) == cell


def exported(client_of, kind: str, role: Role = Role.EDITOR) -> object:
    make_course(lessons=0, shelfmark="=1+1", institution=make_institution("@SUM(A1)"))
    return client_of(make_user(role, language="en")).get(reverse("course:index"), {"export": kind})


def test_csv_holds_the_listing(client_of) -> None:
    content = b"".join(exported(client_of, "csv").streaming_content)
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert (row["Shelfmark"], row["Institution"], content[:3]) == ("'=1+1", "'@SUM(A1)", b"\xef\xbb\xbf")


def test_xlsx_holds_the_listing_and_no_formula(client_of) -> None:
    content = b"".join(exported(client_of, "xlsx").streaming_content)
    heads, row = load_workbook(io.BytesIO(content)).active.iter_rows()
    found = {head.value: cell for head, cell in zip(heads, row, strict=True)}
    assert (found["Shelfmark"].value, found["Shelfmark"].data_type) == ("'=1+1", "s")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_file_holds_no_row_of_another(kind: str, client_of) -> None:
    content = b"".join(exported(client_of, kind, Role.TRAINER).streaming_content)
    text = content if kind == "csv" else b"".join(_texts(content))
    assert b"SUM" not in text


def _texts(content: bytes) -> list[bytes]:
    rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    return [str(cell).encode() for row in rows for cell in row]
