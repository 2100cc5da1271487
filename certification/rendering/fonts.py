"""The four fonts of certificates: files of ours, under family names of ours, so that no font of the host can win."""

from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from fontTools.ttLib import TTFont

FOLDER: Final = Path(settings.BASE_DIR) / "static" / "fonts" / "certificate"
FILES: Final = ("NotoSerif_400Regular", "NotoSerif_700Bold", "NotoSans_400Regular", "NotoSans_700Bold")
#: The face of the holder's name, and the one of the statement; the other two print no character more.
NAME_FACE: Final = "NotoSerif_700Bold"
TEXT_FACE: Final = "NotoSerif_400Regular"


@cache
def widths(face: str) -> dict[int, float]:
    """Return code point -> advance width in ems, for each character that the face can print."""
    with TTFont(FOLDER / f"{face}.ttf", lazy=True) as font:
        metrics, unit = font["hmtx"], font["head"].unitsPerEm
        return {point: metrics[glyph][0] / unit for point, glyph in font.getBestCmap().items()}


def unprintable(text: str, *, face: str = NAME_FACE) -> list[str]:
    """Return the code points ("U+4E00") that the face lacks, each once."""
    printed = widths(face)
    return [f"U+{number:04X}" for number in map(ord, dict.fromkeys(text)) if number not in printed]
