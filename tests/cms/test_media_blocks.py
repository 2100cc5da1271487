"""Recordings: what is published can be followed without hearing and without seeing; a draft may wait for it."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import translation
from wagtail.blocks import StructBlock
from wagtail.documents import get_document_model
from wagtailmedia.models import get_media_model

from academy.cms.blocks.audio import AudioBlock
from academy.cms.blocks.embed import VideoEmbedBlock
from academy.cms.blocks.video import VideoBlock

pytestmark = pytest.mark.django_db

CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n"


def recording(kind: str) -> int:
    file = ContentFile(b"recording", name=f"recording.{'mp4' if kind == 'video' else 'mp3'}")
    return get_media_model().objects.create(title="T", type=kind, duration=2, file=file).pk


def captions(language: str = "en", text: str = CAPTIONS) -> dict:
    file = ContentFile(text.encode(), name=f"{language}.vtt")
    return {"language": language, "file": get_document_model().objects.create(title=language, file=file).pk}


def video(*files: dict, **fields: object) -> dict:
    return {
        "video": recording("video"),
        "title": "Title",
        "captions": list(files),
        "is_silent": False,
        "transcript": "Somebody says hello.",
    } | fields


def refusal(block: StructBlock, value: dict) -> set[str]:
    """Names of the fields that are refused when the page is published; a draft with the same is always taken."""
    block.clean_deferred(block.to_python(value))
    with pytest.raises(ValidationError) as error:
        block.clean(block.to_python(value))
    return set(error.value.block_errors)


def test_video_without_captions_is_kept_as_a_draft_and_not_published() -> None:
    assert refusal(VideoBlock(), video()) == {"captions"}


def test_video_without_a_transcript_is_kept_as_a_draft_and_not_published() -> None:
    assert refusal(VideoBlock(), video(captions(), transcript="")) == {"transcript"}


def test_audio_without_a_transcript_is_kept_as_a_draft_and_not_published() -> None:
    value = {"audio": recording("audio"), "title": "Title", "transcript": ""}
    assert refusal(AudioBlock(), value) == {"transcript"}


def test_video_of_another_site_without_a_transcript_is_kept_as_a_draft_and_not_published() -> None:
    value = {"address": "https://vimeo.com/123456789", "title": "Title", "transcript": ""}
    assert refusal(VideoEmbedBlock(), value) == {"transcript"}


def test_video_of_another_site_without_an_address_is_kept_as_a_draft() -> None:
    assert refusal(VideoEmbedBlock(), {"address": "", "title": "Title", "transcript": "Text"}) == {"address"}


def test_silent_video_needs_no_captions() -> None:
    block = VideoBlock()
    assert block.clean(block.to_python(video(is_silent=True)))["is_silent"] is True


@pytest.mark.parametrize("text", ["", "1\n00:00:00,000 --> 00:00:02,000\nHello\n", "Captions"])
def test_file_that_is_no_webvtt_is_refused(text: str) -> None:
    block = VideoBlock()
    with pytest.raises(ValidationError) as error:
        block.clean(block.to_python(video(captions(text=text))))
    assert set(error.value.block_errors) == {"captions"}


def test_captions_behind_a_byte_order_mark_are_taken() -> None:
    block = VideoBlock()
    assert len(block.clean(block.to_python(video(captions(text=f"\ufeff{CAPTIONS}"))))["captions"]) == 1


def test_second_file_of_captions_in_one_language_is_refused() -> None:
    block = VideoBlock()
    with pytest.raises(ValidationError) as error:
        block.clean(block.to_python(video(captions("az"), captions("az"))))
    assert set(error.value.block_errors) == {"captions"}


@pytest.mark.parametrize(("language", "tracks"), [("az", [True, False]), ("ru", [False, True]), ("en", [False, False])])
def test_captions_of_the_pages_language_are_shown_first(language: str, tracks: list[bool]) -> None:
    block = VideoBlock()
    with translation.override(language):
        html = block.render(block.clean(block.to_python(video(captions("az"), captions("ru")))))
    shown = [part.partition(">")[0] for part in html.split("<track ")[1:]]
    assert [part.endswith(" default") for part in shown] == tracks


@pytest.mark.parametrize("block", [VideoBlock(), AudioBlock()])
def test_transcript_opens_below_the_recording(block: StructBlock) -> None:
    kind = "video" if isinstance(block, VideoBlock) else "audio"
    value = (
        video(captions()) if kind == "video" else {"audio": recording("audio"), "title": "T", "transcript": "Said <b>"}
    )
    html = block.render(block.clean(block.to_python(value)))
    assert (html.count("<details"), html.count("</details>"), "<b>" in html) == (1, 1, False)
    assert html.index("<details") > html.index(f"</{kind}>")
