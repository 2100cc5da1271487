"""The rules of a quiz and its draws, as a trainer sets them."""

import pytest
from django.test import Client
from django.urls import reverse

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.models import Course, QuestionBank, QuestionCategory, Quiz
from tests.courses.viewsets.forms import quiz_fields, rows
from tests.factories.learning import make_bank
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def studio(trainer: User, client_of) -> Client:
    return client_of(trainer)


@pytest.fixture
def bank(trainer: User) -> QuestionBank:
    return make_bank("a", "a", "b", author=trainer)


def draw(bank: QuestionBank, **facts: object) -> dict:
    return {"bank": bank.pk, "count": 1, "marks": "1", "with_subcategories": "on"} | facts


def send(studio: Client, course: Course, **changes: object) -> object:
    return studio.post(reverse("quiz:add"), quiz_fields(course, **changes))


def draw_errors(answer: object) -> list[dict]:
    return answer.context["form"].formsets["draws"].errors


def test_quiz_with_draws_is_kept(studio: Client, own_course: Course, bank: QuestionBank) -> None:
    category = bank.categories.get(name="b")
    lines = rows(draw(bank, count=2), draw(bank, category=category.pk, marks="2.5"))
    answer = send(
        studio, own_course, draws=lines, shuffle_questions="on", wait_minutes=60, closes_at="2026-05-04 18:00"
    )
    assert answer.status_code == 302
    quiz = Quiz.objects.get()
    assert list(quiz.draws.values_list("bank", "category", "count")) == [(bank.pk, None, 2), (bank.pk, category.pk, 1)]
    assert (quiz.shuffle_questions, quiz.wait_minutes, quiz.closes_at.isoformat()) == (
        True,
        60,
        "2026-05-04T14:00:00+00:00",
    )


def test_more_than_there_are_is_refused_with_the_number(studio: Client, own_course: Course, bank: QuestionBank) -> None:
    lines = rows(draw(bank, count=2), draw(bank, count=2))
    answer = send(studio, own_course, draws=lines)
    assert draw_errors(answer) == [
        {},
        {
            "count": [
                "Only 1 question is left for this draw, because none is asked twice. Draw fewer, or add questions."
            ]
        },
    ]
    assert Quiz.objects.count() == 0


def test_fixed_question_is_not_counted_twice(studio: Client, own_course: Course, bank: QuestionBank) -> None:
    places = rows({"question": bank.questions.first().pk, "marks": "1"})
    answer = send(studio, own_course, places=places, draws=rows(draw(bank, count=3)))
    assert [list(errors) for errors in draw_errors(answer)] == [["count"]]


def test_public_bank_can_be_drawn_from_and_one_of_others_cannot(studio: Client, own_course: Course) -> None:
    foreign = make_bank("", author=make_user(Role.TRAINER))
    refused = send(studio, own_course, draws=rows(draw(foreign)))
    assert [list(errors) for errors in draw_errors(refused)] == [["bank"]]
    QuestionBank.objects.update(is_public=True)
    assert send(studio, own_course, draws=rows(draw(foreign))).status_code == 302


def test_bank_that_is_no_longer_public_stays_in_its_quiz(studio: Client, own_course: Course) -> None:
    foreign = make_bank("", author=make_user(Role.TRAINER), is_public=True)
    send(studio, own_course, draws=rows(draw(foreign)))
    QuestionBank.objects.update(is_public=False)
    quiz = Quiz.objects.get()
    line = draw(foreign) | {"id": quiz.draws.get().pk}
    fields = quiz_fields(own_course, draws=rows(stored=(line,)), pass_mark=55)
    studio.post(reverse("quiz:edit", args=[quiz.pk]), fields)
    quiz.refresh_from_db()
    assert (quiz.pass_mark, quiz.draws.get().bank) == (55, foreign)


def test_category_of_another_bank_is_refused(studio: Client, own_course: Course, bank: QuestionBank) -> None:
    other = make_bank("c", author=bank.author)
    category = QuestionCategory.objects.get(bank=other)
    answer = send(studio, own_course, draws=rows(draw(bank, category=category.pk)))
    assert [list(errors) for errors in draw_errors(answer)] == [["category"]]


def test_line_that_is_taken_out_is_not_asked(studio: Client, own_course: Course, bank: QuestionBank) -> None:
    send(studio, own_course, draws=rows(draw(bank)))
    quiz = Quiz.objects.get()
    line = draw(bank, count=99) | {"id": quiz.draws.get().pk, "DELETE": "on"}
    studio.post(reverse("quiz:edit", args=[quiz.pk]), quiz_fields(own_course, draws=rows(stored=(line,))))
    assert quiz.draws.count() == 0


def test_close_before_the_opening_is_refused(studio: Client, own_course: Course) -> None:
    answer = send(studio, own_course, opens_at="2026-05-04 18:00", closes_at="2026-05-04 17:00")
    assert answer.context["form"].errors == {
        "closes_at": ["The quiz would close before it opens. Choose a later time."],
    }


def test_form_opens_with_its_panels(studio: Client, own_course: Course, bank: QuestionBank) -> None:
    send(studio, own_course, draws=rows(draw(bank)))
    html = studio.get(reverse("quiz:edit", args=[Quiz.objects.get().pk])).text
    headings = ("Passing", "Time", "Questions drawn at random", "Order and marking", "What a result tells, and when")
    assert [heading for heading in headings if heading not in html] == []
