"""An answer carries the time at which it was given: the newest wins, whichever arrives last."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Attempt
from courses.services.attempts import start_attempt
from tests.factories.learning import make_course, make_enrolment, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt() -> Attempt:
    """An attempt that has been open for an hour."""
    course = make_course(lessons=0)
    quiz = make_quiz(course, questions=2)
    enrolment = make_enrolment(course, make_user(language="en"))
    start_attempt(enrolment=enrolment, quiz=quiz)
    Attempt.objects.update(started_at=timezone.now() - timedelta(hours=1))
    return Attempt.objects.get()


@pytest.fixture
def learner(attempt: Attempt, client_of) -> Client:
    return client_of(attempt.enrolment.user)


def minute(attempt: Attempt, number: int) -> int:
    """Milliseconds of a minute of the attempt."""
    return int((attempt.started_at + timedelta(minutes=number)).timestamp() * 1000)


def save(learner: Client, attempt: Attempt, option: str, given: object = None) -> int:
    fields = {"question-1": option} | ({} if given is None else {"given-1": str(given)})
    return learner.post(reverse("save_answer", args=[attempt.pk, 1]), fields).status_code


def saved(attempt: Attempt) -> str | None:
    return attempt.questions.get(position=1).answer


def test_answer_that_waited_does_not_replace_a_newer_one(attempt: Attempt, learner: Client) -> None:
    statuses = [save(learner, attempt, "o1", minute(attempt, 30)), save(learner, attempt, "o2", minute(attempt, 10))]
    assert (statuses, saved(attempt)) == ([200, 412], "o1")


def test_answer_that_waited_replaces_an_older_one(attempt: Attempt, learner: Client) -> None:
    statuses = [save(learner, attempt, "o1", minute(attempt, 10)), save(learner, attempt, "o2", minute(attempt, 30))]
    assert (statuses, saved(attempt)) == ([200, 200], "o2")


def test_same_answer_sent_twice_is_saved_once(attempt: Attempt, learner: Client) -> None:
    statuses = [save(learner, attempt, "o1", minute(attempt, 10)) for _time in range(2)]
    question = attempt.questions.get(position=1)
    assert (statuses, question.answer, int(question.answered_at.timestamp() * 1000)) == (
        [200, 200],
        "o1",
        minute(attempt, 10),
    )


def test_answer_without_a_time_was_given_now(attempt: Attempt, learner: Client) -> None:
    statuses = [save(learner, attempt, "o1", minute(attempt, 59)), save(learner, attempt, "o2")]
    assert (statuses, saved(attempt)) == ([200, 200], "o2")


def test_claimed_time_in_the_future_is_now_and_locks_nobody_out(attempt: Attempt, learner: Client) -> None:
    statuses = [save(learner, attempt, "o1", minute(attempt, 60 * 24 * 365)), save(learner, attempt, "o2")]
    assert (statuses, saved(attempt)) == ([200, 200], "o2")


@pytest.mark.parametrize("given", ["NaN", "1e309", "-1", "9" * 30, "<b>", "2026-09-05"])
def test_time_that_is_none_is_refused(attempt: Attempt, learner: Client, given: str) -> None:
    assert (save(learner, attempt, "o1", given), saved(attempt)) == (422, None)


def test_submission_of_a_stale_page_keeps_the_newer_answer(attempt: Attempt, learner: Client) -> None:
    save(learner, attempt, "o0", minute(attempt, 30))
    fields = {"question-1": "o1", "given-1": minute(attempt, 10), "question-2": "o0", "given-2": minute(attempt, 20)}
    learner.post(reverse("submit_attempt", args=[attempt.pk]), fields)
    attempt.refresh_from_db()
    assert (list(attempt.questions.values_list("answer", flat=True)), attempt.percent) == (["o0", "o0"], 100)


def test_answer_for_a_closed_attempt_says_that_nothing_saved_is_lost(attempt: Attempt, learner: Client) -> None:
    save(learner, attempt, "o0")
    learner.post(reverse("submit_attempt", args=[attempt.pk]), {"question-1": "o0", "question-2": "o0"})
    address = reverse("save_answer", args=[attempt.pk, 1])
    late = learner.post(address, {"question-1": "o1", "given-1": minute(attempt, 30)})
    assert (late.status_code, saved(attempt)) == (409, "o0")
    assert "The answers given before are kept and marked." in late.text


def test_time_that_was_claimed_does_not_open_an_attempt_whose_time_is_up(attempt: Attempt, learner: Client) -> None:
    Attempt.objects.update(deadline=timezone.now() - timedelta(minutes=5))
    assert (save(learner, attempt, "o1", minute(attempt, 1)), saved(attempt)) == (409, None)
