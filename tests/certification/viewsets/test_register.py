"""Copies of the register in the CMS: asked for by those who may, downloaded by them alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from academy.accounts.enums import Role
from academy.table_file import XLSX
from certification.enums import CopyFormat
from certification.models import RegisterCopy
from tests.factories.people import make_user
from tests.factories.register import in_september, make_copy, make_issued_at

pytestmark = pytest.mark.django_db

ASKED = {"first_day": "2026-09-01", "last_day": "2026-09-30", "language": "en", "format": "csv"}


@pytest.fixture
def registrar(client_of: object) -> Client:
    return client_of(make_user(Role.REGISTRAR, language="en"))


def test_registrar_asks_for_a_copy_and_downloads_it(
    registrar: Client, django_capture_on_commit_callbacks: object
) -> None:
    make_issued_at(in_september())
    with django_capture_on_commit_callbacks(execute=True):
        answer = registrar.post(reverse("register:add"), ASKED)
    copy = RegisterCopy.objects.get()
    assert answer.url == reverse("register:show", args=[copy.pk])
    file = reverse("register:file", args=[copy.pk])
    assert file in registrar.get(answer.url).content.decode()
    handed = registrar.get(file)
    with copy.document.open("rb") as stored:
        assert b"".join(handed.streaming_content) == stored.read()
    assert handed["Content-Disposition"] == 'attachment; filename="register-2026-09-01-2026-09-30.csv"'


@pytest.mark.parametrize("form", list(CopyFormat))
def test_file_is_served_as_what_it_is(form: CopyFormat, registrar: Client) -> None:
    copy = make_copy(format=form)
    types = {"csv": "text/csv; charset=utf-8", "pdf": "application/pdf", "xlsx": XLSX}
    served = registrar.get(reverse("register:file", args=[copy.pk]))
    assert len(b"".join(served.streaming_content)) == copy.document.size
    assert served["Content-Type"] == types.get(
        form, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )


@pytest.mark.parametrize(
    "change", [{"last_day": "2026-08-31"}, {"last_day": "2999-01-01"}, {"first_day": ""}, {"format": "exe"}]
)
def test_impossible_part_of_the_register_is_refused(change: dict[str, str], registrar: Client) -> None:
    assert registrar.post(reverse("register:add"), ASKED | change).status_code == 200
    assert RegisterCopy.objects.count() == 0


@pytest.mark.parametrize("role", [Role.TRAINER, Role.EDITOR, Role.HR, Role.METHODOLOGIST])
def test_others_neither_ask_nor_see_nor_download(role: Role, client_of: object) -> None:
    copy, client = make_copy(), client_of(make_user(role))
    pages = [
        client.post(reverse("register:add"), ASKED),
        client.get(reverse("register:index")),
        client.get(reverse("register:show", args=[copy.pk])),
        client.get(reverse("register:file", args=[copy.pk])),
    ]
    assert ({page.status_code for page in pages} <= {302, 403}, RegisterCopy.objects.count()) == (True, 1)
    assert [hasattr(page, "streaming_content") for page in pages] == [False] * 4


def test_administrator_may_ask(client_of: object) -> None:
    assert client_of(make_user(Role.ADMINISTRATOR)).get(reverse("register:add")).status_code == 200


def test_copy_in_the_making_says_how_far_it_is(registrar: Client) -> None:
    copy = make_copy()
    RegisterCopy.objects.update(made_at=None, sha256="", document="", rows_done=30, rows_total=120)
    page = registrar.get(reverse("register:show", args=[copy.pk])).content.decode()
    assert "30 of 120 entries (25%)" in page
    assert registrar.get(reverse("register:file", args=[copy.pk])).status_code == 404


def test_copy_that_failed_too_often_says_so(registrar: Client) -> None:
    copy = make_copy()
    past = timezone.now() - timedelta(hours=1)
    RegisterCopy.objects.update(made_at=None, sha256="", document="", attempts=3, next_attempt_at=past)
    assert "could not be made" in registrar.get(reverse("register:show", args=[copy.pk])).content.decode()


def test_list_of_copies_costs_the_same_with_one_and_with_three(registrar: Client) -> None:
    counts = []
    for number in (1, 2):
        for _ in range(number):
            make_copy()
        registrar.get(reverse("register:index"))
        with CaptureQueriesContext(connection) as queries:
            registrar.get(reverse("register:index"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
