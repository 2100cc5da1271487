import re

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Course, ProgrammeEnrolment, ProgrammePage
from courses.selectors.programmes import joined_programmes
from courses.services.programmes import join_programme
from courses.services.progress import mark_lesson_read
from tests.factories.certification import make_template
from tests.factories.learning import make_course, make_enrolment, make_site
from tests.factories.people import make_user
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def courses() -> list[Course]:
    index = make_site()
    return [make_course(lessons=1, index=index) for _course in range(3)]


def page_of(programme, language: str = "en") -> ProgrammePage:
    return programme.pages.get(locale__language_code=language)


def test_page_names_rule_and_parts(courses: list[Course]) -> None:
    page = page_of(make_programme((2, courses)))
    html = Client().get(page.url).text
    assert "Any 2 of these" in html
    assert [course.pages.get(locale__language_code="en").url in html for course in courses] == [True] * 3
    assert 'href="/accounts/login/?next=' in html


@pytest.mark.parametrize(
    ("language", "step"),
    [
        ("az", "Group az: daha 1 hissəni başa vurun."),
        ("ru", "Group ru: осталось завершить 1."),
        ("en", "Group en: 1 more"),
    ],
)
def test_joined_learner_reads_what_remains(language: str, step: str, courses: list[Course], client_of) -> None:
    learner = make_user(language=language)
    programme = make_programme(courses[:1])
    join_programme(user=learner, programme=programme)
    assert step in client_of(learner).get(page_of(programme, language).url).text


def test_join_and_leave(courses: list[Course], client_of) -> None:
    browser, programme = client_of(make_user()), make_programme(courses)
    joined = browser.post(reverse("join_programme", args=[programme.code]))
    count = ProgrammeEnrolment.objects.count()
    left = browser.post(reverse("leave_programme", args=[programme.code]))
    assert (joined.url, count) == (reverse("programme", args=[programme.code]), 1)
    assert (left.url, ProgrammeEnrolment.objects.count()) == (reverse("my"), 0)


def test_programme_of_another_person_cannot_be_left(courses: list[Course], client_of) -> None:
    programme = make_programme(courses)
    join_programme(user=make_user(), programme=programme)
    assert client_of(make_user()).post(reverse("leave_programme", args=[programme.code])).status_code == 404
    assert ProgrammeEnrolment.objects.count() == 1


def test_draft_programme_cannot_be_joined(courses: list[Course], client_of) -> None:
    programme = make_programme(courses)
    ProgrammePage.objects.update(live=False)
    assert client_of(make_user()).post(reverse("join_programme", args=[programme.code])).status_code == 404


def test_visitor_is_led_to_the_login(courses: list[Course]) -> None:
    programme = make_programme(courses)
    answers = [Client().post(reverse(name, args=[programme.code])) for name in ("join_programme", "leave_programme")]
    assert [answer.url.split("?")[0] for answer in answers] == [reverse("account_login")] * 2


def test_looking_joins_nothing(courses: list[Course], client_of) -> None:
    programme = make_programme(courses)
    assert client_of(make_user()).get(reverse("join_programme", args=[programme.code])).status_code == 405


def test_completed_programme_shows_stamp_and_certificate(courses: list[Course], client_of) -> None:
    learner = make_user(language="en")
    programme = make_programme(courses[:1], certificate_template=make_template())
    join_programme(user=learner, programme=programme)
    mark_lesson_read(enrolment=make_enrolment(courses[0], learner), lesson=courses[0].lessons.get())
    html = client_of(learner).get(page_of(programme).url).text
    assert ('class="stamp"' in html, "certificate-line" in html, "Leave the programme" in html) == (True, True, False)
    refused = client_of(learner).post(reverse("leave_programme", args=[programme.code]), follow=True)
    assert "You have completed this programme." in refused.text


def test_short_address_leads_to_the_readers_language(courses: list[Course]) -> None:
    programme = make_programme(courses)
    leads = [Client().get(reverse("programme", args=[programme.code]), {"language": code}).url for code in ("az", "ru")]
    assert leads == [page_of(programme, code).url for code in ("az", "ru")]


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_depend_on_programmes_or_parts(
    number: int, courses: list[Course], client_of, django_assert_num_queries
) -> None:
    learner = make_user(language="en")
    programmes = [make_programme(courses[:number]) for _programme in range(number)]
    for programme in programmes:
        join_programme(user=learner, programme=programme)
    browser, page = client_of(learner), page_of(programmes[0])
    browser.get(page.url)
    with django_assert_num_queries(27):
        browser.get(page.url)
    with django_assert_num_queries(18):
        browser.get(page.get_parent().url)


def test_list_shows_each_programme_once_in_every_language(courses: list[Course]) -> None:
    programmes = [make_programme(courses) for _programme in range(2)]
    html = Client().get(page_of(programmes[0], "ru").get_parent().url).text
    assert [len(re.findall(f'<a href="{page_of(programme, "ru").url}"', html)) for programme in programmes] == [1, 1]


def test_personal_area_shows_joined_programmes_alone(courses: list[Course], client_of) -> None:
    learner = make_user(language="en")
    programme, other = make_programme(courses[:2]), make_programme(courses)
    join_programme(user=learner, programme=programme)
    join_programme(user=make_user(), programme=other)
    html = client_of(learner).get(reverse("my")).text
    shown = [page_of(row).title in html for row in (programme, other)]
    assert (shown, "Group en: 2 more to complete." in html) == ([True, False], True)


@pytest.mark.parametrize("number", [1, 3])
def test_joined_programmes_cost_the_same(number: int, courses: list[Course], django_assert_num_queries) -> None:
    learner = make_user()
    for _programme in range(number):
        join_programme(user=learner, programme=make_programme(courses[:number]))
    with django_assert_num_queries(9):
        assert len(joined_programmes(learner, "en")) == number
