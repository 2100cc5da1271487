"""What is kept of the desk: fields that narrow a list, and links. A change shows at once, and no question is kept."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from academy.accounts.models import Institution
from courses.models import StaffGroup
from tests.factories.desk import make_group, make_officer, make_requirement, make_staff
from tests.factories.learning import make_course
from tests.factories.people import make_institution, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keeping(settings: object) -> None:
    settings.KEEP_PAGES = True


def matrix(browser: Client, institution: Institution, **query: object) -> str:
    return browser.get(reverse("desk_matrix", args=[institution.pk]), query).text


def test_fields_offer_what_there_is_now(institution: Institution, desk: Client) -> None:
    make_staff(institution)
    assert "Arxivçilər" not in matrix(desk, institution)
    group = make_group(institution, "Arxivçilər")
    assert f'<option value="{group.pk}">Arxivçilər</option>' in matrix(desk, institution)
    StaffGroup.objects.update(name="Kataloqçular")
    page = matrix(desk, institution)
    assert ("Arxivçilər" in page, f'<option value="{group.pk}">Kataloqçular</option>' in page) == (False, True)
    course = make_course(lessons=1)
    asked = make_requirement(institution, course)
    title = course.pages.get(locale__language_code="en").title
    assert f'<option value="{asked.pk}">{title}</option>' in matrix(desk, institution)


def test_nothing_that_somebody_looks_for_is_kept(institution: Institution, desk: Client) -> None:
    group = make_group(institution, "Arxivçilər")
    for _time in range(2):
        page = matrix(desk, institution, q="Quliyeva", group=group.pk)
        assert ('value="Quliyeva"' in page, f'<option value="{group.pk}" selected>' in page) == (True, True)
        page = matrix(desk, institution, page=1)
        assert ("Quliyeva" in page, f'<option value="{group.pk}">' in page) == (False, True)


def test_fields_and_links_are_those_of_the_institution_and_the_language(
    institution: Institution, desk: Client, client_of: Callable
) -> None:
    other = make_institution("Başqa")
    browser = client_of(make_officer(other, make_user()).user)
    make_group(institution, "Arxivçilər")
    for browser_of, own, has_group in ((desk, institution, True), (browser, other, False)):
        page = matrix(browser_of, own)
        assert ("Arxivçilər" in page) == has_group
        assert f'href="/desk/{own.pk}/matrix/" aria-current="page"' in page
        assert f'href="/desk/{own.pk}/people/" aria-current="page"' in browser_of.get(f"/desk/{own.pk}/people/").text
    for language, label in (("ru", ">Группа</label>"), ("az", ">Qrup</label>"), ("en", ">Group</label>")):
        desk.cookies["language"] = language
        assert label in matrix(desk, institution)
