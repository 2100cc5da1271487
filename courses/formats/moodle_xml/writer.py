"""Questions, written in Moodle's XML. What the format cannot say is given back with the reason."""

from dataclasses import replace
from xml.etree import ElementTree as ET

from courses.formats.items import Answer, Item, ItemType, NumberAnswer, Text, TextFormat
from courses.formats.moodle_xml.reader import FORMATS
from courses.formats.moodle_xml.tree import QUESTION, ROOT
from courses.formats.refusals import Refusal

_NAMES = {text_format: name for name, text_format in FORMATS.items()}
_KINDS = {
    ItemType.SINGLE_CHOICE: "multichoice",
    ItemType.MULTIPLE_CHOICE: "multichoice",
    ItemType.TRUE_FALSE: "truefalse",
    ItemType.SHORT_TEXT: "shortanswer",
    ItemType.NUMERIC: "numerical",
    ItemType.MATCHING: "matching",
    ItemType.ESSAY: "essay",
    ItemType.DESCRIPTION: "description",
}
FULL = 100.0


def write_moodle_xml(items: list[Item]) -> tuple[str, list[Item]]:
    """Return the file, and the questions that it does not hold, each with its refusal."""
    left_out = [replace(item, refused=Refusal.NOT_WRITABLE) for item in items if item.type == ItemType.UNKNOWN]
    root, category = ET.Element(ROOT), None
    for item in items:
        if item.type == ItemType.CATEGORY:
            category = item.title
            _category(root, category)
        elif item.type in _KINDS:
            if item.category != category:
                category = item.category
                _category(root, category)
            _question(root, item)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n', left_out


def _category(root: ET.Element, name: str | None) -> None:
    question = ET.SubElement(root, QUESTION, type="category")
    _plain(ET.SubElement(question, "category"), name or "")


def _question(root: ET.Element, item: Item) -> None:
    question = ET.SubElement(root, QUESTION, type=_KINDS[item.type])
    _plain(ET.SubElement(question, "name"), item.title or "")
    _text(question, "questiontext", item.stem)
    _text(question, "generalfeedback", item.general_feedback or Text("", TextFormat.HTML))
    if item.id:
        ET.SubElement(question, "idnumber").text = item.id
    if item.type in {ItemType.SINGLE_CHOICE, ItemType.MULTIPLE_CHOICE}:
        ET.SubElement(question, "single").text = "true" if item.type == ItemType.SINGLE_CHOICE else "false"
    if item.case_sensitive:
        ET.SubElement(question, "usecase").text = "1"
    for answer in item.choices:
        _answer(question, answer)
    _numbers(question, item)
    for pair in item.pairs:
        _plain(ET.SubElement(_text(question, "subquestion", pair.text), "answer"), pair.answer)
    _tags(question, item.tags)


def _plain(element: ET.Element, text: str) -> None:
    ET.SubElement(element, "text").text = text


def _text(parent: ET.Element, tag: str, text: Text, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes | {"format": _NAMES[text.format]})
    _plain(element, text.text)
    for file in text.files:
        ET.SubElement(element, "file", name=file.name, encoding="base64").text = file.content
    return element


def _answer(question: ET.Element, answer: Answer) -> None:
    weight = answer.weight if answer.weight is not None else FULL * answer.correct
    element = _text(question, "answer", answer.text, fraction=_fraction(weight))
    _text(element, "feedback", answer.feedback or Text("", TextFormat.HTML))


def _numbers(question: ET.Element, item: Item) -> None:
    for number in item.numbers:
        value, margin = _middle(number)
        weight = FULL if number.weight is None else number.weight
        element = ET.SubElement(question, "answer", fraction=_fraction(weight), format="moodle_auto_format")
        _plain(element, repr(value))
        ET.SubElement(element, "tolerance").text = repr(margin)
        _text(element, "feedback", number.feedback or Text("", TextFormat.HTML))
    if item.units:
        units = ET.SubElement(question, "units")
        for name, _sign, multiplier in (unit.rpartition("=") for unit in item.units):
            unit = ET.SubElement(units, "unit")
            ET.SubElement(unit, "multiplier").text = multiplier
            ET.SubElement(unit, "unit_name").text = name


def _middle(answer: NumberAnswer) -> tuple[float, float]:
    """A range is written as its middle and half its width: the format has no other way."""
    if answer.number is not None:
        return answer.number, answer.margin or 0.0
    low, high = answer.low or 0.0, answer.high or 0.0
    return (low + high) / 2, (high - low) / 2


def _fraction(weight: float) -> str:
    return repr(weight).removesuffix(".0")


def _tags(question: ET.Element, names: tuple[str, ...]) -> None:
    if names:
        tags = ET.SubElement(question, "tags")
        for name in names:
            _plain(ET.SubElement(tags, "tag"), name)
