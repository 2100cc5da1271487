"""Headers that every answer carries, whichever view gave it."""

import re

import pytest
from django.test import Client

from academy.headers import PERSONAL
from courses.models import LessonPage
from tests.factories.learning import make_course
from tests.factories.people import make_user
from tests.routes import example_paths

pytestmark = pytest.mark.django_db

#: Scripts and drawings of the CMS, the same for everybody, which say themselves how long they keep.
SAME_FOR_ALL = ("/admin/jsi18n/", "/admin/sprite/", "/admin/localize/jsi18n/")


def personal_addresses() -> list[str]:
    return [address for address in example_paths() if address.startswith(PERSONAL)]


def is_kept_out(headers: dict[str, str]) -> bool:
    kept = headers["Cache-Control"]
    not_stored = "no-store" in kept or ("private" in kept and "no-cache" in kept)
    return not_stored and headers.get("X-Robots-Tag", "").startswith("noindex")


def test_all_areas_of_persons_are_walked() -> None:
    walked = personal_addresses()
    assert [area for area in PERSONAL if not any(address.startswith(area) for address in walked)] == []
    assert len(walked) > 300


@pytest.mark.parametrize("who", ["nobody", "superuser"])
def test_no_personal_address_is_kept_by_caches_or_found_by_search_engines(who: str, client: Client) -> None:
    if who == "superuser":
        client.force_login(make_user(is_superuser=True), backend="academy.accounts.backends.PersonBackend")
    asked = [a for a in personal_addresses() if not a.startswith(SAME_FOR_ALL) and "logout" not in a]
    client.raise_request_exception = False
    answers = {}
    for address in asked:
        answer = client.get(address)
        answer.close()
        answers[address] = answer.headers
    assert [address for address, headers in answers.items() if not is_kept_out(headers)] == []


def test_page_that_bears_a_name_is_kept_by_no_cache_wherever_it_stands(client: Client) -> None:
    lesson = LessonPage.objects.filter(lesson__course=make_course(lessons=1), locale__language_code="az").get()
    of_visitor = client.get(lesson.url).headers.get("Cache-Control", "")
    client.force_login(make_user(), backend="academy.accounts.backends.PersonBackend")
    of_learner = client.get(lesson.url).headers
    assert ("no-store" in of_visitor, "no-store" in of_learner["Cache-Control"]) == (False, True)
    assert "X-Robots-Tag" not in of_learner


@pytest.mark.parametrize("address", ["/", "/az/", "/verify/", "/api/openapi.json", "/my/", "/admin/", "/nothing/"])
def test_every_answer_carries_the_policies(address: str, client: Client) -> None:
    headers = client.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert re.findall(r"script-src ([^;]+)", headers["Content-Security-Policy"]) == ["'self'"]
    assert re.findall(r"script-src-attr ([^;]+)", headers["Content-Security-Policy"]) == ["'none'"]


@pytest.mark.parametrize("address", ["/", "/verify/", "/offline/", "/accounts/login/", "/api/", "/nothing/"])
def test_site_allows_nothing_unsafe(address: str, client: Client) -> None:
    policy = client.get(address, follow=True).headers["Content-Security-Policy"]
    assert ("unsafe" in policy, "frame-ancestors 'none'" in policy) == (False, True)


def test_cms_allows_inline_scripts_beside_fields_alone(client: Client) -> None:
    client.force_login(make_user(is_superuser=True), backend="academy.accounts.backends.PersonBackend")
    policy = dict(
        directive.strip().split(" ", 1)
        for directive in client.get("/admin/").headers["Content-Security-Policy"].split(";")
    )
    unsafe = {name: values for name, values in policy.items() if "unsafe" in values}
    assert unsafe == {"script-src-elem": "'self' 'unsafe-inline'", "style-src": "'self' 'unsafe-inline'"}


@pytest.mark.parametrize(
    ("address", "camera"),
    [
        ("/verify/", "camera=(self)"),
        ("/studio/sessions/1/door/", "camera=(self)"),
        ("/my/", "camera=()"),
        ("/", "camera=()"),
    ],
)
def test_camera_is_for_reading_codes_alone(address: str, camera: str, client: Client) -> None:
    policy = client.get(address).headers["Permissions-Policy"].split(", ")
    assert (policy[0], policy[1:]) == (
        camera,
        [f"{feature}=()" for feature in ("display-capture", "geolocation", "microphone", "midi", "payment", "usb")],
    )


def test_badges_may_stand_on_pages_of_others(client: Client) -> None:
    picture = client.get("/badges/competence.png")
    picture.close()
    assert picture.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_https_is_demanded_for_a_year_with_all_below(client: Client, settings) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    demanded = client.get("/verify/", secure=True).headers["Strict-Transport-Security"]
    assert demanded == "max-age=31536000; includeSubDomains; preload"
