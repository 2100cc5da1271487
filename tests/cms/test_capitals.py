"""Azerbaijani begins a word in i with İ, which Django and Wagtail do not know: labels that begin so are our own."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from academy.accounts.models import User
from tests.factories.certification import make_issued
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser() -> User:
    return make_user(is_superuser=True, language="az")


@pytest.fixture
def desk(superuser: User, client_of) -> Client:
    return client_of(superuser)


def foreign_capitals(text: str) -> list[str]:
    """Azerbaijani words for user, signature, signatory, permission and the like behind a large I."""
    return sorted(set(re.findall("I(?:stifadə|mza|cazə|ştirak|nsan)\\w*", text)))


@pytest.mark.parametrize("view", ["index", "add", "edit", "history"])
def test_user_pages_begin_their_labels_with_their_own_capital(view: str, desk: Client, superuser: User) -> None:
    other = make_user(legal_name="Nigar")
    arguments = [] if view in {"index", "add"} else [other.pk]
    text = desk.get(reverse(f"wagtailusers_users:{view}", args=arguments)).text
    assert ("İstifadəçilər" in text, foreign_capitals(text)) == (True, [])


def test_office_begins_its_labels_with_their_own_capital(desk: Client) -> None:
    certificate = make_issued()
    pages = [
        desk.get(reverse("certificates:inspect", args=[certificate.pk])).text,
        desk.get(reverse("certificate_templates:edit", args=[certificate.template_id])).text,
        desk.get(reverse("issuers:edit", args=[certificate.template.issuer_id])).text,
    ]
    assert [foreign_capitals(text) for text in pages] == [[], [], []]
