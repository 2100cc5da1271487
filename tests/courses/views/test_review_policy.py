"""What a result tells, and when. Each moment is looked at with everything that could leak at hand."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from courses.enums import Told
from courses.models import Attempt, Enrolment, Quiz
from courses.selectors.attempts import GRACE
from courses.selectors.reviews import RIGHT_AFTER
from courses.services.attempts import start_attempt, submit_attempt
from tests.factories.learning import make_course, make_enrolment, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
#: What each degree tells, by what shows it on the page of a result: score, own answers, feedback, correct answers.
SIGNS = ("50%", "Option 1 en", "Feedback 1 en", "Because en")
SHOWN = {Told.VERDICT: 0, Told.SCORE: 1, Told.ANSWERS: 2, Told.FEEDBACK: 3, Told.EVERYTHING: 4}


def tried(**rules: object) -> Attempt:
    """At noon somebody answers the first question right and the second wrong."""
    course = make_course(lessons=0)
    quiz = make_quiz(course, questions=2, **({"pass_mark": 99} | rules))
    enrolment = make_enrolment(course, make_user(language="en"))
    with time_machine.travel(NOON, tick=False):
        return submit_attempt(attempt=start_attempt(enrolment=enrolment, quiz=quiz), answers={1: "o0", 2: "o1"})


def page(client_of, attempt: Attempt, now: datetime, name: str = "result") -> str:
    with time_machine.travel(now, tick=False):
        keys = {"result": [attempt.pk], "quiz": [attempt.quiz.course.code]}.get(name)
        return client_of(attempt.enrolment.user).get(reverse(name, args=keys)).text


def told(html: str) -> int:
    """How many of the signs the page shows, which stand in the order of what they tell."""
    shown = [sign in html for sign in SIGNS]
    assert shown == sorted(shown, reverse=True)
    return sum(shown)


@pytest.mark.parametrize("degree", Told)
def test_right_after_tells_what_the_quiz_says(degree: Told, client_of) -> None:
    attempt = tried(told_at_once=degree, told_later=Told.VERDICT)
    assert told(page(client_of, attempt, NOON + RIGHT_AFTER)) == SHOWN[degree]


@pytest.mark.parametrize("degree", Told)
def test_later_tells_what_the_quiz_says(degree: Told, client_of) -> None:
    attempt = tried(told_at_once=Told.EVERYTHING, told_later=degree)
    assert told(page(client_of, attempt, NOON + RIGHT_AFTER + timedelta(seconds=1))) == SHOWN[degree]


@pytest.mark.parametrize("degree", Told)
@pytest.mark.parametrize("over", [{"attempts_allowed": 1}, {"pass_mark": 50}])
def test_at_last_tells_what_the_quiz_says(degree: Told, over: dict, client_of) -> None:
    attempt = tried(told_at_once=Told.VERDICT, told_later=Told.VERDICT, told_at_last=degree, **over)
    assert told(page(client_of, attempt, NOON)) == SHOWN[degree]


@pytest.mark.parametrize("over", [{}, {"attempts_allowed": 1}, {"pass_mark": 50}])
def test_close_brings_the_last_moment_to_everybody_and_not_before(over: dict, client_of) -> None:
    close = NOON + timedelta(days=1)
    attempt = tried(closes_at=close, told_at_once=Told.VERDICT, told_later=Told.SCORE, **over)
    before, after = close + GRACE, close + GRACE + timedelta(seconds=1)
    assert [told(page(client_of, attempt, now)) for now in (before, after)] == [1, 4]


def test_open_attempt_ends_right_after(client_of) -> None:
    attempt = tried(told_at_once=Told.EVERYTHING, told_later=Told.VERDICT)
    with time_machine.travel(NOON, tick=False):
        start_attempt(enrolment=attempt.enrolment, quiz=attempt.quiz)
    assert told(page(client_of, attempt, NOON)) == 0


def test_open_last_attempt_keeps_the_last_moment_away(client_of) -> None:
    attempt = tried(attempts_allowed=2, told_at_once=Told.VERDICT, told_later=Told.VERDICT)
    with time_machine.travel(NOON, tick=False):
        start_attempt(enrolment=attempt.enrolment, quiz=attempt.quiz)
    assert told(page(client_of, attempt, NOON + timedelta(days=1))) == 0


def test_score_that_is_not_told_stands_on_no_page(client_of) -> None:
    attempt = tried(told_at_once=Told.VERDICT, told_later=Told.VERDICT)
    later = NOON + timedelta(days=1)
    assert ["50%" in page(client_of, attempt, later, name) for name in ("result", "quiz")] == [False, False]
    with time_machine.travel(later, tick=False):
        learner = client_of(attempt.enrolment.user)
        assert ["50%" in learner.get(reverse(name)).text for name in ("my", "my_results")] == [False, False]
    Quiz.objects.update(told_later=Told.SCORE)
    assert "50%" in page(client_of, attempt, later, "my_results")


def test_marks_of_a_wrong_answer_are_told(client_of) -> None:
    html = page(client_of, tried(negative_percent=50), NOON)
    assert ["Marks: 1.00 of 1.00" in html, "Marks: -0.50 of 1.00" in html, "Your result: 25%" in html] == [True] * 3


def test_rules_stand_on_the_page_of_the_quiz(client_of) -> None:
    attempt = tried(negative_percent=50, wait_minutes=30, grading="first", told_at_last=Told.SCORE)
    html = page(client_of, attempt, NOON + timedelta(days=1), "quiz")
    words = (
        "takes 50% of the question’s marks off",
        "you wait 30 minutes",
        "Only the first attempt counts",
        "the score",
    )
    assert [word for word in words if word not in html] == []


class TestGate:
    """The start button obeys, and the pages say when."""

    START = 'action="/my/courses/'

    def enrolment(self, **rules: object) -> Enrolment:
        course = make_course(lessons=0)
        make_quiz(course, **rules)
        return make_enrolment(course, make_user(language="en"))

    @pytest.mark.parametrize(
        ("rules", "words"),
        [
            ({"opens_at": NOON + timedelta(hours=1)}, "The quiz opens on 4 May 2026"),
            ({"closes_at": NOON}, "The quiz closed on 4 May 2026"),
        ],
    )
    def test_closed_quiz_says_when_and_has_no_button(self, rules: dict, words: str, client_of) -> None:
        enrolment = self.enrolment(**rules)
        with time_machine.travel(NOON, tick=False):
            learner = client_of(enrolment.user)
            quiz = learner.get(reverse("quiz", args=[enrolment.course.code])).text
            own = learner.get(reverse("my")).text
            refused = learner.post(reverse("start_attempt", args=[enrolment.course.code]), follow=True).text
        assert (self.START in quiz, words in quiz, words in own) == (False, True, True)
        assert (Attempt.objects.count(), "no attempt was started" in refused or words in refused) == (0, True)

    def test_waiting_says_until_when(self, client_of) -> None:
        attempt = tried(wait_minutes=90)
        html = page(client_of, attempt, NOON + timedelta(hours=1), "quiz")
        words = "The next attempt can be started from 4 May 2026"
        assert (self.START in html, words in html) == (False, True)
        assert words in page(client_of, attempt, NOON + timedelta(hours=1))
        assert self.START in page(client_of, attempt, NOON + timedelta(minutes=90), "quiz")

    def test_attempts_for_practice_are_offered_as_such(self, client_of) -> None:
        attempt = tried(grading="first")
        html = page(client_of, attempt, NOON, "quiz")
        assert (self.START in html, "For practice" in html) == (True, True)
        with time_machine.travel(NOON, tick=False):
            own = client_of(attempt.enrolment.user).get(reverse("my")).text
        assert "Only the first attempt at the final quiz counts, and it has not passed." in own
