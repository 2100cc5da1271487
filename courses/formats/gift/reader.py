"""A file in GIFT, read question by question."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from courses.formats.gift.answers import read_answers
from courses.formats.gift.escapes import hidden, read_text, shown
from courses.formats.items import MAX_ITEMS, Item, ItemType, Text, TextFormat, checked, decoded, refusal_of
from courses.formats.refusals import FileUnreadable, QuestionUnclear, Refusal

CATEGORY = "$CATEGORY:"
BLANK = " _____ "
_BRACE = re.compile(r"\\[~=#{}:\\n]|[{}]")
_NAMED = re.compile(r"\[(id|tag):([^\]\n]{1,600})\]")
_TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)


@dataclass
class _Block:
    """The lines of one question, with the number of the first, and the ids and tags that its comments name."""

    line: int = 0
    lines: list[str] = field(default_factory=list)
    named: list[tuple[str, str]] = field(default_factory=list)


def read_gift(content: bytes) -> list[Item]:
    """Read every question, heading and category. Raises `FileUnreadable`."""
    items: list[Item] = []
    category = None
    for block in _blocks(decoded(content).split("\n")):
        first, number = block.lines[0].strip(), len(items) + 1
        if number > MAX_ITEMS:
            raise FileUnreadable(FileUnreadable.TOO_MANY)
        if first.startswith(CATEGORY):
            category = shown(hidden(first.removeprefix(CATEGORY))) or None
            items.append(Item(number=number, line=block.line, type=ItemType.CATEGORY, title=category))
        else:
            items.append(_question(block, number, category))
    return checked(items)


def _blocks(lines: list[str]) -> Iterator[_Block]:
    """Part the lines at blank ones that stand outside braces. What never ends with a brace ends at a blank line."""
    place, named = 0, list[tuple[str, str]]()
    while place < len(lines):
        line = lines[place].strip()
        if line.startswith("//"):
            named += _NAMED.findall(line)
        elif line.startswith(CATEGORY):
            yield _Block(place + 1, [line])
        elif line:
            end = _end(lines, place)
            inside = lines[place:end]
            comments = [text for text in inside if text.strip().startswith("//")]
            named += [name for text in comments for name in _NAMED.findall(text)]
            yield _Block(place + 1, [text for text in inside if not text.strip().startswith("//")], named)
            place, named = end - 1, []
        place += 1


def _end(lines: list[str], start: int) -> int:
    """Return where the question ends that begins at `start`: at the first blank line outside braces.

    A brace within braces cannot be: the first of them was forgotten, so the first blank line ends the question. So no
    line is looked at more than twice, whatever the file.
    """
    is_open, first_blank = False, None
    for place in range(start, len(lines)):
        line = lines[place].strip()
        if not line:
            first_blank = first_blank or place
            if not is_open:
                return place
        if line.startswith("//"):
            continue
        for sign in _BRACE.findall(line):
            if sign == "{" and is_open:
                return first_blank or _blank(lines, place)
            is_open = sign == "{" if len(sign) == 1 else is_open
    return first_blank if is_open and first_blank else len(lines)


def _blank(lines: list[str], start: int) -> int:
    return next((place for place in range(start, len(lines)) if not lines[place].strip()), len(lines))


def _question(block: _Block, number: int, category: str | None) -> Item:
    tags = tuple(shown(hidden(value)) for name, value in block.named if name == "tag")
    ids = [value.strip() for name, value in block.named if name == "id"]
    text = hidden("\n".join(block.lines))
    title = _TITLE.match(text)
    item = Item(
        number=number,
        line=block.line,
        type=ItemType.UNKNOWN,
        title=(shown(title[1]) or None) if title else None,
        tags=tags,
        id=ids[-1] if ids else None,
        category=category,
    )
    item = _body(item, text[title.end() :] if title else text)
    return replace(item, refused=item.refused or refusal_of(item))


def _body(item: Item, text: str) -> Item:
    before, opening, rest = text.partition("{")
    answers, closing, after = rest.partition("}")
    if not opening:
        refused = Refusal.TWO_BLOCKS if "}" in before else Refusal.NO_QUESTION
        return replace(item, type=ItemType.DESCRIPTION, stem=read_text(before, TextFormat.MOODLE), refused=refused)
    stem = _stem(before, after)
    item = replace(item, stem=stem)
    if not closing or "{" in answers:
        return replace(item, refused=Refusal.UNCLOSED)
    if "}" in before + after or "{" in after:
        return replace(item, refused=Refusal.TWO_BLOCKS)
    try:
        return replace(item, **read_answers(answers, stem.format))
    except QuestionUnclear as unclear:
        return replace(item, refused=unclear.refusal)


def _stem(before: str, after: str) -> Text:
    """Put a blank where the answers stood, if the text goes on behind them."""
    if not after.strip():
        return read_text(before, TextFormat.MOODLE)
    return read_text(f"{before.rstrip()}{BLANK}{after.lstrip()}", TextFormat.MOODLE)
