"""The number of queries does not grow with courses, lessons or learners: one literal per page, with 1 and with 3."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Course, CoursePage, LessonPage
from tests.factories.certification import make_template
from tests.factories.learning import make_course, make_enrolment, make_quiz, make_site
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

CATALOGUE, COURSE, LESSON, ATTEMPT, PERSONAL_AREA = 16, 22, 25, 8, 14


def crowd(course: Course, number: int) -> None:
    for _person in range(number):
        make_enrolment(course, read=1)


def count_of(browser: Client, address: str, assert_number) -> None:
    """Ask twice: the first answer fills what the process keeps (sites, content types)."""
    browser.get(address)
    with assert_number:
        assert browser.get(address).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_catalogue(number: int, django_assert_num_queries) -> None:
    index = make_site()
    for _course in range(number):
        crowd(make_course(lessons=number, index=index), number)
    count_of(Client(), index["az"].url, django_assert_num_queries(CATALOGUE))


@pytest.mark.parametrize("number", [1, 3])
def test_course(number: int, client_of, django_assert_num_queries) -> None:
    course = make_course(lessons=number, certificate_template=make_template())
    make_quiz(course, questions=number)
    crowd(course, number)
    browser = client_of(make_enrolment(course, read=1).user)
    page = CoursePage.objects.get(course=course, locale__language_code="az")
    count_of(browser, page.url, django_assert_num_queries(COURSE))


@pytest.mark.parametrize("number", [1, 3])
def test_lesson(number: int, client_of, django_assert_num_queries) -> None:
    course = make_course(lessons=number)
    make_quiz(course, questions=number)
    crowd(course, number)
    browser = client_of(make_enrolment(course, read=1).user)
    page = LessonPage.objects.filter(lesson__course=course, locale__language_code="ru").first()
    count_of(browser, page.url, django_assert_num_queries(LESSON))


@pytest.mark.parametrize("number", [1, 3])
def test_attempt(number: int, client_of, django_assert_num_queries) -> None:
    course = make_course(lessons=0)
    make_quiz(course, questions=number)
    browser = client_of(make_enrolment(course).user)
    address = browser.post(reverse("start_attempt", args=[course.code])).url
    count_of(browser, address, django_assert_num_queries(ATTEMPT))


@pytest.mark.parametrize("number", [1, 3])
def test_personal_area(number: int, client_of, django_assert_num_queries) -> None:
    index = make_site()
    user = make_user()
    for _course in range(number):
        course = make_course(lessons=number, index=index)
        make_quiz(course)
        make_enrolment(course, user, read=1)
    count_of(client_of(user), reverse("my"), django_assert_num_queries(PERSONAL_AREA))
