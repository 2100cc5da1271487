"""Sending a test in which questions have no answer: the person is asked first, and nothing is lost."""

from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from courses.models import Attempt
from courses.selectors.attempts import GRACE
from courses.services.attempts import start_attempt, submit_attempt
from tests.factories.learning import make_course, make_enrolment, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt() -> Attempt:
    course = make_course(lessons=0)
    quiz = make_quiz(course, questions=3, time_limit_minutes=10)
    return start_attempt(enrolment=make_enrolment(course, make_user(language="en")), quiz=quiz)


@pytest.fixture
def learner(attempt: Attempt, client_of) -> Client:
    return client_of(attempt.enrolment.user)


def submit(learner: Client, attempt: Attempt, **fields: str) -> HttpResponse:
    names = {name.replace("question_", "question-"): value for name, value in fields.items()}
    return learner.post(reverse("submit_attempt", args=[attempt.pk]), names)


def stored(attempt: Attempt) -> tuple[str, list[str | None]]:
    attempt.refresh_from_db()
    return attempt.state, list(attempt.questions.values_list("answer", flat=True))


def test_gaps_are_asked_about_and_the_answers_saved(attempt: Attempt, learner: Client) -> None:
    answer = submit(learner, attempt, question_2="o0")
    assert answer.url == reverse("unanswered", args=[attempt.pk])
    assert stored(attempt) == ("open", [None, "o0", None])


def test_question_names_the_gaps_and_leads_to_them(attempt: Attempt, learner: Client) -> None:
    submit(learner, attempt, question_2="o0")
    html = learner.get(reverse("unanswered", args=[attempt.pk])).text
    address = reverse("attempt", args=[attempt.pk])
    assert [html.count(f'href="{address}#question-{position}"') for position in (1, 2, 3)] == [2, 0, 1]
    assert "2 questions have no answer" in html


def test_sent_anyway_marks_what_was_saved(attempt: Attempt, learner: Client) -> None:
    submit(learner, attempt, question_2="o0")
    answer = submit(learner, attempt, with_gaps="yes")
    assert answer.url == reverse("result", args=[attempt.pk])
    assert (stored(attempt), attempt.score) == (("submitted", [None, "o0", None]), 1)


def test_nothing_is_asked_when_every_question_is_answered(attempt: Attempt, learner: Client) -> None:
    submit(learner, attempt, question_2="o0")
    answer = submit(learner, attempt, question_1="o0", question_3="o0")
    assert (answer.url, stored(attempt)[0]) == (reverse("result", args=[attempt.pk]), "submitted")


def test_nothing_is_asked_once_the_deadline_has_passed(attempt: Attempt, learner: Client) -> None:
    with time_machine.travel(attempt.deadline + timedelta(seconds=1), tick=False):
        submit(learner, attempt, question_2="o0")
    assert stored(attempt) == ("submitted", [None, "o0", None])


def test_time_that_ends_over_the_question_marks_what_was_saved(attempt: Attempt, learner: Client) -> None:
    submit(learner, attempt, question_2="o0")
    with time_machine.travel(attempt.deadline + GRACE + timedelta(seconds=1), tick=False):
        answer = learner.get(reverse("unanswered", args=[attempt.pk]))
    assert (answer.url, stored(attempt)[0]) == (reverse("result", args=[attempt.pk]), "timed_out")


def test_question_without_gaps_leads_back_to_the_attempt(attempt: Attempt, learner: Client) -> None:
    for position in (1, 2, 3):
        learner.post(reverse("save_answer", args=[attempt.pk, position]), {f"question-{position}": "o0"})
    answer = learner.get(reverse("unanswered", args=[attempt.pk]))
    assert (answer.url, stored(attempt)[0]) == (reverse("attempt", args=[attempt.pk]), "open")


def test_question_about_a_closed_attempt_leads_to_the_result(attempt: Attempt, learner: Client) -> None:
    submit_attempt(attempt=attempt, answers={})
    assert learner.get(reverse("unanswered", args=[attempt.pk])).url == reverse("result", args=[attempt.pk])


def test_gaps_of_others_answer_as_a_missing_attempt(attempt: Attempt, client_of) -> None:
    assert client_of(make_user()).get(reverse("unanswered", args=[attempt.pk])).status_code == 404


def test_gap_counts_as_one_whatever_kind_of_nothing_is_stored(attempt: Attempt, learner: Client) -> None:
    learner.post(reverse("save_answer", args=[attempt.pk, 1]), {"given-1": "1"})
    submit(learner, attempt, question_2="o0", question_3="o0")
    assert stored(attempt) == ("open", [None, "o0", "o0"])


@pytest.mark.parametrize("number", [1, 3])
def test_question_asks_the_database_as_often_for_one_gap_as_for_three(
    number: int, client_of, django_assert_num_queries
) -> None:
    course = make_course(lessons=0)
    attempt = start_attempt(enrolment=make_enrolment(course), quiz=make_quiz(course, questions=number))
    browser, address = client_of(attempt.enrolment.user), reverse("unanswered", args=[attempt.pk])
    browser.get(address)
    with django_assert_num_queries(8):
        assert browser.get(address).status_code == 200
