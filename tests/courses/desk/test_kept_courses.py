"""The courses on which officers enrol people are kept for all officers: fresh after every change, in each language."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from academy.accounts.models import Institution
from courses.enums import EnrolmentMode
from courses.models import Course, CoursePage, LessonPage
from tests.factories.desk import make_requirement, make_staff
from tests.factories.learning import make_course
from tests.factories.people import make_user
from tests.shelves import everything_held

pytestmark = pytest.mark.django_db

NAME = "Quliyeva Nərmin Elçin qızı"


@pytest.fixture
def course(
    settings: object, tmp_path: object, institution: Institution, django_capture_on_commit_callbacks: Callable
) -> Course:
    settings.KEEP_PAGES, settings.ACADEMY_HOME = True, tmp_path
    with django_capture_on_commit_callbacks(execute=True):
        made = make_course(lessons=1)
    make_requirement(institution, made)
    make_staff(institution, make_user(legal_name=NAME))
    return made


def offered(desk: Client, institution: Institution, language: str = "en") -> list[str]:
    desk.cookies["language"] = language
    field = desk.get(reverse("desk_matrix", args=[institution.pk])).context["courses_field"]
    return [part.partition("<")[0] for part in field.split("<option")[2:]]


def title(course: Course, language: str) -> str:
    return CoursePage.objects.get(course=course, locale__language_code=language).title


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_courses_are_offered_in_the_language_of_the_reader(
    language: str, course: Course, desk: Client, institution: Institution
) -> None:
    for _twice in range(2):
        (option,) = offered(desk, institution, language)
        assert option.endswith(f"{course.code} – {title(course, language)}")


def test_list_follows_publications_and_the_rows(
    course: Course, desk: Client, institution: Institution, django_capture_on_commit_callbacks: Callable
) -> None:
    page = CoursePage.objects.get(course=course, locale__language_code="en")
    lessons = LessonPage.objects.filter(lesson__course=course)
    assert len(offered(desk, institution)) == 1
    page.title = "Renamed"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert offered(desk, institution)[0].endswith("Renamed")
    with django_capture_on_commit_callbacks(execute=True):
        for lesson in lessons:
            lesson.unpublish()
    assert offered(desk, institution) == []
    with django_capture_on_commit_callbacks(execute=True):
        lessons[0].save_revision().publish()
    assert len(offered(desk, institution)) == 1
    course.enrolment_mode = EnrolmentMode.INVITATION
    with django_capture_on_commit_callbacks(execute=True):
        course.save()
    assert offered(desk, institution) == []


def test_no_name_is_kept(course: Course, desk: Client, institution: Institution) -> None:
    offered(desk, institution)
    held = repr(everything_held())
    assert (course.code in held, NAME in held) == (True, False)
