"""Percentages are written as each language writes them, wherever they stand."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import translation

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SEVENTY = {"az": "70%", "ru": "70\u00a0%", "en": "70%"}
DONE = {"az": "70% tamamlanıb", "ru": "Пройдено 70\u00a0%", "en": "70% done"}


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_percent_has_the_sign_of_its_language(language: str) -> None:
    with translation.override(language):
        assert render_to_string("components/percent.html", {"percent": 70}).strip() == SEVENTY[language]


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_progress_bar_says_percent_in_its_language(language: str) -> None:
    with translation.override(language):
        bar = render_to_string("components/progress_bar.html", {"percent": 70, "label": "UDC"})
    assert re.findall(r">\s*([^<>]*\S)\s*</(?:progress|span)>", bar) == [SEVENTY[language], DONE[language]]


def test_no_template_writes_a_percent_sign_that_cannot_be_translated() -> None:
    texts = {path: path.read_text() for path in TEMPLATES.rglob("*.html") if path.name != "plot.html"}
    inside = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}", re.DOTALL)
    assert [path.name for path, text in texts.items() if "}}%" in inside.sub("", text)] == []
