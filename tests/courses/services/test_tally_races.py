"""Two workers count at the same time: each attempt once. The positive control counts without reading under the lock."""

import pytest
from django.db import IntegrityError, transaction

from courses.models import CountedAttempt, Quiz, QuizTally
from courses.selectors.tallies import uncounted_attempts
from courses.services import tallies
from courses.services.marking import mark_attempt
from courses.services.tallies import count_quiz, recount_attempt
from tests.factories.attempts import make_attempt
from tests.factories.learning import make_course, make_quiz
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def quiz() -> Quiz:
    quiz = make_quiz(make_course(lessons=0), questions=2)
    for _learner in range(6):
        make_attempt(quiz, ["o0", "o1"])
    return quiz


def counted(quiz: Quiz) -> tuple[int, int, int]:
    tally = QuizTally.objects.get(quiz=quiz)
    return tally.attempts, tally.score, CountedAttempt.objects.count()


@pytest.mark.parametrize("_round", range(3))
def test_workers_count_each_attempt_once(_round: int, quiz: Quiz, monkeypatch) -> None:
    monkeypatch.setattr(tallies, "BATCH", 2)
    numbers = at_once(6, lambda: count_quiz(quiz_id=quiz.pk))
    assert (sum(numbers), counted(quiz)) == (6, (6, 600, 6))


def test_what_was_read_before_the_lock_is_refused_the_second_time(quiz: Quiz) -> None:
    """Positive control: the lists are read before the lock; the constraint lets one of them in."""
    QuizTally.objects.create(quiz=quiz)

    stale_lists = [list(uncounted_attempts().filter(quiz=quiz)) for _worker in range(4)]

    def count_stale() -> int:
        with transaction.atomic():
            return tallies._count(tallies._locked(quiz.pk), stale_lists.pop())

    outcomes = at_once(4, count_stale)
    assert sum(isinstance(outcome, IntegrityError) for outcome in outcomes) == 3
    assert (count_quiz(quiz_id=quiz.pk), counted(quiz)) == (0, (6, 600, 6))


def test_re_marking_while_counting_leaves_no_old_score(quiz: Quiz) -> None:
    attempt = uncounted_attempts().filter(quiz=quiz).first()
    turns = iter([True, False] * 3)

    def re_mark_or_count() -> None:
        if not next(turns):
            count_quiz(quiz_id=quiz.pk)
            return
        with transaction.atomic():
            attempt.questions.filter(position=2).update(answer="o0")
            mark_attempt(attempt=attempt)
            attempt.save()
            recount_attempt(attempt=attempt)

    outcomes = at_once(6, re_mark_or_count)
    count_quiz(quiz_id=quiz.pk)
    assert (outcomes, counted(quiz)) == ([None] * 6, (6, 700, 6))
