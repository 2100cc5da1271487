"""What stands between the braces of a question. All texts here are `hidden`: their escapes are out of sight."""

import math
import re
from typing import Any

from courses.formats.gift.escapes import read_feedback, read_text, shown
from courses.formats.items import Answer, ItemType, NumberAnswer, Pair, Text, TextFormat
from courses.formats.refusals import QuestionUnclear, Refusal

GENERAL = "####"
_TRUTH = re.compile(r"(TRUE|T|FALSE|F)\s*(#.*)?", re.DOTALL | re.IGNORECASE)
_WEIGHT = re.compile(r"\s*%\s*([+-]?[0-9]{1,9}(?:\.[0-9]{0,9})?)\s*%")
_NUMBER = r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,3})?"
_RANGE = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})")
_MARGIN = re.compile(rf"({_NUMBER})(?:\s*:\s*({_NUMBER}))?")
#: What the answers add to the question: its type, and its fields.
Found = dict[str, Any]


def read_answers(body: str, default: TextFormat) -> Found:
    """Tell the type from the signs, and read the answers. Raises `QuestionUnclear`."""
    body, _sign, general = body.partition(GENERAL)
    body = body.strip()
    found: Found = {"general_feedback": read_feedback(general, default)}
    truth = _TRUTH.fullmatch(body)
    if truth:
        return found | _truth(truth, default)
    if not body:
        return found | {"type": ItemType.ESSAY}
    if body.startswith("#"):
        return found | {"type": ItemType.NUMERIC, "numbers": _numbers(body[1:].strip(), default)}
    return found | _chosen_or_written(body, default)


def _truth(match: re.Match[str], default: TextFormat) -> Found:
    is_true = match[1].upper().startswith("T")
    _empty, on_true, on_false = (*(match[2] or "").split("#", 2), "", "", "")[:3]
    choices = (
        Answer(text=Text("true"), correct=is_true, feedback=read_feedback(on_true, default)),
        Answer(text=Text("false"), correct=not is_true, feedback=read_feedback(on_false, default)),
    )
    return {"type": ItemType.TRUE_FALSE, "choices": choices}


def _parts(body: str) -> list[tuple[str, str]]:
    """Split into (sign, rest) at each “=” and “~”."""
    first, *parts = re.split(r"([=~])", body)
    if first.strip() or not parts:
        raise QuestionUnclear(Refusal.NO_ANSWERS)
    return list(zip(parts[::2], parts[1::2], strict=True))


def _chosen_or_written(body: str, default: TextFormat) -> Found:
    parts = _parts(body)
    if all(sign == "=" for sign, _part in parts) and any("->" in part for _sign, part in parts):
        return {"type": ItemType.MATCHING, "pairs": tuple(_pair(part, default) for _sign, part in parts)}
    choices = tuple(_choice(sign, part, default) for sign, part in parts)
    if any(not answer.text.text for answer in choices):
        raise QuestionUnclear(Refusal.NO_ANSWERS)
    return {"type": _choice_type({sign for sign, _part in parts}), "choices": choices}


def _choice_type(signs: set[str]) -> ItemType:
    if signs == {"="}:
        return ItemType.SHORT_TEXT
    return ItemType.SINGLE_CHOICE if "=" in signs else ItemType.MULTIPLE_CHOICE


def _weighted(part: str) -> tuple[float | None, str]:
    match = _WEIGHT.match(part)
    return (float(match[1]), part[match.end() :]) if match else (None, part)


def _choice(sign: str, part: str, default: TextFormat) -> Answer:
    weight, rest = _weighted(part)
    text, _sign, feedback = rest.partition("#")
    return Answer(
        text=read_text(text, default), correct=sign == "=", weight=weight, feedback=read_feedback(feedback, default)
    )


def _pair(part: str, default: TextFormat) -> Pair:
    left, arrow, right = part.partition("->")
    if not arrow or not right.strip():
        raise QuestionUnclear(Refusal.BAD_PAIR)
    return Pair(read_text(left, default), shown(right))


def _numbers(body: str, default: TextFormat) -> tuple[NumberAnswer, ...]:
    if body.startswith(("=", "~")):
        return tuple(_number(part, default) for _sign, part in _parts(body))
    return (_number(body, default),)


def _number(part: str, default: TextFormat) -> NumberAnswer:
    weight, rest = _weighted(part)
    text, _sign, feedback = rest.partition("#")
    return NumberAnswer(**_value(text.strip()), weight=weight, feedback=read_feedback(feedback, default))


def _value(text: str) -> dict[str, float | None]:
    between, around = _RANGE.fullmatch(text), _MARGIN.fullmatch(text)
    if between:
        return {"low": _finite(between[1]), "high": _finite(between[2])}
    if around:
        return {"number": _finite(around[1]), "margin": _finite(around[2]) if around[2] else None}
    raise QuestionUnclear(Refusal.BAD_NUMBER)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise QuestionUnclear(Refusal.BAD_NUMBER)
    return number
