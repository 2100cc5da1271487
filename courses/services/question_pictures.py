"""Pictures of a file of questions: looked at with the file, kept when its questions come in, and given back with them.

SVG is refused, because it can hold a script; what a picture is, its bytes say, not its name.
"""

import base64
import hashlib
import io
import re
import struct
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, unquote

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.images import get_image_model

from academy.accounts.models import User
from courses.formats.items import File
from courses.formats.refusals import QuestionUnclear, Refusal
from courses.formats.words import PLACED_FILE
from courses.questions.rich import Attributes

MAX_PICTURE = 2 * 1024 * 1024
MAX_PIXELS = 25_000_000
MAX_TITLE = 200
#: Format as Pillow names it -> the end of the file's name.
KINDS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}
#: What Pillow and base64 say of what is no picture.
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    KeyError,
    IndexError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
_EMBED = re.compile(r'(<embed embedtype="image" id=")([0-9]+)(" alt="([^"<>]*)"/>)')


@dataclass(frozen=True)
class NewPicture:
    """A picture of a file, before it is kept."""

    name: str
    kind: str
    content: bytes


def read_picture(file: File) -> NewPicture:
    """Return the picture. Raises `QuestionUnclear` for what is none, too large, or of another kind."""
    try:
        content = base64.b64decode(file.content, validate=True)
        with Image.open(io.BytesIO(content), formats=list(KINDS)) as image:
            kind, pixels = KINDS[image.format or ""], image.width * image.height
            image.verify()
    except UNREADABLE as fault:
        raise QuestionUnclear(Refusal.PICTURE) from fault
    if len(content) > MAX_PICTURE or pixels > MAX_PIXELS:
        raise QuestionUnclear(Refusal.PICTURE)
    return NewPicture(PurePosixPath(file.name).name[:MAX_TITLE] or kind, kind, content)


class PicturesOfText:
    """Finds the pictures of one text among its files; `found` collects them, and their places there are their ids."""

    def __init__(self, files: Collection[File], found: list[NewPicture]) -> None:
        """Know the files by their names."""
        self.files = {file.name: file for file in files}
        self.found = found

    def __call__(self, attributes: Attributes) -> Attributes | None:
        """Keep a picture of the file. Raises `QuestionUnclear` for one that stands elsewhere."""
        source = unquote(attributes.get("src", ""))
        file = self.files.get(source.removeprefix(f"{PLACED_FILE}/"))
        if not source.startswith(PLACED_FILE) or file is None:
            raise QuestionUnclear(Refusal.ATTACHMENTS)
        picture = read_picture(file)
        if picture not in self.found:
            self.found.append(picture)
        alt = attributes.get("alt", "").strip() or PurePosixPath(picture.name).stem
        return {"embedtype": "image", "id": str(self.found.index(picture)), "alt": alt}


def keep_pictures(pictures: Collection[NewPicture], by: User | None) -> list[int]:
    """Store pictures, each content once, and return their ids."""
    return [_kept(picture, by) for picture in pictures]


def _kept(picture: NewPicture, by: User | None) -> int:
    model = get_image_model()
    digest = hashlib.sha1(picture.content, usedforsecurity=False).hexdigest()
    known = model.objects.filter(file_hash=digest).values_list("pk", flat=True).first()
    if known is not None:
        return int(known)
    file = ContentFile(picture.content, name=f"question-{digest[:16]}.{picture.kind}")
    made = model.objects.create(
        title=picture.name, file=file, uploaded_by_user=by, file_hash=digest, file_size=len(picture.content)
    )
    return int(made.pk)


def with_ids(body: Any, ids: list[int]) -> Any:
    """Return a body whose pictures, numbered by their places, have the ids under which they are kept."""
    if isinstance(body, str):
        return _EMBED.sub(lambda found: f"{found[1]}{ids[int(found[2])]}{found[3]}", body)
    if isinstance(body, Mapping):
        return {name: with_ids(inner, ids) for name, inner in body.items()}
    return [with_ids(inner, ids) for inner in body] if isinstance(body, list) else body


def with_files(html: str, pictures: Mapping[int, Any]) -> tuple[str, tuple[File, ...]]:
    """Return HTML as Moodle writes it, and the files that it shows; a picture that is gone leaves its words."""
    files: dict[int, File] = {}

    def placed(found: re.Match[str]) -> str:
        picture = pictures.get(int(found[2]))
        if picture is None:
            return found[4]
        name = f"{picture.pk}-{PurePosixPath(picture.file.name).name}"
        if picture.pk not in files:
            with picture.file.open("rb") as content:
                files[picture.pk] = File(name, base64.b64encode(content.read()).decode())
        return f'<img src="{PLACED_FILE}/{quote(name)}" alt="{found[4]}"/>'

    return _EMBED.sub(placed, html), tuple(files.values())
