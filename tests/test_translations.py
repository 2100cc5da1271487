"""Every string of ours is translated into Azerbaijani and Russian, and keeps the rules of typography.

English has a catalogue too, of what others say in words that are not ours.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("academy", "certification", "courses", "templates", "manage.py")
LANGUAGES = ("az", "ru")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
#: A Latin look-alike beside a Cyrillic letter.
LOOKALIKE = re.compile(r"[\u0400-\u04ff][aceopxyABCEHKMOPTX]|[aceopxyABCEHKMOPTX][\u0400-\u04ff]")
#: A capital inside a sentence, abbreviations and proper names aside.
TITLE_CASE = re.compile(r"(?<=[a-z] )(?!JavaScript)[A-Z][a-z]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Collect the strings of a copy of the project into a copy of its catalogues."""
    copy = tmp_path_factory.mktemp("strings")
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, copy / part, ignore=shutil.ignore_patterns("*.pyc", "demo"))
        else:
            shutil.copy(source, copy)
    command = [sys.executable, "manage.py", "makemessages", "--no-wrap", "--no-obsolete"]
    command += [f"--locale={language}" for language in LANGUAGES]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "academy.settings.test", "PYTHONPATH": str(copy)}
    subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True)
    return copy / "academy" / "locale"


def catalogue(folder: Path, language: str) -> polib.POFile:
    return polib.pofile(str(folder / language / "LC_MESSAGES" / "django.po"))


def owner(entry: polib.POEntry) -> str:
    """Return the app that an entry belongs to: a template's folder is its app."""
    first = Path(entry.occurrences[0][0])
    return "/".join(first.parts[:2])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_translated(language: str, collected: Path) -> None:
    missing = Counter(owner(entry) for entry in catalogue(collected, language) if not entry.translated())
    assert dict(missing) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_in_the_repository_is_up_to_date(language: str, collected: Path) -> None:
    stored = catalogue(ROOT / "academy" / "locale", language)
    fresh = catalogue(collected, language)
    assert {(entry.msgctxt, entry.msgid) for entry in stored} == {(entry.msgctxt, entry.msgid) for entry in fresh}


def translations() -> list[tuple[str, polib.POEntry]]:
    files = sorted((ROOT / "academy" / "locale").glob("**/*.po"))
    return [(file.parts[-3], entry) for file in files for entry in polib.pofile(str(file)) if not entry.obsolete]


def words(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_azerbaijani_has_no_cyrillic_letter() -> None:
    assert [
        entry.msgid for code, entry in translations() if code == "az" and CYRILLIC.search("".join(words(entry)))
    ] == []


def test_russian_has_no_latin_lookalike_inside_words() -> None:
    assert [
        entry.msgid for code, entry in translations() if code == "ru" and LOOKALIKE.search("".join(words(entry)))
    ] == []


def test_english_of_others_is_in_sentence_case() -> None:
    texts = [text for code, entry in translations() if code == "en" for text in words(entry)]
    short = [text for text in texts if len(text) < 45]
    assert [text for text in short if TITLE_CASE.search(text)] == []


def test_quotation_marks_are_typographic() -> None:
    plain = [
        (code, text) for code, entry in translations() for text in words(entry) if '"' in re.sub(r"<[^>]*>", "", text)
    ]
    assert plain == []


def test_translations_keep_every_placeholder() -> None:
    broken = [
        (code, entry.msgid)
        for code, entry in translations()
        for text in words(entry)
        if set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
        or (not entry.msgid_plural and Counter(PLACEHOLDER.findall(text)) != Counter(PLACEHOLDER.findall(entry.msgid)))
    ]
    assert broken == []


def test_plural_forms_are_those_of_the_language() -> None:
    forms = {(code, len(entry.msgstr_plural)) for code, entry in translations() if entry.msgid_plural}
    assert forms == {("az", 2), ("ru", 4)}
