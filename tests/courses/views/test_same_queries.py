"""Pages of trainers and officers cost as many queries for a thousand people as for ten."""

import random
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from academy.accounts.enums import Role
from courses.models import Course, Registration, Session
from courses.services.tallies import count_quiz
from tests.benchmarks import crowd
from tests.factories.desk import make_officer, make_requirement
from tests.factories.learning import make_course, make_quiz, make_seminar, make_site
from tests.factories.people import make_institution, make_user

pytestmark = pytest.mark.django_db

FEW, MANY = 10, 1_000
GRADEBOOK, STATISTICS, MATRIX, SIGN_UP = 7, 6, 7, 16


@pytest.fixture(autouse=True)
def _keeping(settings: object, tmp_path: Path) -> None:
    """Keep what is the same for everybody, as in production."""
    settings.KEEP_PAGES, settings.ACADEMY_HOME = True, tmp_path


def queries(browser: Client, address: str) -> int:
    """Return how many the second answer of the process takes: by then it keeps all that it may."""
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address)
    assert answer.status_code == 200
    return len(asked)


def learn(course: Course, number: int, prefix: str) -> list[int]:
    """Let so many more people read some of the course and try its quiz."""
    chance, people = random.Random(number), crowd.add_people(number, prefix=prefix)
    enrolments = crowd.enrol([(person, course) for person in people])
    crowd.read_lessons(enrolments, chance)
    crowd.attempt(enrolments, chance)
    count_quiz(quiz_id=course.quiz.pk)
    return people


def test_studio_costs_as_many_queries_for_a_thousand_learners(client_of: Callable) -> None:
    course = make_course(lessons=2, languages=("az",))
    make_quiz(course)
    trainer = make_user(Role.TRAINER)
    course.pages.update(owner=trainer)
    browser, counts = client_of(trainer), []
    addresses = [reverse(view, args=[course.code]) for view in ("gradebook", "quiz_statistics")]
    for number, prefix in ((FEW, "few"), (MANY, "many")):
        learn(course, number, prefix)
        counts.append([queries(browser, address) for address in addresses])
    assert counts[0] == counts[1] == [GRADEBOOK, STATISTICS]


def test_matrix_costs_as_many_queries_for_a_thousand_people(client_of: Callable) -> None:
    course = make_course(lessons=1, languages=("az",))
    institution = make_institution()
    make_requirement(institution, course)
    browser = client_of(make_officer(institution).user)
    address, counts = reverse("desk_matrix", args=[institution.pk]), []
    for number, prefix in ((FEW, "few"), (MANY, "many")):
        crowd.add_staff(crowd.add_people(number, prefix=prefix), institution)
        counts.append(queries(browser, address))
    assert counts == [MATRIX] * 2


def test_sign_up_costs_as_many_queries_for_a_thousand_people(client_of: Callable) -> None:
    make_site()
    seminar = make_seminar(timezone.now() + timedelta(days=30))
    session, counts, ticket = seminar.sessions.get(), [], count(1)
    for number, prefix in ((FEW, "few"), (MANY, "many")):
        people = crowd.add_people(number, prefix=prefix)
        waiting = [Registration(session=session, user_id=one, ticket=next(ticket), state="waiting") for one in people]
        Registration.objects.bulk_create(waiting)
        Session.objects.update(last_ticket=next(ticket))
        assert next(ticket)  # is the one that is given out
        browser = client_of(make_user())
        with CaptureQueriesContext(connection) as asked:
            answer = browser.post(reverse("register_for_seminar", args=[seminar.code]))
        assert (answer.status_code, session.registrations.filter(state="confirmed").count()) == (302, len(counts) + 1)
        counts.append(len(asked))
    assert counts == [SIGN_UP] * 2
