"""A page read from the end holds what it would hold if it were read from the beginning."""

import pytest
from django.core.paginator import Paginator

from academy.accounts.models import User
from academy.cms.paging import BothEndsPaginator
from tests.benchmarks import crowd

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [0, 1, 9, 10, 11, 25])
def test_pages_are_those_of_django(number: int) -> None:
    crowd.add_people(number, prefix="one")
    people = User.objects.filter(email__startswith="one-").order_by("legal_name", "pk")
    plain, both = Paginator(people, 5), BothEndsPaginator(people, 5)
    for asked in ("1", "2", "3", "99", "x"):
        wanted, found = plain.get_page(asked), both.get_page(asked)
        assert (list(found), found.number, found.has_next()) == (list(wanted), wanted.number, wanted.has_next())


def test_last_page_is_read_from_the_end(django_assert_num_queries) -> None:
    crowd.add_people(25, prefix="one")
    people = User.objects.filter(email__startswith="one-").order_by("legal_name", "pk")
    with django_assert_num_queries(2) as asked:
        list(BothEndsPaginator(people, 10).get_page("9999"))
    assert "LIMIT 5" in asked[1]["sql"]
    assert "OFFSET" not in asked[1]["sql"]


@pytest.mark.parametrize("number", [0, 1, 9, 10, 11, 25])
def test_ends_may_be_read_by_others_and_the_number_be_known(number: int, django_assert_num_queries) -> None:
    crowd.add_people(number, prefix="one")
    people = User.objects.filter(email__startswith="one-").order_by("legal_name", "pk")
    rows, ends = list(people), []

    def read_end(number: int, *, is_last: bool) -> list[User]:
        ends.append((number, is_last))
        return rows[::-1][:number] if is_last else rows[:number]

    plain, both = Paginator(rows, 5), BothEndsPaginator(people, 5, count=number, read_end=read_end)
    for asked in ("1", "99"):
        with django_assert_num_queries(0):
            assert list(both.get_page(asked)) == list(plain.get_page(asked))
    # Of no rows none are read.
    assert ends == (
        [(min(number, 5), False), (number % 5 or 5, True) if number > 5 else (number, False)] if number else []
    )
    assert list(both.get_page("2")) == list(plain.get_page("2"))
