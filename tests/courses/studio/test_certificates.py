"""Certificates for those who completed before there was a template: proposed in the studio, confirmed at the office."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.enums import Role
from academy.accounts.models import User
from certification.enums import State
from certification.models import Batch, Certificate
from certification.services.keys import ensure_demo_key
from courses.models import Cohort, Course, Enrolment, Seminar, SeminarCompletion
from tests.factories.attempts import make_attempt
from tests.factories.attendance import make_attendance, make_past_session
from tests.factories.certification import make_template
from tests.factories.learning import make_enrolment, make_seminar, make_site
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

DATES = {"starts_on": date(2026, 1, 10), "ends_on": date(2099, 1, 20)}
ClientOf = Callable[[User], Client]


@pytest.fixture
def studio(trainer: User, client_of: ClientOf) -> Client:
    ensure_demo_key()
    return client_of(trainer)


@pytest.fixture
def confirm(studio: Client, django_capture_on_commit_callbacks: Callable) -> Callable[[str, str], None]:
    """Propose on a page of the studio, and confirm what it leads to."""

    def propose_and_confirm(address: str, letters: str) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            studio.post(studio.post(address)["Location"], {"letters": letters})

    return propose_and_confirm


def make_completed(course: Course, *, cohort: Cohort | None = None, at: datetime | None = None) -> Enrolment:
    """Somebody who has completed the course with both answers right."""
    enrolment = make_enrolment(course, make_user())
    make_attempt(course.quiz, ["o0", "o0"], enrolment=enrolment)
    Enrolment.objects.filter(pk=enrolment.pk).update(cohort=cohort, completed_at=at or timezone.now())
    enrolment.refresh_from_db()
    return enrolment


def choose_template() -> None:
    Course.objects.update(certificate_template=make_template(), cpd_hours=Decimal("2.5"))


def page(course: Course) -> str:
    return reverse("course_certificates", args=[course.code])


def numbers(browser: Client, course: Course) -> list[tuple[str, int, int]]:
    """Each row of the page: who, completed, certified."""
    rows = browser.get(page(course)).context["rows"]
    return [(row.cohort.name if row.cohort else "", row.completed, row.certified) for row in rows]


def test_template_chosen_later_issues_nothing_until_the_count_is_confirmed(
    course: Course, studio: Client, confirm: Callable[[str, str], None]
) -> None:
    enrolments = [make_completed(course), make_completed(course)]
    choose_template()
    studio.get(page(course))
    proposed = studio.post(page(course))
    shown = studio.get(proposed["Location"])
    assert (Certificate.objects.count(), len(mail.outbox), shown.context["taken"]) == (0, 0, 2)
    confirm(page(course), "no")
    holders = set(Certificate.objects.filter(state=State.ISSUED).values_list("holder", flat=True))
    assert (holders, mail.outbox) == ({row.user_id for row in enrolments}, [])
    assert numbers(studio, course) == [("", 2, 2)]


def test_certificate_says_what_was_achieved_when_it_was(course: Course, confirm: Callable[[str, str], None]) -> None:
    make_completed(course, at=datetime(2026, 3, 1, 22, 30, tzinfo=timezone.get_fixed_timezone(0)))
    choose_template()
    confirm(page(course), "write")
    said = Certificate.objects.get().snapshot
    assert (said["achieved_on"], Decimal(said["hours"]), said["score"]) == ("2026-03-02", Decimal("2.5"), "100")
    assert (said["achievement_key"], len(mail.outbox)) == (f"course:{course.code}", 1)


def test_only_those_of_the_cohort_are_proposed(course: Course, studio: Client) -> None:
    spring = Cohort.objects.create(course=course, name="Yaz", **DATES)
    inside, _outside = make_completed(course, cohort=spring), make_completed(course)
    make_enrolment(course)
    choose_template()
    assert numbers(studio, course) == [("", 2, 0), ("Yaz", 1, 0)]
    studio.post(page(course), {"cohort": spring.pk})
    batch = Batch.objects.get()
    assert ([row["holder"] for row in batch.rows], batch.note) == ([inside.user_id], "Yaz")


def test_nobody_left_is_said_and_proposes_nothing(course: Course, studio: Client) -> None:
    choose_template()
    answer = studio.post(page(course), follow=True)
    assert (Batch.objects.count(), len(answer.context["messages"])) == (0, 1)


def test_course_without_a_template_proposes_nothing(course: Course, studio: Client) -> None:
    make_completed(course)
    Course.objects.update(certificate_template=None)
    studio.post(page(course))
    assert Batch.objects.count() == 0


@pytest.mark.parametrize("cohort", ["x", "0", "99999999999999999999"])
def test_cohort_of_nobody_is_missing(cohort: str, course: Course, studio: Client) -> None:
    choose_template()
    assert studio.post(page(course), {"cohort": cohort}).status_code == 404


def test_page_of_others_is_missing(course: Course, client_of: ClientOf) -> None:
    make_completed(course)
    choose_template()
    strangers = [client_of(make_user()), client_of(make_user(Role.TRAINER))]
    answers = [browser.post(page(course)).status_code for browser in strangers]
    assert (answers, Batch.objects.count()) == ([404, 404], 0)


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_the_same_number_of_questions(
    number: int, course: Course, studio: Client, django_assert_num_queries
) -> None:
    choose_template()
    for place in range(number):
        make_completed(course, cohort=Cohort.objects.create(course=course, name=str(place), **DATES))
    studio.get(page(course))
    with django_assert_num_queries(11):
        studio.get(page(course))


def make_completion(seminar: Seminar, hours: str) -> SeminarCompletion:
    """Somebody who has completed the seminar."""
    return SeminarCompletion.objects.create(
        seminar=seminar, user=make_user(), minutes=90, hours=Decimal(hours), completed_at=timezone.now()
    )


def test_seminar_certifies_hours_and_the_day_that_counted(
    trainer: User, studio: Client, confirm: Callable[[str, str], None]
) -> None:
    make_site()
    seminar = make_seminar(offer_hours=0, certificate_template=make_template())
    seminar.pages.update(owner=trainer)
    session = make_past_session(seminar, attendance_closed_at=timezone.now())
    attended, by_hand = make_completion(seminar, "1.5"), make_completion(seminar, "2.0")
    make_attendance(session, attended.user)
    address = reverse("seminar_certificates", args=[seminar.code])
    studio.get(address)
    confirm(address, "no")
    said = {row.holder_id: row.snapshot for row in Certificate.objects.all()}
    day = timezone.localdate(session.starts_at).isoformat()
    today = timezone.localdate(by_hand.completed_at).isoformat()
    shown = {holder: (Decimal(one["hours"]), one["achieved_on"], one["score"]) for holder, one in said.items()}
    assert shown == {attended.user_id: (Decimal("1.5"), day, None), by_hand.user_id: (Decimal(2), today, None)}


def test_seminar_of_others_is_missing(trainer: User, client_of: ClientOf) -> None:
    make_site()
    seminar = make_seminar(offer_hours=0, certificate_template=make_template())
    seminar.pages.update(owner=trainer)
    make_completion(seminar, "1")
    answer = client_of(make_user(Role.TRAINER)).post(reverse("seminar_certificates", args=[seminar.code]))
    assert (answer.status_code, Batch.objects.count()) == (404, 0)
