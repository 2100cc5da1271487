"""The demo’s recordings with their captions, each file stored once."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.core.files import File
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtailmedia.models import get_media_model

from academy.languages import LANGUAGES
from courses.management.seeding.pictures import DEMO

#: How long the demo’s only recording takes.
SECONDS = 28


def video_value(value: dict[str, Any], folder: str) -> dict[str, Any]:
    """Return a video block as a StreamField stores it, with captions in every language."""
    name = value["captions"]
    return {
        "video": _stored(get_media_model(), folder, f"media/{value['video']}", type="video", duration=SECONDS).pk,
        "title": value["title"],
        "captions": [_captions(folder, code, name) for code in LANGUAGES],
        "is_silent": False,
        "transcript": value["transcript"].strip(),
    }


def _captions(folder: str, code: str, name: str) -> dict[str, Any]:
    document = _stored(get_document_model(), folder, f"{code}/{name}")
    block_id = str(uuid5(NAMESPACE_URL, f"{folder}/{code}/{name}"))
    return {"type": "item", "value": {"language": code, "file": document.pk}, "id": block_id}


def _stored(model: type[Any], folder: str, path: str, **facts: object) -> Model:
    title = f"{folder}/{path}"
    found: Model | None = model.objects.filter(title=title).first()
    if found:
        return found
    with DEMO.joinpath(folder, path).open("rb") as file:
        made: Model = model.objects.create(title=title, file=File(file, name=title.replace("/", "-")), **facts)
    return made
