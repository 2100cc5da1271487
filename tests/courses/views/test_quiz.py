import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Attempt, Enrolment
from tests.factories.learning import make_course, make_enrolment, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

#: What `choice_body` says of correctness; none of it may reach the browser while the attempt is open.
SECRETS = ("Feedback", "Because", "is_correct", "data-correct", "&quot;correct")


@pytest.fixture
def enrolment() -> Enrolment:
    course = make_course(lessons=0)
    make_quiz(course, questions=2)
    return make_enrolment(course, make_user(language="ru"))


@pytest.fixture
def learner(enrolment: Enrolment, client_of) -> Client:
    return client_of(enrolment.user)


@pytest.fixture
def attempt(enrolment: Enrolment, learner: Client) -> Attempt:
    learner.post(reverse("start_attempt", args=[enrolment.course.code]))
    return Attempt.objects.get()


def test_open_attempt_gives_nothing_away(attempt: Attempt, learner: Client) -> None:
    html = learner.get(reverse("attempt", args=[attempt.pk]), {"language": "en"}).text
    assert [secret for secret in SECRETS if secret in html] == []
    assert "Stem en" in html


def test_saved_answer_gives_nothing_away(attempt: Attempt, learner: Client) -> None:
    answers = {
        learner.post(reverse("save_answer", args=[attempt.pk, 1]), {"question-1": option}).text
        for option in ("o0", "o1")
    }
    assert len(answers) == 1


def test_result_of_an_open_attempt_leads_back_to_it(attempt: Attempt, learner: Client) -> None:
    assert learner.get(reverse("result", args=[attempt.pk])).url == reverse("attempt", args=[attempt.pk])


def result_of(learner: Client, attempt: Attempt, **answers: str) -> str:
    """Submit and return the page of the result."""
    fields = {name.replace("_", "-"): option for name, option in answers.items()}
    return learner.post(reverse("submit_attempt", args=[attempt.pk]), fields, follow=True).text


def test_result_of_a_passed_test_explains_every_question(attempt: Attempt, learner: Client) -> None:
    html = result_of(learner, attempt, question_1="o0", question_2="o0")
    assert (html.count("Because ru"), html.count("Feedback 0 ru"), html.count("data-correct")) == (2, 2, 2)


def test_result_with_attempts_left_tells_the_own_choice_alone(attempt: Attempt, learner: Client) -> None:
    html = result_of(learner, attempt, question_1="o1", question_2="o2")
    assert [html.count(text) for text in ("Feedback 1 ru", "Feedback 2 ru", "Feedback 0 ru")] == [1, 1, 0]
    assert [secret for secret in ("Because", "data-correct") if secret in html] == []


def test_result_without_attempts_left_explains_every_question(attempt: Attempt, learner: Client) -> None:
    attempt.quiz.attempts_allowed = 1
    attempt.quiz.save(update_fields=["attempts_allowed"])
    html = result_of(learner, attempt, question_1="o1", question_2="o2")
    assert (html.count("Because ru"), html.count("data-correct")) == (2, 2)


def test_answer_that_is_no_option_is_refused_and_nothing_is_lost(attempt: Attempt, learner: Client) -> None:
    address = reverse("save_answer", args=[attempt.pk, 1])
    learner.post(address, {"question-1": "o1"})
    refused = learner.post(address, {"question-1": "foreign"})
    assert (refused.status_code, attempt.questions.get(position=1).answer) == (422, "o1")


def test_answer_to_a_question_that_is_not_asked_changes_nothing(attempt: Attempt, learner: Client) -> None:
    for position in (99, 10**30):
        answer = learner.post(reverse("save_answer", args=[attempt.pk, position]), {f"question-{position}": "o0"})
        assert answer.status_code == 404
    assert list(attempt.questions.values_list("answer", flat=True)) == [None, None]


def test_submitting_an_impossible_answer_keeps_the_attempt_open(attempt: Attempt, learner: Client) -> None:
    answer = learner.post(reverse("submit_attempt", args=[attempt.pk]), {"question-1": "foreign"})
    attempt.refresh_from_db()
    assert (answer.url, attempt.state) == (reverse("attempt", args=[attempt.pk]), "open")


def test_double_click_on_submit_makes_one_result(attempt: Attempt, learner: Client) -> None:
    address = reverse("submit_attempt", args=[attempt.pk])
    first = learner.post(address, {"question-1": "o0", "question-2": "o1"})
    second = learner.post(address, {"question-1": "o0", "question-2": "o0"})
    attempt.refresh_from_db()
    assert (first.url, second.url, attempt.score) == (first.url, first.url, 1)


def test_saved_answers_are_there_on_another_device(attempt: Attempt, learner: Client, client_of) -> None:
    learner.post(reverse("save_answer", args=[attempt.pk, 1]), {"question-1": "o3"})
    page = client_of(attempt.enrolment.user).get(reverse("attempt", args=[attempt.pk])).text
    assert page.count("checked") == 1


def test_page_left_blank_loses_no_answer_of_another_tab(attempt: Attempt, learner: Client) -> None:
    learner.post(reverse("save_answer", args=[attempt.pk, 1]), {"question-1": "o0"})
    learner.post(reverse("submit_attempt", args=[attempt.pk]), {"question-2": "o1"})
    assert list(attempt.questions.values_list("answer", flat=True)) == ["o0", "o1"]


def test_start_is_refused_with_a_reason_in_the_readers_language(client_of) -> None:
    course = make_course(lessons=1)
    make_quiz(course)
    enrolment = make_enrolment(course, make_user(language="ru"))
    answer = client_of(enrolment.user).post(reverse("start_attempt", args=[course.code]), follow=True)
    assert "Тест откроется" in answer.text
    assert Attempt.objects.count() == 0


def test_quiz_of_a_course_of_others_answers_as_a_missing_one(enrolment: Enrolment, client_of) -> None:
    learner = client_of(make_user())
    answers = [
        learner.post(reverse("start_attempt", args=[code])).status_code for code in (enrolment.course.code, "NONE-1")
    ]
    assert (answers, Attempt.objects.count()) == ([404, 404], 0)


def test_extra_fields_change_nothing(attempt: Attempt, learner: Client) -> None:
    fields = {"question-1": "o1", "question-2": "o1", "score": "99", "passed": "true", "state": "open"}
    learner.post(reverse("submit_attempt", args=[attempt.pk]), fields)
    attempt.refresh_from_db()
    assert (attempt.score, attempt.passed) == (0, False)
