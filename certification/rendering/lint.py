"""Reads the drawn document back: it must say what the register says, in our fonts, on one page."""

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf

from certification.codes import grouped
from certification.data import Snapshot
from certification.errors import DocumentRefused
from certification.rendering.text import fonts_of, text_of

#: Family names of ours; the subset tag before them is six letters.
_OURS = re.compile(r"/[A-Z]{6}\+Academy-S(erif|ans)(-Bold)?")


def refuse_faults(document: bytes, snapshot: Snapshot) -> None:
    """Raise DocumentRefused, whose reason names the first fault."""
    with pikepdf.open(BytesIO(document)) as pdf:
        for fault in _faults(pdf, snapshot):
            raise DocumentRefused(fault)


def _faults(pdf: pikepdf.Pdf, snapshot: Snapshot) -> Iterator[str]:
    if len(pdf.pages) != 1:
        yield f"{len(pdf.pages)} pages"
    if f"/verify/{snapshot['code']}/" not in snapshot["url"] or _links(pdf) != {snapshot["url"]}:
        yield "the link leads elsewhere"
    printed = "".join(text_of(pdf.pages[0]).split())
    for said in (snapshot["holder_name"], grouped(snapshot["code"]), snapshot["url"]):
        if "".join(said.split()) not in printed:
            yield f"the page does not say {said!r}"
    foreign = [name for name in fonts_of(pdf.pages[0]) if not _OURS.fullmatch(name)]
    if foreign:
        yield f"foreign fonts: {foreign}"


def _links(pdf: pikepdf.Pdf) -> set[str]:
    notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    return {str(note.A.URI) for note in notes if "/A" in note}
