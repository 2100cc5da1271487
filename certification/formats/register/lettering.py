"""Text that is broken into lines by its width, cheaply: a register has a million of them."""

from collections.abc import Iterator

from reportlab.pdfbase.pdfmetrics import stringWidth


def broken(text: str, font: str, size: float, width: float) -> list[str]:
    """Return the text in lines that fit, broken between words, and within a word that is wider than a line."""
    if stringWidth(text, font, size) <= width:
        return [text]
    lines, current = [], ""
    for word in _pieces(text, font, size, width):
        longer = f"{current} {word}" if current else word
        if stringWidth(longer, font, size) <= width:
            current = longer
        else:
            lines += [current] if current else []
            current = word
    return [*lines, current]


def _pieces(text: str, font: str, size: float, width: float) -> Iterator[str]:
    for word in text.split():
        rest = word
        while stringWidth(rest, font, size) > width:
            end = next(place for place in range(len(rest), 0, -1) if stringWidth(rest[:place], font, size) <= width)
            yield rest[:end]
            rest = rest[end:]
        yield rest
