"""Interchange formats, one file or folder each. Adding one: a reader, a line in READERS, tests."""

from collections.abc import Callable

from courses.formats.aiken import read_aiken
from courses.formats.gift import read_gift, write_gift
from courses.formats.items import Item
from courses.formats.moodle_xml import read_moodle_xml, write_moodle_xml
from courses.formats.question_list import read_question_list

READERS: dict[str, Callable[[bytes], list[Item]]] = {
    "gift": read_gift,
    "moodle_xml": read_moodle_xml,
    "aiken": read_aiken,
    "csv": read_question_list,
}
WRITERS: dict[str, Callable[[list[Item]], tuple[str, list[Item]]]] = {
    "gift": write_gift,
    "moodle_xml": write_moodle_xml,
}
