"""Lists of people as spreadsheet programs write them, and as nobody should."""

import io
import random
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from academy.lists.cells import MAX_BYTES, MAX_ROWS, cleaned
from academy.lists.people import PersonRow, read_people
from academy.lists.reader import Refused, read_file
from academy.lists.unreadable import AddressesMissing, ListUnreadable

HEADS = {
    "az": ("E-poçt ünvanı", "Soyad, ad"),
    "ru": ("Эл. почта", "Ф. И. О."),
    "en": ("E-mail address", "Full name"),
}


def workbook(*rows: tuple, **parts: bytes) -> bytes:
    """An XLSX file with these rows, and further parts in its archive."""
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def row(line: int, email: str, name: str = "", problem: str = "") -> PersonRow:
    return PersonRow(line=line, email=email, name=name, problem=problem)


def reason(content: bytes) -> object:
    with pytest.raises(ListUnreadable) as refusal:
        read_people(content)
    return refusal.value.message


@pytest.mark.parametrize("language", HEADS)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_with_a_head_in_each_language(language: str, separator: str) -> None:
    heads = [f'"{head}"' for head in HEADS[language]]
    text = f"{separator.join(heads)}\r\nGunay@Example.org{separator}Əliyeva  Günay\r\n"
    assert read_people(text.encode()) == [row(2, "gunay@example.org", "Əliyeva Günay")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_say_what_they_are(encoding: str) -> None:
    assert read_people("İsmayıl;i@example.org\n".encode(encoding)) == [row(1, "i@example.org", "İsmayıl")]


@pytest.mark.parametrize("encoding", ["cp1251", "cp1254"])
def test_windows_code_page_is_refused_because_a_guess_spoils_names(encoding: str) -> None:
    name = "Страницына" if encoding == "cp1251" else "Söyüdlü Ülviyyə".replace("ə", "e")
    assert reason(f"a@example.org;{name}\n".encode(encoding)) == ListUnreadable.ENCODING


def test_errors_are_named_by_the_line_of_the_file() -> None:
    text = 'email,name\n\na@example.org,"Two\nlines"\n,Nobody\nA@example.org,Again\nno address,X\n=a@b.az,Y\n'
    assert read_people(text.encode()) == [
        row(3, "a@example.org", "Two lines"),
        row(5, "", "Nobody", "empty"),
        row(6, "a@example.org", "Again", "duplicate"),
        row(7, "no address", "X", "address"),
        row(8, "=a@b.az", "Y", "formula"),
    ]


def test_parts_of_a_name_are_put_together() -> None:
    text = "Soyad;Ad;Ata adı;E-poçt\nƏliyeva;Günay;Şahin qızı;g@example.org\n"
    assert read_people(text.encode()) == [row(2, "g@example.org", "Əliyeva Günay Şahin qızı")]


def test_workbook_keeps_the_numbers_of_its_lines() -> None:
    content = workbook(("Ad", "E-poçt"), (), ("Günay", "g@example.org"), (7, None), ("X", '=HYPERLINK("http://x")'))
    assert read_people(content) == [
        row(3, "g@example.org", "Günay"),
        row(4, "", "7", "empty"),
        row(5, '=hyperlink("http://x")', "X", "formula"),
    ]


def test_nothing_unseen_is_kept() -> None:
    text = "a@example.org\u200b;Ev\u202eil\u0007 Name\n"
    assert read_people(text.encode()) == [row(1, "a@example.org", "Evil Name")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ListUnreadable.EMPTY),
        (b"\n ;;\n", ListUnreadable.EMPTY),
        (b"name\nGunay\n", AddressesMissing.message),
        (b"a@example.org\0\n", ListUnreadable.DAMAGED),
        (b"PK\x03\x04 and nothing more", ListUnreadable.DAMAGED),
        (b"a" * (MAX_BYTES + 1), ListUnreadable.TOO_LARGE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook", ListUnreadable.ENCODING),
        ("".join(f"p{n}@example.org\n" for n in range(MAX_ROWS + 1)).encode(), ListUnreadable.TOO_MANY),
        (b"email\n" + b"x@example.org\n" * (MAX_ROWS + 1), ListUnreadable.TOO_MANY),
    ],
)
def test_file_that_is_no_list_is_refused_with_a_reason(content: bytes, expected: object) -> None:
    assert reason(content) == expected


def test_longest_list_is_taken() -> None:
    text = "email\n" + "".join(f"p{n}@example.org\n" for n in range(MAX_ROWS))
    assert len(read_people(text.encode())) == MAX_ROWS


def test_macros_are_refused() -> None:
    assert reason(workbook(("a@example.org",), **{"xl/vbaProject.bin": b"Sub Auto_Open()"})) == ListUnreadable.MACROS


def test_archive_that_is_no_workbook_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    assert reason(file.getvalue()) == ListUnreadable.NOT_A_LIST


def test_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = workbook(("a@example.org",), **{"xl/media/bomb.bin": b"\0" * (25 * 1024 * 1024)})
    assert (len(bomb) < MAX_BYTES, reason(bomb)) == (True, ListUnreadable.TOO_LARGE)


def sheet(xml: str) -> bytes:
    """A workbook whose first sheet is replaced by this XML."""
    source, file = zipfile.ZipFile(io.BytesIO(workbook(("a@example.org",)))), io.BytesIO()
    with source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.infolist():
            content = source.read(part) if part.filename != "xl/worksheets/sheet1.xml" else xml.encode()
            archive.writestr(part.filename, content)
    return file.getvalue()


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
CELL = '<c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c>'


def test_entities_are_not_expanded() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha@ha.az"><!ENTITY b "&a;&a;&a;">]>'
    cell = CELL.format(1, "&b;")
    content = sheet(f'{laughs}<worksheet {MAIN}><sheetData><row r="1">{cell}</row></sheetData></worksheet>')
    assert reason(content) == ListUnreadable.DAMAGED


def test_sheet_that_claims_to_be_huge_is_not_believed() -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    content = sheet(f'<worksheet {MAIN}><dimension ref="A1:XFD1048576"/><sheetData>{far}</sheetData></worksheet>')
    assert reason(content) == ListUnreadable.TOO_MANY


def mutated(content: bytes, seed: int) -> bytes:
    """The file with some bytes changed, cut out or doubled."""
    chance, data = random.Random(seed), bytearray(content)
    for _change in range(chance.randint(1, 12)):
        place = chance.randrange(len(data))
        data[place : place + chance.choice([0, 1, 8])] = chance.randbytes(chance.choice([0, 1, 8]))
    return bytes(data)


GOOD = [
    workbook(("E-poçt", "Ad"), *((f"p{n}@example.org", f"Ad {n}") for n in range(20))),
    "E-poçt;Ad\n".encode() + b"".join(f"p{n}@example.org;Ad {n}\n".encode() for n in range(20)),
]


@settings(max_examples=200, deadline=None)
@given(file=st.sampled_from(GOOD), seed=st.integers(min_value=0, max_value=2**32))
def test_damaged_file_is_read_or_refused_and_never_trips(file: bytes, seed: int) -> None:
    """Read in this process, where 200 files take no 200 starts."""
    content = mutated(file, seed)
    with suppress(Refused, UnicodeDecodeError):
        lines = list(cleaned(iter(read_file(content))))
        assert all(len(cell) < 255 and cell.isprintable() for _line, cells in lines for cell in cells)


@settings(max_examples=20, deadline=None)
@given(content=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_anything_else_is_read_or_refused(content: bytes) -> None:
    with suppress(ListUnreadable):
        assert len(read_people(content)) <= MAX_ROWS
