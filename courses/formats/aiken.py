"""Aiken (docs.moodle.org, "Aiken format"): a question in one paragraph, options “A.” or “A)”, then “ANSWER: A”."""

import re
from collections.abc import Iterator
from dataclasses import replace

from courses.formats.items import Answer, Item, ItemType, Text, TextFormat, checked, decoded, refusal_of, tidy
from courses.formats.refusals import FileUnreadable, Refusal

_OPTION = re.compile(r"\s*([A-Z])[.)]\s+(.+)")
_ANSWER = re.compile(r"\s*ANSWER:\s*(\S*)\s*")
Lines = list[tuple[int, str]]


def read_aiken(content: bytes) -> list[Item]:
    """Read every question. Raises `FileUnreadable`."""
    text = decoded(content)
    if not re.search(r"^\s*ANSWER:", text, re.MULTILINE):
        raise FileUnreadable(FileUnreadable.DAMAGED)
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    return checked([_item(lines, number) for number, lines in enumerate(_blocks(lines), start=1)])


def _blocks(lines: Lines) -> Iterator[Lines]:
    """Part the lines after each answer, and at blank lines behind options: there the answer is missing."""
    block: Lines = []
    for number, line in lines:
        if not line.strip():
            if any(_OPTION.fullmatch(text) for _number, text in block):
                yield block
                block = []
            continue
        block.append((number, line))
        if _ANSWER.fullmatch(line):
            yield block
            block = []
    if block:
        yield block


def _item(lines: Lines, number: int) -> Item:
    options = [match for _number, line in lines if (match := _OPTION.fullmatch(line))]
    answers = [match[1] for _number, line in lines if (match := _ANSWER.fullmatch(line))]
    stem = [line for _number, line in lines if not _OPTION.fullmatch(line) and not _ANSWER.fullmatch(line)]
    choices = tuple(
        Answer(text=Text(tidy(match[2], TextFormat.PLAIN), TextFormat.PLAIN), correct=match[1] in answers)
        for match in options
    )
    item = Item(
        number=number,
        line=lines[0][0],
        type=ItemType.SINGLE_CHOICE,
        stem=Text(tidy("\n".join(stem), TextFormat.PLAIN), TextFormat.PLAIN),
        choices=choices,
    )
    return replace(item, refused=_refusal([match[1] for match in options], answers) or refusal_of(item))


def _refusal(letters: list[str], answers: list[str]) -> Refusal | None:
    if not letters or len(set(letters)) != len(letters):
        return Refusal.NO_ANSWERS
    return None if answers and answers[0] in letters else Refusal.NO_ANSWER_LINE
