"""Questions in a spreadsheet, CSV or XLSX: one a line, under columns named in az, ru or en.

“question” and “correct” are asked for. With columns named “option” it is a choice, and “correct” holds letters or
numbers of options; else “correct” holds true or false, or what may be written, parted by “|”, or nothing (an essay). A
column “type” with the key of a type decides where this is not meant.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from academy.lists.reader import read_separated
from academy.lists.table import is_workbook, read_confined
from academy.lists.unreadable import ListUnreadable
from courses.formats.items import (
    MAX_BYTES,
    MAX_ITEMS,
    Answer,
    Item,
    ItemType,
    NumberAnswer,
    Text,
    TextFormat,
    checked,
    decoded,
    refusal_of,
    tidy,
    visible,
)
from courses.formats.refusals import FileUnreadable, QuestionUnclear, Refusal

#: Column -> how its head begins in az, ru and en.
HEADS = {
    "question": ("question", "stem", "sual", "вопрос"),
    "correct": ("correct", "düzgün", "doğru", "правильн", "верн"),
    "option": ("option", "variant", "вариант"),
    "feedback": ("feedback", "explanation", "izah", "rəy", "пояснен", "отзыв"),
    "title": ("title", "name", "başlıq", "ad", "назван", "заголов"),
    "type": ("type", "növ", "тип"),
    "tags": ("tag", "etiket", "метк"),
    "category": ("category", "kateqoriya", "категор"),
    "id": ("id",),
}
TRUE = {"true", "t", "doğru", "düzdür", "верно", "да"}
FALSE = {"false", "f", "yanlış", "səhvdir", "неверно", "нет"}
_NUMBER = re.compile(r"([+-]?[0-9]{1,30}(?:[.,][0-9]{1,30})?)(?:\s*(?:±|:)\s*([0-9]{1,30}(?:[.,][0-9]{1,30})?))?")
Cells = Mapping[str, str]
Found = dict[str, Any]


def read_question_list(content: bytes) -> list[Item]:
    """Read every line. Raises `FileUnreadable`."""
    if len(content) > MAX_BYTES:
        raise FileUnreadable(FileUnreadable.TOO_LARGE)
    lines = _filled(content)
    _line, head = next(lines, (0, []))
    columns = [_column(cell) for cell in head]
    if not {"question", "correct"} <= set(columns):
        raise FileUnreadable(FileUnreadable.NO_COLUMNS)
    items = []
    for number, (line, cells) in enumerate(lines, start=1):
        if number > MAX_ITEMS:
            raise FileUnreadable(FileUnreadable.TOO_MANY)
        items.append(_item(number, line, columns, cells))
    return checked(items)


def _filled(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        read = iter(read_confined(content)) if is_workbook(content) else read_separated(decoded(content))
        for line, cells in read:
            if any(cell.strip() for cell in cells):
                yield line, [visible(cell).strip() for cell in cells]
    except (csv.Error, ListUnreadable) as error:
        raise FileUnreadable(FileUnreadable.DAMAGED) from error


def _column(head: str) -> str | None:
    folded = head.strip().lower().replace("\u0307", "")
    begun = (name for name, heads in HEADS.items() if name != "id" and folded.startswith(heads))
    return "id" if folded == "id" else next(begun, None)


def _item(number: int, line: int, columns: Sequence[str | None], cells: Sequence[str]) -> Item:
    pairs = [(column, cell) for column, cell in zip(columns, cells, strict=False) if column]
    named = dict(reversed(pairs))
    options = [cell for column, cell in pairs if column == "option" and cell]
    item = Item(
        number=number,
        line=line,
        type=ItemType.UNKNOWN,
        title=tidy(named.get("title", ""), TextFormat.MOODLE) or None,
        stem=_text(named.get("question", "")),
        general_feedback=_text(named["feedback"]) if named.get("feedback") else None,
        tags=tuple(tag.strip() for tag in named.get("tags", "").split(",") if tag.strip()),
        id=named.get("id") or None,
        category=named.get("category") or None,
    )
    try:
        item = replace(item, **_answers(named, options))
    except QuestionUnclear as unclear:
        item = replace(item, refused=unclear.refusal)
    return replace(item, refused=item.refused or refusal_of(item))


def _text(text: str) -> Text:
    return Text(tidy(text, TextFormat.PLAIN), TextFormat.PLAIN)


def _answers(named: Cells, options: list[str]) -> Found:
    correct = named.get("correct", "")
    key = named.get("type") or _type_of(correct, options)
    if key not in _READERS:
        raise QuestionUnclear(Refusal.UNKNOWN_TYPE)
    return _READERS[key](key, correct, options)


def _type_of(correct: str, options: list[str]) -> str:
    if options:
        several = len(re.split(r"[\s,;]+", correct)) > 1
        return ItemType.MULTIPLE_CHOICE if several else ItemType.SINGLE_CHOICE
    if not correct:
        return ItemType.ESSAY
    return ItemType.TRUE_FALSE if correct.lower() in TRUE | FALSE else ItemType.SHORT_TEXT


def _choice(key: str, correct: str, options: list[str]) -> Found:
    marks = {mark.upper() for mark in re.split(r"[\s,;]+", correct) if mark}
    places = [{chr(ord("A") + place), str(place + 1)} for place in range(len(options))]
    if not options or not marks <= set[str]().union(*places):
        raise QuestionUnclear(Refusal.NO_ANSWER_LINE if options else Refusal.NO_ANSWERS)
    pairs = zip(options, places, strict=True)
    choices = tuple(Answer(text=_text(option), correct=bool(place & marks)) for option, place in pairs)
    return {"type": ItemType(key), "choices": choices}


def _truth(_key: str, correct: str, _options: list[str]) -> Found:
    if correct.lower() not in TRUE | FALSE:
        raise QuestionUnclear(Refusal.NO_ANSWERS)
    is_true = correct.lower() in TRUE
    choices = (Answer(text=Text("true"), correct=is_true), Answer(text=Text("false"), correct=not is_true))
    return {"type": ItemType.TRUE_FALSE, "choices": choices}


def _written(_key: str, correct: str, _options: list[str]) -> Found:
    answers = tuple(Answer(text=_text(part), correct=True) for part in correct.split("|") if part.strip())
    if not answers:
        raise QuestionUnclear(Refusal.NO_ANSWERS)
    return {"type": ItemType.SHORT_TEXT, "choices": answers}


def _numeric(_key: str, correct: str, _options: list[str]) -> Found:
    match = _NUMBER.fullmatch(correct)
    if not match:
        raise QuestionUnclear(Refusal.BAD_NUMBER)
    number, margin = (float(part.replace(",", ".")) if part else None for part in match.groups())
    return {"type": ItemType.NUMERIC, "numbers": (NumberAnswer(number=number, margin=margin),)}


def _essay(_key: str, _correct: str, _options: list[str]) -> Found:
    return {"type": ItemType.ESSAY}


_READERS: dict[str, Callable[[str, str, list[str]], Found]] = {
    "single_choice": _choice,
    "multiple_choice": _choice,
    "true_false": _truth,
    "short_text": _written,
    "numeric": _numeric,
    "essay": _essay,
}
