"""The ways onto a course: on request, by a link, by a list, in a cohort; and the way out and back."""

import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.enums import EnrolmentMode
from courses.models import Course, Enrolment, EnrolmentRequest
from tests.accounts.test_signup import FORM, code_in
from tests.factories.admission import make_cohort
from tests.factories.learning import make_course
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer() -> User:
    return make_user(Role.TRAINER, language="en")


@pytest.fixture
def course(trainer: User) -> Course:
    course = make_course(lessons=2, enrolment_mode=EnrolmentMode.APPROVAL)
    course.pages.update(owner=trainer)
    return course


def letters_to(address: str) -> list[str]:
    return [letter.subject for letter in mail.outbox if letter.to == [address]]


def test_learner_asks_and_trainer_lets_her_in(
    course: Course, trainer: User, client_of, django_capture_on_commit_callbacks
) -> None:
    learner = make_user(language="en")
    browser, studio = client_of(learner), client_of(trainer)
    refused = browser.post(reverse("enrol", args=[course.code]), follow=True)
    assert "People come onto this course on request." in refused.text
    browser.post(reverse("ask_to_enrol", args=[course.code]), {"message": "I catalogue maps."})
    request = EnrolmentRequest.objects.get()
    assert "I catalogue maps." in studio.get(reverse("enrolmentrequest:index")).text
    with django_capture_on_commit_callbacks(execute=True):
        studio.post(reverse("enrolmentrequest:decide", args=[request.pk]), {"decision": "approve", "reason": "Welcome"})
    title = course.pages.get(locale__language_code="en").title
    assert letters_to(learner.email) == [f"You are enrolled: “{title}”"]
    lesson = browser.get(reverse("continue_course", args=[course.code]), follow=True)
    assert "Lesson 1 en" in lesson.text


def test_stranger_signs_up_by_an_invitation_and_comes_into_the_cohort(
    course: Course, trainer: User, client_of, django_capture_on_commit_callbacks
) -> None:
    cohort = make_cohort(course=course)
    fields = {"course": course.pk, "cohort": cohort.pk, "email": "nigar@example.org", "language": "en"}
    with django_capture_on_commit_callbacks(execute=True):
        client_of(trainer).post(reverse("invitation:add"), fields)
    address = re.search(r"http://[^/]+(/my/invitations/\S+)", mail.outbox[0].body).group(1)
    stranger = Client(headers={"accept-language": "en"})
    signup = re.search(r'href="(/accounts/signup/\?next=[^"]+)"', stranger.get(address).text).group(1)
    with django_capture_on_commit_callbacks(execute=True):
        stranger.post(signup, FORM | {"next": address})
    back = stranger.post("/accounts/confirm-email/", {"code": code_in(mail.outbox[-1])})
    assert back.url == address
    title = course.pages.get(locale__language_code="en").title
    assert (title in stranger.get(address).text, Enrolment.objects.count()) == (True, 0)
    stranger.post(address)
    enrolment = Enrolment.objects.get()
    assert (enrolment.user.email, enrolment.cohort) == ("nigar@example.org", cohort)


def test_person_who_was_not_invited_gets_nothing_from_the_link(
    course: Course, trainer: User, client_of, django_capture_on_commit_callbacks
) -> None:
    fields = {"course": course.pk, "email": "nigar@example.org", "language": "en"}
    with django_capture_on_commit_callbacks(execute=True):
        client_of(trainer).post(reverse("invitation:add"), fields)
    address = re.search(r"http://[^/]+(/my/invitations/\S+)", mail.outbox[0].body).group(1)
    answer = client_of(make_user(language="en")).post(address)
    title = course.pages.get(locale__language_code="en").title
    assert (answer.status_code, title in answer.text, Enrolment.objects.count()) == (403, False, 0)


def test_trainer_takes_a_list_and_everybody_is_written_to(
    course: Course, trainer: User, client_of, django_capture_on_commit_callbacks
) -> None:
    cohort, known = make_cohort(course=course), make_user(email="known@example.org", language="ru")
    studio = client_of(trainer)
    file = SimpleUploadedFile("list.csv", b"email\nknown@example.org\nnew@example.org\nbroken\n")
    fields = {"course": course.pk, "cohort": cohort.pk, "language": "az", "file": file}
    address = studio.post(reverse("enrolmentlist:add"), fields).url
    assert (Enrolment.objects.count(), mail.outbox) == (0, [])
    with django_capture_on_commit_callbacks(execute=True):
        studio.post(address.replace("show", "confirm"))
    assert [len(letters_to(to)) for to in (known.email, "new@example.org", "broken")] == [1, 1, 0]
    assert Enrolment.objects.get().cohort == cohort


def test_learner_leaves_and_finds_everything_again_on_coming_back(client_of) -> None:
    course, learner = make_course(lessons=2), make_user(language="en")
    browser = client_of(learner)
    browser.post(reverse("enrol", args=[course.code]))
    browser.post(reverse("mark_read", args=[course.lessons.first().pk]))
    browser.post(reverse("leave_course", args=[course.code]))
    assert course.pages.get(locale__language_code="en").title not in browser.get(reverse("my")).text
    browser.post(reverse("enrol", args=[course.code]))
    lesson = browser.get(reverse("continue_course", args=[course.code]), follow=True)
    assert ("Lesson 2 en" in lesson.text, Enrolment.objects.count()) == (True, 1)
