"""The demo command makes what the README promises, twice without harm, and every page that it made opens."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from itertools import pairwise

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from wagtail.models import Page

from academy.accounts.demo import DEMO_PASSWORD
from academy.accounts.models import User
from academy.languages import LANGUAGES
from certification import api as certification
from certification import tasks
from certification.enums import LOGGED
from certification.models import Event
from courses.enums import ItemFault
from courses.forms.evaluations import answer_form, answers_in
from courses.management.seeding.content import read
from courses.models import (
    Announcement,
    Attendance,
    Course,
    Enrolment,
    Evaluation,
    EvaluationAnswers,
    EvaluationHandIn,
    Lesson,
    Post,
    Question,
    Quiz,
    Registration,
    RegistrationLetter,
    SeatPool,
    Seminar,
    SeminarCompletion,
    Session,
)
from courses.selectors.evaluation_results import evaluation_results
from courses.selectors.evaluations import asked_evaluations
from courses.selectors.seminars import past_seminars, upcoming_seminars
from courses.services.attempts import start_attempt
from tests.factories.learning import make_enrolment

pytestmark = pytest.mark.django_db

COUNTED: list[type[Model]] = [
    Page,
    User,
    Course,
    Lesson,
    Question,
    Seminar,
    Session,
    Enrolment,
    Announcement,
    Post,
    Registration,
    Attendance,
    SeminarCompletion,
    Evaluation,
    EvaluationAnswers,
    EvaluationHandIn,
]


#: Seminars that are over, the latest first.
PAST = ["SEM-UDC-GROWTH", "SEM-READERS"]


@pytest.fixture(scope="module")
def _seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Seed once for this file, which takes long; each test goes back to here, and the file's end to before it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_seeded: None, db: None) -> None:
    """The demo, seeded."""


def test_demo_is_complete_and_a_second_run_changes_nothing(demo: None) -> None:
    first = {model.__name__: model.objects.count() for model in COUNTED}
    call_command("seed_demo", verbosity=0)
    assert {model.__name__: model.objects.count() for model in COUNTED} == first
    assert (first["Course"], first["Lesson"], first["Question"], first["Seminar"]) == (3, 18, 42, 8)
    people = [user for user in User.objects.all() if not user.email.startswith("class-")]
    assert all(authenticate(None, email=user.email, password=DEMO_PASSWORD) for user in people)


def test_history_and_log_of_the_demo_hold(demo: None) -> None:
    tasks.sweep_certificates()
    tasks.extend_log()
    told = StringIO()
    for command in ("audit_history", "verify_log"):
        call_command(command, stdout=told)
    logged = Event.objects.filter(kind__in=LOGGED).count()
    assert logged > 0
    assert told.getvalue().splitlines()[-1] == f"The log holds: {logged} entries."


def test_class_of_the_demo_fills_the_statistics_and_cannot_log_in(demo: None, client_of) -> None:
    learners = User.objects.filter(email__startswith="class-")
    trainer = client_of(User.objects.get(email="trainer@example.org"))
    figures = trainer.get(reverse("quiz_statistics", args=["OPEN-301"])).context["told"]()["figures"]
    faults = {fault for item in figures.items for fault in item.faults}
    assert (learners.count(), any(user.has_usable_password() for user in learners)) == (40, False)
    assert (figures.attempts, figures.alpha > 0.6, ItemFault.NEGATIVE in faults) == (37, True, True)


def test_every_page_of_the_demo_opens(demo: None, client_of) -> None:
    learner = client_of(User.objects.get(email="second-learner@example.org"))
    pages = Page.objects.live().filter(depth__gt=1)
    opened = {page.url: (Client().get(page.url).status_code, learner.get(page.url).status_code) for page in pages}
    assert opened == dict.fromkeys(opened, (200, 200))
    assert len(opened) == pages.count() == 123


def test_second_learner_of_the_demo_has_completed_a_course(demo: None, client_of) -> None:
    learner = User.objects.get(email="second-learner@example.org")
    enrolment = learner.enrolments.get(course__code="OPEN-301")
    attempt = enrolment.attempts.get()
    result = client_of(learner).get(reverse("result", args=[attempt.pk]))
    assert (enrolment.completed_at is not None, attempt.percent, result.status_code) == (True, 100, 200)


def test_udc_quiz_draws_half_of_its_questions(demo: None) -> None:
    quiz = Quiz.objects.get(course__code="UDC-101")
    attempt = start_attempt(enrolment=make_enrolment(quiz.course, read=6), quiz=quiz)
    asked = set(attempt.questions.values_list("revision__question", flat=True))
    drawn = Question.objects.filter(bank=quiz.draws.first().bank, category__isnull=False)
    assert (len(asked), drawn.filter(pk__in=asked).count(), drawn.count()) == (10, 5, 10)


def test_seminars_of_the_demo_are_past_under_way_and_to_come(demo: None) -> None:
    assert [card.seminar.code for card in past_seminars("az")] == PAST
    coming = [card.seminar.code for card in upcoming_seminars("az")]
    assert (coming[0], len(coming)) == ("SEM-DIGITISE", 6)
    running = Session.objects.get(seminar__code="SEM-DIGITISE")
    assert running.starts_at < timezone.now() < running.ends_at
    full = Session.objects.get(seminar__code="SEM-MARC-CLINIC").registrations
    assert Counter(full.values_list("state", flat=True)) == {"confirmed": 12, "waiting": 3}
    kept = SeatPool.objects.filter(session__seminar__code="SEM-ORCID").exclude(institution=None)
    assert sorted(kept.values_list("seats", flat=True)) == [6, 8]
    series = Session.objects.filter(seminar__code="SEM-UDC-SHELF").values_list("starts_at", flat=True)
    assert [later - first for first, later in pairwise(series)] == [timedelta(weeks=1)] * 2


def test_learner_of_the_demo_has_attended_two_seminars(demo: None) -> None:
    learner = User.objects.get(email="learner@example.org")
    assert set(learner.seminar_completions.values_list("seminar__code", flat=True)) == set(PAST)
    certificates = [certification.certificate_for(learner, f"seminar:{code}") for code in (*PAST, "SEM-DIGITISE")]
    assert [certificate is not None for certificate in certificates] == [True, True, False]


def test_past_seminars_of_the_demo_were_evaluated_and_one_waits_for_the_learner(demo: None) -> None:
    handed_in = {code: evaluation_results(Seminar.objects.get(code=code)).handed_in for code in PAST}
    learner = User.objects.get(email="learner@example.org")
    assert handed_in == {"SEM-UDC-GROWTH": 5, "SEM-READERS": 7}
    assert [one.code for one in asked_evaluations(learner, "az")] == ["SEM-UDC-GROWTH"]
    form = Evaluation.objects.get()
    spoken = [set(field.label) for field in form.fields.all()]
    assert (spoken, form.seminars.count()) == ([set(LANGUAGES)] * 8, 8)


def test_evaluations_of_the_demo_could_be_sent(demo: None) -> None:
    sent = [given for answers in read("site", "evaluation.toml")["answers"].values() for given in answers]
    forms = [answer_form(Evaluation.objects.get(), "en", given) for given in sent]
    assert [dict(form.errors) for form in forms] == [{}] * 12
    assert [answers_in(form) for form in forms] == sent


def test_demo_writes_to_nobody_about_seminars(demo: None) -> None:
    assert RegistrationLetter.objects.filter(mailed_at=None).count() == 0
