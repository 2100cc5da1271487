"""A librarian finds a course, reads it, passes the quiz, receives a certificate; HR verifies it by its code."""

import json

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from certification import api as certification
from courses.models import Attempt, Course
from tests.factories.certification import make_template
from tests.factories.learning import make_course, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    course = make_course(lessons=2, certificate_template=make_template())
    make_quiz(course, questions=2)
    return course


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_learner_earns_a_certificate_and_hr_verifies_it(
    language: str, course: Course, client_of, django_capture_on_commit_callbacks
) -> None:
    learner = make_user(language=language)
    browser = client_of(learner)
    page = course.pages.get(locale__language_code=language)

    assert page.title in browser.get(page.get_parent().url).text
    lesson = browser.post(reverse("enrol", args=[course.code]), follow=True, headers={"accept-language": language})
    assert f"Lesson 1 {language}" in lesson.text

    for row in course.lessons.all():
        answer = browser.post(reverse("mark_read", args=[row.pk]))
    assert answer.url == reverse("quiz", args=[course.code])

    started = browser.post(reverse("start_attempt", args=[course.code]))
    assert f"Stem {language}" in browser.get(started.url).text
    attempt = Attempt.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        submitted = browser.post(reverse("submit_attempt", args=[attempt.pk]), {"question-1": "o0", "question-2": "o0"})
    assert f"Feedback 0 {language}" in browser.get(submitted.url).text

    certificate = certification.certificate_for(learner, f"course:{course.code}")
    assert certificate.is_downloadable
    assert browser.get(reverse("certificate_pdf", args=[certificate.code])).getvalue()[:5] == b"%PDF-"
    assert [letter.to for letter in mail.outbox] == [[learner.email]]
    assert certificate.code.lower() in browser.get(reverse("my")).text.replace("-", "").lower()

    hr = Client(headers={"accept-language": language})
    found = hr.get(reverse("verify"), {"code": certificate.code.lower()}, follow=True)
    assert 'data-verdict="valid"' in found.text
    assert [fact in found.text for fact in (learner.legal_name, page.title)] == [True, True]
    facts = json.loads(
        hr.get(reverse("verify_code", args=[certificate.code]), headers={"accept": "application/json"}).text
    )
    assert facts["verdict"] == "valid"
