"""Whoever has no right to any row of a kind cannot tell which rows there are."""

import pytest
from django.urls import reverse

from academy.accounts.enums import Role
from tests.factories.certification import make_draft
from tests.factories.people import make_institution, make_user

pytestmark = pytest.mark.django_db

MISSING = 99_999_999


@pytest.mark.parametrize("role", [Role.TRAINER, Role.METHODOLOGIST, Role.REGISTRAR])
def test_rows_of_accounts_and_institutions_answer_as_missing_ones(role: Role, client_of) -> None:
    browser, institution, person = client_of(make_user(role)), make_institution(), make_user()
    for name, pk in {
        "institutions:history": institution.pk,
        "institutions:delete": institution.pk,
        "wagtailusers_users:edit": person.pk,
        "wagtailusers_users:history": person.pk,
    }.items():
        answers = [browser.get(reverse(name, args=[one])) for one in (pk, MISSING)]
        assert [answer.headers.get("Location") for answer in answers] == ["/admin/", "/admin/"], name


def test_whoever_has_the_right_is_told_that_a_row_is_missing(client_of) -> None:
    browser, template = client_of(make_user(Role.REGISTRAR)), make_draft()
    answers = [browser.get(reverse("certificate_templates:edit", args=[pk])) for pk in (template.pk, MISSING)]
    assert [answer.status_code for answer in answers] == [200, 404]
