"""Which questions are asked, and how they are found."""

import pytest

from courses.models import Question, QuestionBank, QuestionCategory
from courses.selectors.banks import askable_questions, tagged, with_subcategories
from courses.services.attempts import start_attempt
from courses.services.questions import revise_question
from tests.factories.learning import choice_body, make_course, make_enrolment, make_quiz

pytestmark = pytest.mark.django_db


def make_question(key: str, **facts: object) -> Question:
    question = Question.objects.create(key=key, type="single_choice", **facts)
    revise_question(question=question, body=choice_body())
    return question


def test_drafts_and_empty_questions_are_not_askable() -> None:
    ready = make_question("ready")
    make_question("draft", is_draft=True)
    Question.objects.create(key="empty", type="single_choice")
    assert list(askable_questions()) == [ready]


def test_tag_is_found_as_a_whole_and_in_any_case() -> None:
    one = make_question("one", tags=["MARC 21", "Örnək"])
    make_question("other", tags=["MARC"])
    assert [list(tagged(Question.objects.all(), tag)) for tag in (" marc  21", "örnək", "ARC 21")] == [[one], [one], []]


def test_category_holds_what_stands_in_it_at_any_depth() -> None:
    bank = QuestionBank.objects.create(name={"az": "Bank"})
    top = QuestionCategory.objects.create(bank=bank, name="top")
    inner = QuestionCategory.objects.create(bank=bank, name="inner", parent=top)
    deep = QuestionCategory.objects.create(bank=bank, name="deep", parent=inner)
    QuestionCategory.objects.create(bank=bank, name="beside")
    assert with_subcategories(top) == [top.pk, inner.pk, deep.pk]


def test_languages_of_the_newest_revision_are_kept() -> None:
    question = make_question("one")
    body = choice_body() | {"stem": {"ru": "Вопрос"}}
    revise_question(question=question, body=body)
    question.refresh_from_db()
    assert (question.languages, question.search_text) == (" ru ", " one vopros")


def test_draft_in_a_quiz_is_not_asked() -> None:
    course = make_course(lessons=0)
    quiz = make_quiz(course, questions=2)
    draft = quiz.places.first().question
    Question.objects.filter(pk=draft.pk).update(is_draft=True)
    attempt = start_attempt(enrolment=make_enrolment(course), quiz=quiz)
    assert [asked.revision.question_id for asked in attempt.questions.all()] == [quiz.places.last().question_id]
