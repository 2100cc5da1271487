"""Ordering that a question is marked again: own quizzes alone, with a reason that stays."""

import pytest
from django.test import Client
from django.urls import reverse

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.models import Attempt, Course, Quiz, Remarking
from courses.services.attempts import start_attempt, submit_attempt
from tests.factories.learning import make_enrolment, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def tried(course: Course) -> Quiz:
    """A quiz with an attempt whose answer is wrong."""
    quiz = make_quiz(course, questions=1)
    submit_attempt(attempt=start_attempt(enrolment=make_enrolment(course, read=9), quiz=quiz), answers={1: "o1"})
    return quiz


def fields(quiz: Quiz, **changes: object) -> dict:
    facts = {"quiz": quiz.pk, "question": quiz.questions.get().pk, "way": "full", "reason": "Two answers were right."}
    return facts | changes


@pytest.fixture
def studio(trainer: User, client_of) -> Client:
    return client_of(trainer)


def order(studio: Client, data: dict) -> object:
    return studio.post(reverse("remarking:order"), data)


def test_attempts_are_marked_again_and_the_record_stays(
    studio: Client, trainer: User, own_course: Course, django_capture_on_commit_callbacks
) -> None:
    quiz = tried(own_course)
    assert "Mark a question again" in studio.get(reverse("remarking:order")).text
    with django_capture_on_commit_callbacks(execute=True):
        assert order(studio, fields(quiz)).status_code == 302
    record = Remarking.objects.get()
    assert (record.ordered_by, record.reason, record.changed) == (trainer, "Two answers were right.", 1)
    assert Attempt.objects.get().passed is True
    assert "Two answers were right." in studio.get(reverse("remarking:index")).text


def test_quiz_of_another_is_not_taken(studio: Client, own_course: Course, foreign_course: Course) -> None:
    own, foreign = tried(own_course), tried(foreign_course)
    form = order(studio, fields(foreign)).context["form"]
    assert (sorted(form.errors), list(form.fields["quiz"].queryset)) == (["question", "quiz"], [own])
    assert list(order(studio, fields(own, question=foreign.questions.get().pk)).context["form"].errors) == ["question"]
    assert Remarking.objects.count() == 0


def test_records_of_others_are_not_listed(studio: Client, foreign_course: Course, client_of) -> None:
    order(client_of(make_user(Role.EDITOR)), fields(tried(foreign_course)))
    assert (Remarking.objects.count(), list(studio.get(reverse("remarking:index")).context["object_list"])) == (1, [])


def test_reason_is_asked_for(studio: Client, own_course: Course) -> None:
    assert list(order(studio, fields(tried(own_course), reason=" ")).context["form"].errors) == ["reason"]


@pytest.mark.parametrize("role", [Role.HR, Role.REGISTRAR])
def test_other_roles_order_nothing(role: Role, own_course: Course, client_of) -> None:
    assert order(client_of(make_user(role)), fields(tried(own_course))).status_code in {302, 403}
    assert Remarking.objects.count() == 0
