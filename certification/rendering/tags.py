"""What WeasyPrint's tags lack: the language of a paragraph that is not the document's, and where a figure stands."""

from collections.abc import Iterator
from typing import Any, Final

import pydyf
from weasyprint import Document
from weasyprint.formatting_structure.boxes import LineBox, ParentBox, TextBox
from weasyprint.layout.absolute import AbsolutePlaceholder

#: Points in a pixel of CSS.
POINTS: Final = 0.75


#: Element -> the tag that carries its language: what people read as one piece.
SPEAKING: Final = {"p": "/P", "ul": "/L"}


def mend_tags(document: Document, pdf: pydyf.PDF) -> None:
    """Mend the tags of a document of one page; one with more is refused by the lint anyway."""
    tags = [item for item in pdf.objects if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructElem"]
    _name_languages(document, [tag for tag in tags if tag["S"] in SPEAKING.values()])
    for figure in (tag for tag in tags if tag["S"] == "/Figure"):
        figure["A"]["BBox"] = _in_points(figure["A"]["BBox"], document.pages[0].height)


def _name_languages(document: Document, tags: list[pydyf.Dictionary]) -> None:
    """Give the tag of a paragraph or list in another language its `lang`: a page reader changes its voice there.

    Boxes and tags stand in one order, because WeasyPrint makes the tags by this same walk; ValueError if not.
    """
    boxes = [box for page in document.pages for box in _speaking(page._page_box)]  # noqa: SLF001 - as its own tagging
    for box, tag in zip(boxes, tags, strict=True):
        if (language := box.element.get("lang")) and language != document.metadata.lang:
            tag["Lang"] = pydyf.String(language)


def _speaking(placed: Any) -> Iterator[Any]:
    box = placed._box if isinstance(placed, AbsolutePlaceholder) else placed  # noqa: SLF001 - nothing else gives it
    if box.element_tag in SPEAKING and not isinstance(box, LineBox | TextBox):
        yield box
    if isinstance(box, ParentBox):
        for child in box.children:
            yield from _speaking(child)


def _in_points(corners: list[float], height: float) -> pydyf.Array:
    """Turn pixels from the top of the page, as WeasyPrint writes them, into points from its foot."""
    left, top, right, foot = corners
    return pydyf.Array([left * POINTS, (height - foot) * POINTS, right * POINTS, (height - top) * POINTS])
