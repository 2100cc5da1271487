"""The table of the OWASP ASVS names every requirement of levels 1 and 2, and nothing that does not exist."""

import re

from tests.static_rules import ROOT

TABLE = ROOT / "academy" / "accounts" / "ASVS.md"
#: Section -> the highest number of levels 1 and 2; within a section they come before those of level 3.
LAST = {
    "1.1": 2,
    "1.2": 9,
    "1.3": 11,
    "1.4": 3,
    "1.5": 2,
    "2.1": 3,
    "2.2": 3,
    "2.3": 4,
    "2.4": 1,
    "3.2": 2,
    "3.3": 4,
    "3.4": 6,
    "3.5": 5,
    "3.7": 2,
    "4.1": 3,
    "4.2": 1,
    "4.3": 2,
    "4.4": 4,
    "5.1": 1,
    "5.2": 3,
    "5.3": 2,
    "5.4": 3,
    "6.1": 3,
    "6.2": 12,
    "6.3": 4,
    "6.4": 4,
    "6.5": 5,
    "6.6": 3,
    "6.8": 4,
    "7.1": 3,
    "7.2": 4,
    "7.3": 2,
    "7.4": 5,
    "7.5": 2,
    "7.6": 2,
    "8.1": 2,
    "8.2": 3,
    "8.3": 1,
    "8.4": 1,
    "9.1": 3,
    "9.2": 4,
    "11.1": 2,
    "11.2": 3,
    "11.3": 3,
    "11.4": 4,
    "11.5": 1,
    "11.6": 1,
    "12.1": 3,
    "12.2": 2,
    "12.3": 4,
    "13.1": 1,
    "13.2": 5,
    "13.3": 2,
    "13.4": 5,
    "14.1": 2,
    "14.2": 4,
    "14.3": 3,
    "15.1": 3,
    "15.2": 3,
    "15.3": 7,
    "16.1": 1,
    "16.2": 5,
    "16.3": 4,
    "16.4": 3,
    "16.5": 3,
}
#: Chapters about what this site has not, each in one line.
WHOLE = ("10", "17")


def rows() -> list[list[str]]:
    lines = re.findall(r"^\| (\d.*?)\s*\|$", TABLE.read_text(), re.MULTILINE)
    return [re.split(r"\s*\|\s*", line) for line in lines]


def asked() -> list[str]:
    numbers = [f"{section}.{number}" for section, last in LAST.items() for number in range(1, last + 1)]
    return sorted([*numbers, *WHOLE])


def test_every_requirement_of_level_two_stands_in_the_table_once() -> None:
    assert sorted(row[0] for row in rows()) == asked()


def test_every_row_says_whether_it_is_met() -> None:
    assert {row[2] for row in rows()} == {"yes", "part", "no", "none"}


def test_every_deviation_says_what_is_missing() -> None:
    assert [row[0] for row in rows() if row[2] in {"part", "no"} and not row[3]] == []


def test_whatever_applies_is_shown_by_a_file_that_exists() -> None:
    shown = {row[0]: row[4] if len(row) > 4 else "" for row in rows() if row[2] != "none"}
    assert {number: path for number, path in shown.items() if not (path and (ROOT / path).is_file())} == {}
