"""Components whose words depend on numbers."""

from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation


@pytest.mark.parametrize(
    ("hours", "az", "ru", "en"),
    [
        ("1.0", "1 saat", "1 час", "1 hour"),
        ("1.5", "1,5 saat", "1,5 часа", "1.5 hours"),
        ("12.5", "12,5 saat", "12,5 часа", "12.5 hours"),
        ("5", "5 saat", "5 часов", "5 hours"),
        ("21", "21 saat", "21 час", "21 hours"),
    ],
)
def test_hours_are_said_in_the_plural_that_fits(hours: str, az: str, ru: str, en: str) -> None:
    for language, words in (("az", az), ("ru", ru), ("en", en)):
        with translation.override(language):
            assert render_to_string("components/hours.html", {"hours": Decimal(hours)}).strip() == words


def shown_pages(number: int, of: int) -> list[str]:
    """What the list of pages shows between “Previous” and “Next”."""
    page = Paginator(range(of), 1).page(number)
    request = RequestFactory().get("/", {"page": number, "q": "x"})
    with translation.override("en"):
        html = render_to_string("components/pagination.html", {"page": page}, request)
    words = [part.partition("</")[0].rpartition(">")[2] for part in html.split("<li>")[1:]]
    return [word for word in words if word not in {"Previous", "Next"}]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "of", "shown"),
    [
        (1, 1, []),
        (1, 3, ["1", "2", "3"]),
        (1, 9, ["1", "2", "…", "9"]),
        (2, 2, ["1", "2"]),
        (3, 9, ["1", "2", "3", "4", "…", "9"]),
        (4, 9, ["1", "…", "3", "4", "5", "…", "9"]),
        (7, 9, ["1", "…", "6", "7", "8", "9"]),
        (5, 9, ["1", "…", "4", "5", "6", "…", "9"]),
        (9, 9, ["1", "…", "8", "9"]),
    ],
)
def test_pagination_shows_the_ends_and_the_neighbours(number: int, of: int, shown: list[str]) -> None:
    assert shown_pages(number, of) == shown
