import pytest
from django.test import Client

from academy.accounts.models import Institution, Membership
from tests.factories.desk import make_officer
from tests.factories.people import make_institution


@pytest.fixture
def institution() -> Institution:
    return make_institution()


@pytest.fixture
def officer(institution: Institution) -> Membership:
    return make_officer(institution)


@pytest.fixture
def desk(officer: Membership, client_of) -> Client:
    """The browser of the officer, in English."""
    browser = client_of(officer.user)
    browser.cookies["language"] = "en"
    return browser
