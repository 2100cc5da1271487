"""Marking of a whole attempt: whatever is asked and sent, the score lies between nothing and the most possible."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import AttemptQuestion, Question, QuestionRevision
from courses.services.marking import mark_questions
from tests.factories.questions import SAMPLES

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)
MARKS = st.decimals(Decimal("0.01"), Decimal("999.99"), places=2)


@st.composite
def questions(draw: st.DrawFn) -> AttemptQuestion:
    """A question of any type with an answer that is right, wrong, missing, or nonsense."""
    key, sample = draw(st.sampled_from(sorted(SAMPLES.items(), key=lambda item: item[0])))
    revision = QuestionRevision(question=Question(type=key.partition(":")[0]), number=1, body=sample.body)
    answer = draw(st.sampled_from([sample.answer, None, *sample.wrong]) | JSON)
    return AttemptQuestion(revision=revision, marks=draw(MARKS), answer=answer)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(asked=st.lists(questions(), max_size=8), negative=st.integers(0, 100))
def test_score_lies_between_nothing_and_the_most_possible(asked: list[AttemptQuestion], negative: int) -> None:
    score, most = mark_questions(asked, negative)
    assert Decimal(0) <= score <= most == sum(question.marks for question in asked)
    assert all(-question.marks <= question.score <= question.marks for question in asked)
    assert all(question.score >= 0 for question in asked if question.answer is None)


@given(data=st.data(), asked=st.lists(questions(), max_size=8), negative=st.integers(0, 100))
def test_order_of_the_questions_does_not_matter(data: st.DataObject, asked: list, negative: int) -> None:
    assert mark_questions(data.draw(st.permutations(asked)), negative) == mark_questions(asked, negative)


@given(asked=st.lists(questions(), max_size=8), negative=st.integers(0, 100))
def test_taking_marks_off_never_helps(asked: list[AttemptQuestion], negative: int) -> None:
    assert mark_questions(asked, negative)[0] <= mark_questions(asked, 0)[0]


@given(asked=st.lists(questions(), min_size=1, max_size=8))
def test_all_right_answers_earn_everything(asked: list[AttemptQuestion]) -> None:
    for question in asked:
        question.answer = next(s.answer for s in SAMPLES.values() if s.body is question.revision.body)
    score, most = mark_questions(asked, 100)
    assert score == most
