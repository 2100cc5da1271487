"""The credential taken out of a badge that holds one: the way back of `baking`.

Runs in this process for our own badges and as a program of its own for others' (`academy.confined`): it reads a
PNG or SVG from standard input and writes the credential, or nothing where there is none; it imports nothing of ours.
"""

import sys
import zlib
from collections.abc import Iterator
from typing import Final

from defusedxml.ElementTree import ParseError, fromstring

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
KEYWORD: Final = b"openbadgecredential"
NAMESPACE: Final = "https://purl.imsglobal.org/ob/v3p0"
#: What may come out of a compressed text. A credential of ours has three thousand.
MOST_BYTES: Final = 1024 * 1024
#: A length and a kind stand before the content of a chunk, a checksum behind it.
_WORD: Final = 4
_END: Final = b"IEND"
_PLAIN: Final = b"\0\0"
_COMPRESSED: Final = b"\1\0"


def unbaked_png(picture: bytes) -> str | None:
    """Return the one credential in a picture, None where there is none. Raises ValueError for one that is broken."""
    start = KEYWORD + b"\0"
    texts = [content for kind, content in _chunks(picture) if kind == b"iTXt" and content.startswith(start)]
    if not texts:
        return None
    (text,) = texts
    return _read(text.removeprefix(start))


def unbaked_svg(drawing: bytes) -> str | None:
    """Return the same of a drawing. No entity is expanded and nothing is loaded. Raises ValueError."""
    try:
        found = list(fromstring(drawing).iter(f"{{{NAMESPACE}}}credential"))
    except ParseError as error:
        raise ValueError("no SVG") from error
    if not found:
        return None
    (element,) = found
    return element.text or ""


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and content of each chunk up to the last (PNG, 5.3)."""
    if not picture.startswith(SIGNATURE):
        raise ValueError("no PNG")
    place, kind = len(SIGNATURE), b""
    while kind != _END:
        length = int.from_bytes(picture[place : place + _WORD])
        begin = place + 2 * _WORD
        end = begin + length
        kind, content, check = picture[place + _WORD : begin], picture[begin:end], picture[end : end + _WORD]
        if len(check) != _WORD or int.from_bytes(check) != zlib.crc32(kind + content):
            raise ValueError("a chunk is damaged")
        yield kind, content
        place = end + _WORD


def _read(rest: bytes) -> str:
    """Return the text behind the keyword and what is said of it: packing, language, keyword (PNG, 11.3.3.4)."""
    packed, (_language, _keyword, text) = rest[:2], rest[2:].split(b"\0", 2)
    if packed == _PLAIN:
        return text.decode()
    if packed == _COMPRESSED:
        return _inflated(text).decode()
    raise ValueError("packed in a way that PNG does not know")


def _inflated(text: bytes) -> bytes:
    packed = zlib.decompressobj()
    try:
        content = packed.decompress(text, MOST_BYTES)
    except zlib.error as error:
        raise ValueError("the text is damaged") from error
    if not packed.eof:
        raise ValueError("the text is cut off, or too long")
    return content


if __name__ == "__main__":
    given = sys.stdin.buffer.read()
    found = unbaked_png(given) if given.startswith(SIGNATURE) else unbaked_svg(given)
    sys.stdout.buffer.write((found or "").encode())
