"""Addresses that are put together are those of Django."""

from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from academy.numbered import address_of
from certification.codes import new_code


@pytest.mark.parametrize("language", ["az", "ru", "en"])
@pytest.mark.parametrize(
    ("name", "keys"),
    [("registration", (1, 20, 987)), ("attempt", (uuid4(), uuid4())), ("verify_code", (new_code(), new_code()))],
)
def test_address_is_that_of_django(name: str, keys: tuple, language: str) -> None:
    with override(language):
        assert [address_of(name, key) for key in keys] == [reverse(name, args=[key]) for key in keys]


def test_name_that_there_is_not_is_an_error() -> None:
    with pytest.raises(NoReverseMatch):
        address_of("no-such-address", 1)


@pytest.mark.parametrize(("institution", "person"), [(1, 1), (1, 2), (12, 1), (3, 33)])
def test_address_below_a_place_is_that_of_django(institution: int, person: int) -> None:
    assert address_of("desk_person", person, institution) == reverse("desk_person", args=[institution, person])
