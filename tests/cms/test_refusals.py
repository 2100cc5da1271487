"""Forms of the CMS written by hand, and things that are still needed: told, never an error of the server."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import LessonPage, Quiz
from tests.factories.attempts import make_attempt
from tests.factories.learning import make_course, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

NEEDED = {
    "az": "Bu, başqa yerdə hələ lazımdır, ona görə silinmədi.",
    "ru": "Это ещё нужно в другом месте, поэтому не удалено.",
    "en": "This is still needed elsewhere, so it was not deleted.",
}


def browser_of(client_of, language: str = "en") -> Client:
    return client_of(make_user(is_superuser=True, language=language))


@pytest.mark.parametrize("language", NEEDED)
def test_quiz_with_attempts_is_kept_and_the_page_says_why(language: str, client_of) -> None:
    quiz = make_quiz(make_course(lessons=1, languages=("az",)), questions=1)
    make_attempt(quiz, [{"option": "o0"}])
    browser = browser_of(client_of, language)
    answer = browser.post(reverse("quiz:delete", args=[quiz.pk]), follow=True)
    assert (answer.status_code, NEEDED[language] in answer.text, Quiz.objects.count()) == (200, True, 1)


def test_page_without_its_fields_is_not_saved(client_of) -> None:
    make_course(lessons=1, languages=("az",))
    page = LessonPage.objects.get()
    answer = browser_of(client_of).post(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert (answer.status_code, page.revisions.count()) == (400, 1)


def test_second_step_of_an_import_without_the_first(client_of) -> None:
    assert browser_of(client_of).post(reverse("wagtailredirects:process_import")).status_code == 400
