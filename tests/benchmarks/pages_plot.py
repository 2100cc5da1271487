"""The table as a picture: a bar for each kind of work in V, and a line where its budget ends."""

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

#: Pixels: a row, where the bars begin, one V.
ROW, LEFT, UNIT = 22, 260, 24
COLOURS = {"met": "#2a7f62", "missed": "#b3402a", "": "#7a8791"}


def plot(rows: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the picture (SVG)."""
    width = LEFT + round(UNIT * max(row["cpu"] for row in rows.values())) + 60
    bars = [bar for place, (words, row) in enumerate(rows.items()) for bar in _bar(place * ROW + 4, words, row)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{len(rows) * ROW + 8}"'
    return "\n".join([f'{head} font-family="sans-serif" font-size="12">', *bars, "</svg>"]) + "\n"


def _bar(top: int, words: str, row: Mapping[str, Any]) -> list[str]:
    length, middle = round(row["cpu"] * UNIT), top + 14
    bar = [
        f'<text x="{LEFT - 8}" y="{middle}" text-anchor="end">{escape(words.replace("*", ""))}</text>',
        f'<rect x="{LEFT}" y="{top + 3}" width="{length}" height="{ROW - 8}" fill="{COLOURS[row["verdict"]]}"/>',
        f'<text x="{LEFT + length + 6}" y="{middle}">{row["cpu"]:.1f}</text>',
    ]
    if row["most_cpu"]:
        place = LEFT + round(row["most_cpu"] * UNIT)
        bar.append(f'<path d="M{place} {top}v{ROW - 2}" stroke="#1a2229" stroke-width="2"/>')
    return bar
