"""Several rows at once: what is done, what is refused with its reason, and that rows of others are missing ones."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from academy.accounts.models import User
from courses.models import Cohort, Course, Enrolment
from tests.factories.learning import make_enrolment

pytestmark = pytest.mark.django_db

FUTURE = {"starts_on": date(2026, 1, 10), "ends_on": date(2099, 1, 20)}


@pytest.fixture
def studio(trainer: User, client_of) -> Client:
    return client_of(trainer)


def act(studio: Client, action: str, *rows: object, **answers: object) -> HttpResponse:
    names = type(rows[0])._meta
    address = reverse("wagtail_bulk_action", args=[names.app_label, names.model_name, action])
    ticked = "&".join(f"id={row.pk}" for row in rows)
    return studio.post(f"{address}?{ticked}", answers)


def said(answer: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_learners_are_withdrawn_and_the_one_who_completed_stays(studio: Client, own_course: Course) -> None:
    learning, done = make_enrolment(own_course), make_enrolment(own_course, read=3)
    answer = act(studio, "withdraw", learning, done)
    left = {row.pk: row.withdrawn_at is not None for row in Enrolment.objects.all()}
    assert (answer.status_code, left) == (302, {learning.pk: True, done.pk: False})
    assert [text.split(":")[0] for text in said(answer)] == [str(done.user), "Changed"]
    assert [int(entry.object_id) for entry in ModelLogEntry.objects.all()] == [learning.pk]


def test_learners_are_moved_to_a_cohort_of_their_course(studio: Client, own_course: Course) -> None:
    learning, done = make_enrolment(own_course), make_enrolment(own_course, read=3)
    cohort = Cohort.objects.create(course=own_course, name="Winter", **FUTURE)
    act(studio, "move_to_cohort", learning, done, cohort=cohort.pk)
    assert dict(Enrolment.objects.values_list("pk", "cohort")) == {learning.pk: cohort.pk, done.pk: None}


def test_cohort_of_another_is_not_offered(studio: Client, own_course: Course, foreign_course: Course) -> None:
    enrolment = make_enrolment(own_course)
    cohort = Cohort.objects.create(course=foreign_course, name="Winter", **FUTURE)
    answer = act(studio, "move_to_cohort", enrolment, cohort=cohort.pk)
    enrolment.refresh_from_db()
    assert (answer.status_code, list(answer.context["form"].errors), enrolment.cohort) == (200, ["cohort"], None)


def test_extra_time_is_given_and_logged_once(studio: Client, own_course: Course) -> None:
    enrolment = make_enrolment(own_course)
    act(studio, "extra_time", enrolment, extra_time="50")
    enrolment.refresh_from_db()
    assert (enrolment.extra_time, ModelLogEntry.objects.count()) == (50, 1)


def test_way_of_enrolling_is_changed(studio: Client, own_course: Course) -> None:
    act(studio, "enrolment_mode", own_course, mode="invitation")
    own_course.refresh_from_db()
    assert own_course.enrolment_mode == "invitation"


@pytest.mark.parametrize(("day", "kept"), [("2098-01-01", False), ("2025-01-01", True)])
def test_last_day_is_changed_unless_it_precedes_the_first(day: str, kept, studio: Client, own_course: Course) -> None:
    cohort = Cohort.objects.create(course=own_course, name="Winter", **FUTURE)
    act(studio, "last_day", cohort, ends_on=day)
    cohort.refresh_from_db()
    assert (cohort.ends_on == FUTURE["ends_on"]) is kept


def test_one_row_of_another_stops_all(studio: Client, own_course: Course, foreign_course: Course) -> None:
    own, foreign = make_enrolment(own_course), make_enrolment(foreign_course)
    assert act(studio, "withdraw", own, foreign).status_code == 404
    assert Enrolment.objects.filter(withdrawn_at=None).count() == 2


@pytest.mark.parametrize("query", ["?id=all", "", "?id=x", f"?id={2**63}", f"?id={'9' * 5000}"])
def test_nothing_ticked_is_a_missing_page(query: str, studio: Client, own_course: Course) -> None:
    make_enrolment(own_course)
    address = reverse("wagtail_bulk_action", args=["courses", "enrolment", "withdraw"])
    assert studio.post(f"{address}{query}").status_code == 404
    assert Enrolment.objects.filter(withdrawn_at=None).count() == 1


def test_question_names_the_rows(studio: Client, own_course: Course) -> None:
    enrolment = make_enrolment(own_course)
    address = reverse("wagtail_bulk_action", args=["courses", "enrolment", "withdraw"])
    text = studio.get(f"{address}?id={enrolment.pk}").text
    assert [f"<li>{enrolment}</li>" in text, "Do these learners leave their course?" in text] == [True, True]
