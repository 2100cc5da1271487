from io import BytesIO

import pytest
from openpyxl import Workbook

from academy.lists.reader import MAX_COLUMNS
from academy.lists.unreadable import ListUnreadable
from certification.errors import CodesUnreadable
from certification.formats.code_list import MOST_CODES, read_codes

CODE = "3M99N-GJY7Z-DYPTG-XF0AV"


def asked(content: bytes) -> list[tuple[int, str, str]]:
    table = read_codes(content)
    return [(line, *table.asked(cells)) for line, cells in table.rows]


@pytest.mark.parametrize("head", ["Code;Full name", "Kod;Soyad, ad", "Код;ФИО", "№ sertifikat;Ad"])
def test_columns_are_found_by_their_heads(head: str) -> None:
    assert asked(f"{head}\n{CODE};Əliyeva Günay\nshort;\n".encode()) == [(2, CODE, "Əliyeva Günay"), (3, "short", "")]


def test_column_of_codes_is_found_without_a_head() -> None:
    assert asked(f"1;{CODE}\n2;{CODE.lower()}\n".encode()) == [(1, CODE, ""), (2, CODE.lower(), "")]


def test_column_of_numbers_is_not_taken_for_codes() -> None:
    assert asked(f"Number,Certificate\n1,{CODE}\n2,\n".encode()) == [(2, CODE, ""), (3, "", "")]


def test_column_with_a_head_alone_is_taken_when_no_cell_is_a_code() -> None:
    assert asked(b"name;code\nGunay;x\n") == [(2, "x", "Gunay")]


def test_name_in_several_columns_is_one_name() -> None:
    assert asked(f"Surname,Name,Code\nMammadova,Leyla,{CODE}\n".encode()) == [(2, CODE, "Mammadova Leyla")]


def test_addresses_of_certificates_are_codes_too() -> None:
    address = f"https://example.org/verify/{CODE.replace('-', '')}/"
    assert asked(f"link\n{address}\n".encode()) == [(2, address, "")]


def test_workbook_is_read() -> None:
    book, file = Workbook(), BytesIO()
    book.active.append(["Kod", "Ad"])
    book.active.append([CODE, "Əliyeva Günay"])
    book.save(file)
    assert asked(file.getvalue()) == [(2, CODE, "Əliyeva Günay")]


def test_all_cells_are_kept_as_they_stand() -> None:
    table = read_codes(f"Dept;Code\n=1+1;{CODE}\n".encode())
    assert (list(table.head), [list(cells) for _line, cells in table.rows]) == (["Dept", "Code"], [["=1+1", CODE]])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", ListUnreadable.EMPTY),
        (b"name;city\nGunay;Baku\n", CodesUnreadable.MISSING),
        (b"Code\n", CodesUnreadable.MISSING),
        (b"Code\n" + f"{CODE}\n".encode() * (MOST_CODES + 1), CodesUnreadable.TOO_MANY_CODES),
        (f"{CODE}\n".encode() * (MOST_CODES + 1), CodesUnreadable.TOO_MANY_CODES),
        (b"\xd0\xcf\x11\xe0", ListUnreadable.ENCODING),
    ],
)
def test_file_that_holds_no_codes_says_what_to_do(content: bytes, message: str) -> None:
    with pytest.raises(ListUnreadable) as refusal:
        read_codes(content)
    assert refusal.value.message == message


def test_ten_thousand_codes_are_taken() -> None:
    assert len(asked(b"Code\n" + f"{CODE}\n".encode() * MOST_CODES)) == MOST_CODES
    assert len(asked(f"{CODE}\n".encode() * MOST_CODES)) == MOST_CODES


def test_of_a_line_of_a_million_columns_the_beginning_is_kept() -> None:
    table = read_codes(f"Code;Name\n{CODE}{';' * 1_000_000}\n".encode())
    assert [len(cells) for _line, cells in table.rows] == [MAX_COLUMNS]
    assert asked(f"Code;Name\n{CODE};Günay{';x' * 900_000}\n".encode()) == [(2, CODE, "Günay")]
