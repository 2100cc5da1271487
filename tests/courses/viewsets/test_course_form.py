"""The one place for the facts of a course: modules, lessons in their order, what is asked for before."""

import pytest
from django.test import Client
from django.urls import reverse

from academy.accounts.models import User
from courses.models import Course, Lesson, Module, Prerequisite
from tests.courses.viewsets.forms import course_fields, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def studio(trainer: User, client_of) -> Client:
    return client_of(trainer)


def lesson_row(lesson: Lesson, **changes: object) -> dict:
    return {"id": lesson.pk, "is_required": "on"} | changes


def save(studio: Client, course: Course, **changes: object) -> dict:
    """Send the form; return its errors."""
    stored = tuple(lesson_row(lesson) for lesson in course.lessons.all())
    fields = course_fields(**({"lessons": rows(stored=stored)} | changes))
    answer = studio.post(reverse("course:edit", args=[course.pk]), fields)
    return {} if answer.status_code == 302 else answer.context["form"].formsets


def test_modules_are_added_in_three_languages_and_in_order(studio: Client, own_course: Course) -> None:
    new = [
        {"title_az": "İkinci", "title_ru": "", "title_en": "Second", "ORDER": 2},
        {"title_az": "Birinci", "title_ru": "Первый", "title_en": "", "ORDER": 1},
    ]
    save(studio, own_course, modules=rows(*new))
    titles = [module.title for module in own_course.modules.all()]
    assert titles == [{"az": "Birinci", "ru": "Первый"}, {"az": "İkinci", "en": "Second"}]


def test_lessons_are_ordered_and_given_rules(studio: Client, own_course: Course) -> None:
    first, second, third = own_course.lessons.all()
    module = Module.objects.create(course=own_course, title={"az": "M"})
    stored = (
        lesson_row(first, ORDER=3, module=module.pk),
        lesson_row(second, ORDER=1, release_after_days=7, read_to_end="on"),
        {"id": third.pk, "ORDER": 2, "minimum_minutes": 5, "release_on": "2026-12-01"},
    )
    save(studio, own_course, lessons=rows(stored=stored), modules=rows(stored=({"id": module.pk, "title_az": "M"},)))
    found = list(own_course.lessons.values_list("pk", "module", "is_required", "release_after_days", "minimum_minutes"))
    expected = [
        (second.pk, None, True, 7, None),
        (third.pk, None, False, None, 5),
        (first.pk, module.pk, True, None, None),
    ]
    assert found == expected


def test_lesson_is_neither_deleted_nor_added_here(studio: Client, own_course: Course) -> None:
    lessons = list(own_course.lessons.all())
    stored = tuple(lesson_row(lesson, DELETE="on") for lesson in lessons)
    save(studio, own_course, lessons=rows({"is_required": "on"}, stored=stored))
    assert list(own_course.lessons.all()) == lessons


def test_two_ways_of_opening_a_lesson_are_refused(studio: Client, own_course: Course) -> None:
    stored = [lesson_row(lesson) for lesson in own_course.lessons.all()]
    stored[0] |= {"release_on": "2026-12-01", "release_after_days": 3}
    errors = save(studio, own_course, lessons=rows(stored=tuple(stored)))["lessons"].errors
    assert errors == [{"release_after_days": ["Give a date or a number of days, not both."]}, {}, {}]


def test_lessons_of_a_deleted_module_stay_without_one(studio: Client, own_course: Course) -> None:
    module = Module.objects.create(course=own_course, title={"az": "M"})
    own_course.lessons.update(module=module)
    stored = tuple(lesson_row(lesson, module=module.pk) for lesson in own_course.lessons.all())
    gone = {"id": module.pk, "title_az": "M", "DELETE": "on"}
    assert save(studio, own_course, lessons=rows(stored=stored), modules=rows(stored=(gone,))) == {}
    assert (Module.objects.count(), set(own_course.lessons.values_list("module", flat=True))) == (0, {None})


def test_module_of_another_course_is_not_offered(studio: Client, own_course: Course, foreign_course: Course) -> None:
    module = Module.objects.create(course=foreign_course, title={"az": "M"})
    stored = tuple(lesson_row(lesson, module=module.pk) for lesson in own_course.lessons.all())
    errors = save(studio, own_course, lessons=rows(stored=stored))["lessons"].errors
    assert [list(error) for error in errors] == [["module"]] * 3


def test_published_course_of_another_is_asked_for(studio: Client, own_course: Course, foreign_course: Course) -> None:
    asked = {"required_course": foreign_course.pk, "kind": "completion"}
    assert save(studio, own_course, prerequisites=rows(asked)) == {}
    assert [row.required_course for row in own_course.prerequisites.all()] == [foreign_course]


def test_unpublished_course_of_another_is_not_offered(
    studio: Client, own_course: Course, foreign_course: Course
) -> None:
    foreign_course.pages.update(live=False)
    asked = {"required_course": foreign_course.pk, "kind": "completion"}
    errors = save(studio, own_course, prerequisites=rows(asked))["prerequisites"].errors
    assert [list(error) for error in errors] == [["required_course"]]


@pytest.mark.parametrize("itself", [True, False])
def test_circle_is_refused(itself, studio: Client, own_course: Course, foreign_course: Course) -> None:
    Prerequisite.objects.create(course=foreign_course, required_course=own_course)
    asked = {"required_course": (own_course if itself else foreign_course).pk, "kind": "completion"}
    errors = save(studio, own_course, prerequisites=rows(asked))["prerequisites"].errors
    words = "That course asks for this one, itself or through others, so nobody could begin either."
    assert errors == [{"required_course": [words]}]


def test_form_leads_to_pages_and_to_each_lesson(studio: Client, own_course: Course) -> None:
    text = studio.get(reverse("course:edit", args=[own_course.pk])).text
    pages = [
        *own_course.pages.all(),
        *(lesson.pages.get(locale__language_code="en") for lesson in own_course.lessons.all()),
    ]
    addresses = [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in pages]
    assert [f'<a href="{address}"' in text for address in addresses] == [True] * 6
