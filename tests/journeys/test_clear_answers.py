"""What goes wrong in daily life gets a clear answer, and nothing is lost."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from courses.models import Attempt
from tests.factories.certification import make_template
from tests.factories.learning import make_course, make_enrolment, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "status", "verdict"),
    [("0" * 19, 400, "malformed"), ("not a code", 400, "malformed")],
)
def test_wrong_code_is_told_as_a_typo(code: str, status: int, verdict: str) -> None:
    answer = Client().get(reverse("verify_code", args=[code]))
    assert (answer.status_code, f'data-verdict="{verdict}"' in answer.text) == (status, True)


def test_certificate_of_another_learner_answers_as_a_missing_one(client_of, django_capture_on_commit_callbacks) -> None:
    course = make_course(lessons=1, certificate_template=make_template())
    with django_capture_on_commit_callbacks(execute=True):
        enrolment = make_enrolment(course, read=1)
    code = enrolment.user.certificates.get().code
    stranger = client_of(make_user())
    foreign = stranger.get(reverse("certificate_pdf", args=[code]))
    missing = stranger.get(reverse("certificate_pdf", args=["0" * 20]))
    own = client_of(enrolment.user).get(reverse("certificate_pdf", args=[code]))
    assert (foreign.status_code, missing.status_code, own.status_code) == (404, 404, 200)
    assert _without_token(foreign.text) == _without_token(missing.text)


def _without_token(html: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)


def test_expired_attempt_keeps_and_marks_what_was_saved(client_of) -> None:
    course = make_course(lessons=0)
    make_quiz(course, questions=2, time_limit_minutes=10)
    enrolment = make_enrolment(course)
    browser = client_of(enrolment.user)
    browser.post(reverse("start_attempt", args=[course.code]))
    attempt = Attempt.objects.get()
    browser.post(reverse("save_answer", args=[attempt.pk, 1]), {"question-1": "o0"})

    with time_machine.travel(attempt.deadline + timedelta(minutes=5), tick=False):
        refused = browser.post(reverse("save_answer", args=[attempt.pk, 2]), {"question-2": "o0"})
        closed = browser.post(
            reverse("submit_attempt", args=[attempt.pk]), {"question-1": "o1", "question-2": "o0"}, follow=True
        )
    attempt.refresh_from_db()
    assert (refused.status_code, attempt.state, attempt.score) == (409, "timed_out", 1)
    assert "Vaxt bitdi" in closed.text or "Time is up" in closed.text


def test_attempt_of_another_learner_answers_as_a_missing_one(client_of) -> None:
    course = make_course(lessons=0)
    make_quiz(course)
    enrolment = make_enrolment(course)
    client_of(enrolment.user).post(reverse("start_attempt", args=[course.code]))
    attempt = Attempt.objects.get()
    stranger = client_of(make_enrolment(course).user)
    answers = [
        stranger.get(reverse("attempt", args=[attempt.pk])),
        stranger.get(reverse("result", args=[attempt.pk])),
        stranger.post(reverse("save_answer", args=[attempt.pk, 1]), {"question-1": "o0"}),
        stranger.post(reverse("submit_attempt", args=[attempt.pk]), {"question-1": "o0"}),
    ]
    attempt.refresh_from_db()
    assert ([answer.status_code for answer in answers], attempt.state) == ([404] * 4, "open")
