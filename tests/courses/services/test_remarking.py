"""A question was wrong: attempts get the result that they should have had, and nobody loses a pass."""

from decimal import Decimal

import pytest
from django.core import mail

from academy.languages import LANGUAGES
from courses.enums import AttemptState, RemarkingWay
from courses.models import Attempt, AttemptLetter, Enrolment, Question, Quiz, QuizQuestion, Remarking
from courses.services.attempt_letters import mail_attempt_letter
from courses.services.attempts import start_attempt, submit_attempt
from courses.services.questions import revise_question
from courses.services.remarking import order_remarking, remark_attempts
from courses.tasks import finish_remarkings, remark
from tests.factories.learning import add_essay, choice_body, make_course, make_enrolment, make_quiz
from tests.factories.people import make_user
from tests.factories.questions import ESSAY
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz() -> Quiz:
    """Two questions; both have to be right."""
    return make_quiz(make_course(lessons=0), questions=2, pass_mark=100)


def tried(quiz: Quiz, *options: str, enrolment: Enrolment | None = None) -> Attempt:
    enrolment = enrolment or make_enrolment(quiz.course)
    attempt = start_attempt(enrolment=enrolment, quiz=quiz)
    return submit_attempt(attempt=attempt, answers=dict(enumerate(options, start=1)))


def remarked(quiz: Quiz, way: RemarkingWay, question: Question | None = None) -> Remarking:
    question = question or quiz.places.get(position=2).question
    made = order_remarking(quiz=quiz, question=question, way=way, reason="The key was wrong.", by=make_user())
    remark(made.pk)
    made.refresh_from_db()
    return made


def mend(quiz: Quiz, correct: int) -> None:
    """Say that another option of the second question is the right one."""
    revise_question(question=quiz.places.get(position=2).question, body=choice_body(correct=(correct,)))


def result(attempt: Attempt) -> tuple:
    attempt.refresh_from_db()
    attempt.enrolment.refresh_from_db()
    return attempt.score, attempt.passed, attempt.enrolment.completed_at is not None


def test_newest_version_marks_and_completion_follows(quiz: Quiz) -> None:
    attempt = tried(quiz, "o0", "o1")
    mend(quiz, 1)
    record = remarked(quiz, RemarkingWay.NEWEST)
    assert result(attempt) == (Decimal(2), True, True)
    assert (record.changed, record.reason, record.finished_at is not None) == (1, "The key was wrong.", True)


def test_full_marks_are_for_everybody_even_without_an_answer(quiz: Quiz) -> None:
    attempts = [tried(quiz, "o0", "o1"), tried(quiz, "o0"), tried(quiz, "o1", "o0")]
    record = remarked(quiz, RemarkingWay.FULL)
    assert [result(attempt)[:2] for attempt in attempts] == [(2, True), (2, True), (1, False)]
    assert (record.changed, AttemptLetter.objects.count()) == (2, 2)


def test_pass_is_never_taken_away(quiz: Quiz) -> None:
    attempt = tried(quiz, "o0", "o0")
    mend(quiz, 1)
    remarked(quiz, RemarkingWay.NEWEST)
    assert result(attempt) == (Decimal(1), True, True)


def test_second_run_changes_nothing_more(quiz: Quiz) -> None:
    tried(quiz, "o0", "o1")
    mend(quiz, 1)
    record = remarked(quiz, RemarkingWay.NEWEST)
    remark_attempts(remarking=record)
    record.refresh_from_db()
    assert (record.changed, AttemptLetter.objects.count()) == (1, 1)


def test_open_attempt_is_marked_so_when_it_closes(quiz: Quiz) -> None:
    attempt = start_attempt(enrolment=make_enrolment(quiz.course), quiz=quiz)
    mend(quiz, 1)
    remarked(quiz, RemarkingWay.NEWEST)
    assert submit_attempt(attempt=attempt, answers={1: "o0", 2: "o1"}).passed is True


def test_attempts_at_other_quizzes_stay_as_they_are(quiz: Quiz) -> None:
    other = make_quiz(make_course(lessons=0), questions=0, pass_mark=100)
    QuizQuestion.objects.create(quiz=other, question=quiz.places.get(position=2).question, position=1)
    attempt = tried(other, "o1")
    remarked(quiz, RemarkingWay.FULL)
    assert result(attempt)[:2] == (0, False)


def test_essay_that_waits_is_granted_and_ends_the_attempt(quiz: Quiz) -> None:
    essay = add_essay(quiz, ESSAY)
    attempt = tried(quiz, "o0", "o0", "Text")
    assert attempt.state == AttemptState.AWAITING
    remarked(quiz, RemarkingWay.FULL, essay)
    assert (*result(attempt), attempt.state) == (Decimal(3), True, True, AttemptState.SUBMITTED)
    assert AttemptLetter.objects.get().kind == "marked"


def test_attempt_that_still_waits_keeps_waiting(quiz: Quiz) -> None:
    add_essay(quiz, ESSAY)
    attempt = tried(quiz, "o0", "o1", "Text")
    remarked(quiz, RemarkingWay.FULL)
    assert (*result(attempt), attempt.state) == (None, None, False, AttemptState.AWAITING)


def test_what_broke_off_is_taken_up_again(quiz: Quiz) -> None:
    attempt = tried(quiz, "o0", "o1")
    question = quiz.places.get(position=2).question
    order_remarking(quiz=quiz, question=question, way=RemarkingWay.FULL, reason="Wrong.", by=make_user())
    finish_remarkings()
    assert result(attempt)[1] is False
    Remarking.objects.update(ordered_at="2020-01-01T00:00Z")
    finish_remarkings()
    assert result(attempt)[1] is True


@pytest.mark.parametrize("language", LANGUAGES)
def test_learner_is_told_by_letter(language: str, quiz: Quiz) -> None:
    tried(quiz, "o0", "o1", enrolment=make_enrolment(quiz.course, make_user(language=language)))
    remarked(quiz, RemarkingWay.FULL)
    mail.outbox.clear()
    letter = AttemptLetter.objects.get()
    assert [mail_attempt_letter(letter.pk), mail_attempt_letter(letter.pk)] == [True, False]
    assert f"Quiz {language}" in mail.outbox[0].subject


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_runs_at_once_change_each_attempt_once(quiz: Quiz) -> None:
    attempts = [tried(quiz, "o0", "o1") for _place in range(4)]
    question = quiz.places.get(position=2).question
    made = order_remarking(quiz=quiz, question=question, way=RemarkingWay.FULL, reason="Wrong.", by=make_user())
    at_once(4, lambda: remark_attempts(remarking=made))
    made.refresh_from_db()
    assert (made.changed, AttemptLetter.objects.count()) == (4, 4)
    assert [result(attempt)[1] for attempt in attempts] == [True] * 4


def test_order_says_what_was_ordered_by_whom(quiz: Quiz) -> None:
    question, by = quiz.places.get(position=2).question, make_user()
    order_remarking(quiz=quiz, question=question, way=RemarkingWay.FULL, reason="Wrong.", by=by)
    made = Remarking.objects.get()
    assert (made.quiz, made.question, made.way, made.reason, made.ordered_by, made.changed, made.finished_at) == (
        *(quiz, question, RemarkingWay.FULL, "Wrong.", by),
        *(0, None),
    )
