"""An item as JSON, for scripts that look at what a file holds."""

from typing import Any

from courses.formats.items import Answer, Item, ItemType, NumberAnswer, Text

Row = dict[str, Any]
_WRITTEN = {ItemType.SHORT_TEXT, ItemType.NUMERIC}


def row_of(item: Item, *, refused: str | None) -> Row:
    """Return everything that the file says of it. `refused` is the reason in words."""
    return {
        "number": item.number,
        "line": item.line,
        "type": item.type.value,
        "title": item.title,
        "stem": item.stem.text,
        "stem_format": item.stem.format.value,
        **_answers(item),
        **_told("general_feedback", item.general_feedback),
        "tags": list(item.tags),
        "id": item.id,
        "category": item.category,
        "refused": refused,
    }


def _answers(item: Item) -> Row:
    if item.type == ItemType.MATCHING:
        pairs = [
            {"text": pair.text.text, "format": pair.text.format.value, "answer": pair.answer} for pair in item.pairs
        ]
        return {"answers": pairs}
    name = "answers" if item.type in _WRITTEN else "choices"
    rows = [_answer(answer) for answer in item.choices] + [_number(number) for number in item.numbers]
    return {name: rows}


def _answer(answer: Answer) -> Row:
    return {
        "text": answer.text.text,
        "format": answer.text.format.value,
        "correct": answer.correct,
        "weight": answer.weight,
        **_told("feedback", answer.feedback),
    }


def _number(answer: NumberAnswer) -> Row:
    between = {"low": answer.low, "high": answer.high}
    around = {"number": answer.number, "tolerance": answer.margin}
    value = between if answer.number is None else around
    return value | {"weight": answer.weight, **_told("feedback", answer.feedback)}


def _told(name: str, text: Text | None) -> Row:
    return {name: text.text if text else None, f"{name}_format": text.format.value if text else None}
