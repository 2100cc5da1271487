"""Authors at the same moment: each revision has its number, and categories stay a tree. The control makes a circle."""

from itertools import count

import pytest

from courses.errors import CategoryInItself, CategoryNameTaken
from courses.models import Question, QuestionBank, QuestionCategory
from courses.services import categories
from courses.services.categories import change_category, make_category
from courses.services.questions import add_tag, revise_question
from tests.factories.learning import choice_body
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TIMES = 6


@pytest.fixture
def bank() -> QuestionBank:
    return QuestionBank.objects.create(name={"az": "Bank"})


@pytest.fixture
def question() -> Question:
    question = Question.objects.create(key="asked", type="single_choice")
    revise_question(question=question, body=choice_body())
    return question


def kinds(outcomes: list) -> dict[str, int]:
    names = [type(outcome).__name__ for outcome in outcomes]
    return {name: names.count(name) for name in names}


def test_changes_at_once_make_a_revision_each(question: Question) -> None:
    numbers = count()

    def change() -> int:
        stem = {"az": f"Sual {next(numbers)}"}
        return revise_question(question=Question.objects.get(), body=choice_body() | {"stem": stem}).number

    assert sorted(at_once(TIMES, change)) == list(range(2, TIMES + 2))


def test_same_change_at_once_makes_one_revision(question: Question) -> None:
    body = choice_body() | {"stem": {"az": "Yeni"}}
    assert at_once(TIMES, lambda: revise_question(question=Question.objects.get(), body=body).number) == [2] * TIMES


def test_tags_at_once_are_all_kept(question: Question) -> None:
    numbers = count()
    at_once(TIMES, lambda: add_tag(question=question, tag=f"tag {next(numbers)}"))
    question.refresh_from_db()
    assert sorted(question.tags) == [f"tag {number}" for number in range(TIMES)]


def test_category_of_one_name_is_made_once(bank: QuestionBank) -> None:
    outcomes = at_once(TIMES, lambda: make_category(bank=bank, name="MARC 21", parent=None))
    assert kinds(outcomes) == {"QuestionCategory": 1, CategoryNameTaken.__name__: TIMES - 1}


def each_into_the_other(bank: QuestionBank) -> list:
    """Two categories are moved, each into the other."""
    pair = [QuestionCategory.objects.create(bank=bank, name=name) for name in ("one", "two")]
    ways = iter([(pair[0].pk, pair[1].pk), (pair[1].pk, pair[0].pk)])

    def move() -> None:
        own, other = next(ways)
        row, parent = QuestionCategory.objects.get(pk=own), QuestionCategory.objects.get(pk=other)
        change_category(category=row, name=row.name, parent=parent)

    return at_once(2, move)


def test_categories_moved_into_each_other_make_no_circle(bank: QuestionBank) -> None:
    assert kinds(each_into_the_other(bank)) == {"NoneType": 1, CategoryInItself.__name__: 1}


def test_without_the_look_behind_the_lock_they_make_one(bank: QuestionBank, monkeypatch) -> None:
    """Positive control."""
    monkeypatch.setattr(categories, "with_subcategories", lambda _category: [])
    monkeypatch.setattr(categories, "category_names", lambda _rows: {})
    assert kinds(each_into_the_other(bank)) == {"NoneType": 2}
    assert bank.categories.filter(parent=None).count() == 0
