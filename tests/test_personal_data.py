"""What is kept about people is handed out to them alone. A table with a person that is forgotten fails."""

import io
import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from academy.accounts import personal_data
from academy.accounts.models import User
from academy.accounts.personal_data import personal_files
from certification.services import personal_data as office
from courses.selectors import personal_data as learning
from tests.factories.certification import make_issued
from tests.factories.people import PASSWORD, make_user

#: Why rows with a person are not handed out.
LEFT_OUT = {
    "account.EmailConfirmation": "a code that proves an address",
    "accounts.User_groups": "told with the account",
    "accounts.User_user_permissions": "nobody has any",
    "courses.AnnouncementLetter": "that a letter went out",
    "courses.AttemptLetter": "that a letter went out",
    "courses.CountedAttempt": "a mark of a counter",
    "courses.PostLetter": "that a letter went out",
    "courses.SummaryLetter": "that a letter went out",
    "courses.WatchLetter": "that a letter went out",
    "courses.AttendanceFile": "other people's data, deleted after days",
    "courses.EnrolmentList": "other people's data, deleted after days",
    "courses.QuestionFile": "work for the house, deleted after days",
    "courses.StaffList": "other people's data, deleted after days",
    "courses.StaffGroup_members": "the institution's order of its staff",
    "mail.SealedLetter": "a letter on its way, deleted when it was sent, after a day at the latest",
    "wagtailadmin.EditingSession": "that a page is open, deleted after an hour",
    "wagtailadmin.FormState": "how a form of the CMS was left",
    "wagtailcore.APIToken": "a secret",
    "wagtailcore.Comment": "work for the house",
    "wagtailcore.CommentReply": "work for the house",
    "wagtailcore.PageSubscription": "settings of the CMS",
    "wagtailusers.UserProfile": "settings of the CMS",
}


def _owned(model: type[Model], seen: frozenset[type[Model]]) -> Iterator[type[Model]]:
    """Tables whose rows go with the account, directly or by way of another."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            on_delete = getattr(relation.on_delete, "__name__", "")
            if on_delete == "CASCADE" and relation.related_model not in seen:
                yield relation.related_model
                yield from _owned(relation.related_model, seen | {relation.related_model})


def test_no_table_with_a_person_is_forgotten() -> None:
    tables = chain(personal_data.TABLES.values(), office.TABLES.values(), learning.TABLES.values())
    told = {kept.rows.model._meta.label for kept in tables}
    owned = {model._meta.label for model in _owned(User, frozenset({User}))}
    assert owned - told - {*LEFT_OUT} == set()
    assert told & {*LEFT_OUT} == set()
    assert {*LEFT_OUT} - owned == set()


@pytest.mark.django_db
def test_each_table_can_be_read(subtests: Any) -> None:
    person = make_user()
    for kept in chain(personal_data.TABLES.values(), office.TABLES.values(), learning.TABLES.values()):
        with subtests.test(kept.rows.model._meta.label):
            assert len(kept.rows.filter(**{kept.person: person.pk}).values(*kept.fields)) <= 1


def unpacked(archive: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(archive)) as files:
        assert files.testzip() is None
        return {name: files.read(name) for name in files.namelist()}


@pytest.mark.django_db
def test_a_person_gets_the_own_data_and_nobody_elses() -> None:
    mine = make_issued()
    other = make_issued()
    files = dict(personal_files(mine.holder))
    assert f"certificates/{mine.code}.pdf" in files
    assert [row["code"] for row in json.loads(files["certificates/certificates.json"])] == [mine.code]
    assert json.loads(files["account/account.json"])[0]["email"] == mine.holder.email
    whole = b"".join(files.values())
    assert (other.holder.email.encode() in whole, other.code.encode() in whole) == (False, False)
    assert (mine.holder.password.encode() in whole, mine.holder.email.encode() in whole) == (False, True)


@pytest.mark.django_db
def test_a_session_has_to_prove_who_it_is_before_it_downloads(client: Client) -> None:
    person = make_user()
    client.force_login(person)
    asked = client.get(reverse("my_data"))
    assert (asked.status_code, asked["Location"].split("?")[0]) == (302, reverse("account_reauthenticate"))
    refused = client.post(asked["Location"], {"password": "something else"})
    assert (refused.status_code, refused["Content-Type"].split(";")[0]) == (200, "text/html")
    answer = client.post(asked["Location"], {"password": PASSWORD}, follow=True)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert {"no-store", "private"} <= {part.strip() for part in answer["Cache-Control"].split(",")}
    files = unpacked(b"".join(answer.streaming_content))
    assert json.loads(files["account/account.json"])[0]["email"] == person.email


@pytest.mark.django_db
def test_strangers_are_sent_to_the_login(client: Client) -> None:
    answer = client.get(reverse("my_data"))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.django_db
def test_the_command_writes_a_file_once(tmp_path: Path) -> None:
    person = make_user()
    call_command("export_my_data", person.email, str(tmp_path / "data.zip"), stdout=io.StringIO())
    whole = (tmp_path / "data.zip").read_bytes()
    assert json.loads(unpacked(whole)["account/account.json"])[0]["email"] == person.email
    with pytest.raises(CommandError, match="exists already"):
        call_command("export_my_data", person.email, str(tmp_path / "data.zip"))
    with pytest.raises(CommandError, match="No account has this address"):
        call_command("export_my_data", "nobody@example.org", str(tmp_path / "other.zip"))
    assert ((tmp_path / "data.zip").read_bytes(), (tmp_path / "other.zip").exists()) == (whole, False)
