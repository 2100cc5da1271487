"""Attendance afterwards: closed, corrected with a reason, filled from a file, taken away as a table and on paper."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.models import Attendance, AttendanceCorrection, AttendanceFile, SeminarCompletion, Session
from tests.factories.attendance import make_attendance
from tests.factories.learning import make_site
from tests.factories.people import make_user
from tests.factories.seminars import make_registration, make_session

pytestmark = pytest.mark.django_db

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def trainer() -> User:
    return make_user(Role.TRAINER, language="en", legal_name="Trainer")


@pytest.fixture
def session(trainer: User) -> Session:
    """A session of an hour that has just ended, with one person who was there and one who was not."""
    make_site()
    session = make_session(minutes=60)
    session.seminar.pages.update(owner=trainer)
    people = [make_user(email=f"p{n}@example.org", legal_name=f"Person{n} Family") for n in (0, 1)]
    for person in people:
        make_registration(session, person)
    now = timezone.now().replace(microsecond=0)
    Session.objects.update(starts_at=now - timedelta(minutes=60), ends_at=now)
    session.refresh_from_db()
    make_attendance(session, people[0], late=10)
    return session


@pytest.fixture
def studio(trainer: User, client_of) -> Client:
    return client_of(trainer)


def address(name: str, session: Session, person: int | None = None) -> str:
    query = f"?person={person}" if person else ""
    return reverse(name, args=[session.pk]) + query


def person(number: int) -> User:
    return User.objects.get(email=f"p{number}@example.org")


def test_closing_counts_and_completes(session: Session, studio: Client) -> None:
    studio.post(address("close_attendance", session))
    assert Attendance.objects.get().minutes == 50
    assert list(SeminarCompletion.objects.values_list("user", flat=True)) == [person(0).pk]


def test_closing_too_early_is_told(session: Session, studio: Client) -> None:
    Session.objects.update(ends_at=timezone.now() + timedelta(minutes=5))
    answer = studio.post(address("close_attendance", session), follow=True, headers=ENGLISH)
    assert ("The session has not ended" in answer.text, Attendance.objects.get().minutes) == (True, None)


def test_correction_is_kept_and_shown(session: Session, studio: Client, trainer: User) -> None:
    sent = {"minutes": 30, "reason": "Left with the bus"}
    answer = studio.post(address("correct_attendance", session, person(1).pk), sent, follow=True, headers=ENGLISH)
    kept = AttendanceCorrection.objects.values_list("user", "minutes_after", "reason", "corrected_by")
    assert list(kept) == [(person(1).pk, 30, "Left with the bus", trainer.pk)]
    assert "Left with the bus" in answer.text


@pytest.mark.parametrize("sent", [{"minutes": 30}, {"minutes": 61, "reason": "x"}, {"minutes": -1, "reason": "x"}, {}])
def test_correction_without_sense_is_refused(sent: dict, session: Session, studio: Client) -> None:
    answer = studio.post(address("correct_attendance", session, person(0).pk), sent)
    assert (answer.status_code, AttendanceCorrection.objects.count()) == (422, 0)


def test_record_is_taken_back_with_a_reason(session: Session, studio: Client) -> None:
    where = address("strike_attendance", session, person(0).pk)
    refused = studio.post(where).status_code
    before = Attendance.objects.count()
    studio.post(where, {"strike-reason": "Somebody else signed"})
    assert (refused, before, Attendance.objects.count()) == (422, 1, 0)


def test_who_was_forgotten_is_added_by_address(session: Session, studio: Client) -> None:
    guest = make_user(email="guest@example.org")
    studio.post(
        address("add_attendance", session), {"email": "guest@example.org", "minutes": 60, "reason": "Was there"}
    )
    assert Attendance.objects.filter(user=guest, minutes=60, way="hand").count() == 1


def test_unknown_address_is_refused(session: Session, studio: Client) -> None:
    answer = studio.post(address("add_attendance", session), {"email": "x@example.org", "minutes": 6, "reason": "x"})
    assert (answer.status_code, Attendance.objects.count()) == (422, 1)


def test_strangers_change_nothing(session: Session, client_of) -> None:
    stranger = client_of(make_user(Role.TRAINER))
    parts = [("close_attendance",), ("add_attendance",), ("strike_attendance", person(0).pk)]
    statuses = {stranger.post(address(name, session, *rest), {}).status_code for name, *rest in parts}
    assert (statuses, Attendance.objects.count()) == ({404}, 1)


def test_table_is_taken_away(session: Session, studio: Client) -> None:
    studio.post(address("close_attendance", session))
    answer = studio.get(address("session_attendance", session), {"export": "xlsx"}, headers=ENGLISH)
    lines = list(load_workbook(BytesIO(answer.content)).active.values)
    assert lines[0] == (
        *("Full name", "Arrived", "Left", "Minutes", "Share", "Hours", "Recorded", "E-mail", "Institution"),
    )
    assert lines[1][0::3] == ("Person0 Family", 50, "by hand")
    assert lines[2][0::3] == ("Person1 Family", None, "not recorded")


@pytest.mark.parametrize("number", [0, 3])
def test_page_costs_the_same(number: int, session: Session, studio: Client, django_assert_num_queries) -> None:
    for _person in range(number):
        make_attendance(session)
    studio.get(address("session_attendance", session))
    with django_assert_num_queries(12):
        assert len(studio.get(address("session_attendance", session)).context["rows"]) == number + 2


@pytest.mark.parametrize("name", ["session_sheet", "session_labels"])
def test_paper_is_a_pdf_that_no_cache_keeps(name: str, session: Session, studio: Client) -> None:
    answer = studio.get(address(name, session))
    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 1
    assert (answer["Content-Type"], "no-store" in answer["Cache-Control"]) == ("application/pdf", True)


def uploaded(studio: Client, session: Session, *lines: str, **fields: str):
    content = "\n".join(["Name;Email;Join time;Leave time", *lines]).encode()
    sent = {"file": SimpleUploadedFile("room.csv", content), "zone": session.time_zone, "order": ""} | fields
    return studio.post(address("import_attendance", session), sent, headers=ENGLISH)


def test_report_is_looked_at_then_recorded(session: Session, studio: Client) -> None:
    start = f"{session.starts_at:%Y-%m-%d %H:%M:%S}"
    end = f"{session.ends_at:%Y-%m-%d %H:%M:%S}"
    answer = uploaded(studio, session, f"P1;p1@example.org;{start};{end}", f"Family Person1;;{start};{end}", zone="UTC")
    shown = studio.get(answer["Location"], headers=ENGLISH)
    before = Attendance.objects.count()
    studio.post(answer["Location"], {"person-1": person(1).pk, "person-²": "1", "person-2": "9" * 5000})
    assert ("Family Person1" in shown.text, before) == (True, 1)
    assert Attendance.objects.get(user=person(1)).minutes == 60


def test_report_that_cannot_be_read_is_told_at_its_field(session: Session, studio: Client) -> None:
    ambiguous = uploaded(studio, session, "P1;p1@example.org;03/04/2020 10:00;-")
    large = studio.post(
        address("import_attendance", session),
        {"file": SimpleUploadedFile("room.csv", b"a" * (2 * 1024 * 1024 + 1)), "zone": session.time_zone},
    )
    errors = [set(answer.context["form"].errors) for answer in (ambiguous, large)]
    assert (errors, AttendanceFile.objects.count()) == ([{"order"}, {"file"}], 0)


def test_report_of_others_is_missing(session: Session, studio: Client, client_of) -> None:
    where = uploaded(studio, session, "P1;p1@example.org;10:00;11:00")["Location"]
    stranger = client_of(make_user(Role.TRAINER))
    assert (stranger.get(where).status_code, stranger.post(where).status_code) == (404, 404)
    assert Attendance.objects.count() == 1
