"""Reads the drawn document back: it must say what the register says, in our fonts, on as few pages as it must."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Final

from academy.languages import text_in
from academy.later import later
from certification.codes import grouped
from certification.data import Snapshot, TranscriptEntry
from certification.enums import Kind
from certification.errors import DocumentRefused
from certification.rendering.context import part_in
from certification.rendering.fonts import TEXT_FACE, unprintable
from certification.rendering.names import hidden_characters
from certification.rendering.qr import drawn_modules, modules
from certification.rendering.text import fonts_of, text_of

if TYPE_CHECKING:
    import pikepdf
else:
    pikepdf = later("pikepdf")

#: Family names of ours; the subset tag before them is six letters.
_OURS = re.compile(r"/[A-Z]{6}\+Academy-S(erif|ans)(-Bold)?")

#: A certificate is one page; what a transcript lists goes on.
MOST_PAGES: Final[dict[str, int]] = {Kind.TRANSCRIPT: 40}


def refuse_faults(document: bytes, snapshot: Snapshot) -> None:
    """Raise DocumentRefused, whose reason names the first fault."""
    with pikepdf.open(BytesIO(document)) as pdf:
        for fault in _faults(pdf, snapshot):
            raise DocumentRefused(fault)


def _faults(pdf: "pikepdf.Pdf", snapshot: Snapshot) -> Iterator[str]:
    texts = "".join(_texts(snapshot))
    if hidden := hidden_characters(texts):
        yield f"hidden characters {' '.join(dict.fromkeys(hidden))}"
    if missing := unprintable(texts, face=TEXT_FACE):
        yield f"our fonts lack {' '.join(missing)}"
    if len(pdf.pages) > MOST_PAGES.get(snapshot["kind"], 1):
        yield f"{len(pdf.pages)} pages"
    if f"/verify/{snapshot['code']}/" not in snapshot["url"] or _links(pdf) != {snapshot["url"]}:
        yield "the link leads elsewhere"
    if drawn_modules(pdf.pages[0]) != modules(snapshot["url"]):
        yield "the QR mark leads elsewhere"
    printed = "".join("".join(text_of(page).split()) for page in pdf.pages)
    for said in _certified(snapshot):
        if "".join(said.split()) not in printed:
            yield f"the page does not say {said!r}"
    foreign = [name for page in pdf.pages for name in fonts_of(page) if not _OURS.fullmatch(name)]
    if foreign:
        yield f"foreign fonts: {foreign}"


def _entries(snapshot: Snapshot) -> Sequence[TranscriptEntry]:
    return snapshot["transcript"]["entries"] if "transcript" in snapshot else ()


def _texts(snapshot: Snapshot) -> Iterator[str]:
    """Yield what people have typed and the page prints in the common face, in each of its languages."""
    for language in snapshot["languages"]:
        part = part_in(snapshot, language)
        yield from map(str, part["wording"].values())
        yield from (part["issuer"], *part["co_issuers"])
        for person in snapshot["signatories"]:
            yield text_in(person["name"], language)
            yield text_in(person["post"], language)
    yield from (text_in(entry["titles"], snapshot["language"]) for entry in _entries(snapshot))


def _certified(snapshot: Snapshot) -> Iterator[str]:
    """Yield what must stand on the page: name, code and address, and in each language what was achieved."""
    yield from (snapshot["holder_name"], grouped(snapshot["code"]), snapshot["url"])
    for language in snapshot["languages"]:
        part = part_in(snapshot, language)
        yield part["wording"]["after_name"]
        yield from (value for _label, value in part["facts"])
    for entry in _entries(snapshot):
        yield text_in(entry["titles"], snapshot["language"])
        yield grouped(entry["code"]) if entry["code"] else ""


def _links(pdf: "pikepdf.Pdf") -> set[str]:
    notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    return {str(note.A.URI) for note in notes if "/A" in note}
