"""Enough attendance, and what a seminar asks for besides, complete it once: with hours, certificate and programme."""

from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from certification import api as certification
from certification.models import Certificate
from courses.enums import Meetings, SessionState
from courses.models import Attendance, Seminar, SeminarCompletion, Session
from courses.selectors.dashboard import dashboard_of
from courses.selectors.presence import counted_days, seminar_titles
from courses.services.attempts import start_attempt, submit_attempt
from courses.services.attendance import close_attendance, correct_attendance, strike_attendance
from courses.services.programmes import join_programme
from courses.services.seminar_completion import complete_attended, complete_seminar_when_done
from tests.factories.attendance import make_attendance, make_past_session
from tests.factories.certification import make_template
from tests.factories.learning import make_course, make_enrolment, make_quiz, make_seminar, make_site
from tests.factories.people import make_user
from tests.factories.programmes import make_programme
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def seminar() -> Seminar:
    make_site()
    return make_seminar(cpd_hours=Decimal("4.0"), certificate_template=make_template(kind="attendance"))


def held(seminar: Seminar, *attended: tuple[object, int], hours_ago: float = 3, **facts: object) -> Session:
    """A session of an hour that these people left after so many minutes; its attendance is closed."""
    session = make_past_session(seminar, hours_ago=hours_ago, **facts)
    for user, minutes in attended:
        make_attendance(session, user, left=minutes)
    close_attendance(session=session)
    return session


def completed(seminar: Seminar) -> dict[int, tuple[int, Decimal]]:
    found = SeminarCompletion.objects.filter(seminar=seminar)
    return {row.user_id: (row.minutes, row.hours) for row in found}


def test_enough_attendance_completes_with_hours(seminar: Seminar) -> None:
    enough, whole, too_little = make_user(), make_user(), make_user()
    held(seminar, (enough, 50), (whole, 60), (too_little, 44))
    assert completed(seminar) == {enough.pk: (50, Decimal("3.50")), whole.pk: (60, Decimal("4.00"))}


def test_certificate_says_hours_and_day_and_no_score(seminar: Seminar) -> None:
    user = make_user()
    session = held(seminar, (user, 50), time_zone="Asia/Baku")
    snapshot = Certificate.objects.get(holder=user, achievement_key=f"seminar:{seminar.code}").snapshot
    day = session.starts_at.astimezone(ZoneInfo("Asia/Baku")).date().isoformat()
    assert (snapshot["hours"], snapshot["score"], snapshot["achieved_on"], snapshot["kind"]) == (
        *("3.50", None, day),
        "attendance",
    )
    assert snapshot["titles"]["ru"] == seminar.pages.get(locale__language_code="ru").title


def test_seminar_without_a_template_is_completed_without_a_certificate(seminar: Seminar) -> None:
    Seminar.objects.update(certificate_template=None)
    user = make_user()
    held(seminar, (user, 60))
    assert (len(completed(seminar)), certification.certificates_of(user)) == (1, [])


def test_parts_are_completed_when_the_last_of_them_is_closed(seminar: Seminar) -> None:
    user = make_user()
    last = make_past_session(seminar, hours_ago=2)
    make_attendance(last, user, left=30)
    held(seminar, (user, 60))
    before = completed(seminar)
    close_attendance(session=last)
    assert (before, completed(seminar)) == ({}, {user.pk: (90, Decimal("3.00"))})


def test_cancelled_part_is_asked_of_nobody(seminar: Seminar) -> None:
    user = make_user()
    make_past_session(seminar, hours_ago=2, state=SessionState.CANCELLED)
    held(seminar, (user, 60))
    assert completed(seminar) == {user.pk: (60, Decimal("4.00"))}


def test_missed_part_counts_as_missed(seminar: Seminar) -> None:
    user = make_user()
    missed = make_past_session(seminar, hours_ago=2)
    held(seminar, (user, 60))
    close_attendance(session=missed)
    assert completed(seminar) == {}


def test_best_of_repeats_counts_with_its_day(seminar: Seminar) -> None:
    Seminar.objects.update(meetings=Meetings.REPEATS)
    user = make_user()
    held(seminar, (user, 20), hours_ago=80)
    seen = completed(seminar)
    good = held(seminar, (user, 60), hours_ago=40)
    held(seminar, (user, 10), hours_ago=3)
    certificate = Certificate.objects.get(holder=user)
    day = good.starts_at.astimezone(ZoneInfo(good.time_zone)).date().isoformat()
    assert (seen, completed(seminar)) == ({}, {user.pk: (60, Decimal("4.00"))})
    assert certificate.snapshot["achieved_on"] == day


def test_correction_after_closing_completes(seminar: Seminar) -> None:
    user = make_user()
    session = held(seminar, (user, 30))
    correct_attendance(session=session, user=user, minutes=55, reason="The door list was wrong", by=make_user())
    assert completed(seminar) == {user.pk: (55, Decimal("3.50"))}


def test_what_is_completed_stays_whatever_is_corrected_or_struck(seminar: Seminar) -> None:
    user, organiser = make_user(), make_user()
    session = held(seminar, (user, 60))
    correct_attendance(session=session, user=user, minutes=1, reason="x", by=organiser)
    strike_attendance(attendance=Attendance.objects.get(), reason="x", by=organiser)
    assert completed(seminar) == {user.pk: (60, Decimal("4.00"))}


