"""What readers would miss in a body: read from its stored form, so that many bodies cost no query."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any


class BlockFault(StrEnum):
    """What is wrong with a block."""

    IMAGE_WITHOUT_TEXT = "image_without_text"
    VIDEO_WITHOUT_CAPTIONS = "video_without_captions"


def block_faults(blocks: Iterable[Mapping[str, Any]]) -> Iterator[BlockFault]:
    """Name the faults of the blocks of a body, one for each block; an image or a video not chosen yet is none."""
    for block in blocks:
        value = block["value"]
        if block["type"] == "image" and _is_mute(value.get("image") or {}):
            yield BlockFault.IMAGE_WITHOUT_TEXT
        if block["type"] == "video" and value.get("video") and not (value.get("captions") or value.get("is_silent")):
            yield BlockFault.VIDEO_WITHOUT_CAPTIONS


def _is_mute(image: Mapping[str, Any]) -> bool:
    return bool(image.get("image")) and not (image.get("decorative") or image.get("alt_text"))
