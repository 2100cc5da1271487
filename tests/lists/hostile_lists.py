"""Lists by which somebody means harm: small enough to be sent, and dear to whoever believes them."""

import io
import zipfile

from openpyxl import Workbook

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SHARED = (
    b'<Override PartName="/xl/sharedStrings.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
_CELL = '<c r="A1" t="inlineStr"><is><t>{}</t></is></c>'


def workbook(**changed: bytes | str) -> bytes:
    """A workbook of one cell, some of its parts replaced or added: named as they are called, without folders."""
    book, plain, file = Workbook(), io.BytesIO(), io.BytesIO()
    book.active.append(["a@example.org"])
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = {part.filename: source.read(part) for part in source.infolist()}
        if "sharedStrings" in changed:
            parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", _SHARED + b"</Types>")
        named = {name.rpartition("/")[2].partition(".")[0]: name for name in parts}
        for name, content in (
            parts | {named.get(name, f"xl/{name}.xml"): one for name, one in changed.items()}
        ).items():
            archive.writestr(name, content)
    return file.getvalue()


def sheet(rows: str, *, before: str = "") -> str:
    return f"{before}<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"


def bomb() -> bytes:
    return workbook(bomb=b"\0" * (25 * 1024 * 1024))


def bomb_that_lies() -> bytes:
    """Its directory says that the part is small."""
    size = 25 * 1024 * 1024
    return bomb().replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return workbook(
        sheet1=sheet(f'<row r="1">{_CELL.format("&a9;")}</row>', before=f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>')
    )


def file_of_the_server() -> bytes:
    before = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    return workbook(sheet1=sheet(f'<row r="1">{_CELL.format("&f;")}</row>', before=before))


def text_shown_again_and_again() -> bytes:
    """A long text, written once and shown in each of many cells: a thousand million letters."""
    texts = f"<sst {MAIN}><si><t>{'x' * 30_000}</t></si></sst>"
    cells = '<c t="s"><v>0</v></c>' * 40
    return workbook(sharedStrings=texts, sheet1=sheet(f"<row>{cells}</row>" * 1000))


def marks_above_marks() -> bytes:
    """One letter under a hundred thousand accents, which want to be put in order."""
    return ("a" + "\u0327\u0301" * 60_000).encode()


def deep() -> bytes:
    return workbook(sheet1=sheet("<row>" * 100_000))


def empty_lines() -> bytes:
    return b"\n" * 200_000


LISTS = {
    "bomb": bomb,
    "bomb that lies": bomb_that_lies,
    "thousand million laughs": laughs,
    "file of the server": file_of_the_server,
    "text shown again and again": text_shown_again_and_again,
    "marks above marks": marks_above_marks,
    "deep": deep,
    "empty lines": empty_lines,
    "garbage": lambda: b"PK" + bytes(range(256)) * 4000,
    "picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "quotes without end": lambda: b'"' * 1_999_999,
    "directory of nothing": lambda: b"PK\x05\x06" + bytes(18),
}
