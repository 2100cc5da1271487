"""Addresses that can be none."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

NO_ADDRESSES = ("/calendar/%00.ics", "/az/seminars/?q=%00", "/my/invitations/a%00b/", "/%00")


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_address_with_a_nul_is_none(address: str, client: Client) -> None:
    assert client.get(address).status_code == 400


def test_nul_is_refused_in_the_query_as_it_comes(client: Client) -> None:
    assert client.get(reverse("my"), QUERY_STRING="q=\x00").status_code == 400


def test_what_only_looks_like_one_is_passed_on(client: Client) -> None:
    assert client.get(reverse("my") + "?q=%2500").status_code == 302


def test_programs_are_told_in_their_own_terms(client: Client) -> None:
    answer = client.get("/api/v1/certificates?cursor=%00")
    assert (answer.status_code, answer.headers["Content-Type"], answer.json()["type"].rsplit("#")[1]) == (
        400,
        "application/problem+json",
        "unreadable",
    )
