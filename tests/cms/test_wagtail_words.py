"""The CMS and our help name the same buttons by the same words."""

from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext
from django.views.i18n import JavaScriptCatalog

HELP = Path(__file__).resolve().parents[2] / "courses" / "management" / "demo" / "site"
QUOTED = {"az": "“{}”", "ru": "«{}»", "en": "“{}”"}


@pytest.mark.parametrize("language", ["az", "ru", "en"])
@pytest.mark.parametrize("button", ["Preview", "Publish"])
def test_help_for_trainers_names_the_buttons_of_the_cms(language: str, button: str) -> None:
    with translation.override(language):
        word = QUOTED[language].format(gettext(button))
    assert word in (HELP / language / "help-trainer.toml").read_text()


@pytest.mark.parametrize("word", ["Pages", "Images", "Documents", "Reports", "Settings", "Save draft", "History"])
def test_cms_speaks_azerbaijani(word: str) -> None:
    with translation.override("az"):
        assert gettext(word) != word


def test_scripts_of_the_cms_speak_azerbaijani(rf) -> None:
    with translation.override("az"):
        catalogue = JavaScriptCatalog.as_view(packages=["wagtail.admin"])(rf.get("/"))
    assert '"Save": "Yadda saxla"' in catalogue.content.decode()
