"""One question of each type, with what a learner sends, and twins that must look alike to a learner."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from academy.languages import LANGUAGES
from tests.factories.learning import choice_body


def words(text: str) -> dict[str, str]:
    """A text that names its language."""
    return {code: f"{text} {code}" for code in LANGUAGES}


SECRET = words("SECRET")
STEM = {"stem": words("Stem"), "explanation": SECRET}


@dataclass(frozen=True)
class Sample:
    """`sent` is what the form sends for the right `answer`; `twin` asks the same and is answered otherwise."""

    body: Mapping[str, Any]
    answer: Any
    sent: Mapping[str, Any]
    twin: Mapping[str, Any]
    wrong: list[Any] = field(default_factory=list)


def assigning(targets: str) -> dict[str, Any]:
    items = [
        {"id": f"i{place}", "text": words(f"Item {place}"), "target": target, "explanation": SECRET}
        for place, target in enumerate(targets)
    ]
    return STEM | {"items": items, "targets": [{"id": key, "text": words(f"Target {key}")} for key in "abc"]}


def wordings(right: str) -> list[dict[str, Any]]:
    return [
        {"text": words(right), "feedback": SECRET},
        {"text": words("SECRET half"), "share": "0.5", "feedback": SECRET},
    ]


def numbers(value: str) -> dict[str, Any]:
    units = [("m", "1"), ("cm", "1/100")]
    return STEM | {
        "answers": [{"value": value, "tolerance": "0.05", "feedback": SECRET}],
        "feedback": SECRET,
        "units": [{"id": key, "text": words(key), "factor": factor} for key, factor in units],
    }


def choices(correct: tuple[int, ...]) -> dict[str, Any]:
    body = choice_body(correct=correct) | STEM
    return body | {"options": [option | {"feedback": SECRET} for option in body["options"]]}


def judged(*, answer: bool) -> dict[str, Any]:
    return STEM | {"answer": answer, "feedback": {"true": SECRET, "false": SECRET}}


def row(order: tuple[int, ...]) -> dict[str, Any]:
    items = [{"id": f"i{place}", "text": words(f"Item {place}"), "explanation": SECRET} for place in order]
    return STEM | {"items": items}


def shelf(scheme: str, *call_numbers: str) -> dict[str, Any]:
    items = [
        {"id": f"i{place}", "call_number": label, "explanation": SECRET} for place, label in enumerate(call_numbers)
    ]
    return STEM | {"scheme": scheme, "items": items}


def pictured(correct: int) -> dict[str, Any]:
    body = choices((correct,))
    areas = [{"x": place * 20, "y": 10, "width": 12.5, "height": 30} for place in range(4)]
    body["options"] = [option | {"area": area} for option, area in zip(body["options"], areas, strict=True)]
    image = {"src": "/static/icons/app/icon-512.png", "width": 800, "height": 600, "alt": words("A record")}
    return body | {"image": image}


def gapped(right: str, correct: tuple[int, ...]) -> dict[str, Any]:
    text = {"az": "B [[g2]] sonra [[g1]].", "ru": "A [[g1]], B [[g2]].", "en": "A [[g1]] and [[g2]]!"}
    gaps = [
        {"id": "g1", "answers": wordings(right), "feedback": SECRET},
        {"id": "g2", "options": choices(correct)["options"]},
    ]
    return STEM | {"text": text, "gaps": gaps}


ASSIGNED = Sample(
    body=assigning("aab"),
    answer={"i0": "a", "i1": "a", "i2": "b"},
    sent={"q_i0": "a", "q_i1": "a", "q_i2": "b"},
    twin=assigning("cba"),
    wrong=[{"i0": "b", "i1": "c", "i2": "a"}, {"foreign": "a"}, {"i0": ["a"]}],
)

SAMPLES = {
    "single_choice": Sample(choices((0,)), "o0", {"q": "o0"}, choices((2,)), ["o1", ["o0"]]),
    "multiple_choice": Sample(choices((0, 1)), ["o0", "o1"], {"q": ["o1", "o0"]}, choices((2,)), [["o2"]]),
    "true_false": Sample(
        body=judged(answer=True), answer=True, sent={"q": "true"}, twin=judged(answer=False), wrong=[False, 1, "true"]
    ),
    "short_text": Sample(
        body=STEM | {"answers": wordings("Right"), "feedback": SECRET},
        answer="right az",
        sent={"q": "right az"},
        twin=STEM | {"answers": wordings("Left"), "feedback": SECRET},
        wrong=["left", 1, ["right az"], "x" * 10_000_000],
    ),
    "numeric": Sample(
        body=numbers("1.25"),
        answer={"number": "125", "unit": "cm"},
        sent={"q_number": "125", "q_unit": "cm"},
        twin=numbers("3"),
        wrong=[{"number": "1.25"}, {"number": "NaN", "unit": "m"}, {"number": "1,31", "unit": "m"}, "1.25"],
    ),
    "matching": ASSIGNED,
    "classify": ASSIGNED,
    "ordering": Sample(
        body=row((2, 0, 1)),
        answer={"i2": 1, "i0": 2, "i1": 3},
        sent={"q_i2": "1", "q_i0": "2", "q_i1": "3"},
        twin=row((1, 2, 0)),
        wrong=[{"i2": 3, "i0": 2, "i1": 1}, {"i2": 1, "i0": 1, "i1": 1}, {"i2": True, "i0": "2"}, ["i2", "i0", "i1"]],
    ),
    "shelf_order": Sample(
        body=shelf("udc", "02", "02+069", "021"),
        answer={"i1": 1, "i0": 2, "i2": 3},
        sent={"q_i1": "1", "q_i0": "2", "q_i2": "3"},
        twin=shelf("udc", "02", "02+069", "021") | {"explanation": words("SECRET")},
        wrong=[{"i2": 1, "i0": 2, "i1": 3}, {"i0": 10**400}, {"i0": 1.0, "i1": 2.0}],
    ),
    "gaps": Sample(
        body=gapped("Right", (1,)),
        answer={"g1": "right ru", "g2": "o1"},
        sent={"q_g1": "right ru", "q_g2": "o1"},
        twin=gapped("Left", (3,)),
        wrong=[{"g1": "left", "g2": "o0"}, {"g1": "o1", "g2": "right ru"}, {"g2": ["o1"]}, "o1"],
    ),
    "hotspot": Sample(pictured(0), "o0", {"q": "o0"}, pictured(3), ["o1", ["o0"], {"x": 1}]),
}

#: A criterion of a rubric with three levels.
RUBRIC = [
    {
        "id": "c1",
        "text": words("Reasons"),
        "levels": [{"points": points, "text": words(f"Level {points}")} for points in ("2", "1", "0")],
    }
]
#: What a person marks: no answer is right by itself.
ESSAY = STEM | {"criteria": RUBRIC}

#: A body of every type, those that a person marks among them.
BODIES: dict[str, Mapping[str, Any]] = {key: sample.body for key, sample in SAMPLES.items()} | {"essay": ESSAY}
