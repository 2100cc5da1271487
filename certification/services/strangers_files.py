"""What a stranger's file is by its first bytes, and what it holds: each is read by a program of its own."""

import json
from enum import Enum, auto
from pathlib import Path
from typing import Final

from academy.confined import ProgramFailed, run_confined
from certification.errors import Unreadable
from certification.formats import qr_marks
from certification.formats.open_badges import unbaking

#: Of the three seconds that a file may cost, whoever reads the credential or the picture then has two.
_UNBAKING_SECONDS: Final = 1
_JPEG: Final = b"\xff\xd8\xff"
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


class FileKind(Enum):
    """What a file may be. A document is what is nothing else."""

    DOCUMENT = auto()
    PNG = auto()
    PICTURE = auto()
    DRAWING = auto()
    JSON = auto()


def kind_of(file: bytes) -> FileKind:
    """Return what a file begins as; neither its name nor what the browser says of it counts."""
    if file.startswith(unbaking.SIGNATURE):
        return FileKind.PNG
    if file.startswith(_JPEG) or (file[:4], file[8:12]) == (b"RIFF", b"WEBP"):
        return FileKind.PICTURE
    written = file[:100].removeprefix(_BYTE_ORDER_MARK).lstrip()
    return {b"<": FileKind.DRAWING, b"{": FileKind.JSON, b"[": FileKind.JSON}.get(written[:1], FileKind.DOCUMENT)


def unbaked(badge: bytes) -> bytes:
    """Return the credential in a PNG or SVG, nothing where there is none. Raises Unreadable for a broken one."""
    try:
        return run_confined(Path(unbaking.__file__), badge, processor_seconds=_UNBAKING_SECONDS)
    except ProgramFailed as error:
        raise Unreadable from error


def marks_in(picture: bytes) -> list[str]:
    """Return what the QR marks in a picture say. Raises Unreadable for what is none, or is too large."""
    try:
        marks: list[str] = json.loads(run_confined(Path(qr_marks.__file__), picture))
    except (ProgramFailed, ValueError) as error:
        raise Unreadable from error
    return marks
