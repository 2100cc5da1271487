"""Hotspot: one region of a picture is the answer. Regions are numbered on the picture and named in a list beside it.

The list is the textual twin: whoever cannot see or point chooses there. The names must not tell the answer.

The body holds "image": {"picture": 12, "width": 800, "height": 600, "alt": {…}}, a picture of the CMS (or "src", an
address on this site, in its place), and
"options": [{"id": "k3", "text": {…}, "correct": true, "feedback": {…}, "area": {"x": 10, "y": 5, "width": 30,
"height": 8}}, …], areas in per cent of the picture. One option is correct; the answer earns all or nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from academy.languages import text_in
from courses.questions.base import Body, BodyInvalid
from courses.questions.editing import CORRECT, FEEDBACK, Field, Percent, PictureOf, Rows, Texts
from courses.questions.one_option import OneOption
from courses.questions.options import check_options, choices
from courses.questions.rich import address_of

Area = Mapping[str, Any]
WHOLE = 100
MOST_PIXELS = 10_000
#: How many figures side by side would fill the width of a picture: large enough to be read on a phone.
FIGURES = 18
#: Sides of a region -> what the form calls them.
SIDES = {"x": _("From the left"), "y": _("From the top"), "width": _("Width"), "height": _("Height")}


class Picture:
    """What the page draws: the picture, and each region with the number that it has in the list, in its pixels."""

    def __init__(self, body: Body, order: list[str], language: str) -> None:
        """Number the regions in `order`, the one of the list."""
        image = body["image"]
        self.src, self.width, self.height = _address(image), image["width"], image["height"]
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
    label: ClassVar[Any] = _("region of a picture")
    purpose: ClassVar[Any] = _(
        "A place to be found on a picture: a part of a title page, of a catalogue card, of a floor plan."
    )
    fields: ClassVar[Sequence[Field | Rows]] = (
        PictureOf(name="image", label=_("Picture"), is_required=True),
        Texts(
            name="alt",
            label=_("Picture in words"),
            hint=_("For whoever cannot see it. It must not tell the answer."),
            is_required=True,
        ),
        Rows(
            name="options",
            label=_("Regions"),
            row=_("Region"),
            hint=_("In per cent of the picture, from its upper left corner."),
            fields=(
                Texts(name="text", label=_("Name of the region"), is_required=True),
                CORRECT,
                *(Percent(name=name, label=label, is_required=True) for name, label in SIDES.items()),
                FEEDBACK,
            ),
        ),
    )

    def shown_of(self, body: Body) -> dict[str, Any]:
        """Show the sides of each region, and the words of the picture, on their own."""
        image = body.get("image", {})
        options = [option | option.get("area", {}) for option in body.get("options", [])]
        return {**body, "alt": image.get("alt", {}), "options": options}

    def body_of(self, shown: Mapping[str, Any]) -> dict[str, Any]:
        """Put the sides of each region together."""
        options = [
            {name: value for name, value in row.items() if name not in SIDES}
            | {"area": {name: row.get(name) for name in SIDES}}
            for row in shown["options"]
        ]
        image = (shown.get("image") or {}) | {"alt": shown.get("alt", {})}
        return {name: value for name, value in shown.items() if name != "alt"} | {"options": options, "image": image}

    def check_body(self, body: Body) -> None:
        """Require one correct region, a picture of this site with a text, and areas within it."""
        check_options(body, correct_at_least=1, correct_at_most=1)
        image = body.get("image", {})
        src = _address(image)
        if not src.startswith("/") or src.startswith("//"):
            raise BodyInvalid(_("Choose a picture."), field="image")
        if not any(image.get("alt", {}).values()):
            raise BodyInvalid(_("Say what the picture shows."), field="alt")
        if not all(_is_size(image.get(side)) for side in ("width", "height")):
            raise BodyInvalid(_("Choose a picture."), field="image")
        for row, option in enumerate(body["options"]):
            if not _is_within(option.get("area", {})):
                raise BodyInvalid(_("This region lies outside the picture."), rows="options", row=row, field="x")

    def field(self, body: Body, *, language: str, seed: str) -> forms.Field:
        """Ask with radio buttons beside the picture."""
        regions = choices(body, language=language, seed=seed)
        return RegionField(picture=Picture(body, [key for key, _text in regions], language), regions=regions)


def _address(image: Mapping[str, Any]) -> str:
    """The picture of the CMS, or the file of the site."""
    return address_of(image["picture"]) if "picture" in image else str(image.get("src", ""))


def _is_size(value: object) -> bool:
    return type(value) is int and 0 < value <= MOST_PIXELS


def _is_within(area: Area) -> bool:
    sides: list[Any] = [area.get(name) for name in ("x", "y", "width", "height")]
    if not all(type(side) in {int, float} and 0 <= side <= WHOLE for side in sides):
        return False
    x, y, width, height = sides
    return bool(width and height) and x + width <= WHOLE and y + height <= WHOLE
