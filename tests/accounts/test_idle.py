"""A session that is not used ends, that of staff soon; whoever works is not disturbed, and nothing saved is lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from academy.accounts.enums import MembershipRole, Role
from academy.accounts.idle import USE
from academy.accounts.models import User
from tests.accounts.test_login import is_inside, log_in
from tests.factories.learning import make_course, make_enrolment, make_quiz
from tests.factories.people import PASSWORD, make_institution, make_membership, make_user

pytestmark = pytest.mark.django_db

STAFF: dict[str, Callable[[], User]] = {
    **{role.name.lower(): lambda role=role: make_user(role) for role in Role},
    "superuser": lambda: make_user(is_superuser=True),
    "hr officer": lambda: make_membership(make_user(), make_institution(), role=MembershipRole.HR).user,
}
MESSAGES = {
    "az": "Sessiyanın müddəti bitib. Yadda saxladıqlarınız itməyib.",
    "ru": "Сеанс истёк. Сохранённое не потеряно.",
    "en": "Your session has expired. What you saved is not lost.",
}


def later(**away: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**away), tick=False)


def is_inside_after(client: Client, **away: float) -> bool:
    with later(**away):
        return is_inside(client)


@pytest.mark.parametrize("who", STAFF)
def test_session_of_staff_ends_after_two_hours(who: str, client_of) -> None:
    user = STAFF[who]()
    away = [is_inside_after(client_of(user), minutes=minutes) for minutes in (119, 120)]
    assert away == [True, False]


def test_session_of_a_learner_ends_after_a_week(client_of) -> None:
    user = make_user()
    assert [is_inside_after(client_of(user), days=days) for days in (6.9, 7)] == [True, False]


def test_limits_are_those_of_the_settings(client_of, settings) -> None:
    settings.SESSION_IDLE_OF_STAFF, settings.SESSION_IDLE = timedelta(minutes=30), timedelta(minutes=60)
    people = [make_user(Role.TRAINER), make_user()]
    assert [is_inside_after(client_of(user), minutes=31) for user in people] == [False, True]


def test_whoever_works_stays_logged_in_for_two_weeks_and_not_longer(client_of) -> None:
    browser = client_of(make_user())
    assert [is_inside_after(browser, days=days) for days in (6, 12, 13.9, 14)] == [True, True, True, False]


def test_session_is_written_once_in_five_minutes(client_of) -> None:
    browser = client_of(make_user(Role.TRAINER))
    written = []
    for minutes in (1, 4, 5.1, 6, 10, 10.2):
        with later(minutes=minutes), CaptureQueriesContext(connection) as queries:
            is_inside(browser)
        written.append(any("UPDATE" in query["sql"] and "django_session" in query["sql"] for query in queries))
    assert written == [False, False, True, False, False, True]


def test_mark_costs_no_query_between(client_of) -> None:
    browser = client_of(make_user(Role.TRAINER))
    with CaptureQueriesContext(connection) as queries:
        is_inside(browser)
    asked = [query["sql"] for query in queries]
    role = 'LEFT OUTER JOIN "accounts_membership"'
    alone = [sql for sql in asked if role in sql and '"accounts_user"."password"' not in sql]
    assert (sum("django_session" in sql for sql in asked), alone) == (1, [])


def test_new_role_shortens_the_session(client_of) -> None:
    user = make_user()
    browser = client_of(user)
    user.groups.set(STAFF["trainer"]().groups.all())
    assert [is_inside_after(browser, minutes=minutes) for minutes in (10, 131)] == [True, False]


@pytest.mark.parametrize("language", MESSAGES)
def test_login_page_says_so_once_and_leads_back(language: str, client_of) -> None:
    user = make_user(Role.TRAINER, language=language)
    browser = client_of(user)
    browser.cookies["language"] = language
    with later(hours=3):
        wall = browser.get("/my/notes/?page=2")
        pages = [browser.get(wall.url).text for _ in range(2)]
        back = browser.post(wall.url, {"login": user.email, "password": PASSWORD})
    assert wall.url == "/accounts/login/?next=/my/notes/%3Fpage%3D2"
    assert [page.count(MESSAGES[language]) for page in pages] == [1, 0]
    assert back.url == "/my/notes/?page=2"


def test_form_after_the_time_is_led_back_to_its_page(client_of) -> None:
    browser = client_of(make_user(Role.TRAINER, language="en"))
    with later(hours=3):
        wall = browser.post("/accounts/profile/", headers={"referer": "http://testserver/accounts/profile/"})
        page = browser.get(wall.url).text
    assert wall.url == "/accounts/login/?next=/accounts/profile/"
    assert page.count("You have been logged out. Log in, and you are back on the page where you were.") == 1
    assert MESSAGES["en"] not in page


def test_cms_leads_to_the_login_page_and_back(client_of) -> None:
    browser = client_of(make_user(is_superuser=True))
    with later(hours=3):
        assert browser.get("/admin/pages/").url == "/accounts/login/?next=/admin/pages/"


def test_public_page_is_shown_to_whoever_was_away(client_of) -> None:
    browser = client_of(make_user(Role.TRAINER, language="en"))
    with later(hours=3):
        page = browser.get("/verify/")
    assert (page.status_code, page.wsgi_request.user.is_anonymous, page.text.count(MESSAGES["en"])) == (200, True, 1)


def test_session_that_ended_is_gone_from_the_database(client_of) -> None:
    browser = client_of(make_user(Role.TRAINER))
    key = browser.session.session_key
    assert not is_inside_after(browser, hours=3)
    assert not Session.objects.filter(pk=key).exists()


def test_what_an_editor_asks_by_itself_keeps_no_session_alive(client_of) -> None:
    browser = client_of(make_user(is_superuser=True))
    ping = reverse(
        "wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", Site.objects.get().root_page_id, 1]
    )
    for hours in (0.5, 1, 1.5):
        with later(hours=hours):
            assert browser.post(ping).status_code == 200
    with later(hours=2):
        refused = [browser.post(ping).status_code for _ in range(2)]
        page = browser.get("/accounts/login/")
    assert (refused, page.context["messages"]._loaded_data) == ([403, 403], [])


def test_session_from_before_the_mark_begins_now(client_of) -> None:
    browser = client_of(make_user(Role.TRAINER))
    session = browser.session
    del session[USE]
    session.save()
    assert [is_inside_after(browser, hours=hours) for hours in (5, 6.9, 9)] == [True, True, False]


def test_clock_that_was_ahead_leaves_the_session(client_of) -> None:
    user = make_user(Role.TRAINER)
    with later(days=3):
        browser = client_of(user)
    assert is_inside(browser)
    assert [is_inside_after(browser, minutes=minutes) for minutes in (100, 230)] == [True, False]


def test_login_begins_anew(client: Client) -> None:
    user = make_user()
    log_in(client, user.email)
    assert not is_inside_after(client, days=8)
    with later(days=8):
        log_in(client, user.email)
        assert is_inside(client)


def test_nobody_is_logged_out_in_the_middle_of_a_test(client_of) -> None:
    course = make_course(lessons=0)
    make_quiz(course)
    browser = client_of(make_enrolment(course, make_user()).user)
    for days in (6, 12):
        assert is_inside_after(browser, days=days)
    with later(days=13.9):
        browser.post(reverse("start_attempt", args=[course.code]))
    assert [is_inside_after(browser, days=days) for days in (14.1, 14.8, 15)] == [True, True, False]
