import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.models import User
from courses.models import Course, Enrolment
from tests.factories.people import make_user
from tests.factories.talk import BODY, make_announcement, make_cohort, make_learner, make_sent, make_taught_course

pytestmark = pytest.mark.django_db

ANNOUNCEMENTS = 11


@pytest.fixture
def taught() -> tuple[Course, User]:
    return make_taught_course()


def page_of(browser: Client, course: Course) -> str:
    return browser.get(reverse("announcements", args=[course.code])).text


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_announcements_are_read_in_the_own_language(language: str, taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    make_sent(course, trainer)
    html = page_of(client_of(make_learner(course, language)), course)
    assert [code for code, text in BODY.items() if text in html] == [language]


def test_text_of_another_language_says_so(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    make_sent(course, trainer, ("ru",))
    html = page_of(client_of(make_learner(course)), course)
    assert (f'<div lang="ru"><p>{BODY["ru"]}</p></div>' in html, "in Russian" in html) == (True, True)


def test_drafts_and_words_to_other_cohorts_are_not_shown(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    mine, other = make_cohort(course), make_cohort(course, name="Spring")
    for name, cohort in {"everybody": None, "mine": mine, "other": other}.items():
        make_sent(course, trainer, subject={"en": f"To {name}"}, body={"en": "B"}, cohort=cohort)
    make_announcement(course, subject={"en": "To nobody yet"})
    html = page_of(client_of(make_learner(course, cohort=mine)), course)
    shown = [name for name in ("everybody", "mine", "other", "nobody yet") if f"To {name}" in html]
    assert shown == ["everybody", "mine"]


def test_others_get_what_a_missing_course_answers(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    make_sent(course, trainer)
    learner = make_learner(course)
    Enrolment.objects.filter(user=learner).update(withdrawn_at=timezone.now())
    for person in (learner, make_user()):
        assert client_of(person).get(reverse("announcements", args=[course.code])).status_code == 404
    assert Client().get(reverse("announcements", args=[course.code])).status_code == 302


def test_words_are_escaped_and_addresses_become_links(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    words = "<script>alert(1)</script>\n\nSee https://example.org/?a=1&b=2."
    make_sent(course, trainer, ("en",), body={"en": words})
    html = page_of(client_of(make_learner(course)), course)
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in html
    link = '<a href="https://example.org/?a=1&amp;b=2" rel="nofollow ugc">https://example.org/?a=1&amp;b=2</a>.'
    assert f"<p>See {link}</p>" in html


def test_newest_stand_in_the_personal_area_and_on_the_course_page(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    make_sent(course, trainer, subject={"en": "The news"})
    url = course.pages.get(locale__language_code="en").url
    learner, stranger = client_of(make_learner(course)), client_of(make_user(language="en"))
    seen = [["The news" in browser.get(page).text for page in (reverse("my"), url)] for browser in (learner, stranger)]
    assert seen == [[True, True], [False, False]]


@pytest.mark.parametrize("number", [1, 3])
def test_announcements_in_a_constant_number_of_queries(
    number: int, taught: tuple[Course, User], client_of, django_assert_num_queries
) -> None:
    course, trainer = taught
    for _time in range(number):
        make_sent(course, trainer)
        make_learner(course)
    browser = client_of(make_learner(course))
    page_of(browser, course)
    with django_assert_num_queries(ANNOUNCEMENTS):
        page_of(browser, course)
