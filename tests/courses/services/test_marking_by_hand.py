"""An essay waits for a person; one marking counts; then the result is what it would have been at once."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core import mail

from academy.languages import LANGUAGES
from courses.enums import AttemptState
from courses.errors import AlreadyMarked, AwaitsMarking
from courses.models import Attempt, AttemptLetter, AttemptQuestion, Enrolment
from courses.selectors.attempts import GRACE
from courses.selectors.marking_queue import markable_answers
from courses.selectors.progress import progress_of
from courses.selectors.steps import remaining_steps
from courses.services.attempt_letters import mail_attempt_letter
from courses.services.attempts import close_overdue_attempt, save_answers, start_attempt, submit_attempt
from courses.services.marking_by_hand import mark_by_hand
from tests.factories.learning import add_essay, make_course, make_enrolment, make_quiz
from tests.factories.people import make_user
from tests.factories.questions import ESSAY, STEM
from tests.races import at_once


def enrolment_with(*bodies: dict, **rules: object) -> Enrolment:
    """A quiz of one question that marks itself, and an essay of three marks for each body."""
    course = make_course(lessons=0)
    quiz = make_quiz(course, questions=1, **rules)
    for body in bodies:
        add_essay(quiz, body, marks=3)
    return make_enrolment(course)


def submitted(enrolment: Enrolment, **texts: str) -> Attempt:
    answers = {1: "o0"} | {int(place.removeprefix("q")): text for place, text in texts.items()}
    attempt = start_attempt(enrolment=enrolment, quiz=enrolment.course.quiz)
    return submit_attempt(attempt=attempt, answers=answers)


def essay_of(attempt: Attempt, position: int = 2) -> AttemptQuestion:
    return attempt.questions.select_related("revision").get(position=position)


@pytest.mark.django_db
class TestMarking:
    def test_essay_waits_and_tells_nothing_yet(self) -> None:
        enrolment = enrolment_with(ESSAY)
        attempt = submitted(enrolment, q2="Text")
        assert (attempt.state, attempt.score, attempt.passed) == (AttemptState.AWAITING, None, None)
        assert [essay_of(attempt, place).score for place in (1, 2)] == [Decimal(1), None]
        enrolment.refresh_from_db()
        assert (enrolment.completed_at, AttemptLetter.objects.count()) == (None, 0)

    def test_essay_left_blank_waits_for_nobody(self) -> None:
        attempt = submitted(enrolment_with(ESSAY))
        assert (attempt.state, attempt.score, attempt.max_score) == (AttemptState.SUBMITTED, Decimal(1), Decimal(4))

    def test_no_other_attempt_starts_meanwhile(self) -> None:
        enrolment = enrolment_with(ESSAY)
        submitted(enrolment, q2="Text")
        with pytest.raises(AwaitsMarking):
            start_attempt(enrolment=enrolment, quiz=enrolment.course.quiz)

    @pytest.mark.parametrize("rules", [{"attempts_allowed": 1}, {"grading": "first"}])
    def test_steps_say_that_it_waits(self, rules: dict) -> None:
        enrolment = enrolment_with(ESSAY, **rules)
        submitted(enrolment, q2="Text")
        steps = remaining_steps(progress_of(enrolment))
        assert (len(steps), "qiymətləndir" in steps[0] or "awaits marking" in steps[0]) == (1, True)

    @pytest.mark.parametrize(("points", "score", "passed"), [("2", 4, True), ("1", Decimal("2.5"), False)])
    def test_levels_make_the_result_and_what_follows(self, points: str, score: Decimal, *, passed: bool) -> None:
        enrolment, trainer = enrolment_with(ESSAY), make_user()
        attempt = submitted(enrolment, q2="Text")
        marked = mark_by_hand(asked=essay_of(attempt), by=trainer, levels={"c1": points}, comment="Good")
        enrolment.refresh_from_db()
        assert (marked.state, marked.score, marked.passed) == (AttemptState.SUBMITTED, score, passed)
        assert (enrolment.completed_at is not None, AttemptLetter.objects.count()) == (passed, 1)
        kept = essay_of(attempt)
        assert (kept.levels, kept.comment, kept.marked_by) == ({"c1": points}, "Good", trainer)

    def test_marks_without_a_rubric(self) -> None:
        attempt = submitted(enrolment_with(STEM), q2="Text")
        assert mark_by_hand(asked=essay_of(attempt), by=make_user(), score=Decimal("1.5"), levels={}).score == Decimal(
            "2.5"
        )

    @pytest.mark.parametrize("score", [None, Decimal("-0.01"), Decimal("3.01"), Decimal("NaN")])
    def test_marks_out_of_range_are_refused(self, score: Decimal | None) -> None:
        attempt = submitted(enrolment_with(STEM), q2="Text")
        with pytest.raises((ValueError, ArithmeticError)):
            mark_by_hand(asked=essay_of(attempt), by=make_user(), score=score, levels={})
        assert essay_of(attempt).score is None

    def test_attempt_waits_for_its_last_essay(self) -> None:
        attempt = submitted(enrolment_with(ESSAY, STEM), q2="Text", q3="More")
        mark_by_hand(asked=essay_of(attempt), by=make_user(), levels={"c1": "2"})
        attempt.refresh_from_db()
        assert (attempt.state, AttemptLetter.objects.count()) == (AttemptState.AWAITING, 0)
        done = mark_by_hand(asked=essay_of(attempt, 3), by=make_user(), score=Decimal(0), levels={})
        assert (done.state, done.score) == (AttemptState.SUBMITTED, Decimal(4))

    def test_what_is_marked_is_not_marked_again(self) -> None:
        attempt = submitted(enrolment_with(ESSAY), q2="Text")
        mark_by_hand(asked=essay_of(attempt), by=make_user(), levels={"c1": "1"})
        with pytest.raises(AlreadyMarked):
            mark_by_hand(asked=essay_of(attempt), by=make_user(), levels={"c1": "2"})
        assert essay_of(attempt).levels == {"c1": "1"}

    def test_clock_that_closed_the_attempt_is_remembered(self) -> None:
        enrolment = enrolment_with(ESSAY, time_limit_minutes=10)
        attempt = start_attempt(enrolment=enrolment, quiz=enrolment.course.quiz)
        save_answers(attempt=attempt, answers={2: "Text"})
        with time_machine.travel(attempt.deadline + GRACE + timedelta(seconds=1), tick=False):
            closed = close_overdue_attempt(attempt=attempt)
        marked = mark_by_hand(asked=essay_of(attempt), by=make_user(), levels={"c1": "2"})
        assert (closed.state, marked.state) == (AttemptState.AWAITING, AttemptState.TIMED_OUT)

    def test_nobody_marks_an_own_answer(self) -> None:
        attempt = submitted(enrolment_with(ESSAY), q2="Text")
        learner, owner = attempt.enrolment.user, make_user()
        for person, number in ((learner, 0), (owner, 1)):
            attempt.quiz.course.pages.update(owner=person)
            assert markable_answers(person).count() == number

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_letter_comes_once_and_tells_no_score(self, language: str) -> None:
        course = make_course(lessons=0)
        add_essay(make_quiz(course, questions=1), ESSAY, marks=3)
        attempt = submitted(make_enrolment(course, make_user(language=language)), q2="Text")
        mark_by_hand(asked=essay_of(attempt), by=make_user(), levels={"c1": "1"})
        letter = AttemptLetter.objects.get()
        assert [mail_attempt_letter(letter.pk), mail_attempt_letter(letter.pk)] == [True, False]
        told = mail.outbox[0].body.replace(str(attempt.pk), "")
        assert [f"Quiz {language}" in mail.outbox[0].subject, "62" in told] == [True, False]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestAtOnce:
    def test_one_marking_counts(self) -> None:
        attempt = submitted(enrolment_with(ESSAY), q2="Text")
        asked, trainers = essay_of(attempt), [make_user() for _place in range(6)]
        turns = iter(zip(trainers, "012012", strict=True))

        def mark() -> object:
            trainer, points = next(turns)
            return mark_by_hand(asked=asked, by=trainer, levels={"c1": points})

        outcomes = at_once(6, mark)
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyMarked"] * 5 + ["Attempt"]
        kept = essay_of(attempt)
        assert (kept.score, AttemptLetter.objects.count()) == (Decimal(kept.levels["c1"]) * Decimal("1.5"), 1)

    @pytest.mark.parametrize("_round", range(2))
    def test_last_two_essays_marked_at_once_end_the_attempt(self, _round: int) -> None:
        attempt = submitted(enrolment_with(ESSAY, ESSAY), q2="Text", q3="More")
        places, trainer = iter([2, 3]), make_user()
        asked = {place: essay_of(attempt, place) for place in (2, 3)}
        at_once(2, lambda: mark_by_hand(asked=asked[next(places)], by=trainer, levels={"c1": "2"}))
        attempt.refresh_from_db()
        assert (attempt.state, attempt.score, AttemptLetter.objects.count()) == ("submitted", Decimal(7), 1)

    def test_without_the_condition_the_last_one_would_count(self) -> None:
        """Positive control: a bare update takes what the condition refuses."""
        attempt = submitted(enrolment_with(ESSAY), q2="Text")
        mark_by_hand(asked=essay_of(attempt), by=make_user(), levels={"c1": "2"})
        assert AttemptQuestion.objects.filter(pk=essay_of(attempt).pk).update(score=0) == 1
