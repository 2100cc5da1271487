"""The CMS's own views of courses, quizzes and questions: who sees which rows, and what a trainer can make."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from academy.accounts.enums import Role
from academy.accounts.models import Institution, Membership, User
from courses.models import Course, Question, Quiz
from courses.services.questions import newest_body, revise_question
from tests.courses.viewsets.forms import course_fields, quiz_fields, rows
from tests.courses.viewsets.questions import as_sent, choice_fields
from tests.factories.learning import choice_body, make_course, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer() -> User:
    return make_user(Role.TRAINER, language="en")


def owned_by(user: User, course: Course) -> Course:
    course.pages.update(owner=user)
    return course


def codes_in(answer: object) -> list[str]:
    return [course.code for course in answer.context["object_list"]]


def test_trainer_sees_own_courses_and_those_of_the_institution(trainer: User, client_of) -> None:
    own = owned_by(trainer, make_course(lessons=0))
    index = {page.locale.language_code: page.get_parent() for page in own.pages.all()}
    institution = Institution.objects.create(name={"az": "Kitabxana"})
    Membership.objects.create(user=trainer, institution=institution)
    shared = make_course(lessons=0, index=index, institution=institution)
    make_course(lessons=0, index=index)
    listed = client_of(trainer).get(reverse("course:index"))
    assert codes_in(listed) == [own.code, shared.code]


@pytest.mark.parametrize("kind", ["quiz", "question"])
def test_trainer_sees_no_quiz_and_no_question_of_another(kind: str, trainer: User, client_of) -> None:
    make_quiz(make_course(lessons=0))
    assert list(client_of(trainer).get(reverse(f"{kind}:index")).context["object_list"]) == []


def test_editor_sees_every_course(client_of) -> None:
    course = make_course(lessons=0)
    assert codes_in(client_of(make_user(Role.EDITOR)).get(reverse("course:index"))) == [course.code]


@pytest.mark.parametrize(("role", "status"), [(Role.HR, 403), (Role.REGISTRAR, 302)])
def test_other_roles_do_not_reach_the_courses(role: Role, status: int, client_of) -> None:
    assert client_of(make_user(role)).get(reverse("course:index")).status_code == status


def test_trainer_changes_the_facts_of_an_own_course(trainer: User, client_of) -> None:
    course = owned_by(trainer, make_course(lessons=0))
    fields = course_fields(shelfmark="025.7", level="advanced", cpd_hours="7.5", accent="gold")
    client_of(trainer).post(reverse("course:edit", args=[course.pk]), fields)
    course.refresh_from_db()
    assert (course.shelfmark, course.level, str(course.cpd_hours)) == ("025.7", "advanced", "7.5")


@pytest.mark.parametrize("kind", ["course", "quiz", "question"])
def test_row_of_another_answers_as_a_missing_one(kind: str, trainer: User, client_of) -> None:
    quiz = make_quiz(make_course(lessons=0))
    row = {"course": quiz.course, "quiz": quiz, "question": quiz.questions.first()}[kind]
    browser = client_of(trainer)
    views = ["edit", "history", "usage"] + (["delete"] if kind == "question" else [])
    for view in views:
        foreign = browser.post(reverse(f"{kind}:{view}", args=[row.pk]), {"shelfmark": "000", "pass_mark": 1})
        missing = browser.post(reverse(f"{kind}:{view}", args=[row.pk + 1000]), {})
        assert (view, foreign.status_code) == (view, missing.status_code)
        shown = [browser.get(reverse(f"{kind}:{view}", args=[pk])) for pk in (row.pk, row.pk + 1000)]
        # Whoever may delete none is led away before the row is looked for.
        assert [answer.status_code for answer in shown] == [302 if view == "delete" else 404] * 2
    assert (type(row).objects.filter(pk=row.pk).exists(), Course.objects.get().shelfmark) == (True, "")


def test_trainer_writes_a_question_and_a_quiz(trainer: User, client_of) -> None:
    course = owned_by(trainer, make_course(lessons=0))
    browser: Client = client_of(trainer)
    assert browser.post(reverse("question:add"), choice_fields()).status_code == 302
    question = Question.objects.get()
    fields = quiz_fields(course, places=rows({"question": question.pk, "marks": "2"}))
    assert browser.post(reverse("quiz:add"), fields).status_code == 302
    quiz = Quiz.objects.get()
    assert (quiz.course, quiz.title, list(quiz.questions.all())) == (course, {"az": "Yekun test"}, [question])
    assert (question.author, [option["correct"] for option in newest_body(question)["options"]]) == (
        trainer,
        [False, True, False],
    )


def test_quiz_offers_no_course_of_another(trainer: User, client_of) -> None:
    make_course(lessons=0)
    form = client_of(trainer).get(reverse("quiz:add")).context["form"]
    assert list(form.fields["course"].queryset) == []


def test_quiz_takes_no_question_of_another(trainer: User, client_of) -> None:
    foreign = make_quiz(make_course(lessons=0)).questions.first()
    index = {page.locale.language_code: page.get_parent() for page in Course.objects.get().pages.all()}
    course = owned_by(trainer, make_course(lessons=0, index=index))
    fields = quiz_fields(course, places=rows({"question": foreign.pk, "marks": "2"}))
    client_of(trainer).post(reverse("quiz:add"), fields)
    assert Quiz.objects.filter(course=course).exists() is False


def test_question_without_a_correct_answer_is_refused_and_kept(trainer: User, client_of) -> None:
    fields = choice_fields()
    del fields["options-1-correct"]
    answer = client_of(trainer).post(reverse("question:add"), fields)
    form = answer.context["form"]
    assert (form.is_valid(), form["stem"].value(), Question.objects.count()) == (
        False,
        ["<p>stem az</p>", "<p>stem ru</p>", "<p>stem en</p>"],
        0,
    )


def test_changed_words_make_a_revision_and_keep_option_ids(trainer: User, client_of) -> None:
    browser = client_of(trainer)
    browser.post(reverse("question:add"), choice_fields())
    question = Question.objects.get()
    before = newest_body(question)
    sent = as_sent("single_choice", before) | {"stem_az": "Yeni sual"}
    browser.post(reverse("question:edit", args=[question.pk]), sent)
    after = newest_body(question)
    assert (question.revisions.count(), after["stem"]["az"]) == (2, "Yeni sual")
    assert [option["id"] for option in after["options"]] == [option["id"] for option in before["options"]]


def test_type_of_a_question_stays_because_attempts_are_marked_by_it(trainer: User, client_of) -> None:
    browser = client_of(trainer)
    browser.post(reverse("question:add"), choice_fields())
    question = Question.objects.get()
    fields = choice_fields(type="multiple_choice", stem_az="Yeni sual")
    browser.post(reverse("question:edit", args=[question.pk]), fields)
    question.refresh_from_db()
    assert (question.type, newest_body(question)["stem"]["az"]) == ("single_choice", "Yeni sual")


def test_unchanged_words_make_no_revision() -> None:
    question = Question.objects.create(key="same", type="single_choice")
    for _time in range(2):
        revise_question(question=question, body=choice_body())
    assert question.revisions.count() == 1


WORDS = {"az": "bir düzgün cavab", "ru": "с одним верным ответом", "en": "one correct answer"}


@pytest.mark.parametrize("language", WORDS)
def test_listing_says_types_in_words(language: str, client_of) -> None:
    make_quiz(make_course(lessons=0), questions=2)
    text = client_of(make_user(Role.EDITOR, language=language)).get(reverse("question:index")).text
    cells = [cell.strip() for cell in re.findall(r"<td[^>]*>\s*([^<]+?)\s*</td>", text)]
    assert [cell for cell in cells if cell in {WORDS[language], "single_choice"}] == [WORDS[language]] * 2


@pytest.mark.parametrize("rows", [1, 2])
def test_listing_counts_its_rows_without_a_plural(rows: int, client_of) -> None:
    make_quiz(make_course(lessons=0), questions=rows)
    text = client_of(make_user(Role.EDITOR, language="en")).get(reverse("question:index")).text
    assert re.findall(r'pagination__end">\s*(.*?)\s*</div>', text) == [f"Total: {rows}"]


@pytest.mark.parametrize(("asked", "found"), [("single_choice", 2), ("multiple_choice", 0)])
def test_questions_are_filtered_by_type(asked: str, found: int, client_of) -> None:
    make_quiz(make_course(lessons=0), questions=2)
    answer = client_of(make_user(Role.EDITOR)).get(reverse("question:index"), {"type": asked})
    assert len(answer.context["object_list"]) == found


@pytest.mark.parametrize("kind", ["course", "quiz", "question"])
@pytest.mark.parametrize("role", [Role.TRAINER, Role.EDITOR])
def test_title_of_a_row_leads_to_its_form(kind: str, role: Role, client_of) -> None:
    user = make_user(role)
    quiz = make_quiz(owned_by(user, make_course(lessons=0)), questions=1)
    Question.objects.update(author=user)
    row = {"course": quiz.course, "quiz": quiz, "question": quiz.questions.get()}[kind]
    text = client_of(user).get(reverse(f"{kind}:index")).text
    title = re.search(
        r'<div class="title-wrapper">\s*<a href="([^"]+)"[^>]*>(?:\s|<span[^>]*>)*(.*?)(?:</span>)?\s*</a>', text
    ).groups()
    assert title == (reverse(f"{kind}:edit", args=[row.pk]), str(row))


def test_no_label_in_azerbaijani_begins_with_a_foreign_capital(client_of) -> None:
    quiz = make_quiz(make_course(lessons=0))
    browser = client_of(make_user(Role.EDITOR, language="az"))
    pages = [browser.get(url).text for url in (reverse("quiz:index"), reverse("quiz:edit", args=[quiz.pk]))]
    assert ["Icazə" in text for text in pages] == [False, False]
