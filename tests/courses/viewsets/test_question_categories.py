"""Categories of a bank: made, renamed, moved, deleted when nothing is in them."""

import pytest
from django.urls import reverse

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.models import Question, QuestionBank, QuestionCategory, QuizDraw
from tests.factories.learning import make_course, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank(trainer: User) -> QuestionBank:
    return QuestionBank.objects.create(name={"az": "Bank"}, author=trainer)


@pytest.fixture
def places(bank: QuestionBank) -> list[QuestionCategory]:
    """One place in the other."""
    top = QuestionCategory.objects.create(bank=bank, name="top")
    return [top, QuestionCategory.objects.create(bank=bank, name="inner", parent=top)]


def rows(bank: QuestionBank) -> list[tuple]:
    return list(bank.categories.order_by("pk").values_list("name", "parent__name"))


def send(browser, bank: QuestionBank, category: QuestionCategory | None = None, **fields: object):
    name, args = ("category", [bank.pk, category.pk]) if category else ("categories", [bank.pk])
    return browser.post(reverse(f"questionbank:{name}", args=args), fields)


def test_category_is_made_in_another(trainer: User, bank: QuestionBank, places: list, client_of) -> None:
    browser = client_of(trainer)
    assert send(browser, bank, name="deep", parent=places[1].pk).status_code == 302
    assert rows(bank) == [("top", None), ("inner", "top"), ("deep", "inner")]
    assert send(browser, bank, name="deep", parent=places[1].pk).status_code == 422
    page = browser.get(reverse("questionbank:categories", args=[bank.pk]))
    assert [place["path"] for place in page.context["tree"]] == [["top"], ["top", "inner"], ["top", "inner", "deep"]]


def test_category_is_renamed_and_moved(trainer: User, bank: QuestionBank, places: list, client_of) -> None:
    assert send(client_of(trainer), bank, places[1], name="other", parent="").status_code == 302
    assert rows(bank) == [("top", None), ("other", None)]


def test_category_does_not_stand_in_itself(trainer: User, bank: QuestionBank, places: list, client_of) -> None:
    assert send(client_of(trainer), bank, places[0], name="top", parent=places[1].pk).status_code == 422
    assert rows(bank) == [("top", None), ("inner", "top")]


def test_category_is_no_deeper_than_ten(trainer: User, bank: QuestionBank, client_of) -> None:
    parent = None
    for level in range(10):
        parent = QuestionCategory.objects.create(bank=bank, name=str(level), parent=parent)
    assert send(client_of(trainer), bank, name="10", parent=parent.pk).status_code == 422
    assert bank.categories.count() == 10


def test_only_an_empty_category_is_deleted(trainer: User, bank: QuestionBank, places: list, client_of) -> None:
    browser = client_of(trainer)
    Question.objects.create(key="q", type="single_choice", bank=bank, category=places[1])
    for place in places:
        browser.post(reverse("questionbank:delete_category", args=[bank.pk, place.pk]))
    assert rows(bank) == [("top", None), ("inner", "top")]
    Question.objects.update(category=None)
    for place in reversed(places):
        browser.post(reverse("questionbank:delete_category", args=[bank.pk, place.pk]))
    assert rows(bank) == []


def test_category_that_a_quiz_draws_from_stays(trainer: User, bank: QuestionBank, places: list, client_of) -> None:
    quiz = make_quiz(make_course(lessons=0), questions=0)
    QuizDraw.objects.create(quiz=quiz, bank=bank, category=places[1])
    client_of(trainer).post(reverse("questionbank:delete_category", args=[bank.pk, places[1].pk]))
    assert rows(bank) == [("top", None), ("inner", "top")]


def test_page_of_the_bank_leads_to_its_categories(trainer: User, bank: QuestionBank, client_of) -> None:
    page = client_of(trainer).get(reverse("questionbank:edit", args=[bank.pk]))
    assert page.text.count(reverse("questionbank:categories", args=[bank.pk])) == 1


def test_bank_of_another_is_a_missing_one(trainer: User, client_of) -> None:
    bank = QuestionBank.objects.create(name={"az": "Bank"}, author=make_user(Role.TRAINER), is_public=True)
    row = QuestionCategory.objects.create(bank=bank, name="top")
    browser = client_of(trainer)
    answers = [send(browser, bank, name="new"), send(browser, bank, row, name="new")]
    answers.append(browser.post(reverse("questionbank:delete_category", args=[bank.pk, row.pk])))
    answers.append(browser.get(reverse("questionbank:categories", args=[bank.pk])))
    assert ([answer.status_code for answer in answers], rows(bank)) == ([404] * 4, [("top", None)])


def test_category_of_another_bank_is_no_place(trainer: User, bank: QuestionBank, client_of) -> None:
    other = QuestionBank.objects.create(name={"az": "Bank"}, author=trainer)
    place = QuestionCategory.objects.create(bank=other, name="top")
    browser = client_of(trainer)
    assert send(browser, bank, name="new", parent=place.pk).status_code == 422
    assert browser.get(reverse("questionbank:category", args=[bank.pk, place.pk])).status_code == 404
