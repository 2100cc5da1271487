"""Questions, written in GIFT. What the format cannot say is given back with the reason."""

from dataclasses import replace

from courses.formats.gift.escapes import written, written_text
from courses.formats.gift.reader import CATEGORY
from courses.formats.items import Answer, Item, ItemType, NumberAnswer, Pair, Text
from courses.formats.refusals import Refusal

ARROW = "->"


def write_gift(items: list[Item]) -> tuple[str, list[Item]]:
    """Return the file, and the questions that it does not hold, each with its refusal."""
    left_out = [replace(item, refused=Refusal.NOT_WRITABLE) for item in items if not _is_writable(item)]
    blocks, category = list[str](), None
    for item in items:
        if not _is_writable(item):
            continue
        if item.type != ItemType.CATEGORY and item.category != category:
            blocks.append(f"{CATEGORY} {written(item.category or '')}")
            category = item.category
        if item.type == ItemType.CATEGORY:
            category = item.title
        blocks.append(_block(item))
    return "\n\n".join([*blocks, ""]), left_out


def _is_writable(item: Item) -> bool:
    """GIFT has no files, units and capitals that count, and no escape for its arrow and for what closes a tag."""
    sides = [pair.text.text for pair in item.pairs] + [pair.answer for pair in item.pairs]
    written_answers = [answer.text.text for answer in item.choices if item.type == ItemType.SHORT_TEXT]
    has_arrow = any(ARROW in text for text in sides + written_answers)
    has_bracket = any("]" in name for name in (*item.tags, item.id or ""))
    has_files = any(text.files for text in item.texts)
    return item.type != ItemType.UNKNOWN and not (
        has_arrow or has_bracket or has_files or item.units or item.case_sensitive
    )


def _block(item: Item) -> str:
    if item.type == ItemType.CATEGORY:
        return f"{CATEGORY} {written(item.title or '')}"
    names = [f"[id:{item.id}]"] if item.id else []
    names += [f"[tag:{written(tag)}]" for tag in item.tags]
    comment = f"// {' '.join(names)}\n" if names else ""
    title = f"::{written(item.title)}::" if item.title else ""
    answers = "" if item.type == ItemType.DESCRIPTION else f"{{{_answers(item)}}}"
    return f"{comment}{title}{written_text(item.stem)}{answers}"


def _answers(item: Item) -> str:
    general = f"\n{'#' * 4}{written_text(item.general_feedback)}" if item.general_feedback else ""
    return _body(item) + (f"{general}\n" if general else "")


def _body(item: Item) -> str:
    if item.type == ItemType.TRUE_FALSE:
        return _truth(item.choices)
    if item.type == ItemType.NUMERIC:
        return "#" + "".join(f"\n={_weight(answer.weight)}{_number(answer)}" for answer in item.numbers) + "\n"
    if item.type == ItemType.MATCHING:
        return "".join(f"\n={_pair(pair)}" for pair in item.pairs) + "\n"
    if item.type == ItemType.ESSAY:
        return ""
    return "".join(f"\n{_choice(answer)}" for answer in item.choices) + "\n"


def _truth(choices: tuple[Answer, ...]) -> str:
    on_true, on_false = (_feedback(answer.feedback) or "#" for answer in choices)
    return ("TRUE" if choices[0].correct else "FALSE") + on_true + on_false


def _choice(answer: Answer) -> str:
    sign = "=" if answer.correct else "~"
    return f"{sign}{_weight(answer.weight)}{written_text(answer.text)}{_feedback(answer.feedback)}"


def _pair(pair: Pair) -> str:
    return f"{written_text(pair.text)} {ARROW} {written(pair.answer)}"


def _number(answer: NumberAnswer) -> str:
    if answer.number is None:
        value = f"{_plain(answer.low)}..{_plain(answer.high)}"
    else:
        value = _plain(answer.number) + ("" if answer.margin is None else f":{_plain(answer.margin)}")
    return value + _feedback(answer.feedback)


def _plain(number: float | None) -> str:
    return repr(number or 0.0).removesuffix(".0")


def _weight(weight: float | None) -> str:
    return "" if weight is None else f"%{weight:.9f}".rstrip("0").rstrip(".") + "%"


def _feedback(feedback: Text | None) -> str:
    return f"#{written_text(feedback)}" if feedback else ""
