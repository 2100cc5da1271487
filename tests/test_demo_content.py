"""The demo's texts keep what they promise: length, structure, feedback, and the same shape in every language."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.utils.html import strip_tags

from academy.languages import LANGUAGES
from courses.management.seeding.content import COURSES, DEMO, read
from courses.management.seeding.seminars import SEMINARS

WORDS, LESSONS, QUESTIONS, TERMS = 300, 5, 10, 10
WORD = re.compile(r"[^\W\d_]{2,}|\w+")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
PARTS = ("aims", "agenda", "speakers", "before", "after")
EVERYBODY = {"Hamı birlikdə", "Все вместе", "Everybody"}
CODE = re.compile(r"<code>.*?</code>", re.DOTALL)


def lessons() -> list[tuple[str, str]]:
    return [(folder, name) for folder in COURSES for name in read(folder, "course.toml")["lessons"]]


def texts_of(value: object) -> list[str]:
    """Every text in a block's value, whatever its shape."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for name, inner in value.items() if name not in {"kind", "image"} for text in texts_of(inner)]
    return [text for inner in value for text in texts_of(inner)]


@pytest.mark.parametrize("folder", COURSES)
def test_course_has_lessons_a_glossary_and_a_quiz(folder: str) -> None:
    glossaries = [len(read(folder, code, "course.toml")["glossary"]) for code in LANGUAGES]
    assert len(read(folder, "course.toml")["lessons"]) >= LESSONS
    assert len(set(glossaries)) == 1
    assert glossaries[0] >= TERMS
    assert len(read(folder, "quiz.toml")["questions"]) >= QUESTIONS


@pytest.mark.parametrize(("lesson", "language"), list(product(lessons(), LANGUAGES)), ids=str)
def test_lesson_is_long_enough(lesson: tuple[str, str], language: str) -> None:
    blocks = read(lesson[0], language, f"{lesson[1]}.toml")["body"]
    words = [word for block in blocks for text in texts_of(block["value"]) for word in WORD.findall(strip_tags(text))]
    assert len(words) >= WORDS


@pytest.mark.parametrize("lesson", lessons(), ids=str)
def test_lesson_has_the_same_blocks_in_every_language(lesson: tuple[str, str]) -> None:
    shapes = {
        tuple(block["type"] for block in read(lesson[0], code, f"{lesson[1]}.toml")["body"]) for code in LANGUAGES
    }
    assert len(shapes) == 1


@pytest.mark.parametrize("lesson", lessons(), ids=str)
def test_azerbaijani_has_no_cyrillic_outside_code(lesson: tuple[str, str]) -> None:
    blocks = read(lesson[0], "az", f"{lesson[1]}.toml")["body"]
    texts = [CODE.sub("", text) for block in blocks for text in texts_of(block["value"])]
    assert [text for text in texts if CYRILLIC.search(text)] == []


@pytest.mark.parametrize("folder", COURSES)
def test_every_answer_has_feedback_in_every_language(folder: str) -> None:
    silent = [
        (question["key"], option["text"]["en"])
        for question in read(folder, "quiz.toml")["questions"]
        for option in question.get("options", ())
        if set(option["feedback"]) != set(LANGUAGES) or not all(option["feedback"].values())
    ]
    assert silent == []


@pytest.mark.parametrize("folder", COURSES)
def test_every_picture_is_there_and_small(folder: str) -> None:
    named = {
        block["value"]["image"]
        for name in read(folder, "course.toml")["lessons"]
        for block in read(folder, "en", f"{name}.toml")["body"]
        if block["type"] == "image"
    } | {read(folder, "course.toml")["cover"]}
    sizes = {path.name: path.stat().st_size for path in Path(DEMO, folder, "images").iterdir()}
    assert set(sizes) == named
    assert max(sizes.values()) < 200_000


def seminar(name: str) -> dict:
    return read("site", "seminars", f"{name}.toml")


@pytest.mark.parametrize("name", SEMINARS)
def test_seminar_says_the_same_in_every_language(name: str) -> None:
    """As many aims, parts, speakers and materials, the same times, and the same blocks."""
    texts = [seminar(name)[code] for code in LANGUAGES]
    lists = {tuple(len(text.get(part, ())) for part in PARTS) for text in texts}
    blocks = {tuple(block["type"] for block in text["body"]) for text in texts}
    led = {tuple(bool(part[2]) for part in text["agenda"]) for text in texts}
    assert (len(lists), len(blocks), len(led)) == (1, 1, 1)
    assert min(len(texts[0][part]) for part in ("aims", "agenda", "speakers")) >= 1


@pytest.mark.parametrize("name", SEMINARS)
def test_parts_of_a_seminar_are_led_by_its_speakers(name: str) -> None:
    for code in LANGUAGES:
        speakers = {speaker[0] for speaker in seminar(name)[code]["speakers"]}
        led = {who for part in seminar(name)[code]["agenda"] for who in part[2].split(", ") if who}
        assert led - speakers <= EVERYBODY


@pytest.mark.parametrize("name", SEMINARS)
def test_seminar_in_azerbaijani_has_no_cyrillic(name: str) -> None:
    texts = [CODE.sub("", text) for text in texts_of(seminar(name)["az"])]
    assert [text for text in texts if CYRILLIC.search(text)] == []
