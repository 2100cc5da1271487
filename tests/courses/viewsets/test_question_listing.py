"""Questions as trainers find them, what they do with several, and what they see of one."""

import pytest
from django.urls import reverse

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.models import Question, QuestionBank, QuestionCategory, QuestionRevision, QuizDraw
from courses.questions import TYPES
from courses.services.questions import newest_body, revise_question
from tests.courses.viewsets.questions import as_sent, choice_fields
from tests.factories.learning import choice_body, make_course, make_quiz
from tests.factories.people import make_user
from tests.factories.questions import BODIES

pytestmark = pytest.mark.django_db
each_type = pytest.mark.parametrize("key", TYPES)


@pytest.fixture
def bank(trainer: User) -> QuestionBank:
    return QuestionBank.objects.create(name={"az": "Bank"}, author=trainer)


def make_question(key: str, author: User, stem: str = "Sual", **facts: object) -> Question:
    question = Question.objects.create(key=key, type="single_choice", author=author, **facts)
    revise_question(question=question, body=choice_body() | {"stem": {"az": stem}}, by=author)
    return question


def keys_listed(browser, **asked: object) -> list[str]:
    return [row.key for row in browser.get(reverse("question:index"), asked).context["object_list"]]


def test_questions_are_found_by_words_of_their_stems(trainer: User, client_of) -> None:
    make_question("one", trainer, "Əlifba kataloqu nədir?")
    make_question("two", trainer, "Sistemli kataloq nədir?")
    browser = client_of(trainer)
    assert keys_listed(browser, q="elifba kat") == ["one"]
    assert keys_listed(browser, q="KATALOQ") == ["one", "two"]
    assert keys_listed(browser, q="afiş") == []


def test_questions_are_filtered(trainer: User, bank: QuestionBank, client_of) -> None:
    top = QuestionCategory.objects.create(bank=bank, name="top")
    inner = QuestionCategory.objects.create(bank=bank, name="inner", parent=top)
    make_question("deep", trainer, bank=bank, category=inner, tags=["MARC 21"])
    make_question("draft", trainer, is_draft=True)
    browser = client_of(trainer)
    assert keys_listed(browser, bank=bank.pk) == ["deep"]
    assert keys_listed(browser, category=top.pk) == ["deep"]
    assert keys_listed(browser, tag="MARC 21") == ["deep"]
    assert keys_listed(browser, is_draft="true") == ["draft"]
    assert (keys_listed(browser, language="az"), keys_listed(browser, language="ru")) == (["deep", "draft"], [])
    assert keys_listed(browser, missing="ru") == ["deep", "draft"]


def test_tags_of_others_are_not_offered(trainer: User, client_of) -> None:
    make_question("own", trainer, tags=["own"])
    make_question("foreign", make_user(Role.TRAINER), tags=["foreign"])
    filters = client_of(trainer).get(reverse("question:index")).context["filters"]
    assert [tag for tag, _label in filters.form.fields["tag"].choices if tag] == ["own"]


def test_listing_costs_the_same_for_one_and_for_three(trainer, bank, client_of, django_assert_num_queries) -> None:
    category = QuestionCategory.objects.create(bank=bank, name="top")
    make_question("one", trainer, bank=bank, category=category, tags=["a"])
    browser, address = client_of(trainer), reverse("question:index")
    browser.get(address)
    with django_assert_num_queries(QUERIES):
        browser.get(address)
    for key in ("two", "three"):
        make_question(key, trainer, bank=bank, category=category, tags=["b"])
    with django_assert_num_queries(QUERIES):
        browser.get(address)


QUERIES = 19


def test_usage_is_shown(trainer: User, client_of) -> None:
    course = make_course(lessons=0)
    question = make_quiz(course, questions=1).questions.get()
    course.pages.update(owner=trainer)
    page = client_of(trainer).get(reverse("question:edit", args=[question.pk]))
    assert ([str(quiz) for quiz in page.context["usage"].quizzes], page.context["usage"].attempts) == ([course.code], 0)
    row = client_of(trainer).get(reverse("question:index")).context["object_list"][0]
    assert (row.quiz_count, row.attempt_count, row.stem) == (1, 0, page.context["object"].key and row.stem)


