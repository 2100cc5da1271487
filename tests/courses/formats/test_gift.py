"""GIFT: every pair of the corpus, and what the corpus does not hold."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from courses.formats.gift import read_gift, write_gift
from courses.formats.items import MAX_BYTES, MAX_ITEMS, Item, ItemType
from courses.formats.refusals import FileUnreadable, Refusal
from tests.corpus import corpus_params
from tests.courses.formats.reference import normalised, reference


def read(text: str) -> list[Item]:
    return read_gift(text.encode())


def reason(content: bytes) -> object:
    with pytest.raises(FileUnreadable) as refusal:
        read_gift(content)
    return refusal.value.message


@pytest.mark.parametrize("path", corpus_params("gift/*.gift"))
def test_pair_of_the_corpus_reads_as_its_json_says(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text())
    found = [reference(item) for item in read_gift(path.read_bytes())]
    assert found == [normalised(question) for question in expected]


@pytest.mark.parametrize("path", corpus_params("gift/*.gift"))
def test_file_of_the_corpus_survives_writing(path: Path) -> None:
    items = read_gift(path.read_bytes())
    text, left_out = write_gift(items)
    assert left_out == []
    assert [replace(item, line=0) for item in read(text)] == [replace(item, line=0) for item in items]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_that_say_what_they_are(encoding: str, newline: str) -> None:
    text = newline.join(["Hansı əsər?{", "=Şah", "~Dağ", "}", "", "Да?{T}"])
    found = [(item.line, item.type, item.stem.text) for item in read_gift(text.encode(encoding))]
    assert found == [(1, ItemType.SINGLE_CHOICE, "Hansı əsər?"), (6, ItemType.TRUE_FALSE, "Да?")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("Страница?{T}".encode("cp1251"), FileUnreadable.ENCODING),
        ("A?{T}".encode("utf-16-le"), FileUnreadable.ENCODING),
        (b"", FileUnreadable.EMPTY),
        (b"// a comment alone\n\n", FileUnreadable.EMPTY),
        (b" " * (MAX_BYTES + 1), FileUnreadable.TOO_LARGE),
        (b"A?{T}\n\n" * (MAX_ITEMS + 1), FileUnreadable.TOO_MANY),
    ],
)
def test_whole_file_is_refused(content: bytes, message: object) -> None:
    assert reason(content) == message


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("A?{=1 ~2", Refusal.UNCLOSED),
        ("A?{=1 {~2}", Refusal.UNCLOSED),
        ("A?{=1 ~2} B?{T}", Refusal.TWO_BLOCKS),
        ("A?} B", Refusal.TWO_BLOCKS),
        ("A?{one ~two}", Refusal.NO_ANSWERS),
        ("A?{nothing}", Refusal.NO_ANSWERS),
        ("A?{=1 ~}", Refusal.NO_ANSWERS),
        ("A?{~%150%a ~%-50%b}", Refusal.BAD_WEIGHT),
        ("A?{#12a}", Refusal.BAD_NUMBER),
        ("A?{#nan}", Refusal.BAD_NUMBER),
        ("A?{#1e309}", Refusal.BAD_NUMBER),
        ("A?{=a -> b =c}", Refusal.BAD_PAIR),
        ("A?{=a -> b =c ->}", Refusal.BAD_PAIR),
        ("{T}", Refusal.NO_TEXT),
        ("::Title::{T}", Refusal.NO_TEXT),
        ("Text alone", Refusal.NO_QUESTION),
        ("A" * 20_001 + "{T}", Refusal.TOO_LONG),
        ("A?{" + "=x " * 101 + "}", Refusal.TOO_LONG),
    ],
)
def test_question_is_refused_and_the_next_one_read(text: str, refusal: Refusal) -> None:
    bad, good = read(f"{text}\n\nGood?{{T}}\n")
    assert (bad.line, bad.refused, good.line, good.refused) == (1, refusal, 3, None)


def test_unclosed_braces_cost_no_more_than_their_lines() -> None:
    items = read("A?{=x\n\n" * MAX_ITEMS)
    assert {item.refused for item in items} == {Refusal.UNCLOSED}


def test_blank_line_within_braces_belongs_to_the_question() -> None:
    (item,) = read("A?{\n=yes\n\n~no\n}\n")
    assert [answer.text.text for answer in item.choices] == ["yes", "no"]


def test_categories_ids_and_tags_go_to_the_questions_below() -> None:
    first, one, two = read("$CATEGORY: top/UDC\n// [id:7] [tag:udc]\nA?{T}\n\nB?{F}\n")
    assert (first.type, first.title) == (ItemType.CATEGORY, "top/UDC")
    assert [(item.id, item.tags, item.category) for item in (one, two)] == [
        ("7", ("udc",), "top/UDC"),
        (None, (), "top/UDC"),
    ]


@pytest.mark.parametrize("text", ["A?{=a b}", "A?{=a -> b =c -> d}"])
def test_what_gift_cannot_say_is_left_out_and_named(text: str) -> None:
    (item,) = read(text)
    sides = {"choices": tuple(replace(row, text=replace(row.text, text="a->b")) for row in item.choices)}
    sides["pairs"] = tuple(replace(pair, answer="a->b") for pair in item.pairs)
    written, left_out = write_gift([replace(item, **sides)])
    assert (written, [row.refused for row in left_out]) == ("", [Refusal.NOT_WRITABLE])
