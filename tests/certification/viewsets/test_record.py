"""The record of changes in the CMS: who sees it, what it says, how it is narrowed, and its file."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from academy.accounts.enums import MembershipRole, Role
from academy.accounts.models import Institution, User
from academy.record.enums import ChangeKind
from academy.record.models import Change
from academy.record.services import record_change
from certification.enums import EventKind
from certification.forms.record import KINDS
from certification.models import Event
from certification.viewsets import record
from tests.database import triggers_off
from tests.factories.certification import make_issued
from tests.factories.people import make_institution, make_membership, make_user

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]
INDEX, FILE = reverse("record:index"), reverse("record:file")


@pytest.fixture
def administrator() -> User:
    return make_user(Role.ADMINISTRATOR, language="en", legal_name="Administrator", email="admin@example.org")


@pytest.fixture
def browser(client_of: ClientOf, administrator: User) -> Client:
    return client_of(administrator)


def shown(browser: Client, **query: object) -> list[tuple[str, str]]:
    return [(row.kind, row.subject) for row in browser.get(INDEX, query).context["rows"]]


def make_changes(*subjects: str, **told: object) -> None:
    for subject in subjects:
        record_change(kind=ChangeKind.ROLE_MADE, subject=subject, **{"actor": None} | told)


def table(answer: object) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
@pytest.mark.parametrize("address", [INDEX, FILE])
def test_others_see_nothing_of_it(role: Role, address: str, client_of: ClientOf) -> None:
    make_changes("Secret")
    reader = client_of(make_user(role))
    answer = reader.get(address)
    assert (answer.status_code, "Secret" in answer.text) == (403 if role == Role.HR else 302, False)
    assert INDEX not in reader.get(reverse("wagtailadmin_home")).text


@pytest.mark.parametrize("address", [INDEX, FILE])
def test_nobody_changes_anything_here(address: str, browser: Client) -> None:
    before = list(Change.objects.values())
    assert browser.post(address, {"kind": ""}).status_code == 405
    assert list(Change.objects.values()) == before


def test_administrators_find_it_among_the_reports(browser: Client) -> None:
    assert INDEX in browser.get(reverse("wagtailadmin_home")).text


def test_events_of_the_office_and_changes_of_people_stand_in_one_list_by_time(browser: Client) -> None:
    now = timezone.now()
    with time_machine.travel(now - timedelta(days=1), tick=False):
        make_changes("first")
    certificate = make_issued()
    with time_machine.travel(now + timedelta(days=1), tick=False):
        make_changes("last")
    told = [subject for _kind, subject in shown(browser) if subject in {"first", "last", certificate.code}]
    assert told == ["last", certificate.code, certificate.code, "first"]


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_row_says_in_words_what_became_of_whom_and_who_did_it(language: str, client_of: ClientOf) -> None:
    actor = make_user(Role.ADMINISTRATOR, language=language, legal_name="Actor")
    person, institution = make_user(legal_name="Person"), make_institution("Kitabxana")
    record_change(
        kind=ChangeKind.MEMBERSHIP_CHANGED,
        actor=actor.pk,
        person=person.pk,
        institution=institution.pk,
        subject="hr",
        facts={"before": "member", "after": "hr"},
    )
    answer = client_of(actor).get(INDEX)
    row = answer.context["rows"][0]
    with translation.override(language):
        member, officer = MembershipRole.MEMBER.label, MembershipRole.HR.label
        said = [ChangeKind.MEMBERSHIP_CHANGED.label, officer, f"{member} → {officer}"]
    assert [row.label, row.subject, row.change] == said
    assert (row.person, row.institution) == (f"Person <{person.email}>", "Kitabxana")
    assert (row.actor, row.facts) == (f"Actor <{actor.email}>", "")


def test_people_and_institutions_that_are_gone_are_told_by_number(browser: Client) -> None:
    person, institution = make_user(legal_name="Nigar"), make_institution("Qəbələ")
    make_membership(person, institution)
    number, place = person.pk, institution.pk
    person.delete()
    Institution.objects.filter(pk=place).delete()
    answer = browser.get(INDEX, {"about": f"#{number}"})
    told = {(row.kind, row.person, row.institution) for row in answer.context["rows"]}
    assert told == {
        ("account_erased", f"account #{number}, erased", ""),
        ("membership_begun", f"account #{number}, erased", f"institution #{place}, deleted"),
        ("membership_ended", f"account #{number}, erased", f"institution #{place}, deleted"),
    }
    assert ("Nigar" in answer.text, "Qəbələ" in answer.text) == (False, False)


def test_list_is_narrowed_by_kind_of_either_source(browser: Client) -> None:
    certificate = make_issued()
    make_changes("Archivists")
    assert shown(browser, kind="office.issued") == [("issued", certificate.code)]
    assert shown(browser, kind="site.role_made") == [("role_made", "Archivists")]
    assert shown(browser, kind="nonsense") == []


def test_every_kind_can_be_asked_for() -> None:
    asked = {value for _group, kinds in KINDS[1:] for value, _label in kinds}
    assert asked == {f"office.{kind}" for kind in EventKind} | {f"site.{kind}" for kind in ChangeKind}


def test_list_is_narrowed_by_who_did_it(browser: Client) -> None:
    actor = make_user(email="actor@example.org")
    make_changes("his", actor=actor.pk)
    make_changes("hers", actor=make_user().pk)
    assert shown(browser, actor="Actor@example.org") == [("role_made", "his")]
    assert shown(browser, actor=f"#{actor.pk}") == [("role_made", "his")]
    answer = browser.get(INDEX, {"actor": "nobody@example.org"})
    assert (list(answer.context["form"].errors), answer.context["rows"]) == (["actor"], [])


def test_list_is_narrowed_by_what_or_whom_it_is_about(browser: Client) -> None:
    holder, stranger = make_user(email="holder@example.org"), make_user()
    certificate, _other = make_issued(holder), make_issued(stranger)
    holder.groups.set([])
    make_changes("about", person=holder.pk)
    make_changes("other", person=stranger.pk)
    held = [("issued", certificate.code), ("reserved", certificate.code)]
    assert shown(browser, about="holder@example.org") == [("role_made", "about"), *held]
    assert shown(browser, about=certificate.code) == held
    assert shown(browser, about="abo") == [("role_made", "about")]


def test_list_is_narrowed_by_days_of_the_site(browser: Client) -> None:
    # Baku is four hours ahead: half past eleven in the evening of the first of March, UTC, is the second.
    for moment, subject in (("2030-03-01T19:30Z", "first"), ("2030-03-01T20:30Z", "second")):
        with time_machine.travel(moment, tick=False):
            make_changes(subject)
    assert shown(browser, first_day="2030-03-01", last_day="2030-03-01") == [("role_made", "first")]
    assert shown(browser, first_day="2030-03-02", last_day="2030-03-02") == [("role_made", "second")]
    answer = browser.get(INDEX, {"first_day": "2030-03-02", "last_day": "2030-03-01"})
    assert (list(answer.context["form"].errors), answer.context["rows"]) == (["last_day"], [])


def test_pages_follow_each_other_without_gap_or_repetition(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_issued()
    with time_machine.travel(timezone.now(), tick=False):
        make_changes("a", "b", "c")
        Event.objects.bulk_create(
            [
                Event(position=900 + place, kind="key_made", subject="d", at=timezone.now(), facts={})
                for place in range(3)
            ]
        )
    whole, seen, query = shown(browser), [], {}
    monkeypatch.setattr(record, "ROWS_ON_A_PAGE", 2)
    while True:
        context = browser.get(INDEX, query).context
        seen += [(row.kind, row.subject) for row in context["rows"]]
        if not context["older"]:
            break
        query = {"after": context["older"]}
    assert (seen, len(seen)) == (whole, Event.objects.count() + Change.objects.count())


@pytest.mark.parametrize(
    "after", ["x", "2030-03-01T10:00~office~1", "2030-03-01T10:00Z~else~1", "2030-03-01T10:00Z~site~-1", "~~"]
)
def test_place_that_is_none_is_the_first_page(after: str, browser: Client) -> None:
    make_changes("newest")
    assert shown(browser, after=after)[0] == ("role_made", "newest")


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_a_fixed_number_of_queries(number: int, browser: Client, django_assert_num_queries: Callable) -> None:
    people = [make_user() for _ in range(number)]
    for person in people:
        make_changes("x", actor=person.pk, person=person.pk, institution=make_institution().pk)
        make_issued(person)
    browser.get(INDEX)
    with django_assert_num_queries(13):
        browser.get(INDEX)


def test_entry_that_was_changed_afterwards_is_said_aloud(browser: Client) -> None:
    certificate = make_issued()
    answer = browser.get(INDEX)
    assert (answer.context["altered"], "The chain of the office holds" in answer.text) == (0, True)
    with triggers_off(connection), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE certification_event SET subject = 'other' WHERE subject = %s AND kind = 'issued'",
            [certificate.code],
        )
    answer = browser.get(INDEX)
    assert [(row.subject, row.kind) for row in answer.context["rows"] if row.is_altered] == [("other", "issued")]
    assert ("The chain of the office holds" in answer.text, "audit_history" in answer.text) == (False, True)


def test_missing_event_is_said_aloud_at_the_one_behind_it(browser: Client) -> None:
    certificate = make_issued()
    with triggers_off(connection), connection.cursor() as cursor:
        cursor.execute("DELETE FROM certification_event WHERE subject = %s AND kind = 'reserved'", [certificate.code])
    assert [row.kind for row in browser.get(INDEX).context["rows"] if row.is_altered] == ["issued"]


def test_file_holds_what_the_form_asks_for_and_no_formula(browser: Client, administrator: User) -> None:
    person = make_user(legal_name="=1+1", email="person@example.org")
    with time_machine.travel("2030-03-01T10:00Z", tick=False):
        make_changes("@SUM(A1)", actor=administrator.pk, person=person.pk, facts={"before": "-x", "after": "+y"})
        make_issued()
    answer = browser.get(FILE, {"kind": "site.role_made", "first_day": "2030-03-01"})
    heads, *lines = table(answer)
    assert heads == [
        "Time",
        "Event",
        "Event, as it is stored",
        "Person",
        "Institution",
        "Subject of the event",
        "Before and after",
        "Details",
        "Who did it",
    ]
    assert lines == [
        [
            "2030-03-01 14:00:00",
            "role made",
            "role_made",
            "'=1+1 <person@example.org>",
            "",
            "'@SUM(A1)",
            "'-x → +y",
            "",
            "Administrator <admin@example.org>",
        ]
    ]
    assert answer["Content-Disposition"].endswith('.csv"')


def test_file_holds_every_entry_beyond_one_page_and_ends_at_its_limit(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "ROWS_ON_A_PAGE", 2)
    make_issued()
    make_changes("a", "b", "c")
    assert len(table(browser.get(FILE))) == 1 + Event.objects.count() + Change.objects.count()
    monkeypatch.setattr(record, "ROWS_IN_A_FILE", 3)
    assert [line[5] for line in table(browser.get(FILE))[1:]] == ["c", "b", "a"]


def test_form_with_a_mistake_gives_no_file(browser: Client) -> None:
    answer = browser.get(FILE, {"actor": "nobody@example.org"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["actor"])