def test_quizzes_that_may_draw_a_question_are_shown(trainer: User, bank: QuestionBank, client_of) -> None:
    course = make_course(lessons=0)
    quiz = make_quiz(course, questions=0)
    for _time in range(2):
        QuizDraw.objects.create(quiz=quiz, bank=bank, tag="MARC")
    drawn = make_question("drawn", trainer, bank=bank, tags=["marc"])
    make_question("other", trainer, bank=bank)
    page = client_of(trainer).get(reverse("question:edit", args=[drawn.pk]))
    listed = client_of(trainer).get(reverse("question:index")).context["object_list"]
    assert [str(one) for one in page.context["usage"].drawing] == [course.code]
    assert [(row.key, row.quiz_count, row.draw_count) for row in listed] == [("drawn", 0, 1), ("other", 0, 0)]


def bulk(browser, action: str, *questions: Question, **answers: object):
    address = reverse("wagtail_bulk_action", args=["courses", "question", action])
    query = "&".join(f"id={question.pk}" for question in questions)
    return browser.post(f"{address}?{query}", answers)


def test_several_are_moved_and_tagged(trainer: User, bank: QuestionBank, client_of) -> None:
    category = QuestionCategory.objects.create(bank=bank, name="top")
    one, two = make_question("one", trainer, tags=["MARC"]), make_question("two", trainer)
    browser = client_of(trainer)
    assert bulk(browser, "move_questions", one, two, bank=bank.pk, category=category.pk).status_code == 302
    for _time in range(2):
        bulk(browser, "tag_questions", one, two, tag="marc")
    rows = Question.objects.order_by("key").values_list("key", "bank", "category", "tags")
    assert list(rows) == [("one", bank.pk, category.pk, ["MARC"]), ("two", bank.pk, category.pk, ["marc"])]


def test_questions_of_others_are_not_moved(trainer: User, bank: QuestionBank, client_of) -> None:
    own, foreign = make_question("own", trainer), make_question("foreign", make_user(Role.TRAINER))
    assert bulk(client_of(trainer), "move_questions", own, foreign, bank=bank.pk).status_code == 404
    assert list(Question.objects.values_list("bank", flat=True)) == [None, None]


def test_nothing_goes_into_the_bank_of_another(trainer: User, client_of) -> None:
    foreign = QuestionBank.objects.create(name={"az": "Bank"}, author=make_user(Role.TRAINER), is_public=True)
    own = make_question("own", trainer)
    assert bulk(client_of(trainer), "move_questions", own, bank=foreign.pk).status_code == 200
    own.refresh_from_db()
    assert own.bank is None


def test_question_is_not_taken_out_of_the_bank_of_another(trainer: User, bank: QuestionBank, client_of) -> None:
    course = make_course(lessons=0)
    course.pages.update(owner=trainer)
    question = make_quiz(course, questions=1).questions.get()
    foreign = QuestionBank.objects.create(name={"az": "Bank"}, author=make_user(Role.TRAINER), is_public=True)
    Question.objects.update(bank=foreign)
    bulk(client_of(trainer), "move_questions", question, bank=bank.pk)
    sent = as_sent("single_choice", newest_body(question)) | {"key": question.key, "bank": bank.pk}
    assert client_of(trainer).post(reverse("question:edit", args=[question.pk]), sent).status_code == 302
    question.refresh_from_db()
    assert question.bank == foreign


def test_what_the_bank_knows_already_stays(trainer: User, bank: QuestionBank, client_of) -> None:
    make_question("there", trainer, bank=bank, import_key="k")
    other = QuestionBank.objects.create(name={"az": "Bank 2"}, author=trainer)
    same = make_question("same", trainer, bank=other, import_key="k")
    bulk(client_of(trainer), "move_questions", same, bank=bank.pk)
    same.refresh_from_db()
    assert same.bank == other


