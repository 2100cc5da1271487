"""A learner answers a question of each type, on the pages of the quiz."""

import pytest
from django.test import Client
from django.urls import reverse

from academy.languages import LANGUAGES
from courses.models import Attempt, Question, QuestionRevision, Quiz, QuizQuestion
from tests.factories.learning import make_course, make_enrolment
from tests.factories.people import make_user
from tests.factories.questions import SAMPLES, words

pytestmark = pytest.mark.django_db
PLACES = dict(enumerate(SAMPLES, start=1))


@pytest.fixture
def quiz() -> Quiz:
    quiz = Quiz.objects.create(course=make_course(lessons=0), title=words("Quiz"))
    for position, key in PLACES.items():
        question = Question.objects.create(key=key, type=key)
        QuestionRevision.objects.create(question=question, number=1, body=SAMPLES[key].body)
        QuizQuestion.objects.create(quiz=quiz, question=question, position=position)
    return quiz


@pytest.fixture
def learner(quiz: Quiz, client_of) -> Client:
    client = client_of(make_enrolment(quiz.course, make_user(language="en")).user)
    client.post(reverse("start_attempt", args=[quiz.course.code]))
    return client


def sent(position: int) -> dict[str, object]:
    """What the browser sends of the right answer."""
    return {
        name.replace("q", f"question-{position}", 1): value for name, value in SAMPLES[PLACES[position]].sent.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_asks_every_type_and_gives_nothing_away(learner: Client, language: str) -> None:
    html = learner.get(reverse("attempt", args=[Attempt.objects.get().pk]), {"language": language}).text
    assert (html.count(f"Stem {language}"), html.count("<fieldset")) == (len(SAMPLES), len(SAMPLES))
    assert "SECRET" not in html


def test_every_type_is_saved_alone_and_marked(learner: Client) -> None:
    attempt = Attempt.objects.get()
    for position in PLACES:
        assert learner.post(reverse("save_answer", args=[attempt.pk, position]), sent(position)).status_code == 200
    html = learner.post(reverse("submit_attempt", args=[attempt.pk]), follow=True).text
    attempt.refresh_from_db()
    assert (attempt.percent, html.count("SECRET en") >= len(SAMPLES)) == (100, True)
    assert [question.answer for question in attempt.questions.all()] == [sample.answer for sample in SAMPLES.values()]


def test_inputs_left_blank_change_nothing_that_was_saved(learner: Client) -> None:
    attempt = Attempt.objects.get()
    for position in PLACES:
        learner.post(reverse("save_answer", args=[attempt.pk, position]), sent(position))
    blank = {name: "" for position in PLACES for name in sent(position) if PLACES[position] != "multiple_choice"}
    learner.post(reverse("submit_attempt", args=[attempt.pk]), blank)
    attempt.refresh_from_db()
    assert attempt.percent == 100
