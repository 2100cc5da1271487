"""Documents and recordings, and pages on which they stand."""

from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page, ReferenceIndex
from wagtailmedia.models import AbstractMedia, get_media_model

Block = dict[str, Any]


def make_document(name: str = "handout.txt", content: bytes = b"text of the handout") -> AbstractDocument:
    return get_document_model().objects.create(title=name, file=ContentFile(content, name=name))


def make_recording(name: str = "talk.mp3", content: bytes = b"0123456789") -> AbstractMedia:
    return get_media_model().objects.create(title=name, type="audio", duration=2, file=ContentFile(content, name=name))


def document_block(document: AbstractDocument) -> Block:
    return {"type": "document", "value": {"document": document.pk, "description": ""}}


def audio_block(recording: AbstractMedia) -> Block:
    return {"type": "audio", "value": {"audio": recording.pk, "title": "Talk", "transcript": "What is said."}}


def captions_block(recording: AbstractMedia, captions: AbstractDocument) -> Block:
    track = {"type": "item", "id": str(uuid4()), "value": {"language": "en", "file": captions.pk}}
    told = {"video": recording.pk, "title": "Film", "captions": [track], "is_silent": False, "transcript": "Said."}
    return {"type": "video", "value": told}


def show_on(page: Page, *blocks: Block, field: str = "body") -> None:
    """Put the blocks on the published page, as publishing does."""
    setattr(page, field, list(blocks))
    page.save(clean=False)
    ReferenceIndex.create_or_update_for_object(type(page).objects.get(pk=page.pk))