def test_drafts_are_released(trainer: User, client_of) -> None:
    draft = make_question("draft", trainer, is_draft=True)
    bulk(client_of(trainer), "release_questions", draft)
    draft.refresh_from_db()
    assert draft.is_draft is False


@each_type
def test_preview_shows_every_language_and_the_answer(key: str, trainer: User, client_of) -> None:
    question = Question.objects.create(key="asked", type=key, author=trainer)
    QuestionRevision.objects.create(question=question, number=1, body=BODIES[key])
    page = client_of(trainer).get(reverse("question:preview", args=[question.pk]))
    assert [view.code for view in page.context["views"]] == ["az", "ru", "en"]
    assert [f"SECRET {code}" in page.context["views"][place].told for place, code in enumerate(("az", "ru", "en"))] == [
        True
    ] * 3
    assert "SECRET" not in "".join(view.asked for view in page.context["views"])
    assert (question.revisions.count(), page.status_code) == (1, 200)


def test_preview_of_the_form_stores_nothing(trainer: User, client_of) -> None:
    browser = client_of(trainer)
    page = browser.post(reverse("question:preview_new"), choice_fields())
    assert (page.status_code, "Cavab 2" in page.text, Question.objects.count()) == (200, True, 0)
    question = make_question("own", trainer)
    sent = as_sent("single_choice", newest_body(question)) | {"stem_az": "Hələ saxlanmayıb", "key": "own"}
    page = browser.post(reverse("question:preview_form", args=[question.pk]), sent)
    assert ("Hələ saxlanmayıb" in page.text, question.revisions.count()) == (True, 1)


def test_form_that_cannot_be_previewed_says_why(trainer: User, client_of) -> None:
    page = client_of(trainer).post(reverse("question:preview_new"), choice_fields(stem_az="", stem_ru="", stem_en=""))
    assert (page.status_code, "Question: Fill this in." in page.text) == (422, True)


def test_versions_are_listed_compared_and_restored(trainer: User, client_of) -> None:
    question = make_question("own", trainer, "Birinci")
    revise_question(question=question, body=newest_body(question) | {"stem": {"az": "İkinci"}}, by=trainer)
    browser, address = client_of(trainer), reverse("question:versions", args=[question.pk])
    page = browser.get(address)
    assert [(version.number, version.author) for version in page.context["versions"]] == [(2, trainer), (1, trainer)]
    shown = [(one.label, one.before, one.after) for one in page.context["differences"]]
    assert shown == [("Question (az)", "Birinci", "İkinci")]
    for _time in range(2):
        browser.post(reverse("question:restore", args=[question.pk, 1]))
    assert list(question.revisions.values_list("number", "body__stem__az", "author").order_by("number")) == [
        (1, "Birinci", trainer.pk),
        (2, "İkinci", trainer.pk),
        (3, "Birinci", trainer.pk),
    ]
    assert browser.get(address, {"before": "9" * 30, "after": "x"}).status_code == 200


@pytest.mark.parametrize("view", ["preview", "versions"])
def test_what_is_seen_of_a_question_of_another(view: str, trainer: User, client_of) -> None:
    foreign = make_question("foreign", make_user(Role.TRAINER))
    browser = client_of(trainer)
    assert browser.get(reverse(f"question:{view}", args=[foreign.pk])).status_code == 404
    assert browser.post(reverse("question:restore", args=[foreign.pk, 1])).status_code == 404
    sent = choice_fields()
    assert browser.post(reverse("question:preview_form", args=[foreign.pk]), sent).status_code == 404


def test_looking_needs_the_right_to_change_questions(client_of) -> None:
    question = make_question("own", make_user(Role.TRAINER))
    browser = client_of(make_user(Role.REGISTRAR))
    assert browser.get(reverse("question:preview", args=[question.pk])).status_code == 302
