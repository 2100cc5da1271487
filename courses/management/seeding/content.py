"""Reading the demo's texts: TOML files, and the blocks of a body."""

import tomllib
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from courses.management.seeding.pictures import picture
from courses.management.seeding.recordings import video_value

DEMO = Path(__file__).resolve().parents[1] / "demo"
#: Folders of the demo's courses, in the order of the catalogue.
COURSES = ("open-science", "marc", "udc")


def read(*parts: str) -> dict[str, Any]:
    """Read one file below the demo folder."""
    return tomllib.loads(DEMO.joinpath(*parts).read_text(encoding="utf-8"))


def pictures_of(folder: str) -> dict[str, bytes]:
    """Return the pictures in a folder of the demo, by their names."""
    return {path.name: path.read_bytes() for path in DEMO.joinpath(folder).glob("*.png")}


def body_of(blocks: list[dict[str, Any]], *, folder: str, name: str) -> list[dict[str, Any]]:
    """Return the blocks as a StreamField stores them; the same block has the same id in every language."""
    return [
        {
            "type": block["type"],
            "value": _value(block, folder),
            "id": str(uuid5(NAMESPACE_URL, f"{folder}/{name}/{place}")),
        }
        for place, block in enumerate(blocks)
    ]


def _value(block: dict[str, Any], folder: str) -> Any:
    value = block["value"]
    if block["type"] == "video":
        return video_value(value, folder)
    if block["type"] != "image":
        return value
    image = {"image": picture(folder, value["image"]).pk, "alt_text": value["alt"], "decorative": False}
    return {"image": image, "caption": value.get("caption", "")}
