"""Coming onto a course and leaving it, as pages: whose they are, what they say, and that looking changes nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.enums import EnrolmentMode, RequestState
from courses.models import Course, Enrolment, EnrolmentRequest, Prerequisite
from courses.services.enrolment import withdraw
from courses.services.requests import refuse_request
from tests.factories.admission import make_cohort, make_invitation, make_request
from tests.factories.learning import index_of, make_course, make_enrolment
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def course_page(browser: Client, course: Course, language: str = "en") -> str:
    return browser.get(course.pages.get(locale__language_code=language).url).text


INVITED_ONLY = {
    "az": "Bu kursa dəvətlə gəlirlər",
    "ru": "На этот курс приходят по приглашению",
    "en": "People come onto this course by invitation",
}


@pytest.mark.parametrize("language", INVITED_ONLY)
def test_course_by_invitation_says_so_and_whom_to_write_to(language: str) -> None:
    course = make_course(enrolment_mode=EnrolmentMode.INVITATION, contact="maps@example.org")
    html = course_page(Client(), course, language)
    assert (INVITED_ONLY[language] in html, "mailto:maps@example.org" in html) == (True, True)
    assert reverse("enrol", args=[course.code]) not in html


def test_posting_to_a_course_by_invitation_says_why_not(client_of) -> None:
    course = make_course(enrolment_mode=EnrolmentMode.INVITATION)
    answer = client_of(make_user(language="en")).post(reverse("enrol", args=[course.code]), follow=True)
    assert ("Ask whoever runs the course for one." in answer.text, Enrolment.objects.count()) == (True, 0)


def test_enrolling_names_what_is_asked_for_first(client_of) -> None:
    course = make_course()
    first = make_course(index=index_of(course))
    Prerequisite.objects.create(course=course, required_course=first)
    answer = client_of(make_user(language="en")).post(reverse("enrol", args=[course.code]), follow=True)
    title = first.pages.get(locale__language_code="en").title
    assert f"This is asked for first: Complete the course “{title}”." in answer.text
    assert Enrolment.objects.count() == 0


def test_request_is_sent_shown_and_taken_back(client_of) -> None:
    course, user = make_course(enrolment_mode=EnrolmentMode.APPROVAL), make_user(language="en")
    browser = client_of(user)
    assert reverse("ask_to_enrol", args=[course.code]) in course_page(browser, course)
    address = reverse("ask_to_enrol", args=[course.code])
    assert browser.get(address).status_code == 200
    sent = browser.post(address, {"message": "I catalogue maps."}, follow=True)
    assert ("Your request was sent" in sent.text, "awaiting approval" in sent.text) == (True, True)
    browser.post(reverse("take_back_request", args=[course.code]))
    request = EnrolmentRequest.objects.get()
    assert (request.message, request.state) == ("I catalogue maps.", RequestState.WITHDRAWN)
    assert "awaiting approval" not in course_page(browser, course)


def test_refusal_is_told_with_its_reason(client_of) -> None:
    request = make_request(user=make_user(language="en"))
    refuse_request(request=request, by=make_user(), reason="It is <b>full</b>.")
    html = course_page(client_of(request.user), request.course)
    assert ("Reason: It is &lt;b&gt;full&lt;/b&gt;." in html, "Ask to be enrolled" in html) == (True, True)


def test_request_of_another_is_neither_shown_nor_taken_back(client_of) -> None:
    request = make_request(message="Private words")
    browser = client_of(make_user(language="en"))
    assert "awaiting approval" not in course_page(browser, request.course)
    assert browser.post(reverse("take_back_request", args=[request.course.code])).status_code == 404
    request.refresh_from_db()
    assert request.state == RequestState.WAITING


@pytest.mark.parametrize("name", ["ask_to_enrol", "leave_course"])
def test_pages_of_a_person_ask_to_log_in(name: str) -> None:
    course = make_course(enrolment_mode=EnrolmentMode.APPROVAL)
    answer = Client().get(reverse(name, args=[course.code]))
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))


def test_message_that_is_too_long_is_refused_and_kept(client_of) -> None:
    course = make_course(enrolment_mode=EnrolmentMode.APPROVAL)
    answer = client_of(make_user()).post(reverse("ask_to_enrol", args=[course.code]), {"message": "x" * 501})
    assert (answer.status_code, "x" * 501 in answer.text, EnrolmentRequest.objects.count()) == (200, True, 0)


def test_leaving_asks_first_and_keeps_progress(client_of) -> None:
    enrolment = make_enrolment(make_course(lessons=2), make_user(language="en"), read=1)
    browser, address = client_of(enrolment.user), reverse("leave_course", args=[enrolment.course.code])
    assert ("Leave the course?" in browser.get(address).text, Enrolment.objects.active().count()) == (True, 1)
    left = browser.post(address, follow=True)
    assert ("You have left the course." in left.text, Enrolment.objects.active().count()) == (True, 0)
    assert "You left this course" in course_page(browser, enrolment.course)
    browser.post(reverse("enrol", args=[enrolment.course.code]))
    assert (Enrolment.objects.active().get(), enrolment.lesson_progress.count()) == (enrolment, 1)


def test_course_that_is_not_ones_own_cannot_be_left(client_of) -> None:
    enrolment = make_enrolment(make_course())
    address = reverse("leave_course", args=[enrolment.course.code])
    left = make_enrolment(enrolment.course)
    withdraw(enrolment=left)
    answers = [client_of(user).post(address).status_code for user in (make_user(), left.user)]
    assert (answers, Enrolment.objects.active().get()) == ([404, 404], enrolment)


def test_completed_course_says_why_it_is_not_left(client_of) -> None:
    enrolment = make_enrolment(make_course(lessons=1), make_user(language="en"), read=1)
    answer = client_of(enrolment.user).post(reverse("leave_course", args=[enrolment.course.code]), follow=True)
    assert ("there is nothing to leave" in answer.text, Enrolment.objects.active().count()) == (True, 1)


def test_after_leaving_lesson_and_quiz_are_closed(client_of) -> None:
    enrolment = make_enrolment(make_course(lessons=1))
    withdraw(enrolment=enrolment)
    browser = client_of(enrolment.user)
    browser.post(reverse("mark_read", args=[enrolment.course.lessons.get().pk]))
    assert (enrolment.lesson_progress.count(), browser.get(reverse("my")).status_code) == (0, 200)
    assert browser.get(reverse("quiz", args=[enrolment.course.code])).status_code == 404


WORDS = {
    "az": "Bu kursa dəvət olunmusunuz",
    "ru": "Вас приглашают на этот курс",
    "en": "You are invited to this course",
}


@pytest.mark.parametrize("language", WORDS)
def test_invitation_says_what_happens_and_enrols_on_confirmation(language: str, client_of) -> None:
    cohort = make_cohort(name="Autumn")
    invitation = make_invitation(course=cohort.course, cohort=cohort)
    browser, address = client_of(make_user(language=language)), reverse("invitation", args=[invitation.token])
    html = browser.get(address, headers={"accept-language": language}).text
    title = cohort.course.pages.get(locale__language_code=language).title
    assert [words in html for words in (WORDS[language], title, "Autumn")] == [True] * 3
    assert Enrolment.objects.count() == 0
    assert browser.post(address).url == reverse("course", args=[cohort.course.code])
    assert Enrolment.objects.get().cohort == cohort


REFUSED = {
    "ended": ({"revoked_at": timezone.now()}, 410, "was taken back"),
    "expired": ({"expires_at": timezone.now() - timedelta(days=1)}, 410, "has expired"),
    "used up": ({"uses": 1, "uses_allowed": 1}, 410, "All places of this invitation"),
    "foreign": ({"email": "secret@example.org"}, 403, "written to another e-mail address"),
    "wrong": ({"token": "another"}, 404, "does not exist"),
}


@pytest.mark.parametrize("kind", REFUSED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_link_that_does_not_hold_has_a_page_that_tells_nothing(kind: str, method: str, client_of) -> None:
    facts, status, words = REFUSED[kind]
    invitation = make_invitation(**facts)
    browser = client_of(make_user(language="en"))
    answer = getattr(browser, method)(reverse("invitation", args=["x" if kind == "wrong" else invitation.token]))
    secrets = [*invitation.course.pages.values_list("title", flat=True), invitation.course.code, "secret@example.org"]
    assert (answer.status_code, words in answer.text) == (status, True)
    assert ([secret for secret in secrets if secret in answer.text], Enrolment.objects.count()) == ([], 0)


def test_whoever_is_not_logged_in_sees_the_same_page_for_every_link() -> None:
    invitation = make_invitation()
    pages = [Client().get(reverse("invitation", args=[token])) for token in (invitation.token, "wrong" * 4 + "xx")]
    texts = [page.text.replace(invitation.token, "wrong" * 4 + "xx") for page in pages]
    assert ([page.status_code for page in pages], texts[0] == texts[1]) == ([200, 200], True)
    assert f"{reverse('account_signup')}?next=/my/invitations/{invitation.token}/" in pages[0].text


def test_second_confirmation_is_no_error(client_of) -> None:
    invitation = make_invitation(uses_allowed=1)
    browser, address = client_of(make_user(language="en")), reverse("invitation", args=[invitation.token])
    browser.post(address)
    assert browser.post(address).status_code == 302
    assert "You are enrolled on this course already." in browser.get(address).text
    invitation.refresh_from_db()
    assert invitation.uses == 1
