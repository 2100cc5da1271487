"""When an attempt can be started, what it asks, how it is marked, and which one counts."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from courses.enums import AttemptState, ExtraTime, Grading
from courses.errors import AlreadyPassed, NothingToAsk, QuizNotOpen, QuizOver
from courses.models import Attempt, Enrolment, QuestionCategory, Quiz, QuizDraw
from courses.selectors.attempts import GRACE, attempts_of, counting_percent
from courses.services.attempts import close_overdue_attempt, save_answers, start_attempt, submit_attempt
from courses.services.extra_time import grant_extra_time
from tests.factories.learning import make_bank, make_course, make_enrolment, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def enrolment_with(*, questions: int = 2, **rules: object) -> Enrolment:
    course = make_course(lessons=0)
    make_quiz(course, questions=questions, **rules)
    return make_enrolment(course)


def start(enrolment: Enrolment) -> Attempt:
    return start_attempt(enrolment=enrolment, quiz=Quiz.objects.get(course=enrolment.course_id))


def answered(enrolment: Enrolment, *options: str | None) -> Attempt:
    """Start an attempt and submit these answers; o0 is right."""
    answers = {place: option for place, option in enumerate(options, start=1) if option}
    return submit_attempt(attempt=start(enrolment), answers=answers)


def asked(attempt: Attempt) -> list[int]:
    return list(attempt.questions.values_list("revision__question", flat=True))


class TestTimes:
    def test_start_before_the_opening_is_refused_and_says_when(self) -> None:
        enrolment = enrolment_with(opens_at=MORNING)
        with time_machine.travel(MORNING - timedelta(seconds=1), tick=False), pytest.raises(QuizNotOpen) as refusal:
            start(enrolment)
        assert ("2026" in str(refusal.value.message), Attempt.objects.count()) == (True, 0)

    def test_start_at_the_opening_is_taken(self) -> None:
        enrolment = enrolment_with(opens_at=MORNING)
        with time_machine.travel(MORNING, tick=False):
            assert start(enrolment).is_open

    def test_start_at_the_close_is_refused(self) -> None:
        enrolment = enrolment_with(closes_at=MORNING)
        with time_machine.travel(MORNING, tick=False), pytest.raises(QuizOver):
            start(enrolment)

    def test_running_attempt_ends_at_the_close_and_keeps_what_was_saved(self) -> None:
        enrolment = enrolment_with(closes_at=MORNING, time_limit_minutes=60)
        with time_machine.travel(MORNING - timedelta(minutes=5), tick=False):
            attempt = start(enrolment)
            save_answers(attempt=attempt, answers={1: "o0"})
        with time_machine.travel(MORNING + GRACE + timedelta(seconds=1), tick=False):
            closed = close_overdue_attempt(attempt=attempt)
        assert (closed.deadline, closed.state, closed.score) == (MORNING, AttemptState.TIMED_OUT, Decimal(1))

    def test_extra_time_does_not_outlast_the_close(self) -> None:
        enrolment = enrolment_with(closes_at=MORNING, time_limit_minutes=10)
        with time_machine.travel(MORNING - timedelta(minutes=15), tick=False):
            attempt = start(enrolment)
            grant_extra_time(enrolment=enrolment, extra_time=ExtraTime.DOUBLE, by=make_user())
        attempt.refresh_from_db()
        assert attempt.deadline == MORNING

    def test_next_attempt_waits(self) -> None:
        enrolment = enrolment_with(wait_minutes=30)
        with time_machine.travel(MORNING, tick=False):
            answered(enrolment)
        with time_machine.travel(MORNING + timedelta(minutes=29), tick=False), pytest.raises(QuizNotOpen):
            start(enrolment)
        with time_machine.travel(MORNING + timedelta(minutes=30), tick=False):
            assert start(enrolment).number == 2

    def test_open_attempt_is_gone_on_with_whatever_the_gate_says(self) -> None:
        enrolment = enrolment_with(closes_at=MORNING)
        with time_machine.travel(MORNING - timedelta(minutes=1), tick=False):
            attempt = start(enrolment)
        with time_machine.travel(MORNING + timedelta(seconds=10), tick=False):
            assert start(enrolment) == attempt

    def test_closing_before_opening_is_refused_by_the_database(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            enrolment_with(opens_at=MORNING, closes_at=MORNING)


class TestMarking:
    def test_wrong_answer_costs_and_a_blank_one_does_not(self) -> None:
        attempt = answered(enrolment_with(questions=3, negative_percent=50), "o0", "o1", None)
        assert list(attempt.questions.values_list("score", flat=True)) == [Decimal(1), Decimal("-0.5"), Decimal(0)]
        assert (attempt.score, attempt.max_score) == (Decimal("0.5"), Decimal(3))

    def test_score_never_falls_below_nothing(self) -> None:
        attempt = answered(enrolment_with(negative_percent=100), "o1", "o1")
        assert (attempt.score, attempt.percent, attempt.passed) == (0, 0, False)

    def test_rule_is_the_one_of_the_start(self) -> None:
        enrolment = enrolment_with(negative_percent=0)
        attempt = start(enrolment)
        Quiz.objects.update(negative_percent=100)
        assert submit_attempt(attempt=attempt, answers={1: "o0", 2: "o1"}).score == Decimal(1)

    @pytest.mark.parametrize("percent", [-1, 101])
    def test_more_than_all_of_the_marks_cannot_be_taken_off(self, percent: int) -> None:
        quiz = enrolment_with().course.quiz
        quiz.negative_percent = percent
        with pytest.raises(ValidationError):
            quiz.full_clean()


class TestGrading:
    def results(self, grading: Grading) -> int | None:
        enrolment = enrolment_with(grading=grading, pass_mark=100, questions=4, attempts_allowed=3)
        answered(enrolment, "o0", "o1")
        answered(enrolment, "o0", "o0", "o0")
        answered(enrolment, "o0", "o0")
        return counting_percent(list(attempts_of(enrolment)), grading)

    @pytest.mark.parametrize(("grading", "percent"), [(Grading.BEST, 75), (Grading.LAST, 50), (Grading.FIRST, 25)])
    def test_result_follows_the_rule(self, grading: Grading, percent: int) -> None:
        assert self.results(grading) == percent

    def test_attempt_for_practice_passes_nothing(self) -> None:
        enrolment = enrolment_with(grading=Grading.FIRST)
        answered(enrolment, "o1", "o1")
        practice = answered(enrolment, "o0", "o0")
        enrolment.refresh_from_db()
        assert (practice.percent, practice.passed, enrolment.completed_at) == (100, False, None)

    @pytest.mark.parametrize("grading", Grading)
    def test_nobody_starts_after_passing(self, grading: Grading) -> None:
        enrolment = enrolment_with(grading=grading)
        answered(enrolment, "o0", "o0")
        with pytest.raises(AlreadyPassed):
            start(enrolment)


class TestAsking:
    @pytest.fixture
    def enrolment(self) -> Enrolment:
        """One fixed question, and three of six from a bank."""
        enrolment = enrolment_with(questions=1, attempts_allowed=9)
        QuizDraw.objects.create(quiz=enrolment.course.quiz, bank=make_bank(*[""] * 6), count=3, marks=2)
        return enrolment

    def test_draw_asks_each_question_once_after_the_fixed_ones(self, enrolment: Enrolment) -> None:
        attempt = start(enrolment)
        fixed = enrolment.course.quiz.questions.get().pk
        assert (asked(attempt)[0], len(asked(attempt)), len(set(asked(attempt)))) == (fixed, 4, 4)
        assert list(attempt.questions.values_list("marks", flat=True)) == [1, 2, 2, 2]

    def test_next_attempt_asks_what_was_not_asked(self, enrolment: Enrolment) -> None:
        drawn = []
        for _number in range(2):
            attempt = start(enrolment)
            drawn += asked(attempt)[1:]
            submit_attempt(attempt=attempt, answers={})
        assert len(set(drawn)) == 6

    def test_drawn_revision_is_frozen(self, enrolment: Enrolment) -> None:
        attempt = start(enrolment)
        before = list(attempt.questions.values_list("revision", flat=True))
        for question in enrolment.course.quiz.draws.get().bank.questions.all():
            question.revisions.create(number=2, body=question.revisions.get().body)
        assert list(start(enrolment).questions.values_list("revision", flat=True)) == before

    def test_questions_taken_away_leave_what_there_is(self, enrolment: Enrolment) -> None:
        for question in enrolment.course.quiz.draws.get().bank.questions.all()[:4]:
            question.bank = None
            question.save(update_fields=["bank"])
        assert len(asked(start(enrolment))) == 1 + 2

    def test_nothing_to_ask_uses_up_no_attempt(self, enrolment: Enrolment) -> None:
        quiz = enrolment.course.quiz
        quiz.places.all().delete()
        quiz.draws.get().bank.questions.update(bank=None)
        with pytest.raises(NothingToAsk):
            start(enrolment)
        assert Attempt.objects.count() == 0

    def test_quiz_that_only_draws_is_asked_for_on_the_course(self) -> None:
        enrolment = enrolment_with(questions=0)
        QuizDraw.objects.create(quiz=enrolment.course.quiz, bank=make_bank("", ""), count=2)
        answered(enrolment, "o0", "o0")
        enrolment.refresh_from_db()
        assert enrolment.completed_at is not None

    def test_shuffled_questions_are_all_there_and_stay_in_their_places(self) -> None:
        enrolment = enrolment_with(questions=8, shuffle_questions=True, attempts_allowed=9)
        orders = set()
        for _number in range(9):
            attempt = start(enrolment)
            orders.add(tuple(asked(attempt)))
            assert asked(start(enrolment)) == asked(attempt)
            submit_attempt(attempt=attempt, answers={})
        assert {tuple(sorted(order)) for order in orders} == {tuple(sorted(asked(attempt)))}
        assert len(orders) > 1

    def test_bank_and_category_that_are_drawn_from_stay(self) -> None:
        quiz = make_quiz(make_course(lessons=0))
        bank = make_bank()
        category = QuestionCategory.objects.create(bank=bank, name="empty")
        QuizDraw.objects.create(quiz=quiz, bank=bank, category=category)
        for row in (category, bank):
            with pytest.raises(ProtectedError):
                row.delete()
