"""The training matrix: who is shown, filters, pages, files, and a number of queries that depends on nothing."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from academy.accounts.models import Institution, Membership, User
from certification.enums import State
from certification.models import Certificate
from certification.services.production import produce_certificate
from certification.services.renewal import renew_certificate
from courses.models import Course, Enrolment, StaffGroup
from courses.selectors.desk.matrix import Question, matrix_of
from courses.selectors.desk.overview import overview_of
from courses.selectors.desk.requirements import desk_of
from tests.factories.certification import make_issued, make_template
from tests.factories.desk import make_certificate, make_group, make_requirement, make_staff
from tests.factories.learning import index_of, make_course, make_enrolment
from tests.factories.people import make_institution, make_membership, make_user
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db

#: Page, and what is asked of it -> its queries.
QUERIES = {
    ("desk_matrix", ""): 18,
    ("desk_matrix", "?state=open"): 18,
    ("desk_people", ""): 19,
    ("desk", ""): 18,
    ("desk_expiring", ""): 8,
}
PERSON = 26


def page(browser: Client, institution: Institution, **query: object):
    return browser.get(reverse("desk_matrix", args=[institution.pk]), query)


def names(answer) -> list[str]:
    return [row["name"] for row in answer.context["rows"]]


def cells(answer) -> list[list[str]]:
    return [[cell.words for cell in row["cells"]] for row in answer.context["rows"]]


@pytest.fixture
def course() -> Course:
    return make_course(lessons=2)


def test_only_those_who_agreed_are_shown(institution: Institution, desk: Client, course: Course) -> None:
    """Data that could leak: a member without consent, staff of another institution, the officer."""
    make_requirement(institution, course)
    make_staff(institution, make_user(legal_name="Razı"))
    make_membership(make_user(legal_name="Susan"), institution)
    make_staff(make_institution("Başqa"), make_user(legal_name="Yad"))
    answer = page(desk, institution)
    assert names(answer) == ["Razı"]
    assert all(name not in answer.text for name in ("Susan", "Yad"))


def test_matrix_of_nobody(institution: Institution, desk: Client, course: Course) -> None:
    make_requirement(institution, course)
    assert "Nobody yet" in page(desk, institution).text
    assert "Nobody fits these filters" in page(desk, institution, state="open").text


def test_requirements_of_another_institution_are_no_columns(
    institution: Institution, desk: Client, course: Course
) -> None:
    make_staff(institution)
    make_requirement(make_institution("Başqa"), course)
    assert page(desk, institution).context["matrix"].columns == []


def test_states_are_said_in_words(institution: Institution, desk: Client, course: Course) -> None:
    make_requirement(institution, course)
    for name, read in (("A", 0), ("B", 1), ("C", 2)):
        make_enrolment(course, make_staff(institution, make_user(legal_name=name)).user, read=read)
    answer = page(desk, institution)
    assert cells(answer) == [["enrolled, not begun"], ["in progress, 50%"], ["completed"]]
    assert all(words in answer.text for words in ("enrolled, not begun", "in progress, 50%", "completed"))


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("", ["A", "B", "C", "D"]),
        ("not_begun", ["A"]),
        ("under_way", ["B"]),
        ("completed", ["C"]),
        ("expired", ["D"]),
        ("open", ["A", "B", "D"]),
        ("overdue", ["A", "B", "D"]),
        ("certified", []),
        ("unknown", ["A", "B", "C", "D"]),
    ],
)
def test_filter_by_state(
    state: str, expected: list[str], institution: Institution, desk: Client, course: Course
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    make_requirement(institution, course, due_on=yesterday)
    for name, read in (("A", 0), ("B", 1), ("C", 2), ("D", 2)):
        user = make_staff(institution, make_user(legal_name=name)).user
        make_enrolment(course, user, read=read)
        if name == "D":
            make_certificate(user, course, until=yesterday)
    answer = page(desk, institution, state=state)
    assert (names(answer), answer.context["page_of_list"].paginator.count) == (expected, len(expected))


def test_filters_by_group_requirement_and_words(institution: Institution, desk: Client, course: Course) -> None:
    group = make_group(institution, "Kataloqçular")
    other = make_requirement(institution, make_course(lessons=1, index=index_of(course)))
    own = make_requirement(institution, course, group=group)
    make_staff(institution, make_user(legal_name="Ülkər İsmayılova"), group)
    make_staff(institution, make_user(legal_name="Zahid", email="zahid@example.org"))
    assert len(page(desk, institution).context["matrix"].columns) == 2
    assert names(page(desk, institution, group=group.pk)) == ["Ülkər İsmayılova"]
    assert len(page(desk, institution, requirement=own.pk).context["matrix"].columns) == 1
    assert [one.pk for one in page(desk, institution, requirement=other.pk).context["matrix"].requirements] == [
        other.pk
    ]
    assert names(page(desk, institution, q="ismayılova")) == ["Ülkər İsmayılova"]
    assert names(page(desk, institution, q="ZAHID@")) == ["Zahid"]
    assert names(page(desk, institution, q="nobody")) == []


def test_group_of_another_institution_narrows_nothing(institution: Institution, desk: Client, course: Course) -> None:
    make_requirement(institution, course)
    make_staff(institution, make_user(legal_name="Razı"))
    foreign = make_group(make_institution("Başqa"), "Gizli")
    answer = page(desk, institution, group=foreign.pk)
    assert (names(answer), "Gizli" in answer.text) == (["Razı"], False)


def staff_of_many(institution: Institution, number: int, *groups: StaffGroup) -> list[Membership]:
    """Many people at once, past the factories, which take a second for ten."""
    password = make_password(None)
    users = User.objects.bulk_create(
        User(email=f"s{place:04}@example.org", legal_name=f"Staff {place:04}", language="az", password=password)
        for place in range(number)
    )
    now = timezone.now()
    return Membership.objects.bulk_create(
        Membership(user=user, institution=institution, consented_at=now) for user in users
    )


def test_pages_hold_fifty(institution: Institution, desk: Client, course: Course) -> None:
    make_requirement(institution, course)
    staff_of_many(institution, 51)
    assert len(names(page(desk, institution))) == 50
    assert names(page(desk, institution, page=2)) == ["Staff 0050"]
    assert names(page(desk, institution, page=2, state="not_begun")) == ["Staff 0050"]
    assert names(page(desk, institution, page="x", q="0007")) == ["Staff 0007"]


def crowd(institution: Institution, number: int, course: Course) -> Membership:
    """So many people, courses, groups, programmes and certificates."""
    index = index_of(course)
    courses = [course, *(make_course(lessons=1, index=index) for _one in range(number - 1))]
    for one in courses:
        make_requirement(institution, one, group=make_group(institution))
        make_requirement(institution, one)
        make_requirement(institution, make_programme([one]))
    make_requirement(institution, Decimal(30))
    for _person in range(number):
        person = make_staff(institution, None, *institution.staff_groups.all())
        for one in courses:
            make_enrolment(one, person.user, read=1)
        make_certificate(person.user, until=timezone.localdate() + timedelta(days=9))
    return person


def count_of(browser: Client, address: str) -> int:
    """Ask twice: the first answer fills what the process keeps."""
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("number", [1, 3])
def test_queries_depend_on_nothing(number: int, institution: Institution, desk: Client, course: Course) -> None:
    crowd(institution, number, course)
    counts = {(name, query): count_of(desk, reverse(name, args=[institution.pk]) + query) for name, query in QUERIES}
    assert counts == QUERIES


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_one_person(number: int, institution: Institution, desk: Client, course: Course) -> None:
    person = crowd(institution, number, course)
    assert count_of(desk, reverse("desk_person", args=[institution.pk, person.pk])) == PERSON


def test_thousand_people_and_twenty_requirements(institution: Institution) -> None:
    """As many queries as for one, and two more where everybody is read; the time is not asserted here."""
    course = make_course(lessons=2)
    index = index_of(course)
    courses = [course, *(make_course(lessons=0, languages=("az",), index=index) for _one in range(19))]
    for one in courses:
        make_requirement(institution, one)
    people = staff_of_many(institution, 1000)
    Enrolment.objects.bulk_create(
        Enrolment(user_id=person.user_id, course=one) for one in courses for person in people[::2]
    )

    desk = desk_of(institution, "en")

    def asked(state: str) -> tuple[int, int, int]:
        with CaptureQueriesContext(connection) as queries:
            shown = matrix_of(desk, Question(state=state), "2")
        return len(queries), len(shown.rows), shown.page.paginator.count

    few = asked("")
    assert few == (few[0], 50, 1000)
    # What fifty are asked for in one question is three of a thousand.
    assert asked("not_begun") == (few[0] + 2, 50, 1000)
    assert overview_of(institution, "en").not_begun == 1000


def test_file_holds_everybody_and_no_formula(institution: Institution, desk: Client, course: Course) -> None:
    make_requirement(institution, course)
    make_staff(institution, make_user(legal_name="=HYPERLINK(1)", email="a@example.org"))
    staff_of_many(institution, 51)
    lines = list(csv.reader(io.StringIO(page(desk, institution, export="csv").content.decode("utf-8-sig"))))
    assert (len(lines), lines[0][:2]) == (53, ["Full name", "E-mail"])
    assert lines[1] == ["'=HYPERLINK(1)", "a@example.org", "not begun"]
    book = load_workbook(io.BytesIO(page(desk, institution, export="xlsx", q="0007").content))
    assert [cell.value for cell in book.active[2]] == ["Staff 0007", "s0007@example.org", "not begun"]
    assert {cell.data_type for row in book.active for cell in row} == {"s"}


def test_file_of_staff_and_of_ending_certificates(institution: Institution, desk: Client) -> None:
    user = make_staff(institution, make_user(legal_name="+Aygün", email="aygun@example.org")).user
    until = timezone.localdate() + timedelta(days=31)
    certificate = make_certificate(user, until=until)
    make_requirement(institution, Decimal("30.5"))
    staff = desk.get(reverse("desk_people", args=[institution.pk]), {"export": "csv"}).content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(staff)))[1] == ["'+Aygün", "aygun@example.org", "", "1", "0", "30.50", "1"]
    address = reverse("desk_expiring", args=[institution.pk])
    ending = desk.get(address, {"export": "csv"}).content.decode("utf-8-sig")
    (line,) = list(csv.reader(io.StringIO(ending)))[1:]
    assert (line[0], line[3].replace("-", ""), line[4:]) == ("'+Aygün", certificate.code, [until.isoformat(), "31", ""])
    assert len(desk.get(address, {"days": "30"}).context["rows"]) == 0


def test_renewed_certificate_ends_neither_in_the_list_nor_in_the_count(institution: Institution, desk: Client) -> None:
    user, today = make_staff(institution).user, timezone.localdate()
    old = make_issued(user, make_template(valid_months=12, is_renewed_by_registrar=True))
    Certificate.objects.update(expires_on=today + timedelta(days=10))
    address = reverse("desk_expiring", args=[institution.pk])

    def ending() -> tuple[list[int], int]:
        return [*overview_of(institution, "en").ending.values()], len(desk.get(address).context["rows"])

    assert ending() == ([1, 1, 1], 1)
    produce_certificate(renew_certificate(certificate=Certificate.objects.get(), renewed_by=None).pk)
    assert (Certificate.objects.filter(pk=old.pk, state="issued").exists(), ending()) == (True, ([0, 0, 0], 0))


@pytest.mark.parametrize("state", [State.RESERVED, State.FAILED])
def test_certificate_that_is_being_renewed_is_listed_as_that_and_not_counted(
    state: State, institution: Institution, desk: Client
) -> None:
    old = make_issued(make_staff(institution).user, make_template(valid_months=12, is_renewed_by_registrar=True))
    Certificate.objects.update(expires_on=timezone.localdate() + timedelta(days=10))
    old.refresh_from_db()
    Certificate.objects.filter(pk=renew_certificate(certificate=old, renewed_by=None).pk).update(state=state)
    listed = desk.get(reverse("desk_expiring", args=[institution.pk]))
    told = [(one.certificate.code, one.days, one.is_renewed) for one in listed.context["rows"]]
    assert (told, "being renewed" in listed.text, "10 days left" in listed.text) == (
        [(old.code, 10, True)],
        True,
        False,
    )
    assert [*overview_of(institution, "en").ending.values()] == [0, 0, 0]


def test_certificate_whose_renewal_was_withdrawn_ends(institution: Institution, desk: Client) -> None:
    old = make_issued(make_staff(institution).user, make_template(valid_months=12, is_renewed_by_registrar=True))
    Certificate.objects.update(expires_on=timezone.localdate() + timedelta(days=10))
    old.refresh_from_db()
    renewal = renew_certificate(certificate=old, renewed_by=None)
    Certificate.objects.filter(pk=renewal.pk).update(state=State.WITHDRAWN)
    listed = desk.get(reverse("desk_expiring", args=[institution.pk]))
    assert [(one.certificate.code, one.is_renewed) for one in listed.context["rows"]] == [(old.code, False)]
    assert [*overview_of(institution, "en").ending.values()] == [1, 1, 1]


@pytest.mark.parametrize(
    ("days", "terms"),
    [(0, [1, 1, 1]), (30, [1, 1, 1]), (31, [0, 1, 1]), (90, [0, 0, 1]), (91, [0, 0, 0]), (-1, [0, 0, 0])],
)
def test_ending_certificates_are_counted_by_term(days: int, terms: list[int], institution: Institution) -> None:
    make_certificate(make_staff(institution).user, until=timezone.localdate() + timedelta(days=days))
    make_certificate(make_user(), until=timezone.localdate())
    assert [*overview_of(institution, "en").ending.values()] == terms


@pytest.mark.parametrize(("language", "term"), [("az", "90 gün"), ("ru", "90 дней"), ("en", "90 days")])
def test_terms_are_said_in_the_language_of_the_reader(
    language: str, term: str, institution: Institution, desk: Client
) -> None:
    desk.cookies["language"] = language
    assert f">{term}</option>" in desk.get(reverse("desk_expiring", args=[institution.pk])).text
