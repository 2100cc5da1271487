"""The gradebook: who sees whom, filters, order, pages, files."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.models import Cohort, Course, Quiz
from courses.views.gradebook import _cell
from tests.benchmarks import crowd
from tests.factories.attempts import make_attempt
from tests.factories.certification import make_template
from tests.factories.learning import index_of, make_course, make_enrolment, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

QUERIES = 11
DATES = {"starts_on": date(2026, 1, 10), "ends_on": date(2099, 1, 20)}


@pytest.fixture
def studio(trainer: User, client_of) -> Client:
    return client_of(trainer)


def page(browser: Client, course: Course, **query: str):
    return browser.get(reverse("gradebook", args=[course.code]), query)


def names(browser: Client, course: Course, **query: str) -> list[str]:
    return [row[0].text for row in page(browser, course, **query).context["rows"]]


def texts(row: list) -> list[object]:
    return [cell.day or cell.text for cell in row]


def test_row_says_where_a_learner_stands(course: Course, studio: Client) -> None:
    Course.objects.update(cpd_hours=Decimal("2.5"), certificate_template=make_template())
    enrolment = make_enrolment(course, make_user(legal_name="Aygün", email="aygun@example.org"), read=1)
    make_attempt(course.quiz, ["o0", "o1"], enrolment=enrolment)
    (row,) = page(studio, course).context["rows"]
    assert texts(row) == ["Aygün", "aygun@example.org", "–", "in progress", "50%", "50%", "50%", "–", "–", "0"]


def test_completion_certificate_and_hours_are_shown(course: Course, studio: Client) -> None:
    course.quiz.delete()
    Course.objects.update(cpd_hours=Decimal("2.5"), certificate_template=make_template())
    enrolment = make_enrolment(Course.objects.get(), read=2)
    (row,) = page(studio, course).context["rows"]
    enrolment.refresh_from_db()
    shown = texts(row)
    assert (shown[3], shown[-3], shown[-1]) == ("completed", timezone.localdate(enrolment.completed_at), "2.5")
    assert len(shown[-2].replace("-", "")) > 8


def test_attempts_have_columns(course: Course, studio: Client) -> None:
    enrolment = make_enrolment(course, make_user(legal_name="Aygün"))
    for answers in (["o1", "o1"], ["o0", "o1"], ["o0", "o0"]):
        make_attempt(course.quiz, answers, enrolment=enrolment)
    make_enrolment(course, make_user(legal_name="Zahid"))
    shown = page(studio, course).context
    assert [column.key for column in shown["columns"]][5:9] == ["attempt-1", "attempt-2", "attempt-3", "result"]
    assert [texts(row)[5:9] for row in shown["rows"]] == [["0%", "50%", "100%", "100%"], ["–"] * 4]


@pytest.mark.parametrize(("grading", "result"), [("best", "100%"), ("last", "50%"), ("first", "0%")])
def test_result_is_the_one_that_counts(grading: str, result: str, course: Course, studio: Client) -> None:
    Quiz.objects.update(grading=grading)
    enrolment, quiz = make_enrolment(course), Quiz.objects.get()
    for answers in (["o1", "o1"], ["o0", "o0"], ["o0", "o1"]):
        make_attempt(quiz, answers, enrolment=enrolment)
    enrolment.attempts.update(passed=False)
    (row,) = page(studio, course, sort="-result").context["rows"]
    assert row[8].text == result


def test_learners_are_narrowed(course: Course, studio: Client) -> None:
    cohort = Cohort.objects.create(course=course, name="Winter", **DATES)
    inside = make_enrolment(course, make_user(legal_name="İsmayılova Aytən"), read=2)
    inside.cohort = cohort
    inside.save()
    gone = make_enrolment(course, make_user(legal_name="Məmmədov Elçin"))
    gone.withdrawn_at = timezone.now()
    gone.save()
    found = {
        "all": names(studio, course),
        "cohort": names(studio, course, cohort=str(cohort.pk)),
        "state": names(studio, course, state="withdrawn"),
        "q": names(studio, course, q="ismayıl"),
        "nothing": names(studio, course, q="yoxdur"),
    }
    first, second = "İsmayılova Aytən", "Məmmədov Elçin"
    assert sorted(found.pop("all")) == sorted([first, second])
    assert found == {"cohort": [first], "state": [second], "q": [first], "nothing": []}


def test_learners_are_sorted(course: Course, studio: Client) -> None:
    for name, answers in (("B", ["o0", "o0"]), ("A", ["o0", "o1"])):
        make_attempt(course.quiz, answers, enrolment=make_enrolment(course, make_user(legal_name=name)))
    make_enrolment(course, make_user(legal_name="C"))
    orders = {order: names(studio, course, sort=order) for order in ("name", "-name", "result", "-result", "nonsense")}
    assert orders == {
        "name": ["A", "B", "C"],
        "-name": ["C", "B", "A"],
        "result": ["A", "B", "C"],
        "-result": ["B", "A", "C"],
        "nonsense": ["A", "B", "C"],
    }


@pytest.mark.parametrize("order", ["name", "-name", "enrolled", "-completed"])
def test_long_list_has_pages_each_of_which_follows_the_one_before(
    order: str, course: Course, studio: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages of the second half are read from the end; people of one name stand in one order all the same."""
    monkeypatch.setattr("courses.views.gradebook.LEARNERS_ON_A_PAGE", 30)
    for learner in range(62):
        make_enrolment(course, make_user(legal_name=f"Same {learner // 40}"))
    shown = [[row[1].text for row in page(studio, course, page=number, sort=order).context["rows"]] for number in "123"]
    (whole, *_heads) = [
        [
            row["E-mail"]
            for row in csv.DictReader(
                io.StringIO(page(studio, course, export="csv", sort=order).content.decode("utf-8-sig"))
            )
        ]
    ]
    assert [len(rows) for rows in shown] == [30, 30, 2]
    assert [one for rows in shown for one in rows] == whole


