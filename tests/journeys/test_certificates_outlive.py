"""Certificates outlive whatever they were given for: page, course, cohort, seminar, programme, and the account."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.models import User
from certification.enums import Verdict
from certification.models import Certificate
from certification.services.audit import audit_history
from certification.services.keys import ensure_demo_key
from certification.services.production import produce_certificate
from certification.services.verification import verify_code
from courses.models import Cohort, Course, Enrolment, Programme, Seminar
from courses.services.attendance import close_attendance
from courses.services.cohorts import put_all_into_cohort
from courses.services.programmes import join_programme
from courses.services.progress import mark_lesson_read
from tests.factories.attendance import make_attendance, make_past_session
from tests.factories.certification import make_template
from tests.factories.learning import make_course, make_enrolment, make_seminar, make_site
from tests.factories.people import make_user
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


def earn_from_course(learner: User) -> Callable[[], object]:
    """A course in a cohort; deleted with its pages, its learners and the cohort."""
    course = make_course(lessons=1, certificate_template=make_template())
    today = timezone.localdate()
    cohort = Cohort.objects.create(course=course, name="Payız", starts_on=today, ends_on=today + timedelta(days=9))
    enrolment = make_enrolment(course, learner)
    put_all_into_cohort(enrolments=Enrolment.objects.filter(pk=enrolment.pk), cohort=cohort)
    mark_lesson_read(enrolment=Enrolment.objects.get(pk=enrolment.pk), lesson=course.lessons.get())

    def delete() -> None:
        for page in course.pages.all():
            page.delete()
        cohort.delete()
        course.enrolments.all().delete()
        course.lessons.all().delete()
        Course.objects.get(pk=course.pk).delete()
        assert not Course.objects.exists()

    return delete


def earn_from_seminar(learner: User) -> Callable[[], object]:
    """A seminar with a session; deleted with its pages, attendance and completions."""
    make_site()
    seminar = make_seminar(certificate_template=make_template(kind="attendance"))
    session = make_past_session(seminar)
    make_attendance(session, learner, left=60)
    close_attendance(session=session)

    def delete() -> None:
        for page in seminar.pages.all():
            page.delete()
        seminar.completions.all().delete()
        session.attendance.all().delete()
        seminar.sessions.all().delete()
        Seminar.objects.get(pk=seminar.pk).delete()
        assert not Seminar.objects.exists()

    return delete


def earn_from_programme(learner: User) -> Callable[[], object]:
    """A programme of one course; deleted with its pages."""
    course = make_course(lessons=1)
    programme = make_programme([course], certificate_template=make_template(kind="programme"))
    join_programme(user=learner, programme=programme)
    mark_lesson_read(enrolment=make_enrolment(course, learner), lesson=course.lessons.get())

    def delete() -> None:
        for page in programme.pages.all():
            page.delete()
        programme.enrolments.all().delete()
        Programme.objects.get(pk=programme.pk).delete()
        assert not Programme.objects.exists()

    return delete


@pytest.mark.parametrize("earn", [earn_from_course, earn_from_seminar, earn_from_programme])
def test_certificate_outlives_what_it_was_given_for_and_its_account(earn: Callable, client_of: Callable) -> None:
    ensure_demo_key()
    learner = make_user(language="en")
    delete = earn(learner)
    certificate = Certificate.objects.get(holder=learner)
    produce_certificate(certificate.pk)
    before = verify_code(text=certificate.code, address="192.0.2.1")
    delete()
    assert verify_code(text=certificate.code, address="192.0.2.1") == before
    assert (before.verdict, before.facts.holder) == (Verdict.VALID, learner.legal_name)
    mine: Client = client_of(learner)
    assert str(certificate) in mine.get(reverse("my_certificates")).content.decode()
    assert mine.get(reverse("certificate_pdf", args=[certificate.code])).content.startswith(b"%PDF")
    learner.delete()
    after = verify_code(text=certificate.code, address="192.0.2.1")
    assert (after.verdict, after.facts.holder, after.facts.titles) == (Verdict.VALID, None, before.facts.titles)
    assert list(audit_history()) == []
