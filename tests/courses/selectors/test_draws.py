import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.models import QuestionBank, QuestionCategory, Quiz, QuizDraw
from courses.selectors.draws import pools_of, question_count, share_out, shortages
from tests.factories.learning import make_bank, make_bank_question, make_course, make_quiz


@pytest.fixture
def bank(db) -> QuestionBank:
    """A category with one in it, a question in each, and one outside; the last two have a tag."""
    bank = make_bank("")
    outer = QuestionCategory.objects.create(bank=bank, name="outer")
    inner = QuestionCategory.objects.create(bank=bank, name="inner", parent=outer)
    make_bank_question(bank, outer, "easy")
    make_bank_question(bank, inner, "easy", "new")
    return bank


@pytest.fixture
def quiz(bank: QuestionBank) -> Quiz:
    return make_quiz(make_course(lessons=0), questions=1)


def found(draw: QuizDraw) -> set[int]:
    return pools_of([draw])[0]


def test_draws_find_bank_category_and_tag(bank: QuestionBank) -> None:
    outside, outer, inner = bank.questions.order_by("pk").values_list("pk", flat=True)
    category = bank.categories.get(name="outer")
    make_bank("")
    assert found(QuizDraw(bank=bank)) == {outside, outer, inner}
    assert found(QuizDraw(bank=bank, category=category)) == {outer, inner}
    assert found(QuizDraw(bank=bank, category=category, with_subcategories=False)) == {outer}
    assert found(QuizDraw(bank=bank, tag="new")) == {inner}
    assert found(QuizDraw(bank=bank, tag="ne")) == set()


def test_question_without_words_is_not_drawn(bank: QuestionBank) -> None:
    bank.questions.first().revisions.all().delete()
    assert len(found(QuizDraw(bank=bank))) == 2


def test_count_of_a_quiz_tells_what_there_is(bank: QuestionBank, quiz: Quiz) -> None:
    QuizDraw.objects.create(quiz=quiz, bank=bank, count=5)
    QuizDraw.objects.create(quiz=quiz, bank=bank, tag="new", count=1)
    assert question_count(quiz) == 1 + 3


def test_fixed_question_is_not_drawn_again(bank: QuestionBank, quiz: Quiz) -> None:
    QuizDraw.objects.create(quiz=quiz, bank=bank, count=3)
    quiz.places.update(question=bank.questions.first())
    assert question_count(quiz) == 1 + 2


def test_wide_line_gives_up_what_a_narrow_one_needs() -> None:
    assert share_out([{1, 2, 3}, {1}], [2, 1], [1, 2, 3]) == [[3, 2], [1]]


def test_question_moves_through_several_lines() -> None:
    assert share_out([{1, 2}, {2, 3}, {1}], [1, 1, 1], [1, 2, 3]) == [[2], [3], [1]]


def test_shortage_names_line_and_number() -> None:
    assert shortages([{1, 2}, {1, 2}], [2, 1]) == {1: 0}


def most_given(pools: list[set[int]], counts: list[int]) -> int:
    """By hand: Hall's theorem, over every choice of lines."""
    lines = range(len(pools))
    choices = [[line for line in lines if mask >> line & 1] for mask in range(2 ** len(pools))]
    needs = sum(counts)
    return min(
        len(set[int]().union(*(pools[line] for line in chosen))) + needs - sum(counts[line] for line in chosen)
        for chosen in choices
    )


POOLS = st.lists(st.tuples(st.sets(st.integers(0, 8)), st.integers(1, 4)), min_size=1, max_size=5)


@given(lines=POOLS, wanted=st.permutations(range(9)))
def test_as_many_are_given_as_can_be_and_none_twice(lines: list[tuple[set[int], int]], wanted: list[int]) -> None:
    pools, counts = [pool for pool, _count in lines], [count for _pool, count in lines]
    given_out = share_out(pools, counts, wanted)
    everything = [question for line in given_out for question in line]
    assert len(everything) == len(set(everything)) == most_given(pools, counts)
    assert all(set(line) <= pool for line, pool in zip(given_out, pools, strict=True))
    assert all(len(line) <= count for line, count in zip(given_out, counts, strict=True))


@given(lines=POOLS, met=st.sets(st.integers(0, 8)))
def test_as_few_known_questions_are_given_as_can_be(lines: list[tuple[set[int], int]], met: set[int]) -> None:
    pools, counts = [pool for pool, _count in lines], [count for _pool, count in lines]
    wanted = sorted(range(9), key=lambda question: question in met)
    fresh = {question for line in share_out(pools, counts, wanted) for question in line} - met
    assert len(fresh) == most_given([pool - met for pool in pools], counts)