def test_completion_completes_the_programme(seminar: Seminar) -> None:
    user = make_user()
    enrolment = join_programme(user=user, programme=make_programme([seminar]))
    held(seminar, (user, 60))
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None


def pass_quiz(enrolment) -> None:
    attempt = start_attempt(enrolment=enrolment, quiz=enrolment.course.quiz)
    submit_attempt(attempt=attempt, answers={question.position: "o0" for question in attempt.questions.all()})


@pytest.mark.parametrize("quiz_first", [True, False])
def test_quiz_is_passed_before_or_after(quiz_first: bool) -> None:  # noqa: FBT001
    course = make_course(lessons=1)
    make_quiz(course)
    seminar, user = make_seminar(quiz=course.quiz), make_user()
    enrolment, seen = make_enrolment(course, user, read=1), []
    steps = [lambda: pass_quiz(enrolment), lambda: held(seminar, (user, 60))]
    for step in steps if quiz_first else reversed(steps):
        step()
        seen.append(len(completed(seminar)))
    assert seen == [0, 1]


def test_quiz_that_was_failed_completes_nothing() -> None:
    course = make_course(lessons=1)
    make_quiz(course)
    seminar, user = make_seminar(quiz=course.quiz), make_user()
    held(seminar, (user, 60))
    submit_attempt(attempt=start_attempt(enrolment=make_enrolment(course, user, read=1), quiz=course.quiz), answers={})
    assert completed(seminar) == {}


def test_nobody_completes_a_seminar_without_sessions(seminar: Seminar) -> None:
    assert complete_seminar_when_done(user=make_user(), seminar=seminar) is False


def two_open_parts(seminar: Seminar) -> list[Session]:
    user, parts = make_user(), [make_past_session(seminar, hours_ago=hours) for hours in (5, 3)]
    for part in parts:
        make_attendance(part, user)
    return parts


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("_round", range(3))
def test_last_two_parts_closed_at_once_complete_once(_round: int, seminar: Seminar) -> None:
    parts = iter(two_open_parts(seminar))
    outcomes = at_once(2, lambda: close_attendance(session=next(parts)))
    assert (outcomes, len(completed(seminar)), Certificate.objects.count()) == ([True, True], 1, 1)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_twenty_calls_at_once_complete_once(seminar: Seminar) -> None:
    user = make_user()
    session = make_past_session(seminar, attendance_closed_at=timezone.now())
    Attendance.objects.create(session=session, user=user, minutes=60)
    outcomes = at_once(20, lambda: complete_seminar_when_done(user=user, seminar=seminar))
    assert (sorted(outcomes), Certificate.objects.count()) == ([False] * 19 + [True], 1)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_calls_without_the_lock_collide(seminar: Seminar) -> None:
    """Positive control: the bare insert that the lock protects is refused by the constraint."""
    user = make_user()
    insert = SeminarCompletion.objects.create
    outcomes = at_once(10, lambda: insert(seminar=seminar, user=user, minutes=1, hours=1))
    assert sum(isinstance(outcome, IntegrityError) for outcome in outcomes) == 9


def test_hours_count_in_the_personal_area_and_in_the_results(seminar: Seminar, client_of) -> None:
    user, earlier = make_user(language="en"), make_seminar()
    held(seminar, (user, 50))
    last_year = timezone.now().replace(year=timezone.now().year - 1, month=6, day=1)
    SeminarCompletion.objects.create(
        seminar=earlier, user=user, minutes=9, hours=Decimal("1.25"), completed_at=last_year
    )
    SeminarCompletion.objects.create(seminar=earlier, user=make_user(), minutes=9, hours=50)
    hours = dashboard_of(user, "en").hours
    page = client_of(user).get(reverse("my_results"), headers={"accept-language": "en"})
    assert (hours.this_year, hours.total, page.context["total"]) == (Decimal("3.5"), Decimal("4.75"), Decimal("4.75"))
    titles = {seminar.pages.get(locale__language_code="en").title, earlier.pages.get(locale__language_code="en").title}
    assert {result.title for result in page.context["seminars"]} == titles


def test_days_that_count_are_told_of_everybody_at_once(seminar: Seminar) -> None:
    enough, absent = make_user(), make_user()
    session = held(seminar, (enough, 50), (make_user(), 60), time_zone="Asia/Baku")
    day = session.starts_at.astimezone(ZoneInfo("Asia/Baku")).date()
    assert counted_days(seminar, [enough.pk, absent.pk]) == {enough.pk: day}


def test_seminar_whose_pages_are_gone_is_certified_by_its_code(seminar: Seminar) -> None:
    assert seminar_titles(seminar) == dict(seminar.pages.values_list("locale__language_code", "title"))
    seminar.pages.update(live=False)
    assert seminar_titles(seminar) == {"az": seminar.code}


def test_everybody_who_attended_is_completed_and_counted(seminar: Seminar) -> None:
    session = make_past_session(seminar)
    people = [make_user() for _person in range(3)]
    for user, minutes in zip(people, (60, 50, 10), strict=True):
        make_attendance(session, user, left=minutes)
    assert complete_attended(seminar=seminar) == 0
    close_attendance(session=session)
    SeminarCompletion.objects.all().delete()
    assert [complete_attended(seminar=seminar) for _time in range(2)] == [2, 0]
    assert completed(seminar) == {people[0].pk: (60, Decimal("4.00")), people[1].pk: (50, Decimal("3.50"))}
