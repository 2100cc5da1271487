"""The text of a page, read back from the glyphs through the fonts' own maps to Unicode.

Not an extractor for any PDF: it reads what WeasyPrint writes, two bytes a glyph, and maps of single characters.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from academy.later import later

if TYPE_CHECKING:
    import pikepdf
else:
    pikepdf = later("pikepdf")


_PAIR: Final = re.compile(r"<([0-9a-f]{4})> <((?:[0-9a-f]{4})+)>", re.IGNORECASE)
_GLYPH_BYTES: Final = 2


def fonts_of(page: "pikepdf.Page") -> list[str]:
    """Return the names of the fonts, with their subset tags."""
    return sorted(str(font.BaseFont) for font in page.Resources.get("/Font", {}).values())


def text_of(page: "pikepdf.Page") -> str:
    """Return what is written on the page, in the order in which it was drawn."""
    maps = {name: _to_unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
    return "".join(_written(page, maps))


def _to_unicode(font: "pikepdf.Object") -> dict[int, str]:
    pairs = _PAIR.findall(font.ToUnicode.read_bytes().decode("ascii"))
    return {int(glyph, 16): bytes.fromhex(text).decode("utf-16-be") for glyph, text in pairs if len(text) % 4 == 0}


def _written(page: "pikepdf.Page", maps: dict[str, dict[int, str]]) -> Iterator[str]:
    current: dict[int, str] = {}
    for step in pikepdf.parse_content_stream(page):
        if str(step.operator) == "Tf":
            current = maps[str(step.operands[0])]
        elif str(step.operator) in {"Tj", "TJ"}:
            yield from _glyphs(step.operands[0], current)


def _glyphs(shown: "pikepdf.Object", to_unicode: dict[int, str]) -> Iterator[str]:
    for piece in shown if isinstance(shown, pikepdf.Array) else [shown]:
        if isinstance(piece, pikepdf.String):
            glyphs = bytes(piece)
            for start in range(0, len(glyphs), _GLYPH_BYTES):
                yield to_unicode.get(int.from_bytes(glyphs[start : start + _GLYPH_BYTES], "big"), "\ufffd")
