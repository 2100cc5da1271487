"""A file of Moodle's, read question by question."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from courses.formats.items import (
    MAX_ITEMS,
    Answer,
    File,
    Item,
    ItemType,
    NumberAnswer,
    Pair,
    Text,
    TextFormat,
    checked,
    refusal_of,
    tidy,
)
from courses.formats.moodle_xml.tree import Node, each_question
from courses.formats.refusals import FileUnreadable, QuestionUnclear, Refusal

FORMATS = {
    "html": TextFormat.HTML,
    "markdown": TextFormat.MARKDOWN,
    "plain_text": TextFormat.PLAIN,
    "moodle_auto_format": TextFormat.MOODLE,
}
#: What a question type adds to the question.
Found = dict[str, Any]


def read_moodle_xml(content: bytes) -> list[Item]:
    """Read every question and category. Raises `FileUnreadable`."""
    items: list[Item] = []
    category: str | None = None

    def take(node: Node) -> None:
        nonlocal category
        if len(items) == MAX_ITEMS:
            raise FileUnreadable(FileUnreadable.TOO_MANY)
        item = _item(node, len(items) + 1, category)
        category = item.title if item.type == ItemType.CATEGORY else category
        items.append(item)

    each_question(content, take)
    return checked(items)


def _item(node: Node, number: int, category: str | None) -> Item:
    kind = node.attributes.get("type", "")
    if kind == "category":
        title = tidy(node.value("category", "text"), TextFormat.MOODLE) or None
        return Item(number=number, line=node.line, type=ItemType.CATEGORY, title=title)
    feedback = _text_at(node, "generalfeedback")
    item = Item(
        number=number,
        line=node.line,
        type=ItemType.UNKNOWN,
        title=tidy(node.value("name", "text"), TextFormat.MOODLE) or None,
        stem=_text_at(node, "questiontext"),
        general_feedback=feedback if feedback.text else None,
        tags=_tags(node),
        id=tidy(node.value("idnumber"), TextFormat.MOODLE) or None,
        category=category,
    )
    return _with_answers(item, node, kind)


def _with_answers(item: Item, node: Node, kind: str) -> Item:
    if kind not in _READERS:
        return replace(item, refused=Refusal.UNKNOWN_TYPE)
    try:
        item = replace(item, **_READERS[kind](node))
    except QuestionUnclear as unclear:
        item = replace(item, refused=unclear.refusal)
    return replace(item, refused=item.refused or refusal_of(item))


def _tags(node: Node) -> tuple[str, ...]:
    tags = node.find("tags")
    texts = [tidy(tag.value("text"), TextFormat.MOODLE) for tag in tags.all("tag")] if tags else []
    return tuple(text for text in texts if text)


def _text_at(node: Node, tag: str) -> Text:
    found = node.find(tag)
    return _text(found) if found else Text("", TextFormat.HTML)


def _text(node: Node) -> Text:
    text_format = FORMATS.get(node.attributes.get("format", "html"), TextFormat.HTML)
    files = [File(file.attributes.get("name", ""), "".join(file.text.split())) for file in node.all("file")]
    return Text(tidy(node.value("text"), text_format), text_format, tuple(files))


def _feedback(node: Node) -> Text | None:
    feedback = _text_at(node, "feedback")
    return feedback if feedback.text else None


def _fraction(node: Node) -> float:
    return _number(node.attributes.get("fraction", "0"), Refusal.BAD_WEIGHT)


def _number(text: str, refusal: Refusal) -> float:
    try:
        number = float(text) if text.isascii() and "_" not in text else math.nan
    except ValueError as error:
        raise QuestionUnclear(refusal) from error
    if not math.isfinite(number):
        raise QuestionUnclear(refusal)
    return number


def _answers(node: Node) -> tuple[Answer, ...]:
    answers = []
    for answer in node.all("answer"):
        fraction = _fraction(answer)
        text = _text(answer)
        answers.append(Answer(text=text, correct=fraction > 0, weight=fraction, feedback=_feedback(answer)))
    if not answers or any(not answer.text.text for answer in answers):
        raise QuestionUnclear(Refusal.NO_ANSWERS)
    return tuple(answers)


def _choice(node: Node) -> Found:
    is_single = node.value("single") in {"true", "1"}
    return {
        "type": ItemType.SINGLE_CHOICE if is_single else ItemType.MULTIPLE_CHOICE,
        "choices": _answers(node),
    }


def _truth(node: Node) -> Found:
    answers = {answer.text.text.lower(): answer for answer in _answers(node)}
    if set(answers) != {"true", "false"} or answers["true"].correct == answers["false"].correct:
        raise QuestionUnclear(Refusal.NO_ANSWERS)
    choices = tuple(
        replace(answers[word], text=Text(word), weight=100.0 if answers[word].correct else 0.0)
        for word in ("true", "false")
    )
    return {"type": ItemType.TRUE_FALSE, "choices": choices}


def _short(node: Node) -> Found:
    is_sensitive = node.value("usecase") in {"1", "true"}
    return {"type": ItemType.SHORT_TEXT, "choices": _answers(node), "case_sensitive": is_sensitive}


def _numeric(node: Node) -> Found:
    numbers = tuple(
        NumberAnswer(
            number=_number(answer.value("text"), Refusal.BAD_NUMBER),
            margin=_number(answer.value("tolerance") or "0", Refusal.BAD_NUMBER),
            weight=_fraction(answer),
            feedback=_feedback(answer),
        )
        for answer in node.all("answer")
    )
    if not numbers:
        raise QuestionUnclear(Refusal.NO_ANSWERS)
    units = node.find("units")
    names = [f"{unit.value('unit_name')}={unit.value('multiplier')}" for unit in units.all("unit")] if units else []
    return {"type": ItemType.NUMERIC, "numbers": numbers, "units": tuple(names)}


def _matching(node: Node) -> Found:
    pairs = tuple(
        Pair(_text(pair), tidy(pair.value("answer", "text"), TextFormat.MOODLE)) for pair in node.all("subquestion")
    )
    if not pairs or any(not pair.answer for pair in pairs):
        raise QuestionUnclear(Refusal.BAD_PAIR)
    return {"type": ItemType.MATCHING, "pairs": pairs}


def _essay(_node: Node) -> Found:
    return {"type": ItemType.ESSAY}


def _description(_node: Node) -> Found:
    return {"type": ItemType.DESCRIPTION, "refused": Refusal.NO_QUESTION}


_READERS: dict[str, Callable[[Node], Found]] = {
    "multichoice": _choice,
    "truefalse": _truth,
    "shortanswer": _short,
    "numerical": _numeric,
    "matching": _matching,
    "essay": _essay,
    "description": _description,
}
