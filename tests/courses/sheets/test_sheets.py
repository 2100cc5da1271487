"""Paper read back: what stands on it, in which fonts, on how many pages, and whether every mark is the right one."""

import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import segno
from django.utils import translation

from academy.paper import runs
from courses.sheets import Sheet, SheetPerson
from courses.sheets.badges import badges
from courses.sheets.door_list import door_list

LONG = "Şirvanşahzadə-Köçərlinskaya Gülnarə-Fəridəxanım Ağaəlişirinzadə " * 3


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def sheet(*names: str, language: str = "en") -> Sheet:
    people = [
        SheetPerson(name=name, institution="Milli Kitabxana & Co <1>", url=f"https://example.org/{number}/")
        for number, name in enumerate(names)
    ]
    return Sheet(
        title="UDC: from table to shelf",
        when="2 November 2026, 14:00–16:00, Baku time (UTC+4)",
        place="Baku, Xaqani 57",
        language=language,
        people=people,
    )


def text_of(pdf: bytes) -> str:
    made = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(made.stdout.decode().split())


def fonts_of(pdf: bytes, tmp_path: Path) -> set[tuple[str, str]]:
    """Name without the mark of its part, and whether it is embedded."""
    (tmp_path / "sheet.pdf").write_bytes(pdf)
    made = subprocess.run(["pdffonts", tmp_path / "sheet.pdf"], capture_output=True, check=True, text=True)
    rows = [line.split() for line in made.stdout.splitlines()[2:]]
    return {(row[0].partition("+")[2], row[-5]) for row in rows}


def pages_of(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as read:
        return len(read.pages)


@pytest.mark.parametrize("make", [door_list, badges])
def test_sheet_says_who_what_when_and_where(make: Callable[[Sheet], bytes]) -> None:
    text = text_of(make(sheet("Əliyeva Günay", "Объездчикова Ёлка")))
    assert ("Əliyeva Günay" in text, "Объездчикова Ёлка" in text) == (True, True)
    assert "UDC: from table to shelf" in text
    assert "Milli Kitabxana & Co <1>" in text


def test_list_names_time_and_place_and_leaves_room_for_walk_ins() -> None:
    text = text_of(door_list(sheet("Əliyeva Günay")))
    assert "2 November 2026, 14:00–16:00, Baku time (UTC+4) Baku, Xaqani 57" in text
    assert "Without a seat" in text
    assert text.endswith("Page 1 of 1")


@pytest.mark.parametrize("make", [door_list, badges])
def test_fonts_are_our_own_and_embedded(make: Callable[[Sheet], bytes], tmp_path: Path) -> None:
    fonts = fonts_of(make(sheet("Əliyeva Günay")), tmp_path)
    assert fonts == {("NotoSans-Regular", "yes"), ("NotoSans-Bold", "yes")}


@pytest.mark.parametrize("make", [door_list, badges])
def test_long_name_is_wrapped_and_nothing_of_it_is_lost(make: Callable[[Sheet], bytes]) -> None:
    text = text_of(make(sheet(LONG)))
    assert text.count("Gülnarə") == 3


@pytest.mark.parametrize(("make", "expected"), [(door_list, 34), (badges, 50)])
def test_five_hundred_people_are_no_trouble(make: Callable[[Sheet], bytes], expected: int) -> None:
    pdf = make(sheet(*["Əliyeva Günay Şahin qızı"] * 500))
    assert pages_of(pdf) == expected
    assert f"Page {expected} of {expected}" in text_of(pdf)


@pytest.mark.parametrize("make", [door_list, badges])
def test_session_without_people_has_a_sheet(make: Callable[[Sheet], bytes]) -> None:
    assert pages_of(make(sheet())) == 1


def test_same_list_is_the_same_file() -> None:
    assert door_list(sheet("Əliyeva Günay")) == door_list(sheet("Əliyeva Günay"))


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_language_of_the_file_is_declared(language: str) -> None:
    with translation.override(language), pikepdf.open(BytesIO(door_list(sheet("G", language=language)))) as pdf:
        assert (str(pdf.Root.Lang), "UDC" in str(pdf.docinfo.Title)) == (language, True)


def test_every_dark_module_is_drawn_once() -> None:
    url = "https://example.org/studio/check-in/AAAAAAAAAAAAAAAAAAAAAA/"
    size, dark = runs(url)
    matrix = segno.make(url, error="m", micro=False).matrix
    drawn = [(row, column + step) for row, column, length in dark for step in range(length)]
    known = [(row, column) for row, line in enumerate(matrix) for column, module in enumerate(line) if module]
    assert (size, drawn) == (len(matrix), known)


def test_marks_are_drawn_with_these_rectangles() -> None:
    people = sheet("One", "Two")
    with pikepdf.open(BytesIO(badges(people))) as pdf:
        drawn = [step for step in pikepdf.parse_content_stream(pdf.pages[0]) if str(step.operator) == "re"]
    assert len(drawn) == sum(len(runs(person.url)[1]) for person in people.people)
