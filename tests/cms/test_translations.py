"""Translations that follow their source: nothing written by hand is lost, and what is behind is named."""

from datetime import timedelta

import pytest
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from academy.accounts.enums import Role
from academy.accounts.models import User
from academy.cms.hand_made import keep_in_step, keep_words
from academy.cms.staleness import stale_translations
from courses.models import LessonPage
from tests.factories.learning import make_course, make_site
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

BODY = [("heading", "Paper"), ("rich_text", "<p>Paper is <b>alive</b>.</p><p>It breathes.</p>")]
WORDS = [("heading", "Бумага"), ("rich_text", "<p>Бумага <b>жива</b>.</p><p>Она дышит.</p>")]
IDS = ("b8a0a9a2-6a4a-4f0b-9d3f-000000000001", "b8a0a9a2-6a4a-4f0b-9d3f-000000000002")


def body(blocks: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"type": kind, "value": value, "id": pk} for (kind, value), pk in zip(blocks, IDS, strict=True)]


def write(page: LessonPage, title: str, blocks: list[tuple[str, str]]) -> LessonPage:
    page.title, page.body = title, body(blocks)
    page.save_revision().publish()
    return LessonPage.objects.get(pk=page.pk)


@pytest.fixture
def trainer() -> User:
    return make_user(Role.TRAINER, language="en")


@pytest.fixture
def pages(trainer: User) -> dict[str, LessonPage]:
    """A lesson in English, and in Russian as somebody wrote it by hand."""
    make_course(lessons=1, languages=("en", "ru"), index=make_site())
    Page.objects.filter(depth__gt=3).update(owner=trainer)
    found = {page.locale.language_code: page for page in LessonPage.objects.select_related("locale")}
    return {"en": write(found["en"], "Paper", BODY), "ru": write(found["ru"], "Бумага", WORDS)}


def update(browser: Client, translation: Translation, **fields: str) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        browser.post(reverse("wagtail_localize:update_translations", args=[translation.source_id]), fields)


def words_of(page: Page) -> list[object]:
    fresh = LessonPage.objects.get(pk=page.pk)
    return [fresh.title, *(str(block.value) for block in fresh.body)]


def test_words_written_by_hand_survive_an_update(pages: dict, trainer: User, client_of) -> None:
    translation = keep_in_step(source=pages["en"], target=pages["ru"])
    before = words_of(pages["ru"])
    write(pages["en"], "Paper", [("heading", "Paper and ink"), BODY[1]])
    update(client_of(trainer), translation, publish_translations="on")
    assert words_of(pages["ru"]) == [before[0], "Paper and ink", before[2]]


def test_keeping_twice_changes_nothing(pages: dict) -> None:
    translation = keep_in_step(source=pages["en"], target=pages["ru"])
    count = StringTranslation.objects.count()
    assert (keep_words(translation=translation, target=pages["ru"]), StringTranslation.objects.count()) == (0, count)


def test_restarting_keeps_what_was_written_meanwhile(pages: dict, trainer: User, client_of) -> None:
    translation = keep_in_step(source=pages["en"], target=pages["ru"])
    Translation.objects.update(enabled=False)
    write(pages["ru"], "Бумага и чернила", [("heading", "О бумаге"), WORDS[1]])
    browser = client_of(trainer)
    browser.post(reverse("wagtailadmin_pages:edit", args=[pages["ru"].pk]), {"localize-restart-translation": "1"})
    update(browser, translation, publish_translations="on")
    assert Translation.objects.get().enabled is True
    assert words_of(pages["ru"])[:2] == ["Бумага и чернила", "О бумаге"]


def test_restarting_a_foreign_page_is_refused(pages: dict, client_of) -> None:
    keep_in_step(source=pages["en"], target=pages["ru"])
    Translation.objects.update(enabled=False)
    other = client_of(make_user(Role.TRAINER))
    other.post(reverse("wagtailadmin_pages:edit", args=[pages["ru"].pk]), {"localize-restart-translation": "1"})
    assert Translation.objects.get().enabled is False


def test_untranslated_text_is_not_taken_for_a_translation(pages: dict) -> None:
    write(pages["ru"], "Paper", WORDS)
    keep_in_step(source=pages["en"], target=LessonPage.objects.get(pk=pages["ru"].pk))
    assert [(found.page.pk, found.missing) for found in stale_translations(Page.objects.all())] == [(pages["ru"].pk, 1)]


def test_place_with_another_number_of_strings_is_left_alone(pages: dict) -> None:
    more = [WORDS[0], ("rich_text", "<p>Бумага жива.</p><p>Она дышит.</p><p>И стареет.</p>")]
    write(pages["ru"], "Бумага", more)
    keep_in_step(source=pages["en"], target=LessonPage.objects.get(pk=pages["ru"].pk))
    assert "И стареет." not in StringTranslation.objects.values_list("data", flat=True)


def test_translation_in_step_is_not_stale(pages: dict) -> None:
    keep_in_step(source=pages["en"], target=pages["ru"])
    assert stale_translations(Page.objects.all()) == []


def test_source_published_anew_makes_the_translation_stale(pages: dict, trainer: User, client_of) -> None:
    translation = keep_in_step(source=pages["en"], target=pages["ru"])
    TranslationSource.objects.update(last_updated_at=timezone.now() - timedelta(days=1))
    found = stale_translations(Page.objects.all())
    update(client_of(trainer), translation)
    assert [(stale.page.pk, stale.source_changed_at is not None, stale.missing) for stale in found] == [
        (pages["ru"].pk, True, 0)
    ]
    assert stale_translations(Page.objects.all()) == []


@pytest.mark.parametrize("number", [1, 3])
def test_two_queries_for_any_number_of_pages(number: int, django_assert_num_queries) -> None:
    make_course(lessons=number, languages=("en", "ru"), index=make_site())
    for source in LessonPage.objects.filter(locale__language_code="en"):
        keep_in_step(
            source=source, target=source.get_translation(source.locale.__class__.objects.get(language_code="ru"))
        )
    TranslationSource.objects.update(last_updated_at=timezone.now() - timedelta(days=1))
    with django_assert_num_queries(2):
        assert len(stale_translations(Page.objects.all())) == number
