"""A table as a picture: a bar for each line, and a mark where its budget ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

#: Pixels: a row, where the bars begin, the longest bar.
ROW, LEFT, LONGEST = 22, 320, 640
COLOURS = {"met": "#2a7f62", "missed": "#b3402a", "": "#7a8791"}


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A ratio, and the most that it may be if there is such."""

    words: str
    ratio: float
    most: float | None
    verdict: str


def picture(bars: Sequence[Bar]) -> str:
    """Return the picture (SVG)."""
    unit = LONGEST / max(max(bar.ratio, bar.most or 0) for bar in bars)
    lines = [line for place, bar in enumerate(bars) for line in _lines(place * ROW + 4, bar, unit)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + LONGEST + 60}" height="{len(bars) * ROW + 8}"'
    return "\n".join([f'{head} font-family="sans-serif" font-size="12">', *lines, "</svg>"]) + "\n"


def _lines(top: int, bar: Bar, unit: float) -> list[str]:
    length, middle = round(bar.ratio * unit), top + 14
    lines = [
        f'<text x="{LEFT - 8}" y="{middle}" text-anchor="end">{escape(bar.words.replace("*", ""))}</text>',
        f'<rect x="{LEFT}" y="{top + 3}" width="{length}" height="{ROW - 8}" fill="{COLOURS[bar.verdict]}"/>',
        f'<text x="{LEFT + length + 6}" y="{middle}">{bar.ratio:.2f}</text>',
    ]
    if bar.most:
        lines.append(f'<path d="M{LEFT + round(bar.most * unit)} {top}v{ROW - 2}" stroke="#1a2229" stroke-width="2"/>')
    return lines
