"""A form sent after the session ended: the way back, what the person is told, and what is kept."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from courses.models import Attempt
from tests.factories.learning import make_course, make_enrolment, make_quiz
from tests.factories.people import PASSWORD, add_second_factor, make_user, second_factor_code

pytestmark = pytest.mark.django_db

HERE = "http://testserver"
LOGGED_OUT = "You have been logged out. Log in, and you are back on the page where you were."
SEND_AGAIN = "You had been logged out, so what you sent was not saved. Please send it again."


@pytest.fixture
def attempt(client_of) -> Attempt:
    course = make_course(lessons=0)
    make_quiz(course, questions=2)
    enrolment = make_enrolment(course, make_user(language="en"))
    learner = client_of(enrolment.user)
    learner.post(reverse("start_attempt", args=[course.code]))
    attempt = Attempt.objects.get()
    learner.post(reverse("save_answer", args=[attempt.pk, 1]), {"question-1": "o1"})
    return attempt


@pytest.fixture
def logged_out() -> Client:
    return Client(headers={"accept-language": "en"})


def submit(client: Client, attempt: Attempt, **headers: str):
    address = reverse("submit_attempt", args=[attempt.pk])
    return client.post(address, {"question-1": "o0"}, headers=headers)


def log_in(client: Client, attempt: Attempt, address: str):
    return client.post(address, {"login": attempt.enrolment.user.email, "password": PASSWORD})


def texts(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_form_after_the_session_leads_back_to_its_page(attempt: Attempt, logged_out: Client) -> None:
    page = reverse("attempt", args=[attempt.pk])
    wall = submit(logged_out, attempt, referer=f"{HERE}{page}?language=en")
    assert (wall.status_code, wall.url) == (302, f"/accounts/login/?next={page}%3Flanguage%3Den")
    assert log_in(logged_out, attempt, wall.url).url == f"{page}?language=en"


def test_person_is_told_at_the_wall_and_again_behind_it(attempt: Attempt, logged_out: Client) -> None:
    wall = submit(logged_out, attempt, referer=HERE + reverse("attempt", args=[attempt.pk]))
    assert logged_out.get(wall.url).text.count(LOGGED_OUT) == 1
    back = logged_out.get(log_in(logged_out, attempt, wall.url).url)
    assert (back.status_code, back.text.count(SEND_AGAIN), back.text.count(LOGGED_OUT)) == (200, 1, 0)
    assert logged_out.get(back.request["PATH_INFO"]).text.count(SEND_AGAIN) == 0


def test_person_is_told_behind_the_second_factor_too(attempt: Attempt, logged_out: Client) -> None:
    add_second_factor(attempt.enrolment.user)
    page = reverse("attempt", args=[attempt.pk])
    factor = log_in(logged_out, attempt, submit(logged_out, attempt, referer=HERE + page).url)
    inside = logged_out.post(factor.url, {"code": second_factor_code()})
    assert (inside.url, logged_out.get(inside.url).text.count(SEND_AGAIN)) == (page, 1)


def test_answers_saved_before_are_kept_and_those_sent_are_not(attempt: Attempt, logged_out: Client) -> None:
    wall = submit(logged_out, attempt, referer=HERE + reverse("attempt", args=[attempt.pk]))
    log_in(logged_out, attempt, wall.url)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.questions.get(position=1).answer) == ("open", "o1")


@pytest.mark.parametrize("referrer", ["https://elsewhere.example/page/", "//elsewhere.example/", ""])
def test_foreign_page_is_never_the_way_back(referrer: str, attempt: Attempt, logged_out: Client) -> None:
    assert submit(logged_out, attempt, referer=referrer).url == "/accounts/login/?next=/my/"


def test_answer_saved_after_the_session_says_so_where_it_stands(attempt: Attempt, logged_out: Client) -> None:
    page = reverse("attempt", args=[attempt.pk])
    address = reverse("save_answer", args=[attempt.pk, 1])
    headers = {"HX-Request": "true", "referer": HERE + page}
    refused = logged_out.post(address, {"question-1": "o0"}, headers=headers)
    assert (refused.status_code, refused.templates[0].name) == (401, "accounts/_logged_out.html")
    assert refused.text.count(f'href="/accounts/login/?next={page}"') == 1
    assert attempt.questions.get(position=1).answer == "o1"


def test_reading_after_the_session_is_left_to_the_wall(attempt: Attempt, logged_out: Client) -> None:
    page = reverse("attempt", args=[attempt.pk])
    wall = logged_out.get(page, headers={"referer": f"{HERE}/verify/"})
    assert (wall.url, texts(wall)) == (f"/accounts/login/?next={page}", [])


def test_wrong_password_is_no_wall(logged_out: Client) -> None:
    refused = logged_out.post(reverse("account_login"), {"login": make_user().email, "password": "wrong"})
    assert (refused.status_code, texts(refused)) == (200, [])


def test_login_without_a_form_before_it_says_nothing_of_one(attempt: Attempt, logged_out: Client) -> None:
    inside = log_in(logged_out, attempt, reverse("account_login"))
    assert logged_out.get(inside.url).text.count(SEND_AGAIN) == 0
