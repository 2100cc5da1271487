import random

import pytest

from courses.formats.refusals import FileUnreadable, Refusal
from courses.models import Question, QuestionBank, QuestionCategory, QuestionRevision
from courses.services.question_import import category_path, import_questions, plan_import
from tests.courses.formats.fuzzing import SEEDS, mutated
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

FILE = "$CATEGORY: $course$/top/UDC/Tables\n\n// [tag:udc]\n::One::A?{=x ~y}\n\nB?{T}\n\nText alone\n"


@pytest.fixture
def bank() -> QuestionBank:
    return QuestionBank.objects.create(name={"az": "Bank"})


def bring(bank: QuestionBank, text: str = FILE, **given: object) -> list:
    return import_questions(content=text.encode(), format_name="gift", bank=bank, language="az", **given)


def test_import_brings_questions_with_category_title_tags_and_author(bank: QuestionBank) -> None:
    author = make_user()
    bring(bank, by=author)
    one, two = bank.questions.order_by("pk")
    assert (one.type, one.title, one.tags, one.author) == ("single_choice", "One", ["udc"], author)
    assert (one.category.name, one.category.parent.name, one.category.parent.parent) == ("Tables", "UDC", None)
    assert two.revisions.get().body["stem"] == {"az": "B?"}


def test_refused_item_is_named_and_the_others_come_in(bank: QuestionBank) -> None:
    refused = [(plan.item.line, plan.refused) for plan in bring(bank) if plan.refused]
    assert refused == [(8, Refusal.NO_QUESTION)]


def test_plan_writes_nothing(bank: QuestionBank) -> None:
    planned = plan_import(content=FILE.encode(), format_name="gift", bank=bank, language="az")
    assert [plan.comes_in for plan in planned] == [False, True, True, False]
    assert (Question.objects.count(), QuestionCategory.objects.count()) == (0, 0)


def test_second_time_brings_and_changes_nothing(bank: QuestionBank) -> None:
    bring(bank)
    again = bring(bank)
    assert [plan.is_known for plan in again] == [False, True, True, False]
    counts = (Question.objects.count(), QuestionRevision.objects.count(), QuestionCategory.objects.count())
    assert counts == (2, 2, 2)


def test_same_question_twice_in_a_file_comes_in_once(bank: QuestionBank) -> None:
    bring(bank, "A?{T}\n\nA?{T}\n\nA?{F}\n")
    assert bank.questions.count() == 2


def test_id_of_the_file_is_what_a_question_is_known_by(bank: QuestionBank) -> None:
    bring(bank, "// [id:7]\nA?{T}\n")
    bring(bank, "// [id:7]\nOther words?{F}\n")
    assert [row.revisions.get().body["stem"] for row in bank.questions.all()] == [{"az": "A?"}]


def test_another_bank_knows_nothing_of_it(bank: QuestionBank) -> None:
    other = QuestionBank.objects.create(name={"az": "Other"})
    bring(bank)
    bring(other)
    assert [row.questions.count() for row in (bank, other)] == [2, 2]


def test_refused_file_leaves_nothing(bank: QuestionBank) -> None:
    with pytest.raises(FileUnreadable):
        bring(bank, FILE + "\0")
    assert Question.objects.count() == 0


def test_number_of_queries_does_not_grow(bank: QuestionBank, django_assert_num_queries: object) -> None:
    many = "".join(f"Question {number}?{{T}}\n\n" for number in range(30))
    with django_assert_num_queries(6):
        bring(bank, many)


def test_faulty_files_bring_in_whole_questions_only(bank: QuestionBank) -> None:
    for number in range(40):
        content = mutated(SEEDS["gift"].encode(), random.Random(number))
        try:
            import_questions(content=content, format_name="gift", bank=bank, language="az")
        except FileUnreadable:
            continue
    assert QuestionRevision.objects.count() == Question.objects.count() > 0


@pytest.mark.parametrize(
    ("category", "path"),
    [
        ("$course$/top/Default for Unit 1: Topic", ("Default for Unit 1: Topic",)),
        ("$system$/A//B/C", ("A/B", "C")),
        (" / / ", ()),
        (None, ()),
        ("/".join("abcdefghijkl"), tuple("abcdefghijkl")),
    ],
)
def test_category_path(category: str | None, path: tuple[str, ...]) -> None:
    assert category_path(category) == path
