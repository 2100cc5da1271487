"""The first page: what stands on it, and what it does not load."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from academy.languages import LANGUAGES
from tests.factories.learning import make_course, make_seminar, make_site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_says_what_how_when_and_for_whom(language: str) -> None:
    make_course(lessons=0)
    make_seminar(timezone.now() + timedelta(days=7))
    text = Client().get(f"/{language}/").text
    sections = re.findall(r'<section[^>]* aria-labelledby="([^"]+)"', text)
    assert sections == ["verify-box-title", "new-courses", "how-it-goes", "next-seminars", "for-whom"]


def test_home_leaves_out_what_is_not_there() -> None:
    make_site()
    sections = re.findall(r'<section[^>]* aria-labelledby="([^"]+)"', Client().get("/en/").text)
    assert sections == ["verify-box-title", "how-it-goes", "for-whom"]


@pytest.mark.parametrize("path", ["/en/", "/en/courses/", "/verify/", "/accounts/login/", "/offline/"])
def test_page_without_parts_that_renew_themselves_loads_no_htmx(path: str) -> None:
    make_site()
    scripts = re.findall(r'<script[^>]* src="([^"]+)"', Client().get(path).text)
    assert [script for script in scripts if "htmx" in script] == []
