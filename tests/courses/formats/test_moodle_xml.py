"""Moodle XML: the files of the corpus, and files that mean harm."""

from dataclasses import replace
from pathlib import Path

import pytest

from courses.formats.items import MAX_BYTES, MAX_ITEMS, Item, ItemType
from courses.formats.moodle_xml import read_moodle_xml, write_moodle_xml
from courses.formats.refusals import FileUnreadable, Refusal
from tests.corpus import corpus_params

EXPECTED = {
    "multichoice.xml": [("category", 0), ("single_choice", 5)],
    "nested_categories.xml": [("category", 0), ("category", 0), ("category", 0), ("true_false", 0)],
    "truefalse.xml": [("category", 0), ("true_false", 4), ("true_false", 4)],
}


def question(inside: str, kind: str = "multichoice") -> str:
    return f'<question type="{kind}"><questiontext><text>A?</text></questiontext>{inside}</question>'


def read(*questions: str) -> list[Item]:
    return read_moodle_xml(f"<quiz>{''.join(questions)}</quiz>".encode())


def reason(content: bytes) -> object:
    with pytest.raises(FileUnreadable) as refusal:
        read_moodle_xml(content)
    return refusal.value.message


@pytest.mark.parametrize("path", corpus_params("moodle_xml/*.xml"))
def test_file_of_the_corpus_is_read_and_survives_writing(path: Path) -> None:
    items = read_moodle_xml(path.read_bytes())
    files = [(item.type.value, sum(len(text.files) for text in item.texts)) for item in items]
    assert files == EXPECTED[path.name]
    again = read_moodle_xml(write_moodle_xml(items)[0].encode())
    assert [replace(item, line=0) for item in again] == [replace(item, line=0) for item in items]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'<!DOCTYPE q [<!ENTITY a "b">]><quiz>&a;</quiz>', FileUnreadable.ENTITIES),
        (b'<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>', FileUnreadable.ENTITIES),
        (b"<quiz>", FileUnreadable.DAMAGED),
        (b"<other/>", FileUnreadable.DAMAGED),
        (b"no XML", FileUnreadable.DAMAGED),
        (b"<quiz>" + b"<a>" * 100_000, FileUnreadable.DAMAGED),
        (b"<quiz><question>" + b"<a/>" * 100_000, FileUnreadable.DAMAGED),
        (b"<quiz/>", FileUnreadable.EMPTY),
        ("<quiz>ш</quiz>".encode("cp1251"), FileUnreadable.ENCODING),
        (b"<quiz/>" + b" " * MAX_BYTES, FileUnreadable.TOO_LARGE),
        (b"<quiz>" + b"<question/>" * (MAX_ITEMS + 1) + b"</quiz>", FileUnreadable.TOO_MANY),
    ],
)
def test_whole_file_is_refused(content: bytes, message: object) -> None:
    assert reason(content) == message


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (question("", "cloze"), Refusal.UNKNOWN_TYPE),
        (question(""), Refusal.NO_ANSWERS),
        (question('<answer fraction="x"><text>a</text></answer>'), Refusal.BAD_WEIGHT),
        (question('<answer fraction="nan"><text>a</text></answer>'), Refusal.BAD_WEIGHT),
        (question('<answer fraction="101"><text>a</text></answer>'), Refusal.BAD_WEIGHT),
        (question('<answer fraction="100"><text>1e309</text></answer>', "numerical"), Refusal.BAD_NUMBER),
        (question('<answer fraction="100"><text>١</text></answer>', "numerical"), Refusal.BAD_NUMBER),
        (question('<answer fraction="100"><text>true</text></answer>', "truefalse"), Refusal.NO_ANSWERS),
        (question("<subquestion><text>a</text></subquestion>", "matching"), Refusal.BAD_PAIR),
        (question("", "description"), Refusal.NO_QUESTION),
        ('<question type="essay"/>', Refusal.NO_TEXT),
    ],
)
def test_question_is_refused_and_the_next_one_read(text: str, refusal: Refusal) -> None:
    bad, good = read(text, question("", "essay"))
    assert (bad.refused, good.refused, good.type) == (refusal, None, ItemType.ESSAY)


def test_utf_16_is_read_whatever_its_declaration_says() -> None:
    text = f'<?xml version="1.0" encoding="UTF-16"?><quiz>{question("", "essay")}</quiz>'
    assert [item.stem.text for item in read_moodle_xml(text.encode("utf-16"))] == ["A?"]
