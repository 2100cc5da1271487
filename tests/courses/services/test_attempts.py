from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.enums import AttemptState
from courses.errors import AlreadyPassed, AnswerInvalid, AttemptClosed, AttemptTimedOut, NoAttemptsLeft, QuizLocked
from courses.models import Attempt, AttemptQuestion, Enrolment, QuestionRevision
from courses.selectors.attempts import GRACE
from courses.services.attempts import Given, save_answers, start_attempt, submit_attempt, submit_page
from courses.tasks import close_overdue_attempts
from tests.factories.learning import choice_body, make_course, make_enrolment, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment() -> Enrolment:
    course = make_course(lessons=1)
    make_quiz(course, questions=2, attempts_allowed=2, time_limit_minutes=10)
    return make_enrolment(course, read=1)


def start(enrolment: Enrolment) -> Attempt:
    return start_attempt(enrolment=enrolment, quiz=enrolment.course.quiz)


def test_start_freezes_the_newest_revisions(enrolment: Enrolment) -> None:
    question = enrolment.course.quiz.questions.first()
    newest = QuestionRevision.objects.create(question=question, number=2, body=choice_body())
    attempt = start(enrolment)
    QuestionRevision.objects.create(question=question, number=3, body=choice_body())
    assert attempt.questions.get(revision__question=question).revision == newest


def test_start_twice_gives_the_same_attempt(enrolment: Enrolment) -> None:
    assert start(enrolment) == start(enrolment)


def test_start_before_the_lessons_are_read_is_refused() -> None:
    course = make_course(lessons=1)
    make_quiz(course)
    with pytest.raises(QuizLocked):
        start(make_enrolment(course))


def test_start_after_the_last_attempt_is_refused(enrolment: Enrolment) -> None:
    for _attempt in range(2):
        submit_attempt(attempt=start(enrolment), answers={})
    with pytest.raises(NoAttemptsLeft):
        start(enrolment)


def test_start_after_passing_is_refused(enrolment: Enrolment) -> None:
    submit_attempt(attempt=start(enrolment), answers={1: "o0", 2: "o0"})
    with pytest.raises(AlreadyPassed):
        start(enrolment)


def test_second_open_attempt_is_refused_by_the_database(enrolment: Enrolment) -> None:
    attempt = start(enrolment)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(enrolment=enrolment, quiz=attempt.quiz, number=2, pass_mark=70)


def test_submit_marks_on_the_server(enrolment: Enrolment) -> None:
    attempt = submit_attempt(attempt=start(enrolment), answers={1: "o0", 2: "o3"})
    assert (attempt.state, attempt.score, attempt.max_score, attempt.passed, attempt.percent) == (
        AttemptState.SUBMITTED,
        Decimal(1),
        Decimal(2),
        False,
        50,
    )


def test_submit_twice_keeps_the_first_answers(enrolment: Enrolment) -> None:
    attempt = start(enrolment)
    submit_attempt(attempt=attempt, answers={1: "o0", 2: "o1"})
    again = submit_attempt(attempt=attempt, answers={1: "o0", 2: "o0"})
    assert (again.score, Attempt.objects.count()) == (Decimal(1), 1)


def test_submit_keeps_answers_saved_before_and_not_sent_again(enrolment: Enrolment) -> None:
    attempt = start(enrolment)
    save_answers(attempt=attempt, answers={1: "o0"})
    assert submit_attempt(attempt=attempt, answers={2: "o0"}).score == Decimal(2)


def test_passing_completes_the_course(enrolment: Enrolment) -> None:
    submit_attempt(attempt=start(enrolment), answers={1: "o0", 2: "o0"})
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None


def test_result_exactly_at_the_pass_mark_passes() -> None:
    course = make_course(lessons=0)
    make_quiz(course, questions=10, pass_mark=70)
    answers = {position: "o0" if position <= 7 else "o1" for position in range(1, 11)}
    assert submit_attempt(attempt=start(make_enrolment(course)), answers=answers).passed is True


def test_percent_below_the_pass_mark_is_never_rounded_up() -> None:
    course = make_course(lessons=0)
    make_quiz(course, questions=3, pass_mark=67)
    attempt = submit_attempt(attempt=start(make_enrolment(course)), answers={1: "o0", 2: "o0", 3: "o1"})
    assert (attempt.percent, attempt.passed) == (66, False)


def test_answer_within_the_grace_is_taken(enrolment: Enrolment) -> None:
    attempt = start(enrolment)
    with time_machine.travel(attempt.deadline + GRACE - timedelta(seconds=1), tick=False):
        assert submit_attempt(attempt=attempt, answers={1: "o0", 2: "o0"}).state == AttemptState.SUBMITTED


def test_submission_after_the_grace_marks_what_was_saved(enrolment: Enrolment) -> None:
    attempt = start(enrolment)
    save_answers(attempt=attempt, answers={1: "o0"})
    with time_machine.travel(attempt.deadline + GRACE + timedelta(seconds=1), tick=False):
        late = submit_attempt(attempt=attempt, answers={1: "o1", 2: "o0"})
    assert (late.state, late.score) == (AttemptState.TIMED_OUT, Decimal(1))


