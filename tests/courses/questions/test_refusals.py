"""A body that cannot be asked is refused where its author finds the fault: the list, the row and the field."""

from typing import Any

import pytest
from django.utils.translation import override

from courses.questions import TYPES, BodyInvalid
from tests.factories.questions import BODIES, RUBRIC, STEM, assigning, pictured, shelf, words

NO_STEM = "Write the question in at least one language."
FEW = "Write two rows or more."
SHARE_BETWEEN = "The share lies between 0 and 1."
FACTOR = "Write a factor above 0, such as 1, 0.01 or 1/100."
NUMBER = "Write a number in digits, such as 12 500 or 0,5."
TOLERANCE = "Write a number from 0 on, such as 0,5."
OUTSIDE = "This region lies outside the picture."
GAPS_AND_ROWS = "Each language has every gap once, and each gap has a row below."


def row_of(key: str, name: str, place: int, **changes: Any) -> dict[str, Any]:
    """The list of the sample with one row changed."""
    rows = [dict(row) for row in BODIES[key][name]]
    rows[place] |= changes
    return {name: rows}


def refusal(fault: BodyInvalid) -> tuple[str, str, int | None, str]:
    with override("en"):
        return str(fault.message), fault.rows, fault.row, fault.field


@pytest.mark.parametrize("key", BODIES)
def test_question_without_words_is_refused_at_its_words(key: str) -> None:
    with pytest.raises(BodyInvalid) as fault:
        TYPES[key].check_body({**BODIES[key], "stem": {"az": "", "en": ""}})
    assert refusal(fault.value) == (NO_STEM, "", None, "stem")


@pytest.mark.parametrize(
    ("key", "change", "expected"),
    [
        ("single_choice", {"options": []}, (FEW, "options", None, "")),
        (
            "single_choice",
            row_of("single_choice", "options", 0, correct=False),
            ("Mark exactly one answer as correct.", "options", None, ""),
        ),
        (
            "multiple_choice",
            {"options": [option | {"correct": False} for option in BODIES["multiple_choice"]["options"]]},
            ("Mark at least one answer as correct.", "options", None, ""),
        ),
        ("true_false", {"answer": "true"}, ("Say whether the statement is true or false.", "", None, "answer")),
        ("short_text", {"answers": []}, ("One answer has to earn the whole mark.", "answers", None, "")),
        (
            "short_text",
            row_of("short_text", "answers", 1, share="half"),
            ("The share of the mark is no number.", "answers", None, ""),
        ),
        ("short_text", row_of("short_text", "answers", 1, share="1.1"), (SHARE_BETWEEN, "answers", 1, "share")),
        (
            "short_text",
            row_of("short_text", "answers", 1, text={"az": ""}),
            ("An accepted answer has a text of at most 500 letters.", "answers", None, ""),
        ),
        ("numeric", row_of("numeric", "answers", 0, value="x"), (NUMBER, "answers", 0, "value")),
        ("numeric", row_of("numeric", "answers", 0, tolerance="-1"), (TOLERANCE, "answers", 0, "tolerance")),
        ("numeric", row_of("numeric", "answers", 0, tolerance="x"), (TOLERANCE, "answers", 0, "tolerance")),
        ("numeric", row_of("numeric", "units", 1, factor="0"), (FACTOR, "units", 1, "factor")),
        ("numeric", row_of("numeric", "units", 1, factor="1/0"), (FACTOR, "units", 1, "factor")),
        (
            "numeric",
            row_of("numeric", "units", 0, factor="2"),
            ("One unit has to be that of the values: its factor is 1.", "units", None, ""),
        ),
        ("matching", {"items": []}, (FEW, "items", None, "")),
        ("matching", {"targets": []}, (FEW, "targets", None, "")),
        ("matching", {"items": assigning("ax")["items"]}, ("No row above has this sign.", "items", 1, "target")),
        ("ordering", {"items": []}, (FEW, "items", None, "")),
        ("shelf_order", {"items": []}, (FEW, "items", None, "")),
        ("shelf_order", {"scheme": "colon"}, ("Choose the classification.", "", None, "scheme")),
        (
            "shelf_order",
            shelf("udc", "02", "fiction"),
            ("This call number cannot be read.", "items", 1, "call_number"),
        ),
        (
            "shelf_order",
            shelf("udc", "021", "02", "02"),
            ("Another book stands in this place.", "items", 2, "call_number"),
        ),
        ("gaps", {"text": {"en": "[[g1]]"}}, (GAPS_AND_ROWS, "", None, "text")),
        ("gaps", {"gaps": []}, (GAPS_AND_ROWS, "", None, "text")),
        ("gaps", {"text": {}}, (GAPS_AND_ROWS, "", None, "text")),
        ("gaps", row_of("gaps", "gaps", 1, options=[]), (FEW, "gaps", 1, "")),
        ("gaps", row_of("gaps", "gaps", 0, answers=[]), ("One answer has to earn the whole mark.", "gaps", 0, "")),
        ("hotspot", {"image": {}}, ("Choose a picture.", "", None, "image")),
        (
            "hotspot",
            {"image": pictured(0)["image"] | {"alt": {"az": ""}}},
            ("Say what the picture shows.", "", None, "alt"),
        ),
        ("hotspot", {"image": pictured(0)["image"] | {"width": 0}}, ("Choose a picture.", "", None, "image")),
        ("hotspot", {"image": pictured(0)["image"] | {"height": 10_001}}, ("Choose a picture.", "", None, "image")),
        ("hotspot", row_of("hotspot", "options", 2, area={}), (OUTSIDE, "options", 2, "x")),
        (
            "essay",
            {"criteria": [*RUBRIC, RUBRIC[0] | {"levels": RUBRIC[0]["levels"][:1]}]},
            ("Write two levels or more, each with other points.", "criteria", 1, "levels"),
        ),
    ],
)
def test_body_is_refused_where_the_fault_is(key: str, change: dict, expected: tuple) -> None:
    with pytest.raises(BodyInvalid) as fault:
        TYPES[key].check_body({**BODIES[key], **change})
    assert refusal(fault.value) == expected


