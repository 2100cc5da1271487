"""The picker of the editor shows and explains every block, in the reader's language and under the CMS's own policy."""

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation

from academy.accounts.enums import Role
from academy.cms.blocks import AGENDA_BLOCKS, BODY_BLOCKS, MATERIAL_BLOCKS, SPEAKER_BLOCKS
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

BLOCKS = dict(BODY_BLOCKS)
ALL = BLOCKS | dict(AGENDA_BLOCKS) | dict(MATERIAL_BLOCKS) | dict(SPEAKER_BLOCKS)


def preview(client_of, name: str, language: str = "en") -> HttpResponse:
    browser = client_of(make_user(Role.TRAINER, language=language))
    return browser.get(reverse("wagtailadmin_block_preview"), {"id": ALL[name].definition_prefix})


@pytest.mark.parametrize("name", ALL)
def test_block_is_shown_and_explained(name: str, client_of) -> None:
    block = ALL[name]
    answer = preview(client_of, name)
    assert (answer.status_code, block.is_previewable, bool(block.get_description())) == (200, True, True)
    assert (answer.headers["X-Frame-Options"], "<main" in answer.text) == ("SAMEORIGIN", True)


def test_picker_has_three_parts() -> None:
    with translation.override("en"):
        groups = [str(block.meta.group) for block in BLOCKS.values()]
    assert {group: groups.count(group) for group in groups} == {
        "Text": 4,
        "Beside the text": 2,
        "Pictures, recordings, files": 5,
    }


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_preview_speaks_the_language_of_the_reader(language: str, client_of) -> None:
    text = preview(client_of, "callout", language).text
    assert [f'<html lang="{language}"' in text, "/static/css/prose" in text, "<style" in text] == [True, True, False]


def test_preview_is_closed_to_whoever_may_not_enter_the_cms(client_of) -> None:
    browser = client_of(make_user())
    address = reverse("wagtailadmin_block_preview")
    assert browser.get(address, {"id": BLOCKS["table"].definition_prefix}).status_code == 403
