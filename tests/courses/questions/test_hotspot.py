import pytest

from courses.questions import TYPES, BodyInvalid
from tests.factories.questions import pictured

HOTSPOT = TYPES["hotspot"]


@pytest.mark.parametrize("seed", ["a", "b", "c"])
def test_regions_have_the_numbers_of_the_list(seed: str) -> None:
    field = HOTSPOT.field(pictured(0), language="en", seed=seed)
    assert [region["id"] for region in field.picture.regions] == [key for key, _text in field.choices]


def test_regions_are_whole_pixels() -> None:
    field = HOTSPOT.field(pictured(0), language="ru", seed="s")
    region = next(region for region in field.picture.regions if region["id"] == "o1")
    assert region == {"id": "o1", "x": 160, "y": 60, "width": 100, "height": 180}
    assert field.picture.alt == "A record ru"


@pytest.mark.parametrize(
    "image",
    [
        {},
        {"src": "https://example.org/a.png"},
        {"src": "//example.org/a.png"},
        {"alt": {}},
        {"width": 0},
        {"height": "600"},
        {"width": float("nan")},
    ],
)
def test_picture_that_cannot_be_shown_is_refused(image: dict) -> None:
    body = pictured(0)
    with pytest.raises(BodyInvalid):
        HOTSPOT.check_body(body | {"image": body["image"] | image if image else {}})


@pytest.mark.parametrize(
    "area", [None, {}, {"x": 90, "width": 20}, {"y": -1}, {"height": 0}, {"x": "10"}, {"x": float("nan")}]
)
def test_region_outside_the_picture_is_refused(area: dict | None) -> None:
    body = pictured(0)
    whole = body["options"][0]["area"]
    body["options"][0]["area"] = whole | area if area else {}
    with pytest.raises(BodyInvalid):
        HOTSPOT.check_body(body)


def test_picture_with_two_correct_regions_is_refused() -> None:
    body = pictured(0)
    body["options"][1]["correct"] = True
    with pytest.raises(BodyInvalid):
        HOTSPOT.check_body(body)
