"""An essay on the learner's pages: asked with its rubric, saved alone, told as far as the quiz allows."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.enums import Told
from courses.models import Attempt, Quiz
from courses.services.marking_by_hand import mark_by_hand
from tests.factories.learning import add_essay, make_course, make_enrolment, make_quiz
from tests.factories.people import make_user
from tests.factories.questions import ESSAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(client_of) -> Client:
    quiz = make_quiz(make_course(lessons=0), questions=0, pass_mark=100)
    add_essay(quiz, ESSAY, marks=2)
    client = client_of(make_enrolment(quiz.course, make_user(language="en")).user)
    client.post(reverse("start_attempt", args=[quiz.course.code]))
    return client


def page(learner: Client, name: str) -> str:
    return learner.get(reverse(name, args=[Attempt.objects.get().pk])).text


def test_page_asks_with_the_rubric_and_gives_nothing_away(learner: Client) -> None:
    html = page(learner, "attempt")
    assert [text in html for text in ("<textarea", "Reasons en", "Level 2 en", "SECRET")] == [True, True, True, False]


def test_text_is_saved_alone_and_there_on_another_device(learner: Client) -> None:
    address = reverse("save_answer", args=[Attempt.objects.get().pk, 1])
    assert learner.post(address, {"question-1": "Half\nof it"}).status_code == 200
    assert "Half\nof it</textarea>" in page(learner, "attempt")


@pytest.mark.parametrize(("told", "shown"), [(Told.SCORE, []), (Told.ANSWERS, ["Own words"]), (Told.FEEDBACK, None)])
def test_comment_and_levels_are_feedback(told: Told, shown: list[str] | None, learner: Client) -> None:
    Quiz.objects.update(told_at_once=told, told_later=told)
    learner.post(reverse("submit_attempt", args=[Attempt.objects.get().pk]), {"question-1": "Own words"})
    asked = Attempt.objects.get().questions.get()
    mark_by_hand(asked=asked, by=make_user(), levels={"c1": "1"}, comment="Name the class")
    words = ["Own words", "Level 1 en", "Name the class"]
    html = page(learner, "result")
    assert [word for word in words if word in html] == (words if shown is None else shown)
    assert "SECRET" not in html


def test_nothing_is_told_before_it_is_marked(learner: Client) -> None:
    Quiz.objects.update(told_at_once=Told.EVERYTHING, told_later=Told.EVERYTHING, attempts_allowed=1)
    learner.post(reverse("submit_attempt", args=[Attempt.objects.get().pk]), {"question-1": "Own words"})
    html = page(learner, "result")
    assert ["Awaits marking" in html, "SECRET" in html, "%" in html.partition("<main")[2].partition("</main")[0]] == [
        True,
        False,
        False,
    ]
