"""What a learner searches and keeps costs the same with one and with three of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Enrolment, Programme, ProgrammeIndexPage, ProgrammePage
from courses.services.bookmarks import add_bookmark
from courses.services.notes import save_note
from tests.courses.views.test_query_counts import count_of
from tests.factories.learning import make_course, make_enrolment, make_seminar, make_site
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

#: Each with one course, and with three. The one of a single lesson is completed, so the personal area counts hours.
OWN_THINGS = {"notes": (8, 8), "export_notes": (5, 5), "bookmarks": (8, 8), "my": (22, 20)}
#: Nothing is held: what the search knows, then cards. Suggested are one of each kind, or three programmes.
CATALOGUE = {
    "": {1: 18, 3: 18},
    "?q=nothing+fits": {1: 16, 3: 14},
    "?q=summary&kind=seminar&sort=title": {1: 14, 3: 14},
}


def make_programmes(index: dict, number: int) -> None:
    home = index["az"].get_parent()
    parent = home.add_child(instance=ProgrammeIndexPage(title="P", slug="programmes", locale=home.locale))
    for place in range(number):
        programme = Programme.objects.create(code=f"PROGRAMME-{place}")
        page = ProgrammePage(programme=programme, title="P", slug=f"p-{place}", summary="S", locale=home.locale)
        parent.add_child(instance=page).save_revision().publish()


@pytest.fixture
def kept(request: pytest.FixtureRequest) -> Enrolment:
    """A learner of as many courses as asked for, with a note and a bookmark in each."""
    index, user = make_site(), make_user()
    for _course in range(request.param):
        enrolment = make_enrolment(make_course(lessons=request.param, index=index), user, read=1)
        for lesson in enrolment.course.lessons.all():
            save_note(user=user, lesson=lesson, text="Text", seen=None)
            add_bookmark(user=user, lesson=lesson)
    return enrolment


@pytest.mark.parametrize("number", [1, 3])
def test_catalogue_of_three_kinds(number: int, django_assert_num_queries) -> None:
    index = make_site()
    for _each in range(number):
        make_course(lessons=number, index=index)
        make_seminar(*[timezone.now() + timedelta(days=3)] * number)
    make_programmes(index, number)
    for query, queries in CATALOGUE.items():
        count_of(Client(), index["az"].url + query, django_assert_num_queries(queries[number]))


@pytest.mark.parametrize(
    ("kept", "name", "queries"),
    [
        (courses, name, queries)
        for name, both in OWN_THINGS.items()
        for courses, queries in zip((1, 3), both, strict=True)
    ],
    indirect=["kept"],
)
def test_own_things(kept: Enrolment, name: str, queries: int, client_of, django_assert_num_queries) -> None:
    count_of(client_of(kept.user), reverse(name), django_assert_num_queries(queries))
