"""Results of an evaluation: whose they are, what they say in each language, and what they never say."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from academy.accounts.enums import MembershipRole, Role
from academy.accounts.models import User
from academy.languages import LANGUAGES
from courses.models import EvaluationField, Seminar
from courses.selectors.evaluation_results import evaluation_results
from courses.views import evaluation_tables
from tests.factories.evaluations import hand_in, make_evaluated_seminar, make_participant
from tests.factories.learning import make_site
from tests.factories.people import make_institution, make_membership, make_user

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]
RESULTS = 12
THREE = (
    {"mark": "5", "way": "1", "parts": ["1"], "why": "=cmd"},
    {"mark": "4", "way": "2", "parts": ["1", "2"], "why": "<b>Yes</b>"},
    {"mark": "2", "way": "2"},
)


@pytest.fixture
def seminar(trainer: User) -> Seminar:
    """A seminar of the trainer."""
    make_site()
    seminar = make_evaluated_seminar()
    seminar.pages.update(owner=trainer)
    return seminar


@pytest.fixture
def desk(client_of: ClientOf, trainer: User) -> Client:
    return client_of(trainer)


def results(desk: Client, seminar: Seminar, **asked: str) -> HttpResponse:
    return desk.get(reverse("evaluation_results", args=[seminar.code]), asked)


def lines(answer: HttpResponse) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("who", ["participant", "reader", "other trainer", "trainer without a form"])
def test_results_of_others_are_missing(who: str, seminar: Seminar, client_of: ClientOf, trainer: User) -> None:
    library = make_institution()
    Seminar.objects.update(institution=library)
    person = hand_in(seminar, *THREE)[0]
    if who == "reader":
        make_membership(person, library)
    if who == "other trainer":
        person = make_user(Role.TRAINER)
    if who == "trainer without a form":
        person = trainer
        Seminar.objects.update(evaluation=None)
    asked = [{}, {"export": "csv"}, {"export": "xlsx"}]
    assert [results(client_of(person), seminar, **one).status_code for one in asked] == [404] * 3


def test_organiser_of_the_institution_sees_them(seminar: Seminar, client_of: ClientOf) -> None:
    library, person = make_institution(), make_user()
    Seminar.objects.update(institution=library)
    make_membership(person, library, role=MembershipRole.ORGANISER)
    assert results(client_of(person), seminar).status_code == 200


def test_visitor_logs_in(seminar: Seminar) -> None:
    assert results(Client(), seminar).status_code == 302


@pytest.mark.parametrize("number", [0, 1, 2])
def test_fewer_than_three_tell_nothing_but_their_number(number: int, seminar: Seminar, desk: Client) -> None:
    hand_in(seminar, *[{"mark": "4", "why": "Mine alone"}] * number)
    make_participant(seminar)
    answer = results(desk, seminar)
    shown = (answer.context["results"].handed_in, answer.context["results"].attended)
    assert (shown, answer.context["parts"], "Mine alone" in answer.text) == ((number, number + 1), [], False)
    exported = results(desk, seminar, export="csv")
    assert (exported["Content-Type"], "Mine alone" in exported.text) == ("text/html; charset=utf-8", False)


def test_marks_choices_and_texts_are_summed_up(seminar: Seminar, desk: Client) -> None:
    hand_in(seminar, *THREE)
    mark, way, parts, why = results(desk, seminar).context["parts"]
    assert [(figure.label, figure.value) for figure in mark["figures"]] == [
        ("Mean mark", "3.67"),
        ("Standard deviation", "1.53"),
    ]
    assert (mark["rows"][3], mark["plot"].summary) == (["4", "1", "33%"], "1 0; 2 1; 3 0; 4 1; 5 1")
    assert way["rows"] == [["A. In person", "1", "33%"], ["B. Online", "2", "67%"]]
    assert (parts["rows"], parts["answered"]) == (
        [["A. First", "2", "100%"], ["B. Second", "1", "50%"]],
        "2 answers",
    )
    assert (sorted(why["texts"]), why["plot"]) == (["<b>Yes</b>", "=cmd"], None)


def test_texts_are_escaped(seminar: Seminar, desk: Client) -> None:
    hand_in(seminar, *THREE)
    html = results(desk, seminar).text
    assert ("&lt;b&gt;Yes&lt;/b&gt;" in html, "<b>Yes</b>" in html) == (True, False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_in_all_languages_add_up_in_each(language: str, seminar: Seminar, client_of: ClientOf) -> None:
    hand_in(seminar, *THREE)
    organiser = make_user(Role.TRAINER, language=language)
    seminar.pages.update(owner=organiser)
    labels = {"az": ("Forma", "B. Onlayn"), "ru": ("Форма", "B. Онлайн"), "en": ("Way", "B. Online")}
    way = results(client_of(organiser), seminar).context["parts"][1]
    assert (way["label"], way["rows"][1][:2]) == (labels[language][0], [labels[language][1], "2"])


def test_other_seminars_with_the_form_are_compared_from_three_evaluations_on(seminar: Seminar, desk: Client) -> None:
    hand_in(seminar, *THREE)
    enough, too_few = (make_evaluated_seminar(seminar.evaluation) for _seminar in range(2))
    hand_in(enough, {"mark": "5"}, {"mark": "5"}, {"mark": "3"})
    hand_in(too_few, {"mark": "1"}, {"mark": "1"})
    hand_in(make_evaluated_seminar(), *[{"mark": "1"}] * 3)
    note = results(desk, seminar).context["parts"][0]["figures"][0].note
    assert note == "In other seminars with this form: 4.33 (marks: 3)"


def test_nothing_to_compare_with_is_said(seminar: Seminar, desk: Client) -> None:
    hand_in(seminar, *THREE)
    note = results(desk, seminar).context["parts"][0]["figures"][0].note
    assert note == "No other seminar with this form has enough evaluations yet."


def test_file_holds_answers_and_nothing_else(seminar: Seminar, desk: Client) -> None:
    hand_in(seminar, *THREE)
    heads, *rows = lines(results(desk, seminar, export="csv"))
    assert heads == ["Mark", "Way", "Parts", "Why"]
    assert sorted(row[:3] for row in rows) == [
        ["2", "Online", ""],
        ["4", "Online", "First; Second"],
        ["5", "In person", "First"],
    ]
    assert sorted(row[3] for row in rows) == ["", "'=cmd", "<b>Yes</b>"]
    sheet = load_workbook(BytesIO(results(desk, seminar, export="xlsx").content)).active
    assert [cell.value for cell in sheet[1]] == heads


def test_texts_of_a_file_stand_beside_nobodys_marks(seminar: Seminar, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shuffled is turned round here, so that the test does not depend on chance."""
    hand_in(seminar, *({"mark": mark, "why": mark} for mark in "123"))
    monkeypatch.setattr(evaluation_tables, "shuffled", lambda values: list(reversed(list(values))))
    found = evaluation_results(seminar)
    rows = evaluation_tables.file_rows(found, "en")
    marks, texts = [row[0] for row in rows], [row[3] for row in rows]
    assert [str(mark) for mark in marks] == list(reversed(texts))


