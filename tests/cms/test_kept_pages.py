"""Pages kept for visitors: fresh after every change, one for each language, and nobody's name in any of them."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.conf import settings as project
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from academy.accounts.enums import Role
from academy.cms.generations import generation
from academy.cms.held import PAGES
from academy.cms.models import HomePage
from courses.models import Course, CoursePage
from tests.factories.learning import add_page, index_of, make_course, make_enrolment
from tests.factories.people import PASSWORD, make_user
from tests.shelves import everything_held, forget_everything

pytestmark = pytest.mark.django_db

NAME = "Quliyeva Nərmin Elçin qızı"
COURSE = "/az/courses/kept/"
HOME = "/az/"


@pytest.fixture(autouse=True)
def _keep(settings: object) -> None:
    settings.KEEP_PAGES = True


@pytest.fixture
def course() -> Course:
    """A course in Azerbaijani alone, whose page a visitor has seen."""
    course = make_course(languages=("az",), cpd_hours=Decimal(7))
    page = course.pages.get()
    page.slug = "kept"
    page.save_revision().publish()
    return course


def visit(path: str = COURSE, browser: Client | None = None) -> str:
    answer = (browser or Client()).get(path)
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def queries(path: str = COURSE, **headers: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        Client().get(path, headers=headers)
    return len(asked)


def rename(page: CoursePage) -> None:
    page.title = "Yeni ad"
    page.save_revision().publish()


def restrict(page: CoursePage) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def give_hours(page: CoursePage) -> None:
    page.course.cpd_hours = Decimal(9)
    page.course.save()


def translate(page: CoursePage) -> None:
    english = HomePage.objects.get(locale__language_code="en")
    index = english.get_children().get(slug="courses").specific
    words = CoursePage(course=page.course, title="Kept in English", slug="kept-en", summary="Summary")
    add_page(index, words, Locale.objects.get(language_code="en"), {"az": page})


CHANGES = pytest.mark.parametrize(
    "change",
    [
        rename,
        CoursePage.unpublish,
        lambda page: page.delete(),
        lambda page: page.move(HomePage.objects.get(locale__language_code="ru"), pos="last-child"),
        restrict,
        give_hours,
        translate,
    ],
    ids=["publish", "unpublish", "delete", "move", "restrict", "row", "translate"],
)


@CHANGES
def test_page_is_fresh_after(change: Callable, course: Course, changed: Callable) -> None:
    before = visit()
    changed(lambda: change(CoursePage.objects.get(course=course)))
    kept, anew = visit(), made_anew()
    assert (before != kept, kept == anew) == (True, True)


@CHANGES
def test_what_a_person_sees_is_fresh_after(
    change: Callable, course: Course, changed: Callable, client_of: Callable
) -> None:
    """Address, languages, menu and data of a page are kept for people who are logged in, too."""
    browser = client_of(make_user())
    before = [without_token(visit(COURSE, browser)) for _time in range(2)][1]
    changed(lambda: change(CoursePage.objects.get(course=course)))
    after = without_token(visit(COURSE, browser))
    forget_everything()
    is_told = change is not restrict  # Whoever is logged in may see it.
    assert (before != after, after == without_token(visit(COURSE, browser))) == (is_told, True)


def without_token(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def made_anew() -> str:
    forget_everything()
    return visit()


def test_page_is_kept_until_something_is_told(course: Course) -> None:
    """Positive control: without the generation nobody would see the change."""
    before = visit()
    CoursePage.objects.filter(course=course).update(title="Yeni ad")
    assert (visit(), visit() == made_anew()) == (before, False)


def test_page_whose_making_began_before_the_change_is_not_kept(course: Course, changed: Callable) -> None:
    page = CoursePage.objects.get(course=course)
    stale = visit()
    old = everything_held("page")
    changed(lambda: rename(page))
    PAGES.hold(old, 60)
    assert visit() != stale


def test_second_visitor_costs_no_query(course: Course) -> None:
    assert (queries() > 0, queries()) == (True, 0)


def test_each_language_has_its_own(course: Course) -> None:
    seen = [visit(f"/{code}/") for code in ("az", "ru", "en", "az", "ru", "en")]
    assert (seen[:3] == seen[3:], len(set(seen))) == (True, 3)


def test_kept_page_bears_the_same_headers(course: Course) -> None:
    first, second = Client().get(COURSE), Client().get(COURSE)
    told = [{name: value for name, value in one.items() if name != "X-Request-ID"} for one in (first, second)]
    assert told[0] == told[1]
    assert [one.cookies[project.LANGUAGE_COOKIE_NAME].value for one in (first, second)] == ["az", "az"]
    assert [set(one["Vary"].split(", ")) for one in (first, second)] == [{"Cookie"}] * 2


@pytest.mark.parametrize("path", [f"{COURSE}?page=1", "/verify/", "/az/feeds/courses.atom", "/az/nowhere/"])
def test_what_is_no_bare_page_is_not_kept(path: str, course: Course) -> None:
    Client().get(path)
    assert everything_held("page") == {}


def test_frame_of_a_page_that_is_asked_something_is_its_own(course: Course, client_of: Callable) -> None:
    paths, anew = [f"{COURSE}?x=1", "/az/courses/?q=x", "/ru/courses/?q=x", "/az/nowhere/?q=x"], []
    for path in paths:
        forget_everything()
        anew.append(visit(path))
    assert [visit(path) for _time in range(2) for path in paths] == anew * 2
    own = visit(paths[0], client_of(make_user(legal_name=NAME)))
    assert (NAME in own, [NAME in visit(path) for path in paths]) == (True, [False] * 4)


def test_no_kept_page_holds_a_name(course: Course, client_of: Callable) -> None:
    """Whoever is logged in sees an own page, and leaves nothing of it for others."""
    person = make_user(Role.ADMINISTRATOR, legal_name=NAME)
    make_enrolment(course, person)
    browser = client_of(person)
    own = [visit(path, browser) for path in (COURSE, HOME, "/az/courses/")]
    assert ([NAME in page for page in own], everything_held("page")) == ([True] * 3, {})
    for path in (COURSE, HOME, "/az/courses/"):
        visit(path)
    kept = [page.content.decode() for page in everything_held("page").values()]
    told = [word for page in kept for word in (NAME, person.email, "csrfmiddlewaretoken") if word in page]
    assert (len(kept), told) == (3, [])


def test_person_who_logs_out_is_named_no_more_and_leaves_no_message_for_others(
    course: Course, client_of: Callable
) -> None:
    browser = client_of(make_user(legal_name=NAME))
    visitor, own = visit(), visit(COURSE, browser)
    browser.post("/accounts/logout/")
    farewell = visit(COURSE, browser)
    assert [NAME in own, NAME in farewell, 'class="alert' in farewell] == [True, False, True]
    assert visit() == visitor


def test_lost_role_shows_at_once(course: Course, client_of: Callable) -> None:
    person = make_user(Role.TRAINER, legal_name=NAME)
    browser = client_of(person)
    before = visit(COURSE, browser)
    person.groups.clear()
    browser.force_login(person, backend="academy.accounts.backends.PersonBackend")
    after = visit(COURSE, browser)
    assert ["/studio/" in page for page in (before, after)] == [True, False]


def test_page_with_a_form_of_its_own_is_not_kept(course: Course) -> None:
    page = course.pages.get()
    PageViewRestriction.objects.create(page=page, restriction_type="password", password=PASSWORD)
    assert ("csrfmiddlewaretoken" in visit(), everything_held("page")) == (True, {})


def test_menu_of_a_person_is_kept_and_fresh_after_a_publication(
    course: Course, changed: Callable, client_of: Callable
) -> None:
    browser, index = client_of(make_user(legal_name=NAME)), index_of(course)["az"]
    browser.get("/my/")
    with CaptureQueriesContext(connection) as asked:
        kept = visit("/my/", browser)
    index.title = "Yeni kataloq"
    changed(lambda: index.save_revision().publish())
    menus = [query["sql"] for query in asked if "cms_homepage" in query["sql"]]
    assert (menus, "Yeni kataloq" in kept, "Yeni kataloq" in visit("/my/", browser)) == ([], False, True)
    assert [NAME in str(menu) for menu in everything_held("menu").values()] == [False] * 2


def test_every_process_of_a_machine_hears_of_a_change(course: Course, changed: Callable) -> None:
    """Without Redis each process has a cache of its own, and reads in a file what it may show of it."""
    before = generation()
    changed(lambda: rename(course.pages.get()))
    told = project.ACADEMY_HOME.joinpath("published").read_text()
    assert (told == generation(), told == before) == (True, False)


def test_every_process_hears_of_a_change_through_redis(course: Course, changed: Callable, settings: object) -> None:
    settings.REDIS_URL = "redis://somewhere"
    visit()
    changed(lambda: rename(course.pages.get()))
    assert (generation(), "Yeni ad" in visit()) == (cache.get("published"), True)


@pytest.mark.parametrize("path", ["/verify/", HOME])
def test_foreign_host_is_refused_by_a_page_of_ours(path: str, course: Course) -> None:
    answer = Client().get(path, headers={"host": "elsewhere.example"})
    assert (answer.status_code, "400" in answer.text) == (400, True)
