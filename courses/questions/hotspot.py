"""Hotspot: one region of a picture is the answer. Regions are numbered on the picture and named in a list beside it.

The list is the textual twin: whoever cannot see or point chooses there. The names must not tell the answer.

The body holds "image": {"src": "/media/…", "width": 800, "height": 600, "alt": {…}} with an address on this site, and
"options": [{"id": "k3", "text": {…}, "correct": true, "feedback": {…}, "area": {"x": 10, "y": 5, "width": 30,
"height": 8}}, …], areas in per cent of the picture. One option is correct; the answer earns all or nothing.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from academy.languages import text_in
from courses.questions.base import Body, BodyInvalid
from courses.questions.one_option import OneOption
from courses.questions.options import check_options, choices

Area = Mapping[str, Any]
WHOLE = 100
MOST_PIXELS = 10_000
#: How many figures side by side would fill the width of a picture: large enough to be read on a phone.
FIGURES = 18


class Picture:
    """What the page draws: the picture, and each region with the number that it has in the list, in its pixels."""

    def __init__(self, body: Body, order: list[str], language: str) -> None:
        """Number the regions in `order`, the one of the list."""
        image = body["image"]
        self.src, self.width, self.height = image["src"], image["width"], image["height"]
        self.alt = text_in(image["alt"], language)
        self.figure = round(self.width / FIGURES)
        areas = {option["id"]: option["area"] for option in body["options"]}
        self.regions = [self._region(key, areas[key]) for key in order]

    def _region(self, key: str, area: Area) -> dict[str, Any]:
        """Whole pixels: a template would write a comma into a fraction."""
        across, down = self.width / WHOLE, self.height / WHOLE
        return {
            "id": key,
            "x": round(area["x"] * across),
            "y": round(area["y"] * down),
            "width": round(area["width"] * across),
            "height": round(area["height"] * down),
        }


class RegionField(forms.ChoiceField):
    """A choice of the regions, with the picture that shows them."""

    def __init__(self, *, picture: Picture, regions: list[tuple[str, str]]) -> None:
        """Ask with radio buttons."""
        super().__init__(choices=regions, widget=forms.RadioSelect, required=False)
        self.picture = picture


class Hotspot(OneOption):
    """The stored answer is the id of one region."""

    key: ClassVar[str] = "hotspot"

    def check_body(self, body: Body) -> None:
        """Require one correct region, a picture of this site with a text, and areas within it."""
        check_options(body, correct_at_least=1, correct_at_most=1)
        image = body.get("image", {})
        src = str(image.get("src", ""))
        if not src.startswith("/") or src.startswith("//"):
            raise BodyInvalid("the picture has no address on this site")
        if not any(image.get("alt", {}).values()):
            raise BodyInvalid("the picture is not told in words")
        if not all(_is_size(image.get(side)) for side in ("width", "height")):
            raise BodyInvalid("the picture has no size")
        if not all(_is_within(option.get("area", {})) for option in body["options"]):
            raise BodyInvalid("a region lies outside the picture")

    def field(self, body: Body, *, language: str, seed: str) -> forms.Field:
        """Ask with radio buttons beside the picture."""
        regions = choices(body, language=language, seed=seed)
        return RegionField(picture=Picture(body, [key for key, _text in regions], language), regions=regions)


def _is_size(value: object) -> bool:
    return type(value) is int and 0 < value <= MOST_PIXELS


def _is_within(area: Area) -> bool:
    sides: list[Any] = [area.get(name) for name in ("x", "y", "width", "height")]
    if not all(type(side) in {int, float} and 0 <= side <= WHOLE for side in sides):
        return False
    x, y, width, height = sides
    return bool(width and height) and x + width <= WHOLE and y + height <= WHOLE