def test_answer_after_the_grace_is_refused_and_nothing_is_lost(enrolment: Enrolment) -> None:
    attempt = start(enrolment)
    save_answers(attempt=attempt, answers={1: "o0"})
    with (
        time_machine.travel(attempt.deadline + GRACE + timedelta(seconds=1), tick=False),
        pytest.raises(AttemptTimedOut),
    ):
        save_answers(attempt=attempt, answers={1: "o1"})
    assert attempt.questions.get(position=1).answer == "o0"


def test_answer_to_a_submitted_attempt_is_refused(enrolment: Enrolment) -> None:
    attempt = submit_attempt(attempt=start(enrolment), answers={})
    with pytest.raises(AttemptClosed) as refusal:
        save_answers(attempt=attempt, answers={1: "o0"})
    assert type(refusal.value) is AttemptClosed


def test_sweep_closes_overdue_attempts_only(enrolment: Enrolment) -> None:
    overdue = start(enrolment)
    with time_machine.travel(overdue.deadline + GRACE + timedelta(seconds=1), tick=False):
        fresh = start(make_enrolment(enrolment.course, read=1))
        assert close_overdue_attempts() == 1
    assert [Attempt.objects.get(pk=attempt.pk).state for attempt in (overdue, fresh)] == ["timed_out", "open"]


def test_start_closes_the_overdue_attempt_first(enrolment: Enrolment) -> None:
    overdue = start(enrolment)
    with time_machine.travel(overdue.deadline + timedelta(hours=1), tick=False):
        second = start(enrolment)
    overdue.refresh_from_db()
    assert (overdue.state, second.number) == (AttemptState.TIMED_OUT, 2)


def test_overdue_last_attempt_stays_closed_when_the_start_is_refused(enrolment: Enrolment) -> None:
    submit_attempt(attempt=start(enrolment), answers={})
    overdue = start(enrolment)
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False), pytest.raises(NoAttemptsLeft):
        start(enrolment)
    overdue.refresh_from_db()
    assert overdue.state == AttemptState.TIMED_OUT


def test_pass_mark_is_the_one_of_the_start() -> None:
    course = make_course(lessons=0)
    quiz = make_quiz(course, questions=2, pass_mark=50)
    attempt = start(make_enrolment(course))
    quiz.pass_mark = 100
    quiz.save(update_fields=["pass_mark"])
    assert submit_attempt(attempt=attempt, answers={1: "o0", 2: "o1"}).passed is True


def test_answers_are_kept_with_the_times_at_which_they_were_given(enrolment: Enrolment) -> None:
    started = timezone.now().replace(microsecond=0)
    with time_machine.travel(started, tick=False):
        attempt = start(enrolment)
    given = {1: started + timedelta(minutes=1), 2: started - timedelta(minutes=1)}
    with time_machine.travel(started + timedelta(minutes=2), tick=False):
        save_answers(attempt=attempt, answers={1: "o1", 2: "o1"}, given=given)
    assert list(attempt.questions.values_list("answered_at", flat=True)) == [given[1], started]


def test_attempt_with_gaps_stays_open_while_there_is_time_to_fill_them(enrolment: Enrolment) -> None:
    attempt = start(enrolment)
    assert submit_attempt(attempt=attempt, answers={1: "o0"}, with_gaps=False).state == AttemptState.OPEN
    with time_machine.travel(attempt.deadline, tick=False):
        closed = submit_attempt(attempt=attempt, answers={}, with_gaps=False)
    assert (closed.state, closed.score) == (AttemptState.SUBMITTED, Decimal(1))


def page_of(attempt: Attempt, read: Callable[[list[AttemptQuestion]], Given], user_id: int = 0) -> Attempt | None:
    return submit_page(user_id=user_id or attempt.enrolment.user_id, attempt_id=attempt.pk, read=read)


def refuse(_asked: list[AttemptQuestion]) -> Given:
    raise AnswerInvalid


def test_page_is_read_by_the_questions_of_its_attempt(enrolment: Enrolment) -> None:
    attempt = start(enrolment)

    def read(asked: list[AttemptQuestion]) -> Given:
        answers = dict.fromkeys((question.position for question in asked), "o0")
        return Given(answers=answers, times={}, with_gaps=False)

    closed = page_of(attempt, read)
    assert (closed.state, closed.score) == (AttemptState.SUBMITTED, Decimal(2))


def test_page_of_a_foreign_attempt_is_a_missing_one(enrolment: Enrolment) -> None:
    attempt = start(enrolment)
    assert page_of(attempt, refuse, user_id=make_user().pk) is None
    assert Attempt.objects.get().state == AttemptState.OPEN


def test_page_that_cannot_be_read_changes_nothing(enrolment: Enrolment) -> None:
    attempt = start(enrolment)
    save_answers(attempt=attempt, answers={1: "o1"})
    with pytest.raises(AnswerInvalid):
        page_of(attempt, refuse)
    assert (Attempt.objects.get().state, attempt.questions.get(position=1).answer) == (AttemptState.OPEN, "o1")


def test_page_that_comes_after_the_grace_is_not_read(enrolment: Enrolment) -> None:
    attempt = start(enrolment)
    save_answers(attempt=attempt, answers={1: "o0"})
    with time_machine.travel(attempt.deadline + GRACE + timedelta(seconds=1), tick=False):
        closed = page_of(attempt, refuse)
    assert (closed.state, closed.score) == (AttemptState.TIMED_OUT, Decimal(1))
