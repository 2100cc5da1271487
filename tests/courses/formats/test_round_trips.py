"""What is written is read again as it was."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.formats.gift import read_gift, write_gift
from courses.formats.items import Answer, File, Item, ItemType, Text, TextFormat
from courses.formats.moodle_xml import read_moodle_xml, write_moodle_xml
from tests.courses.formats.strategies import items, with_capitals

LISTS = st.lists(items(), min_size=1, max_size=4)
EASY = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def questions(rows: list[Item]) -> list[Item]:
    """Without numbers and lines, and without the categories between."""
    return [replace(row, number=0, line=0) for row in rows if row.type != ItemType.CATEGORY]


@EASY
@given(LISTS)
def test_gift_loses_nothing(rows: list[Item]) -> None:
    text, left_out = write_gift(rows)
    assert left_out == []
    assert questions(read_gift(text.encode())) == questions(rows)


@EASY
@given(LISTS)
def test_moodle_xml_loses_nothing(rows: list[Item]) -> None:
    rows = [with_capitals(row) for row in rows]
    text, left_out = write_moodle_xml(rows)
    assert left_out == []
    assert questions(read_moodle_xml(text.encode())) == questions([as_moodle_keeps(row) for row in rows])


def as_moodle_keeps(item: Item) -> Item:
    """With weights throughout, and a range as a number with a tolerance: the format has no other way to say them."""
    numbers = tuple(
        replace(
            row,
            number=row.number if row.number is not None else (row.low + row.high) / 2,
            margin=(row.margin or 0.0) if row.number is not None else (row.high - row.low) / 2,
            low=None,
            high=None,
            weight=100.0 if row.weight is None else row.weight,
        )
        for row in item.numbers
    )
    return replace(item, numbers=numbers, choices=tuple(weighted(row) for row in item.choices))


def weighted(row: Answer) -> Answer:
    weight = 100.0 * row.correct if row.weight is None else row.weight
    return replace(row, weight=weight, correct=weight > 0)


def test_files_survive_in_moodle_xml() -> None:
    stem = Text("<img src='@@PLUGINFILE@@/a.png'>", TextFormat.HTML, (File("a.png", "iVBORw0KGgo="),))
    item = Item(number=1, line=1, type=ItemType.ESSAY, stem=stem)
    assert questions(read_moodle_xml(write_moodle_xml([item])[0].encode())) == questions([item])
