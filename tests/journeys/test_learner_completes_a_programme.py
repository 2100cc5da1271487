"""A librarian joins a programme, takes a course, attends a seminar, and receives the programme's certificate."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.enums import Role
from certification import api as certification
from courses.models import Course, Programme, Seminar
from tests.factories.certification import make_template
from tests.factories.learning import make_course, make_seminar, make_site
from tests.factories.people import make_user
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def parts() -> tuple[Course, Seminar]:
    index = make_site()
    return make_course(lessons=1, index=index), make_seminar(timezone.now() - timedelta(days=1))


@pytest.fixture
def programme(parts: tuple[Course, Seminar]) -> Programme:
    return make_programme(*([part] for part in parts), certificate_template=make_template(), cpd_hours=7)


def record(organiser: Client, seminar: Seminar, email: str) -> set[int]:
    session = seminar.sessions.get()
    sent = {"email": email, "minutes": 60, "reason": "Signed the list"}
    added = organiser.post(reverse("add_attendance", args=[session.pk]), sent)
    return {added.status_code, organiser.post(reverse("close_attendance", args=[session.pk])).status_code}


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_programme_ends_with_a_certificate_that_anyone_verifies(
    language: str, programme: Programme, parts: tuple, client_of, django_capture_on_commit_callbacks
) -> None:
    course, seminar = parts
    learner, trainer = make_user(language=language), make_user(Role.TRAINER)
    seminar.pages.update(owner=trainer)
    browser, page = client_of(learner), programme.pages.get(locale__language_code=language)
    joined = browser.post(reverse("join_programme", args=[programme.code]), follow=True)
    assert f"Group {language}" in joined.text

    browser.post(reverse("enrol", args=[course.code]))
    browser.post(reverse("mark_read", args=[course.lessons.get().pk]))
    assert certification.certificate_for(learner, f"programme:{programme.code}") is None

    with django_capture_on_commit_callbacks(execute=True):
        record(client_of(trainer), seminar, learner.email)
    certificate = certification.certificate_for(learner, f"programme:{programme.code}")
    assert (certificate.is_downloadable, [letter.to for letter in mail.outbox]) == (True, [[learner.email]])

    assert certificate.grouped_code in browser.get(page.url).text
    verified = Client(headers={"accept-language": language}).get(reverse("verify_code", args=[certificate.code])).text
    assert ('data-verdict="valid"' in verified, page.title in verified, learner.legal_name in verified) == (True,) * 3


def test_organiser_of_another_seminar_cannot_make_somebody_attend(parts: tuple, client_of) -> None:
    learner, stranger = make_user(), client_of(make_user(Role.TRAINER))
    assert (record(stranger, parts[1], learner.email), learner.attendance.count()) == ({404}, 0)
