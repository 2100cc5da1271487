"""How long a test may take, and how to have it take longer."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client, override_settings
from django.urls import reverse

from courses.enums import ExtraTime
from courses.models import Enrolment
from courses.services.attempts import start_attempt, submit_attempt
from courses.services.extra_time import grant_extra_time
from tests.factories.learning import make_course, make_enrolment, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

ASK = "ask for it before you start"


@pytest.fixture
def enrolment() -> Enrolment:
    course = make_course(lessons=0, contact="trainer@example.org")
    make_quiz(course, time_limit_minutes=20)
    return make_enrolment(course, make_user(language="en"))


def quiz_page(client_of, enrolment: Enrolment) -> str:
    return client_of(enrolment.user).get(reverse("quiz", args=[enrolment.course.code])).text


def test_quiz_page_tells_the_limit_and_whom_to_ask_for_more(enrolment: Enrolment, client_of) -> None:
    html = quiz_page(client_of, enrolment)
    assert [text in html for text in ("<dd>20 minutes</dd>", ASK, 'href="mailto:trainer@example.org"')] == [True] * 3
    assert "You have extra time" not in html


def test_quiz_page_tells_the_extra_time(enrolment: Enrolment, client_of) -> None:
    grant_extra_time(enrolment=enrolment, extra_time=ExtraTime.HALF, by=make_user())
    html = quiz_page(client_of, enrolment)
    assert "<dd>30 minutes</dd>" in html
    assert "You have extra time: the limit for others is 20 minutes." in html


@override_settings(DEFAULT_FROM_EMAIL="Academy <academy@example.org>")
def test_quiz_page_of_a_course_without_a_contact_names_the_sites(enrolment: Enrolment, client_of) -> None:
    enrolment.course.contact = ""
    enrolment.course.save(update_fields=["contact"])
    assert 'href="mailto:academy@example.org"' in quiz_page(client_of, enrolment)


def test_quiz_page_without_a_limit_speaks_of_no_time(enrolment: Enrolment, client_of) -> None:
    quiz = enrolment.course.quiz
    quiz.time_limit_minutes = None
    quiz.save(update_fields=["time_limit_minutes"])
    html = quiz_page(client_of, enrolment)
    assert (ASK in html, "no limit" in html) == (False, True)


def test_quiz_page_after_the_last_attempt_says_whom_to_write_to(enrolment: Enrolment, client_of) -> None:
    quiz = enrolment.course.quiz
    quiz.attempts_allowed = 1
    quiz.save(update_fields=["attempts_allowed"])
    submit_attempt(attempt=start_attempt(enrolment=enrolment, quiz=quiz), answers={})
    html = quiz_page(client_of, enrolment)
    assert (ASK in html, 'href="mailto:trainer@example.org"' in html) == (False, True)


def test_deadline_stands_on_the_page_in_words(enrolment: Enrolment, client_of) -> None:
    attempt = start_attempt(enrolment=enrolment, quiz=enrolment.course.quiz)
    html = client_of(enrolment.user).get(reverse("attempt", args=[attempt.pk])).text
    assert f'<time datetime="{attempt.deadline.astimezone():%Y-%m-%d}' in html


def test_starting_an_attempt_makes_the_session_last_from_now(enrolment: Enrolment, client_of) -> None:
    learner: Client = client_of(enrolment.user)
    session = Session.objects.get(pk=learner.session.session_key)
    before = session.expire_date
    learner.post(reverse("start_attempt", args=[enrolment.course.code]))
    session.refresh_from_db()
    assert session.expire_date > before