@pytest.mark.parametrize("key", sorted(set(BODIES) - {"essay"}))
def test_body_of_words_alone_is_refused(key: str) -> None:
    with pytest.raises(BodyInvalid):
        TYPES[key].check_body(STEM)


@pytest.mark.parametrize(
    ("key", "change", "expected"),
    [
        (
            "matching",
            {"targets": [{"id": "a", "sign": "b"}, {"id": "b", "sign": " B "}]},
            ("Another row has this sign.", "targets", 1, "sign"),
        ),
        (
            "matching",
            {"targets": [{"id": "a", "sign": "B"}, {"id": "b"}]},
            ("Another row has this sign.", "targets", 1, "sign"),
        ),
        (
            "gaps",
            {"gap_answers": [{"gap": "g1", "id": "x"}, {"gap": "g3", "id": "y"}]},
            ("There is no gap of this name.", "gap_answers", 1, "gap"),
        ),
        (
            "essay",
            {"criteria": [{"levels": {"az": "2 Reasoned"}}, {"levels": {"az": "1 Partly\nReasoned"}}]},
            ("Begin each line with its points, then write what earns them.", "criteria", 1, "levels"),
        ),
    ],
)
def test_form_is_refused_where_the_fault_is(key: str, change: dict, expected: tuple) -> None:
    shown = TYPES[key].shown_of(BODIES[key])
    with pytest.raises(BodyInvalid) as fault:
        TYPES[key].body_of(shown | change)
    assert refusal(fault.value) == expected


def test_items_name_their_targets_by_signs_however_they_are_typed() -> None:
    targets = [{"id": "x", "sign": " q ", "text": words("Q")}, {"id": "y", "text": words("B")}]
    items = [{"id": f"i{place}", "target": sign} for place, sign in enumerate([" Q", "b ", "z", ""])]
    body = TYPES["matching"].body_of({"targets": targets, "items": items})
    assert [item["target"] for item in body["items"]] == ["x", "y", "", ""]
    assert body["targets"] == [{"id": "x", "text": words("Q")}, {"id": "y", "text": words("B")}]


def test_targets_beyond_the_alphabet_have_signs_with_numbers() -> None:
    body = {
        "targets": [{"id": str(place)} for place in range(53)],
        "items": [{"id": "i", "target": "26"}, {"id": "j", "target": "gone"}],
    }
    shown = TYPES["matching"].shown_of(body)
    signs = [target["sign"] for target in shown["targets"]]
    assert [signs[place] for place in (0, 1, 25, 26, 27, 52)] == ["A", "B", "Z", "A1", "B1", "A2"]
    assert shown["items"] == [{"id": "i", "target": "A1"}, {"id": "j", "target": ""}]


def test_accepted_answer_to_a_gap_earns_its_share_or_all_or_nothing() -> None:
    rows = [
        {"gap": "g1", "id": "a", "text": words("Whole"), "correct": True},
        {"gap": "g1", "id": "b", "text": words("Half"), "correct": False, "share": "0.5"},
        {"gap": "g1", "id": "c", "text": words("None"), "correct": False},
    ]
    (gap,) = TYPES["gaps"].body_of({"gaps": [{"id": "g1", "kind": "fill"}], "gap_answers": rows})["gaps"]
    assert gap == {
        "id": "g1",
        "answers": [
            {"text": words("Whole")},
            {"text": words("Half"), "share": "0.5"},
            {"text": words("None"), "share": "0"},
        ],
    }


def test_region_may_reach_the_edges_of_the_picture() -> None:
    edges = [{"x": 90, "y": 70, "width": 10, "height": 30}, {"x": 0, "y": 0, "width": 100, "height": 100}]
    body = pictured(0)
    body["options"] = [option | {"area": area} for option, area in zip(body["options"], edges, strict=False)]
    body["image"] = body["image"] | {"height": 10_000}
    TYPES["hotspot"].check_body(body)
