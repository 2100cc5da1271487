"""The list of what waits, and the page of one answer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.models import Attempt, AttemptLetter, AttemptQuestion, Course, Quiz
from courses.services.attempts import start_attempt, submit_attempt
from tests.factories.learning import add_essay, make_enrolment, make_quiz
from tests.factories.people import make_user
from tests.factories.questions import ESSAY

pytestmark = pytest.mark.django_db


def waiting(course: Course, user: User | None = None) -> AttemptQuestion:
    """An essay that somebody has submitted on the course."""
    quiz = Quiz.objects.filter(course=course).first() or make_quiz(course, questions=0)
    if not quiz.places.exists():
        add_essay(quiz, ESSAY, marks=2)
    attempt = start_attempt(enrolment=make_enrolment(course, user, read=9), quiz=quiz)
    return submit_attempt(attempt=attempt, answers={1: "The <b>answer</b>"}).questions.get()


@pytest.fixture
def studio(trainer: User, client_of) -> Client:
    return client_of(trainer)


def page(asked: AttemptQuestion) -> str:
    return reverse("attemptquestion:mark", args=[asked.pk])


def listed(studio: Client) -> list[AttemptQuestion]:
    return list(studio.get(reverse("attemptquestion:index")).context["object_list"])


def test_oldest_waits_first(studio: Client, own_course: Course) -> None:
    first, second = waiting(own_course), waiting(own_course)
    Attempt.objects.filter(pk=second.attempt_id).update(closed_at=first.attempt.closed_at - timedelta(days=1))
    assert listed(studio) == [second, first]


def test_answers_of_others_are_neither_listed_nor_shown(studio: Client, foreign_course: Course) -> None:
    asked = waiting(foreign_course)
    assert (listed(studio), studio.get(page(asked)).status_code) == ([], 404)
    assert studio.post(page(asked), {"level-0": "2"}).status_code == 404
    assert studio.get(reverse("attemptquestion:mark", args=[asked.pk + 1000])).status_code == 404


@pytest.mark.parametrize("role", [Role.HR, Role.REGISTRAR])
def test_other_roles_mark_nothing(role: Role, own_course: Course, client_of) -> None:
    asked = waiting(own_course)
    assert client_of(make_user(role)).post(page(asked), {"level-0": "2"}).status_code in {302, 403, 404}
    asked.refresh_from_db()
    assert asked.score is None


def test_answer_is_marked_and_leaves_the_list(studio: Client, trainer: User, own_course: Course) -> None:
    asked = waiting(own_course)
    html = studio.get(page(asked)).text
    assert ["The &lt;b&gt;answer&lt;/b&gt;" in html, "Level 2 en" in html] == [True, True]
    answer = studio.post(page(asked), {"level-0": "2", "comment": "Well argued."})
    asked.refresh_from_db()
    assert (answer.url, asked.score, asked.marked_by) == (reverse("attemptquestion:index"), 2, trainer)
    assert (listed(studio), AttemptLetter.objects.count()) == ([], 1)


def test_nothing_chosen_is_refused_with_a_word(studio: Client, own_course: Course) -> None:
    asked = waiting(own_course)
    for fields in ({}, {"level-0": "7"}):
        assert list(studio.post(page(asked), fields).context["form"].errors) == ["level-0"]


def test_second_trainer_is_told(studio: Client, own_course: Course, client_of) -> None:
    asked = waiting(own_course)
    studio.post(page(asked), {"level-0": "2"})
    answer = client_of(make_user(Role.EDITOR, language="en")).post(page(asked), {"level-0": "0"}, follow=True)
    asked.refresh_from_db()
    assert ("Somebody else has marked this answer meanwhile." in answer.text, asked.score) == (True, 2)


@pytest.mark.parametrize("blind", [False, True])
def test_name_is_shown_unless_the_quiz_hides_it(*, blind: bool, studio: Client, own_course: Course) -> None:
    asked = waiting(own_course, make_user(legal_name="Rzayeva Nigar"))
    Quiz.objects.update(blind_marking=blind)
    pages = [studio.get(address).text for address in (reverse("attemptquestion:index"), page(asked))]
    assert ["Rzayeva" in html for html in pages] == [not blind] * 2
    found = studio.get(reverse("attemptquestion:index"), {"q": "Rzayeva"})
    assert list(found.context["object_list"]) == []


def test_learner_sees_that_it_waits_and_then_the_comment(studio: Client, own_course: Course, client_of) -> None:
    learner = make_user(language="en")
    asked = waiting(own_course, learner)
    own = client_of(learner)
    addresses = [reverse("quiz", args=[own_course.code]), reverse("result", args=[asked.attempt_id]), reverse("my")]
    assert ["waits marking" in own.get(address).text for address in addresses] == [True] * 3
    studio.post(page(asked), {"level-0": "1", "comment": "Name the class."})
    html = own.get(addresses[1]).text
    assert ["Name the class." in html, "Level 1 en" in html, "waits marking" in html] == [True, True, False]


@pytest.mark.parametrize("number", [1, 3])
def test_listing_costs_the_same_for_one_and_for_three(
    number: int, studio: Client, own_course: Course, django_assert_num_queries
) -> None:
    for _place in range(number):
        waiting(own_course)
    studio.get(reverse("attemptquestion:index"))
    with django_assert_num_queries(10):
        studio.get(reverse("attemptquestion:index"))
