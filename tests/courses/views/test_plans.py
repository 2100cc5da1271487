"""Long lists of trainers and officers, with 20,000 people: what they ask of PostgreSQL, and how long the answer is.

How many there are is counted in the whole; everything else is found by an index, on the last page as on the first.
"""

import random
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from academy.accounts.enums import Role
from courses.services.tallies import count_quiz
from tests.benchmarks import crowd
from tests.factories.desk import make_officer, make_requirement
from tests.factories.learning import make_course, make_quiz
from tests.factories.people import make_institution, make_user
from tests.plans import blocks_of, read_whole, reading, settle

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="plans are PostgreSQL's: set DATABASE_URL"),
]

PEOPLE = 20_000
#: Tables with a row, or several, for each of them.
OF_COURSE = {"accounts_user", "courses_attempt", "courses_enrolment", "courses_lessonprogress"}
OF_STAFF = {"accounts_user", "accounts_membership", "courses_enrolment", "courses_lessonprogress"}
#: The most blocks of eight kilobytes that one statement may touch, and the most bytes of an answer.
BLOCKS, BYTES = 1_500, 150_000


def check(browser: Client, address: str, large: set[str]) -> None:
    """Look at what the second answer asks of the large tables, but for how many rows there are."""
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(address)
    assert answer.status_code == 200
    assert len(answer.content) < BYTES
    asked = [sql for sql in reading(queries) if "COUNT(*)" not in sql and any(f'"{table}"' in sql for table in large)]
    assert asked
    assert {sql: tables for sql in asked if (tables := read_whole(sql) & large)} == {}
    assert {sql: blocks for sql in asked if (blocks := blocks_of(sql)) > BLOCKS} == {}


def test_pages_of_a_trainer(client_of: Callable) -> None:
    course = make_course(lessons=2, languages=("az",))
    make_quiz(course)
    trainer = make_user(Role.TRAINER)
    course.pages.update(owner=trainer)
    enrolments = crowd.enrol([(person, course) for person in crowd.add_people(PEOPLE, prefix="learner")])
    chance = random.Random(1)
    crowd.read_lessons(enrolments, chance)
    crowd.attempt(enrolments[:200], chance)
    count_quiz(quiz_id=course.quiz.pk)
    crowd.attempt(enrolments[200:], chance)
    settle()
    browser = client_of(trainer)
    gradebook, statistics = (reverse(view, args=[course.code]) for view in ("gradebook", "quiz_statistics"))
    for address in (gradebook, f"{gradebook}?page=9999", f"{gradebook}?sort=-name", statistics):
        check(browser, address, OF_COURSE)


def test_matrix_of_an_officer(client_of: Callable) -> None:
    course, institution = make_course(lessons=2, languages=("az",)), make_institution()
    make_requirement(institution, course)
    people = crowd.add_people(PEOPLE, prefix="learner")
    crowd.add_staff(people, institution)
    crowd.read_lessons(crowd.enrol([(person, course) for person in people]), random.Random(1))
    settle()
    browser, address = client_of(make_officer(institution).user), reverse("desk_matrix", args=[institution.pk])
    for asked in (address, f"{address}?page=9999"):
        check(browser, asked, OF_STAFF)
