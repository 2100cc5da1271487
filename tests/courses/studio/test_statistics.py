"""The statistics of a quiz and of a question, as their trainer sees them."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.enums import ItemFault
from courses.models import Course, QuestionRevision, Quiz, QuizQuestion
from courses.selectors.statistics import question_figures, quiz_figures
from courses.services.tallies import count_quiz
from tests.factories.attempts import make_attempt
from tests.factories.learning import choice_body, index_of, make_course, make_quiz
from tests.factories.people import make_institution, make_membership, make_user

pytestmark = pytest.mark.django_db

QUIZ_QUERIES, QUESTION_QUERIES, STUDIO_QUERIES = 10, 7, 11


@pytest.fixture
def studio(trainer: User, client_of) -> Client:
    return client_of(trainer)


def answer(quiz: Quiz, *answers: list) -> None:
    for given in answers:
        make_attempt(quiz, given)
    count_quiz(quiz_id=quiz.pk)


def address(course: Course) -> str:
    return reverse("quiz_statistics", args=[course.code])


def question_address(quiz: Quiz) -> str:
    question = quiz.places.first().question_id
    return reverse("question_statistics", args=[quiz.course.code, question])


#: Twelve learners: the second question is answered wrongly by the better ones.
TWELVE = [["o0", "o1"]] * 5 + [["o0", "o0"]] * 2 + [["o1", "o0"]] * 3 + [["o1", None]] * 2


def test_figures_by_hand(quiz: Quiz) -> None:
    """12 learners, 7 and 5 marks of 12 each; results 50 (5), 100 (2), 50 (3), 0 (2): mean 12 of 24, median 50."""
    answer(quiz, *TWELVE)
    figures = quiz_figures(quiz, "en")
    assert (figures.attempts, figures.mean, figures.median, figures.results) == (12, 50.0, 50.0, {50: 8, 100: 2, 0: 2})
    assert sorted((item.people, item.facility) for item in figures.items) == [(12, 5 / 12), (12, 7 / 12)]
    assert figures.deviation == pytest.approx(30.151, abs=0.001)


def test_options_are_told_apart_by_group(quiz: Quiz) -> None:
    """27 % of 12 are 3: above, the two with 100 and 1/8 of each with 50; below, the two with 0 and the same."""
    answer(quiz, *TWELVE)
    with override("en"):
        (item,) = question_figures(quiz, quiz.places.last().question_id, "en")
    table = [(option.text, option.is_key, option.upper, option.middle, option.lower) for option in item.options]
    assert table == [
        ("Option 0 en", True, 2, 2, 0),
        ("Option 1 en", False, 1, 4, 1),
        ("Option 2 en", False, 0, 0, 0),
        ("Option 3 en", False, 0, 0, 0),
        ("No answer", False, 0, 0, 2),
    ]


def test_words_are_those_that_learners_read(quiz: Quiz) -> None:
    """Plain text may hold what looks like a tag, formatted text holds tags that are none of its words."""
    body = choice_body()
    body["stem"], body["options"][0]["text"] = (
        {"en": "Field <245>?"},
        {"en": "<p>Title &amp; <b>author</b></p>", "markup": "html"},
    )
    QuestionRevision.objects.create(question=quiz.places.first().question, number=2, body=body)
    answer(quiz, *TWELVE)
    (item,) = question_figures(quiz, quiz.places.first().question_id, "en")
    assert (item.stem, item.options[0].text) == ("Field <245>?", "Title & author")


def test_question_with_the_wrong_key_stands_first(quiz: Quiz) -> None:
    """Those who know answer o1, and o0 is marked as correct."""
    other = QuizQuestion.objects.create(quiz=quiz, question=make_other(quiz), position=3)
    good, bad = ["o0", "o0", "o1"], ["o1", "o1", "o0"]
    answer(quiz, *[good] * 8, *[bad] * 6)
    first = quiz_figures(quiz, "en").items[0]
    assert (first.question, first.faults[:2]) == (other.question, [ItemFault.NEGATIVE, ItemFault.KEY_BEATEN])


def make_other(quiz: Quiz) -> object:
    other = make_quiz(make_course(lessons=0, index=index_of(quiz.course)), questions=1)
    return other.places.get().question


@pytest.mark.parametrize("number", [0, 9])
def test_few_learners_are_too_few(number: int, quiz: Quiz, studio: Client) -> None:
    answer(quiz, *TWELVE[:number])
    figures, page = quiz_figures(quiz, "en"), studio.get(address(quiz.course))
    assert [figures.mean, figures.median, figures.alpha, figures.error, figures.passed] == [None] * 5
    assert [item.faults for item in figures.items] == [[ItemFault.TOO_FEW]] * (2 if number else 0)
    assert page.status_code == 200


def test_equal_results_say_nothing(quiz: Quiz) -> None:
    answer(quiz, *[["o0", "o0"]] * 12)
    figures = quiz_figures(quiz, "en")
    assert (figures.mean, figures.deviation, figures.alpha, figures.error) == (100.0, 0.0, None, None)
    assert [(item.discrimination, item.corrected, item.point_biserial) for item in figures.items] == [(None,) * 3] * 2
    assert [item.faults for item in figures.items] == [[ItemFault.TOO_EASY, ItemFault.UNUSED]] * 2


def test_alpha_is_not_said_when_learners_had_different_questions(quiz: Quiz) -> None:
    answer(quiz, *TWELVE)
    with_all = quiz_figures(quiz, "en")
    QuizQuestion.objects.create(quiz=quiz, question=make_other(quiz), position=3)
    answer(quiz, ["o0", "o0", "o0"])
    figures = quiz_figures(quiz, "en")
    assert (with_all.has_one_form, figures.has_one_form, figures.alpha) == (True, False, None)


def test_changed_question_is_shown_version_by_version(quiz: Quiz, studio: Client) -> None:
    answer(quiz, *TWELVE)
    question = quiz.places.first().question
    QuestionRevision.objects.create(question=question, number=2, body=choice_body(options=3))
    answer(quiz, *TWELVE[:10])
    shown = studio.get(question_address(quiz)).context["parts"]
    assert [(part["item"].revision.number, part["item"].people) for part in shown] == [(2, 10), (1, 12)]
    assert len(quiz_figures(quiz, "en").items) == 2


def test_time_is_that_of_the_middle_learner(quiz: Quiz) -> None:
    answer(quiz, *TWELVE)
    assert [item.time for item in quiz_figures(quiz, "en").items] == [3, 3]


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_page_speaks_the_language(language: str, quiz: Quiz, studio: Client) -> None:
    answer(quiz, *TWELVE)
    page = studio.get(address(quiz.course), {"language": language}).content.decode()
    assert [f"Stem {code}" in page for code in ("az", "ru", "en")] == [code == language for code in ("az", "ru", "en")]
    assert studio.get(question_address(quiz), {"language": language}).status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_questions_are_a_file(kind: str, quiz: Quiz, studio: Client) -> None:
    answer(quiz, *TWELVE)
    file = studio.get(address(quiz.course), {"export": kind})
    assert file["Content-Disposition"] == f'attachment; filename="questions-{quiz.course.code}.{kind}"'
    if kind == "csv":
        rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
        assert [row["Facility"] for row in rows] == ["0.5833", "0.4167"]


@pytest.mark.parametrize(
    "sort", ["question", "-people", "facility", "-discrimination", "corrected", "time", "-attention"]
)
def test_questions_are_sorted(sort: str, quiz: Quiz, studio: Client) -> None:
    answer(quiz, *TWELVE)
    assert studio.get(address(quiz.course), {"sort": sort}).context["order"] == sort


def test_studio_lists_own_courses(course: Course, studio: Client) -> None:
    make_course(lessons=0, index=index_of(course))
    (row,) = studio.get(reverse("studio")).context["rows"]
    assert (row.course, row.has_statistics, row.learners) == (course, True, 0)
    assert studio.get(reverse("studio"), {"q": "nothing like it"}).context["rows"] == []


def test_form_of_the_course_leads_to_both_pages(course: Course, studio: Client) -> None:
    form = studio.get(reverse("course:edit", args=[course.pk])).content.decode()
    assert [path in form for path in (address(course), reverse("gradebook", args=[course.code]))] == [True, True]


@pytest.mark.parametrize("where", [address, lambda course: question_address(course.quiz)])
def test_course_of_another_answers_as_a_missing_one(where, quiz: Quiz, client_of) -> None:
    answer(quiz, *TWELVE)
    other = client_of(make_user(Role.TRAINER))
    missing = reverse("quiz_statistics", args=["NO-SUCH"])
    assert [other.get(path).status_code for path in (where(quiz.course), missing)] == [404, 404]


def test_reader_of_the_library_that_owns_the_course_sees_nothing(quiz: Quiz, client_of) -> None:
    reader, institution = make_user(), make_institution()
    make_membership(reader, institution)
    Course.objects.update(institution=institution)
    paths = [reverse("studio"), address(quiz.course), reverse("gradebook", args=[quiz.course.code])]
    assert [client_of(reader).get(path).status_code for path in paths] == [404] * 3


def test_visitor_is_asked_to_log_in(quiz: Quiz) -> None:
    assert [Client().get(path).status_code for path in (reverse("studio"), address(quiz.course))] == [302, 302]


def test_question_without_answers_is_a_missing_one(quiz: Quiz, studio: Client) -> None:
    assert studio.get(question_address(quiz)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same(number: int, quiz: Quiz, studio: Client, django_assert_num_queries) -> None:
    for position in range(3, 2 + number):
        QuizQuestion.objects.create(quiz=quiz, question=make_other(quiz), position=position)
    answer(quiz, *[["o0"] * (1 + number)] * number) if number > 1 else answer(quiz, ["o0", "o0"])
    pages = [(address(quiz.course), QUIZ_QUERIES), (question_address(quiz), QUESTION_QUERIES)]
    for path, queries in [*pages, (reverse("studio"), STUDIO_QUERIES)]:
        studio.get(path)
        with django_assert_num_queries(queries):
            assert studio.get(path).status_code == 200


def test_words_of_the_key_figures_are_english_in_english(quiz: Quiz, studio: Client) -> None:
    answer(quiz, *TWELVE)
    with override("en"):
        shown = studio.get(address(quiz.course)).context["told"]()["key_figures"]
    assert [(figure.value, figure.unit) for figure in shown[:4]] == [
        ("12", ""),
        ("50.0", "%"),
        ("50.0", "%"),
        ("16.7", "%"),
    ]


@pytest.mark.usefixtures("pages_are_kept")
def test_kept_statistics_are_fresh_after_the_next_count(quiz: Quiz, studio: Client) -> None:
    answer(quiz, *TWELVE)
    before = studio.get(address(quiz.course)).text
    Quiz.objects.filter(pk=quiz.pk).update(pass_mark=1)
    kept = studio.get(address(quiz.course)).text
    answer(quiz, ["o0", "o0"])
    after = studio.get(address(quiz.course)).text
    assert [section(before) == section(page) for page in (kept, after)] == [True, False]


@pytest.mark.usefixtures("pages_are_kept")
def test_kept_statistics_are_those_of_the_address(quiz: Quiz, studio: Client) -> None:
    """What one person puts into the address stands in nobody else's links."""
    answer(quiz, *TWELVE)
    pages = [studio.get(f"{address(quiz.course)}{asked}").text for asked in ("?x=odd", "", "?sort=-people", "")]
    assert [page.count("x=odd") > 0 for page in pages] == [True, False, False, False]
    assert (section(pages[1]) == section(pages[3]), section(pages[2]) == section(pages[3])) == (True, False)


def section(page: str) -> str:
    return page[page.index('aria-labelledby="figures"') :]