def test_pages_hold_fifty(course: Course, studio: Client) -> None:
    crowd.enrol([(person, course) for person in crowd.add_people(51, prefix="learner")])
    counts = [len(names(studio, course, page=number)) for number in "12"]
    assert (counts, page(studio, course).context["found"]) == ([50, 1], "51 learners")


def test_what_is_remembered_of_cells_names_nobody_and_speaks_the_language(course: Course, studio: Client) -> None:
    _cell.cache_clear()
    for name in "ABC":
        make_enrolment(course, make_user(legal_name=name), read=1)
    shown = {}
    for language in ("az", "ru", "en", "az"):
        studio.cookies["language"] = language
        shown[language] = [texts(row)[3:5] for row in page(studio, course).context["rows"]]
    assert shown["en"] == [["in progress", "50%"]] * 3
    assert len({str(rows) for rows in shown.values()}) == 3
    # A state, a part of lessons, hours, and three kinds of nothing, in three languages.
    assert _cell.cache_info().currsize == 3 * 6


@pytest.mark.parametrize("number", [1, 30])
def test_gradebook_costs_the_same(number: int, course: Course, studio: Client, django_assert_num_queries) -> None:
    for _learner in range(number):
        make_attempt(course.quiz, ["o0", "o1"], enrolment=make_enrolment(course, read=1))
    page(studio, course)
    with django_assert_num_queries(QUERIES):
        assert len(names(studio, course)) == number


def test_trainer_of_a_cohort_sees_that_cohort_alone(course: Course, client_of) -> None:
    teacher = make_user(Role.TRAINER)
    mine = Cohort.objects.create(course=course, name="Winter", trainer=teacher, **DATES)
    other = Cohort.objects.create(course=course, name="Summer", **DATES)
    for name, cohort in (("Mine", mine), ("Foreign", other), ("None", None)):
        enrolment = make_enrolment(course, make_user(legal_name=name))
        enrolment.cohort = cohort
        enrolment.save()
    browser = client_of(teacher)
    offered = list(page(browser, course).context["filters"].fields["cohort"].rows.values())
    assert (names(browser, course), offered) == (["Mine"], [mine])
    assert page(browser, course).context["page_of_list"].paginator.count == 1
    assert b"Foreign" not in page(browser, course, export="csv").content
    assert browser.get(reverse("quiz_statistics", args=[course.code])).status_code == 404
    (row,) = browser.get(reverse("studio")).context["rows"]
    assert (row.learners, row.has_statistics) == (1, False)


def test_foreign_course_answers_as_a_missing_one(course: Course, client_of) -> None:
    other = client_of(make_user(Role.TRAINER))
    foreign = make_course(lessons=0, index=index_of(course))
    statuses = [other.get(reverse("gradebook", args=[code])).status_code for code in (foreign.code, "NO-SUCH")]
    assert statuses == [404, 404]


def test_file_holds_everybody_and_no_formula(course: Course, studio: Client) -> None:
    for number in range(31):
        make_enrolment(course, make_user(legal_name=f"=1+{number}"))
    rows = list(csv.DictReader(io.StringIO(page(studio, course, export="csv").content.decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(page(studio, course, export="xlsx").content))
    cells = [row[0] for row in book.active.iter_rows(min_row=2)]
    assert ([len(rows), len(cells)], {cell.data_type for cell in cells}) == ([31, 31], {"s"})
    assert {row["Full name"][:3] for row in rows} == {"'=1"}


def test_own_results_hold_nothing_of_others(course: Course, client_of) -> None:
    mine, foreign = make_enrolment(course), make_enrolment(course)
    own = make_attempt(course.quiz, ["o0", "o1"], enrolment=mine)
    make_attempt(course.quiz, ["o0", "o0"], enrolment=foreign)
    shown = client_of(mine.user).get(reverse("my_results"))
    (result,) = shown.context["results"]
    assert ([row.attempt for row in result.attempts], shown.context["total"]) == ([own], Decimal(0))
    assert reverse("result", args=[own.pk]) in shown.content.decode()


def test_own_results_add_up_hours(client_of) -> None:
    user = make_user()
    first = make_course(lessons=1, cpd_hours=Decimal("2.5"))
    second = make_course(lessons=1, cpd_hours=Decimal(4), index=index_of(first))
    make_enrolment(first, user, read=1)
    make_enrolment(second, user)
    assert client_of(user).get(reverse("my_results")).context["total"] == Decimal("2.5")


@pytest.mark.parametrize("number", [1, 3])
def test_own_results_cost_the_same(number: int, course: Course, client_of, django_assert_num_queries) -> None:
    user = make_user()
    for _course in range(number):
        other = make_course(lessons=0, index=index_of(course))
        make_attempt(make_quiz(other), ["o0", "o1"], enrolment=make_enrolment(other, user))
    browser = client_of(user)
    browser.get(reverse("my_results"))
    with django_assert_num_queries(9):
        assert len(browser.get(reverse("my_results")).context["results"]) == number


def test_visitor_has_no_results() -> None:
    assert Client().get(reverse("my_results")).status_code == 302
