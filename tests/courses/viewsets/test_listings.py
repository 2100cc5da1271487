"""The Academy menu: what listings show, find and keep from others, at the same price for one row and for three."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.models import User
from courses.models import Cohort, Course
from tests.factories.learning import make_course, make_enrolment
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

QUERIES = {"course": 18, "enrolment": 16, "cohort": 12}


@pytest.fixture
def studio(trainer: User, client_of) -> Client:
    return client_of(trainer)


def make_cohort(course: Course, **facts: object) -> Cohort:
    dates = {"starts_on": date(2026, 1, 10), "ends_on": date(2099, 1, 20)}
    return Cohort.objects.create(course=course, **({"name": "Winter"} | dates | facts))


def listed(studio: Client, kind: str, **query: str) -> list[object]:
    return list(studio.get(reverse(f"{kind}:index"), query).context["object_list"])


def test_nothing_of_others_is_listed(studio: Client, foreign_course: Course) -> None:
    make_enrolment(foreign_course)
    make_cohort(foreign_course)
    assert [listed(studio, kind) for kind in QUERIES] == [[], [], []]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("kind", QUERIES)
def test_listing_costs_the_same(kind: str, number: int, studio: Client, index: dict, django_assert_num_queries) -> None:
    for _course in range(number):
        course = make_course(lessons=number, index=index)
        course.pages.update(owner=studio.session["_auth_user_id"])
        enrolment = make_enrolment(course)
        enrolment.cohort = make_cohort(course, trainer=enrolment.user)
        enrolment.save()
    studio.get(reverse(f"{kind}:index"))
    with django_assert_num_queries(QUERIES[kind]):
        assert len(listed(studio, kind)) == number


def test_enrolments_say_how_far_everybody_has_come(studio: Client, own_course: Course) -> None:
    make_enrolment(own_course, make_user(legal_name="Aygün"), read=1)
    done = make_enrolment(own_course, make_user(legal_name="Zahid"), read=3)
    rows = {row.user.legal_name: row.progress.percent for row in listed(studio, "enrolment")}
    assert (rows, done.user.legal_name) == ({"Aygün": 33, "Zahid": 100}, "Zahid")


@pytest.mark.parametrize("query", ["əliyeva", "ƏLİYEVA", "person-x@", "ismayıl"])
def test_learner_is_found_in_any_case(query: str, studio: Client, own_course: Course) -> None:
    found = make_enrolment(own_course, make_user(legal_name="Əliyeva Günay İsmayıl qızı", email="person-x@example.org"))
    make_enrolment(own_course, make_user(legal_name="Məmmədov Elçin"))
    assert listed(studio, "enrolment", q=query) == [found]


@pytest.mark.parametrize("state", ["learning", "completed", "withdrawn"])
def test_enrolments_are_filtered_by_state(state: str, studio: Client, own_course: Course) -> None:
    rows = {"learning": make_enrolment(own_course), "completed": make_enrolment(own_course, read=3)}
    rows["withdrawn"] = make_enrolment(own_course)
    rows["withdrawn"].withdrawn_at = timezone.now()
    rows["withdrawn"].save()
    assert listed(studio, "enrolment", state=state) == [rows[state]]


def test_enrolments_are_filtered_by_course_and_cohort(studio: Client, own_course: Course) -> None:
    inside, _outside = make_enrolment(own_course), make_enrolment(own_course)
    inside.cohort = make_cohort(own_course)
    inside.save()
    found = listed(studio, "enrolment", course=str(own_course.pk), cohort=str(inside.cohort.pk))
    assert found == [inside]


def test_filters_offer_nothing_of_others(studio: Client, own_course: Course, foreign_course: Course) -> None:
    make_cohort(foreign_course)
    form = studio.get(reverse("enrolment:index")).context["filters"].form
    offered = [list(form.fields[name].queryset) for name in ("course", "cohort")]
    assert offered == [[own_course], []]


def test_course_with_titles_in_three_languages_is_found_once(studio: Client, own_course: Course) -> None:
    assert listed(studio, "course", q="COURSE") == [own_course]


def test_filter_by_a_course_of_another_is_refused(studio: Client, foreign_course: Course) -> None:
    make_enrolment(foreign_course)
    assert listed(studio, "enrolment", course=str(foreign_course.pk)) == []
