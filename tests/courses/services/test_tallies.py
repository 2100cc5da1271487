"""What statistics are computed from: the sums are those of all attempts, whatever came when and was changed since."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.forms.models import model_to_dict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses.enums import AttemptState
from courses.models import Attempt, CountedAttempt, ItemTally, Quiz, QuizTally
from courses.services.marking import mark_attempt
from courses.services.tallies import count_quiz, recount_attempt, recount_quiz
from courses.tasks import count_attempts
from tests.factories.attempts import make_attempt
from tests.factories.learning import index_of, make_course, make_enrolment, make_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz() -> Quiz:
    return make_quiz(make_course(lessons=0), questions=2)


def sums(quiz: Quiz) -> tuple[dict, list[dict]]:
    """Everything that is kept, but for keys and moments."""
    tally = model_to_dict(QuizTally.objects.get(quiz=quiz), exclude=["counted_at"])
    items = ItemTally.objects.filter(quiz=quiz).order_by("revision")
    return tally, [model_to_dict(item, exclude=["id"]) for item in items]


def test_sums_by_hand(quiz: Quiz) -> None:
    """Two learners: 2 marks and 1 mark of 2. In hundredths 200 and 100."""
    make_attempt(quiz, ["o0", "o0"])
    make_attempt(quiz, ["o0", "o3"])
    assert count_quiz(quiz_id=quiz.pk) == 2
    tally, (first, second) = sums(quiz)
    assert tally == {
        "quiz": quiz.pk,
        "attempts": 2,
        "score": 300,
        "score_squares": 50_000,
        "max_score": 400,
        "results": {"100": 1, "50": 1},
        "times": {"0": 2},
    }
    assert (first["score"], first["options"]) == (200, {"o0": {"100": 1, "50": 1}})
    del second["quiz"], second["revision"]
    assert second == {
        "answers": 2,
        "score": 100,
        "score_squares": 10_000,
        "marks": 200,
        "total": 300,
        "total_squares": 50_000,
        "products": 20_000,
        "people": {"100": 1, "50": 1},
        "earned": {"100": 100},
        "possible": {"100": 100, "50": 100},
        "options": {"o0": {"100": 1}, "o3": {"50": 1}},
        "times": {"3": 2},
    }


def test_marks_taken_off_stay_with_their_question_and_in_the_total(quiz: Quiz) -> None:
    """0 is the least that anybody is given, -0.5 is what the questions came to."""
    attempt = make_attempt(quiz, ["o1", None])
    attempt.questions.filter(position=1).update(score=Decimal("-0.5"))
    count_quiz(quiz_id=quiz.pk)
    tally, (first, second) = sums(quiz)
    assert (tally["score"], tally["results"]) == (0, {"0": 1})
    assert [(item["score"], item["total"], item["products"]) for item in (first, second)] == [
        (-50, -50, 2500),
        (0, -50, 0),
    ]


def test_counting_again_changes_nothing(quiz: Quiz) -> None:
    make_attempt(quiz, ["o0", None])
    count_quiz(quiz_id=quiz.pk)
    once = sums(quiz)
    assert (count_quiz(quiz_id=quiz.pk), sums(quiz)) == (0, once)


def test_only_the_first_attempt_of_each_learner_counts(quiz: Quiz) -> None:
    enrolment = make_enrolment(quiz.course)
    first = make_attempt(quiz, ["o1", "o1"], enrolment=enrolment)
    make_attempt(quiz, ["o0", "o0"], enrolment=enrolment)
    assert count_quiz(quiz_id=quiz.pk) == 1
    assert [row.attempt for row in CountedAttempt.objects.all()] == [first]


def test_open_attempt_is_not_counted(quiz: Quiz) -> None:
    make_attempt(quiz, ["o0", "o0"], state=AttemptState.OPEN)
    assert (count_quiz(quiz_id=quiz.pk), CountedAttempt.objects.count()) == (0, 0)


def test_attempt_that_the_clock_closed_is_counted(quiz: Quiz) -> None:
    make_attempt(quiz, ["o0", None], state=AttemptState.TIMED_OUT)
    assert count_quiz(quiz_id=quiz.pk) == 1
    assert sums(quiz)[1][1]["options"] == {"": {"50": 1}}


def test_re_marked_attempt_counts_as_it_is_now(quiz: Quiz) -> None:
    make_attempt(quiz, ["o0", "o0"])
    wrong = make_attempt(quiz, ["o1", "o0"])
    count_quiz(quiz_id=quiz.pk)
    re_mark(wrong, "o0")
    recount_attempt(attempt=wrong)
    changed = sums(quiz)
    recount_quiz(quiz=quiz)
    assert (changed, changed[0]["score"]) == (sums(quiz), 400)


def test_re_marked_attempt_that_was_not_counted_is_left_to_the_task(quiz: Quiz) -> None:
    recount_attempt(attempt=make_attempt(quiz, ["o0", "o0"]))
    assert (CountedAttempt.objects.count(), count_quiz(quiz_id=quiz.pk)) == (0, 1)


def test_attempt_that_no_longer_counts_is_taken_out(quiz: Quiz) -> None:
    attempt = make_attempt(quiz, ["o1", "o0"])
    count_quiz(quiz_id=quiz.pk)
    Attempt.objects.update(state=AttemptState.OPEN, score=None, closed_at=None)
    recount_attempt(attempt=attempt)
    tally, items = sums(quiz)
    assert (tally["attempts"], tally["score"], tally["results"], items) == (0, 0, {}, [])


def test_task_counts_every_quiz(quiz: Quiz) -> None:
    other = make_quiz(make_course(lessons=0, index=index_of(quiz.course)), questions=1)
    make_attempt(quiz, ["o0", "o0"])
    make_attempt(other, ["o0"])
    count_attempts()
    assert sorted(QuizTally.objects.values_list("quiz", "attempts")) == sorted([(quiz.pk, 1), (other.pk, 1)])


def test_command_builds_the_sums_anew(quiz: Quiz, capsys) -> None:
    make_attempt(quiz, ["o0", "o0"])
    count_quiz(quiz_id=quiz.pk)
    right = sums(quiz)
    QuizTally.objects.update(score=1, results={})
    ItemTally.objects.update(products=7)
    call_command("recount_statistics", course=quiz.course.code)
    assert (sums(quiz), capsys.readouterr().out) == (right, f"{quiz.course}: 1\n")


def test_command_names_a_course_without_a_quiz() -> None:
    with pytest.raises(CommandError, match="No course NONE has a quiz"):
        call_command("recount_statistics", course="NONE")


def re_mark(attempt: Attempt, answer: str) -> None:
    """Change the mark of the first question, as if its key had been wrong."""
    attempt.questions.filter(position=1).update(answer=answer)
    mark_attempt(attempt=attempt)
    attempt.save()


class TestAnyOrder(TestCase):
    """Each example in a transaction of its own, which Hypothesis's TestCase rolls back."""

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def test_sums_do_not_depend_on_order_batches_and_changes(self, data: st.DataObject) -> None:
        quiz = make_quiz(make_course(lessons=0), questions=2)
        for _step in range(data.draw(st.integers(1, 6))):
            answers = data.draw(st.lists(st.sampled_from(["o0", "o1", "o2", None]), min_size=2, max_size=2))
            attempt = make_attempt(quiz, answers)
            if data.draw(st.booleans()):
                count_quiz(quiz_id=quiz.pk)
            if data.draw(st.booleans()):
                re_mark(attempt, data.draw(st.sampled_from(["o0", "o1"])))
                recount_attempt(attempt=attempt)
        count_quiz(quiz_id=quiz.pk)
        kept = sums(quiz)
        recount_quiz(quiz=quiz)
        assert kept == sums(quiz)
        assert kept == from_scratch(quiz)


def from_scratch(quiz: Quiz) -> tuple[dict, list[dict]]:
    """The kept sums with the main ones replaced by what plain loops over all attempts give."""
    tally, items = sums(quiz)
    scores = [int(attempt.score * 100) for attempt in Attempt.objects.filter(quiz=quiz, number=1)]
    tally |= {"attempts": len(scores), "score": sum(scores), "score_squares": sum(score**2 for score in scores)}
    return tally, [item | dict(_item_sums(quiz, item["revision"])) for item in items]


def _item_sums(quiz: Quiz, revision: int) -> Iterator[tuple[str, int]]:
    rows = [
        (int(row.score * 100), int(attempt.score * 100))
        for attempt in Attempt.objects.filter(quiz=quiz, number=1)
        for row in attempt.questions.filter(revision=revision)
    ]
    yield "answers", len(rows)
    yield "score", sum(score for score, _total in rows)
    yield "products", sum(score * total for score, total in rows)
    yield "total_squares", sum(total**2 for _score, total in rows)
