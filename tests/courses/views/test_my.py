"""The personal area: the one thing to do next, what will not wait, hours to the tenth, and what was kept."""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Cohort, Enrolment
from courses.selectors.dashboard import dashboard_of
from courses.services.attempts import start_attempt
from courses.services.bookmarks import add_bookmark
from courses.services.notes import save_note
from courses.services.requests import refuse_request
from tests.factories.admission import make_request
from tests.factories.learning import make_course, make_enrolment, make_quiz, make_site
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def complete(enrolment: Enrolment, moment: object) -> None:
    Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=moment)


def join(enrolment: Enrolment, *, days: int) -> Cohort:
    """Put the learner into a cohort that ends so many days from today."""
    today = timezone.localdate()
    cohort = Cohort.objects.create(
        course=enrolment.course,
        name="Autumn",
        starts_on=today - timedelta(days=30),
        ends_on=today + timedelta(days=days),
    )
    Enrolment.objects.filter(pk=enrolment.pk).update(cohort=cohort)
    return cohort


def test_hours_are_exact_and_counted_by_the_year_of_baku() -> None:
    index, user = make_site(), make_user()
    year = timezone.localdate().year
    begin = timezone.make_aware(timezone.datetime(year, 1, 1))
    for hours, moment in (("0.1", begin), ("0.2", begin + timedelta(days=1)), ("4.5", begin - timedelta(minutes=1))):
        complete(make_enrolment(make_course(index=index, cpd_hours=Decimal(hours)), user), moment)
    make_enrolment(make_course(index=index, cpd_hours=Decimal(9)), user)
    hours = dashboard_of(user, "az").hours
    assert (hours.year, hours.this_year, hours.total) == (year, Decimal("0.3"), Decimal("4.8"))


def test_what_was_asked_for_waits_in_the_order_of_asking() -> None:
    index, user = make_site(), make_user()
    second, first, answered, foreign = [make_course(index=index) for _course in range(4)]
    now = timezone.now()
    make_request(course=second, user=user, requested_at=now)
    make_request(course=first, user=user, requested_at=now - timedelta(days=1))
    refuse_request(request=make_request(course=answered, user=user), by=make_user())
    make_request(course=foreign)
    waiting = [(request.title, request.url) for request in dashboard_of(user, "ru").waiting]
    pages = [course.pages.get(locale__language_code="ru") for course in (first, second)]
    assert waiting == [(page.title, page.url) for page in pages]


def test_course_that_was_unpublished_waits_unseen(client_of) -> None:
    user = make_user()
    request = make_request(user=user)
    request.course.pages.update(live=False)
    assert dashboard_of(user, "az").waiting == []
    assert client_of(user).get(reverse("my")).status_code == 200


def test_open_attempt_comes_first_then_the_nearest_end_then_what_was_read_last() -> None:
    index, user = make_site(), make_user()
    quiet, read, later, sooner, tested = [make_enrolment(make_course(index=index), user) for _course in range(5)]
    make_enrolment(read.course, user, read=1)
    join(later, days=9)
    join(sooner, days=2)
    make_quiz(tested.course)
    make_enrolment(tested.course, user, read=2)
    start_attempt(enrolment=tested, quiz=tested.course.quiz)
    dashboard = dashboard_of(user, "az")
    assert dashboard.next.enrolment == tested
    assert [course.enrolment for course in dashboard.current] == [sooner, later, read, quiet]
    assert [course.enrolment for course in dashboard.due] == [tested, sooner, later]


@pytest.mark.parametrize(("days", "is_due"), [(-1, False), (0, True)])
def test_cohort_is_due_until_its_last_day(days: int, is_due: bool) -> None:  # noqa: FBT001
    enrolment = make_enrolment(make_course())
    cohort = join(enrolment, days=days)
    course = dashboard_of(enrolment.user, "az").next
    assert (course.is_due, course.ends_on) == (is_due, cohort.ends_on if is_due else None)


def test_open_attempt_is_where_the_button_leads(client_of) -> None:
    course = make_course(lessons=1)
    make_quiz(course, time_limit_minutes=20)
    enrolment = make_enrolment(course, make_user(language="en"), read=1)
    attempt = start_attempt(enrolment=enrolment, quiz=course.quiz)
    html = client_of(enrolment.user).get(reverse("my")).text
    assert (html.count(reverse("attempt", args=[attempt.pk])), "its time is running" in html) == (2, True)


def test_given_up_course_is_not_shown(client_of) -> None:
    enrolment = make_enrolment(make_course())
    Enrolment.objects.update(withdrawn_at=timezone.now())
    assert dashboard_of(enrolment.user, "az").next is None


def test_next_lesson_is_named(client_of) -> None:
    enrolment = make_enrolment(make_course(lessons=2), make_user(language="en"), read=1)
    html = unescape(client_of(enrolment.user).get(reverse("my")).text)
    assert re.findall(r"Next lesson: <span>([^<]*)", html) == ["Lesson 2 en"]


def test_notes_and_bookmarks_are_the_persons_own(client_of) -> None:
    enrolment = make_enrolment(make_course(lessons=1), make_user(language="en"))
    lesson = enrolment.course.lessons.get()
    for user, text in ((enrolment.user, "Mine"), (make_user(), "Secret")):
        save_note(user=user, lesson=lesson, text=text, seen=None)
        add_bookmark(user=user, lesson=lesson)
    html = client_of(enrolment.user).get(reverse("my")).text
    assert [text in html for text in ("Mine", "Secret", "All bookmarks", "All notes")] == [True, False, True, True]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("az", ["Hələ əlfəcin yoxdur", "Hələ qeyd yoxdur", "0 saat"]),
        ("ru", ["Закладок пока нет", "Заметок пока нет", "0 часов"]),
        ("en", ["No bookmarks yet", "No notes yet", "0 hours", "No course in hand"]),
    ],
)
def test_empty_area_says_how_to_begin(language: str, said: list[str], client_of) -> None:
    make_site()
    html = client_of(make_user(language=language)).get(reverse("my")).text
    assert [words for words in said if words not in html] == []
