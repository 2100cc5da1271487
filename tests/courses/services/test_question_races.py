"""The same file into the same bank at the same moment: once. The positive control looks before it locks: it trips."""

import pytest
from django.db import IntegrityError

from courses.models import QuestionBank
from courses.services import question_import
from courses.services.question_files import keep_file, take_file
from courses.services.question_import import import_questions
from tests.factories.people import make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

FILE = b"$CATEGORY: a/b\n\nA?{T}\n\nB?{F}\n"
TIMES = 6


@pytest.fixture
def bank() -> QuestionBank:
    return QuestionBank.objects.create(name={"az": "Bank"})


def bring(bank: QuestionBank) -> int:
    planned = import_questions(content=FILE, format_name="gift", bank=bank, language="az")
    return sum(plan.comes_in for plan in planned)


@pytest.mark.parametrize("_round", range(2))
def test_imports_at_once_bring_each_question_once(_round: int, bank: QuestionBank) -> None:
    outcomes = at_once(TIMES, lambda: bring(bank))
    assert sorted(outcomes) == [0] * (TIMES - 1) + [2]
    assert (bank.questions.count(), bank.categories.count()) == (2, 2)


def test_file_taken_at_once_comes_in_once(bank: QuestionBank) -> None:
    user = make_user()
    file = keep_file(bank=bank, file_name="a", content=FILE, format_name="gift", language="az", by=user)
    assert sorted(at_once(TIMES, lambda: take_file(file=file, by=user))) == [0] * (TIMES - 1) + [2]


def test_knowing_nothing_meets_the_constraint(bank: QuestionBank, monkeypatch) -> None:
    """Positive control: without the look behind the lock, only the database stops the second import."""
    monkeypatch.setattr(question_import, "_known_keys", lambda _bank: set())
    outcomes = at_once(TIMES, lambda: bring(bank))
    assert sum(isinstance(outcome, IntegrityError) for outcome in outcomes) == TIMES - 1
    assert bank.questions.count() == 2
