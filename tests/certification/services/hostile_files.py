"""Files that were made to break a reader: loops, depth, bombs, lies about lengths, garbage."""

import random
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from certification.forms.verification import MAX_FILE_BYTES

HEADER: Final = b"%PDF-1.7\n"
DEPTH: Final = 100_000


def pdf(*objects: bytes, root: bytes = b"1 0 R", trailer: bytes = b"") -> bytes:
    """A document of these objects, numbered from 1, with a true table of where they stand."""
    written, places = HEADER, []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root %b %b >>\nstartxref\n%d\n%%%%EOF\n"
        % (count, table, count, root, trailer, len(written))
    )


def stream(entries: bytes, content: bytes) -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), entries, content)


def with_field(field: bytes, *more: bytes) -> bytes:
    """A document whose form has one field, number 3."""
    form = b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [3 0 R] /SigFlags 3 >> >>"
    return pdf(form, b"<< /Type /Pages /Kids [] /Count 0 >>", field, *more)


def signed_with(contents: bytes, byte_range: bytes = b"[0 10 20 10]") -> bytes:
    signature = b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /Contents %b /ByteRange %b >>"
    return with_field(b"<< /FT /Sig /T (S) /V 4 0 R >>", signature % (contents, byte_range))


def prev(places: Callable[[bytes], bytes]) -> bytes:
    """A document whose table points to an earlier one."""
    begun = pdf(b"<< /Type /Catalog >>")
    at = begun.rindex(b"xref\n0")
    return begun.replace(b"/Root 1 0 R", b"/Root 1 0 R " + places(b"%d" % at))


@cache
def bomb(rounds: int) -> bytes:
    content = bytes(200_000_000)
    for _ in range(rounds):
        content = zlib.compress(content, 9)
    return content


def bombed_table(rounds: int) -> bytes:
    filters = b"/Type /XRef /Size 9 /W [1 8 8] /Root 1 0 R /Filter [%b]" % (b"/FlateDecode " * rounds)
    return HEADER + b"1 0 obj\n" + stream(filters, bomb(rounds)) + b"\nendobj\nstartxref\n9\n%%EOF\n"


def nested_der(depth: int) -> bytes:
    """Sequences within sequences, of indefinite length."""
    return (b"3080" * depth + b"0000" * depth).join((b"<", b">"))


def garbage(size: int) -> bytes:
    return HEADER + random.Random(8).randbytes(size)


FILES: Final[Mapping[str, Callable[[], bytes]]] = {
    "empty": lambda: b"",
    "header alone": lambda: HEADER,
    "garbage": lambda: garbage(1_000_000),
    "zeros": lambda: bytes(MAX_FILE_BYTES),
    "catalogue that is itself": lambda: pdf(b"1 0 R"),
    "catalogues in a circle": lambda: pdf(b"2 0 R", b"1 0 R"),
    "pages in a circle": lambda: pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Kids [2 0 R] /Parent 2 0 R /Count 9 >>"
    ),
    "field that is its own kid": lambda: with_field(b"<< /FT /Sig /T (S) /Kids [3 0 R] /Parent 3 0 R >>"),
    "fields in a circle": lambda: with_field(b"<< /Kids [4 0 R] >>", b"<< /Kids [3 0 R] >>"),
    "deep arrays": lambda: pdf(b"[" * DEPTH + b"]" * DEPTH),
    "deep dictionaries": lambda: pdf(b"<</A" * DEPTH + b">>" * DEPTH),
    "deep arrays in the trailer": lambda: pdf(b"<< >>", trailer=b"/X " + b"[" * DEPTH + b"]" * DEPTH),
    "arrays without end": lambda: pdf(b"[" * DEPTH),
    "fields that fork": lambda: with_field(
        b"<< /Kids [4 0 R 4 0 R] >>", *(b"<< /Kids [%d 0 R %d 0 R] >>" % (at, at) for at in range(5, 60)), b"<< >>"
    ),
    "flate bomb in the table": lambda: bombed_table(1),
    "flate bomb in a flate bomb": lambda: bombed_table(2),
    "flate bomb in an object stream": lambda: pdf(
        b"<< /Type /Catalog >>", stream(b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", bomb(1)), root=b"2 0 R"
    ),
    "object stream that extends itself": lambda: pdf(
        stream(b"/Type /ObjStm /N 1 /First 4 /Extends 1 0 R", b"1 0 null")
    ),
    "table before itself": lambda: prev(lambda at: b"/Prev " + at),
    "tables in a circle": lambda: prev(lambda at: b"/Prev 9 /XRefStm " + at),
    "table in a stream that is itself": lambda: prev(lambda at: b"/XRefStm " + at),
    "table at the end of the world": lambda: pdf(b"<< >>").replace(b"startxref\n", b"startxref\n9" + b"9" * 400),
    "table before the beginning": lambda: pdf(b"<< >>").replace(b"startxref\n", b"startxref\n-"),
    "table of a thousand million": lambda: pdf(b"<< >>").replace(b"xref\n0 2", b"xref\n0 2000000000"),
    "length of a thousand million": lambda: pdf(b"<< /Length 2000000000 >>\nstream\nx\nendstream"),
    "signature of garbage": lambda: signed_with(b"<" + b"ab" * 50_000 + b">"),
    "signature that is no bytes": lambda: signed_with(b"/Name"),
    "signature of deep sequences": lambda: signed_with(nested_der(20_000)),
    "range beyond the file": lambda: signed_with(b"<3000>", b"[0 99999999999 99999999999 99999999999]"),
    "range before the file": lambda: signed_with(b"<3000>", b"[-9 -9 -9 -9]"),
    "range of many parts": lambda: signed_with(b"<3000>", b"[" + b"0 1 " * 50_000 + b"]"),
    "range of no numbers": lambda: signed_with(b"<3000>", b"[(a) /b null [ ] ]"),
    "a thousand signatures": lambda: with_field(
        b"<< /Kids [" + b" ".join(b"%d 0 R" % at for at in range(4, 1004)) + b"] >>",
        *[b"<< /FT /Sig /T (S) /V << /Type /Sig /Contents <3000> /ByteRange [0 9 9 9] >> >>"] * 1000,
    ),
    "encrypted by nobody": lambda: pdf(b"<< >>", trailer=b"/Encrypt << /Filter /Standard /V 5 /R 6 /O () /U () >>"),
    "name of a million letters": lambda: pdf(b"<< /" + b"A" * 1_000_000 + b" 1 >>"),
    "text without end": lambda: pdf(b"<< /A " + b"(" * 1_000_000),
    "hexadecimal text without end": lambda: pdf(b"<< /A <" + b"4" * 4_000_000),
    "comments alone": lambda: HEADER + b"%\n" * 2_000_000,
    "objects without end": lambda: HEADER + b"1 0 obj " * 500_000,
    "many ends": lambda: HEADER + b"startxref\n0\n%%EOF\n" * 200_000,
    "not a PDF": lambda: b"PK\x03\x04" + bytes(1000),
}