def test_texts_and_rows_come_in_another_order_each_time(seminar: Seminar) -> None:
    """By chance all of five times in one order would be once in 12 factorial to the fourth."""
    hand_in(seminar, *({"mark": "4", "why": str(number)} for number in range(12)))
    found = [evaluation_results(seminar) for _time in range(5)]
    texts = {tuple(one.questions[3].texts) for one in found}
    rows = {tuple(row["why"] for row in one.rows) for one in found}
    assert (len(texts) > 1, len(rows) > 1) == (True, True)


def test_question_that_came_later_has_no_answers(seminar: Seminar, desk: Client) -> None:
    hand_in(seminar, *THREE)
    EvaluationField.objects.create(evaluation=seminar.evaluation, sort_order=9, label={"en": "New"})
    part = results(desk, seminar).context["parts"][4]
    assert (part["answered"], part["figures"], part["rows"][0]) == ("0 answers", [], ["1", "0", "–"])


def test_desk_leads_to_the_results_of_a_seminar_with_a_form(seminar: Seminar, desk: Client) -> None:
    address = f'href="{reverse("evaluation_results", args=[seminar.code])}"'
    page = reverse("seminar_desk", args=[seminar.code])
    before = desk.get(page).text
    Seminar.objects.update(evaluation=None)
    assert (address in before, address in desk.get(page).text) == (True, False)


@pytest.mark.parametrize("number", [3, 9])
def test_results_cost_the_same(number: int, seminar: Seminar, desk: Client, django_assert_num_queries) -> None:
    hand_in(seminar, *[THREE[0]] * number)
    results(desk, seminar)
    with django_assert_num_queries(RESULTS):
        assert results(desk, seminar).context["results"].handed_in == number
