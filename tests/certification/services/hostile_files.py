"""Files that were made to break a reader: loops, depth, bombs, lies about lengths, garbage."""

import json
import random
import struct
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from itertools import product
from typing import Final

from PIL import Image

from certification.formats.open_badges.unbaking import KEYWORD, NAMESPACE, SIGNATURE
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


def png(*chunks: tuple[bytes, bytes], size: tuple[int, int] = (8, 8), end: bytes = b"") -> bytes:
    """A grey picture with true checksums, all black, with these chunks before its end."""
    header = struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(9) * 8)
    written = [(b"IHDR", header), *chunks, (b"IDAT", rows), (b"IEND", end)]
    return SIGNATURE + b"".join(_chunk(*one) for one in written)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def credential_text(text: bytes, packed: bytes = b"\0\0") -> tuple[bytes, bytes]:
    return b"iTXt", KEYWORD + b"\0" + packed + b"\0\0" + text


def striped() -> bytes:
    """Four thousand by four thousand pixels of what looks like corners of QR marks everywhere."""
    corner = Image.new("L", (14, 14), "white")
    for side, colour in ((7, "black"), (5, "white"), (3, "black")):
        corner.paste(Image.new("L", (side, side), colour), ((9 - side) // 2, (9 - side) // 2))
    picture = Image.new("L", (4000, 4000))
    for place in product(range(0, 4000, 14), repeat=2):
        picture.paste(corner, place)
    return saved(picture, "PNG")


def saved(picture: Image.Image, form: str) -> bytes:
    output = BytesIO()
    picture.save(output, form)
    return output.getvalue()


def svg(content: bytes, before: bytes = b"") -> bytes:
    return before + b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="%b">%b</svg>' % (NAMESPACE.encode(), content)


def laughing() -> bytes:
    """A thousand million laughs."""
    lines = [b'<!ENTITY l0 "ha">', *[b'<!ENTITY l%d "%b">' % (at, b"&l%d;" % (at - 1) * 10) for at in range(1, 10)]]
    return svg(b"<o:credential>&l9;</o:credential>", b"<!DOCTYPE svg [" + b"".join(lines) + b"]>")


def outside(entity: bytes) -> bytes:
    return svg(b"<o:credential>&x;</o:credential>", b"<!DOCTYPE svg [<!ENTITY x " + entity + b">]>")


def claiming(**claims: bytes) -> bytes:
    """A credential that names a key of nobody, with these claims."""
    proof = b'{"cryptosuite": "eddsa-rdfc-2022", "verificationMethod": "did:web:x#z6Mk", "proofValue": "z1"}'
    said = {"type": b'["VerifiableCredential"]', "proof": b"[" + proof + b"]"} | claims
    return b"{" + b", ".join(b'"%b": %b' % (name.encode(), value) for name, value in said.items()) + b"}"


#: What a badge, a credential or a photograph can be made into.
BADGES: Final[Mapping[str, Callable[[], bytes]]] = {
    "picture of ten thousand million pixels": lambda: png(size=(100_000, 100_000)),
    "picture of more pixels than it holds": lambda: png(size=(7_000, 7_000)),
    "picture of no pixels": lambda: png(size=(0, 0)),
    "picture that is cut off": lambda: png()[:-20],
    "picture of a signature alone": lambda: SIGNATURE,
    "picture with a wrong checksum": lambda: png().replace(b"IDAT", b"IDAX"),
    "chunk of four thousand million bytes": lambda: SIGNATURE + b"\xff\xff\xff\xffIHDR" + bytes(1000),
    "chunk of a length below zero": lambda: SIGNATURE + b"\x80\0\0\0iTXt" + bytes(1000),
    "ten thousand texts": lambda: png(*[(b"tEXt", b"a\0b")] * 10_000),
    "ten thousand credentials": lambda: png(*[credential_text(b"{}")] * 10_000),
    "empty chunks alone": lambda: SIGNATURE + _chunk(b"iTXt", b"") * 400_000,
    "text that is a bomb": lambda: png(credential_text(zlib.compress(bytes(200_000_000), 9), b"\1\0")),
    "text that is a bomb in a bomb": lambda: png(credential_text(bomb(2), b"\1\0")),
    "other texts that are bombs": lambda: png(*[(b"zTXt", b"a\0\0" + bomb(1))] * 20),
    "colours that are a bomb": lambda: png((b"iCCP", b"a\0\0" + bomb(1))),
    "credential that is no text": lambda: png(credential_text(b"\xff\xfe\xfd")),
    "credential that is a picture": lambda: png(credential_text(b"iVBORw0KGgo=")),
    "corners of QR marks everywhere": striped,
    "JPEG of garbage": lambda: b"\xff\xd8\xff\xe0" + garbage(1_000_000),
    "JPEG of markers": lambda: b"\xff\xd8\xff" + b"\xff\xfe\x00\x02" * 1_000_000,
    "JPEG of the largest size": lambda: saved(Image.new("L", (16, 16)), "JPEG").replace(
        b"\xff\xc0\x00\x0b\x08\x00\x10\x00\x10", b"\xff\xc0\x00\x0b\x08\xff\xff\xff\xff"
    ),
    "WebP of garbage": lambda: b"RIFF\xff\xff\xff\xffWEBPVP8 " + garbage(1_000_000),
    "GIF": lambda: saved(Image.new("L", (16, 16)), "GIF"),
    "TIFF": lambda: saved(Image.new("L", (16, 16)), "TIFF"),
    "a thousand million laughs": laughing,
    "quadratic laughs": lambda: svg(b"&a;" * 20_000, b'<!DOCTYPE svg [<!ENTITY a "' + b"a" * 50_000 + b'">]>'),
    "file of the server": lambda: outside(b'SYSTEM "file:///etc/passwd"'),
    "address of the server": lambda: outside(b'SYSTEM "http://127.0.0.1:9/"'),
    "types from elsewhere": lambda: svg(b"<g/>", b'<!DOCTYPE svg SYSTEM "http://127.0.0.1:9/svg.dtd">'),
    "deep drawing": lambda: svg(b"<g>" * DEPTH + b"</g>" * DEPTH),
    "deep credential": lambda: svg(b"<o:credential>" * DEPTH + b"</o:credential>" * DEPTH),
    "drawing without end": lambda: b"<svg>" * 1_000_000,
    "attribute of four million letters": lambda: svg(b'<g a="' + b"a" * 4_000_000 + b'"/>'),
    "a hundred thousand attributes": lambda: svg(b"<g " + b" ".join(b'a%d=""' % at for at in range(DEPTH)) + b"/>"),
    "script": lambda: svg(b"<script>alert(1)</script><image href='http://127.0.0.1:9/'/>"),
    "drawing in UTF-16": lambda: '<?xml version="1.0" encoding="UTF-16"?><svg/>'.encode("utf-16"),
    "drawing in no encoding": lambda: b'<?xml version="1.0" encoding="x-none"?><svg/>',
    "page": lambda: b"<!DOCTYPE html><html><body>certificate",
    "deep lists": lambda: b"[" * DEPTH + b"]" * DEPTH,
    "deep objects": lambda: b'{"a":' * DEPTH + b"1" + b"}" * DEPTH,
    "deep claims": lambda: claiming(claim=b"[" * DEPTH + b"]" * DEPTH),
    "lists without end": lambda: b"[" * MAX_FILE_BYTES,
    "a million empty lists": lambda: claiming(claim=b"[" + b"[]," * 1_500_000 + b"[]]"),
    "number of four million digits": lambda: claiming(claim=b"9" * 4_000_000),
    "number beyond all": lambda: claiming(claim=b"1e999999"),
    "number that is none": lambda: claiming(claim=b"NaN"),
    "endless number": lambda: claiming(claim=b"-Infinity"),
    "claim that stands twice": lambda: claiming(claim=b'1, "claim": 2'),
    "no UTF-8": lambda: claiming(claim=b'"\xff\xfe"'),
    "half a letter": lambda: claiming(claim=b'"\\ud800"'),
    "text of five megabytes": lambda: claiming(claim=b'"' + b"a" * (MAX_FILE_BYTES - 300) + b'"'),
    "text without end alone": lambda: b'{"a": "' + b"a" * 4_000_000,
    "garbage behind a brace": lambda: b"{" + garbage(1_000_000),
}


def tangled(key: str) -> bytes:
    """A credential that claims to be signed by us, of nodes without names that all look alike: no order is cheap."""
    nodes = [{"id": f"_:n{at}", "type": "Achievement", "related": [f"_:n{to}" for to in range(40)]} for at in range(40)]
    method, context = f"did:web:x#{key}", {"@vocab": "urn:x:", "id": "@id", "related": {"@type": "@id"}}
    proof = {"cryptosuite": "eddsa-rdfc-2022", "verificationMethod": method, "proofValue": "z1"}
    said = {"@context": context, "type": ["VerifiableCredential"], "credentialSubject": nodes, "proof": [proof]}
    return json.dumps(said).encode()
