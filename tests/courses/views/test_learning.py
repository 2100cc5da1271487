import pytest
from django.test import Client
from django.urls import reverse

from certification.enums import RevocationReason
from certification.services.keys import ensure_demo_key
from certification.services.revocation import revoke_certificate
from courses.models import CoursePage, Enrolment, LessonPage, LessonProgress
from tests.factories.certification import make_template
from tests.factories.learning import make_course, make_enrolment, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

TEXT = "The text of the lesson."


def lesson_page(course, position: int = 1, language: str = "en") -> LessonPage:
    return LessonPage.objects.get(lesson__course=course, lesson__position=position, locale__language_code=language)


def test_enrolling_leads_to_the_first_lesson(client_of) -> None:
    course = make_course()
    answer = client_of(make_user(language="en")).post(reverse("enrol", args=[course.code]), follow=True)
    assert answer.redirect_chain[-1][0] == lesson_page(course).url


def test_enrolling_asks_anonymous_people_to_log_in() -> None:
    course = make_course()
    answer = Client().post(reverse("enrol", args=[course.code]))
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))
    assert Enrolment.objects.count() == 0


@pytest.mark.parametrize("name", ["enrol", "start_attempt"])
def test_looking_changes_nothing(name: str, client_of) -> None:
    course = make_course()
    assert client_of(make_user()).get(reverse(name, args=[course.code])).status_code == 405
    assert Enrolment.objects.count() == 0


def test_enrolling_on_a_draft_answers_as_on_a_missing_course(client_of) -> None:
    course = make_course()
    CoursePage.objects.filter(course=course).update(live=False)
    browser = client_of(make_user())
    answers = [browser.post(reverse("enrol", args=[code])).status_code for code in (course.code, "NONE-1")]
    assert (answers, Enrolment.objects.count()) == ([404, 404], 0)


def test_write_without_a_token_is_refused() -> None:
    course = make_course()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_user(), backend="academy.accounts.backends.PersonBackend")
    assert browser.post(reverse("enrol", args=[course.code])).status_code == 403
    assert Enrolment.objects.count() == 0


def test_lesson_text_is_for_the_enrolled(client_of) -> None:
    course = make_course()
    page = lesson_page(course)
    readers = {
        "anonymous": Client(),
        "stranger": client_of(make_user()),
        "enrolled": client_of(make_enrolment(course).user),
    }
    seen = {name: TEXT in reader.get(page.url).text for name, reader in readers.items()}
    assert seen == {"anonymous": False, "stranger": False, "enrolled": True}


def test_draft_lesson_is_missing_even_for_the_enrolled(client_of) -> None:
    course = make_course()
    page = lesson_page(course)
    LessonPage.objects.filter(pk=page.pk).update(live=False)
    assert client_of(make_enrolment(course).user).get(page.url).status_code == 404


def test_mark_read_leads_to_the_next_unread_lesson(client_of) -> None:
    course = make_course(lessons=3)
    enrolment = make_enrolment(course, make_user(language="en"))
    first, second, _third = course.lessons.all()
    browser = client_of(enrolment.user)
    browser.post(reverse("mark_read", args=[second.pk]))
    answer = browser.post(reverse("mark_read", args=[first.pk]))
    assert answer.url == lesson_page(course, position=3).url
    assert set(LessonProgress.objects.values_list("lesson", flat=True)) == {first.pk, second.pk}


def test_mark_read_without_enrolment_records_nothing_and_leads_to_the_course(client_of) -> None:
    course = make_course()
    answer = client_of(make_user(language="en")).post(
        reverse("mark_read", args=[course.lessons.first().pk]), follow=True
    )
    assert (answer.redirect_chain[-1][0], LessonProgress.objects.count()) == (
        course.pages.get(locale__language_code="en").url,
        0,
    )


def test_last_lesson_leads_to_the_quiz(client_of) -> None:
    course = make_course(lessons=1)
    make_quiz(course)
    enrolment = make_enrolment(course)
    answer = client_of(enrolment.user).post(reverse("mark_read", args=[course.lessons.first().pk]))
    assert answer.url == reverse("quiz", args=[course.code])


def test_continue_leads_to_where_the_learner_left_off(client_of) -> None:
    course = make_course(lessons=3)
    enrolment = make_enrolment(course, make_user(language="en"), read=1)
    answer = client_of(enrolment.user).get(reverse("continue_course", args=[course.code]))
    assert answer.url == lesson_page(course, position=2).url


def test_continue_without_enrolment_leads_to_the_course_page(client_of) -> None:
    course = make_course()
    make_enrolment(course)
    stranger = client_of(make_user(language="en"))
    answer = stranger.get(reverse("continue_course", args=[course.code]), follow=True)
    assert answer.redirect_chain[-1][0] == course.pages.get(locale__language_code="en").url
    assert "You are not enrolled on this course." in answer.text
    assert stranger.get(reverse("continue_course", args=["NONE-1"])).status_code == 404


def test_enrolling_before_the_first_lesson_is_refused_with_a_reason(client_of) -> None:
    course = make_course(lessons=0)
    answer = client_of(make_user(language="en")).post(reverse("enrol", args=[course.code]), follow=True)
    assert ("This course has no lessons yet." in answer.text, Enrolment.objects.count()) == (True, 0)


def test_personal_area_shows_nothing_of_others(client_of) -> None:
    course = make_course(lessons=1)
    make_enrolment(course, read=1)
    html = client_of(make_user()).get(reverse("my")).text
    assert [title for title in course.pages.values_list("title", flat=True) if title in html] == []


def test_personal_area_is_kept_by_no_cache(client_of) -> None:
    answer = client_of(make_user()).get(reverse("my"))
    assert "no-store" in answer.headers["Cache-Control"]


def test_personal_area_says_that_a_certificate_was_revoked(client_of, django_capture_on_commit_callbacks) -> None:
    ensure_demo_key()
    with django_capture_on_commit_callbacks(execute=True):
        enrolment = make_enrolment(make_course(lessons=1, certificate_template=make_template()), read=1)
    revoke_certificate(
        certificate=enrolment.user.certificates.get(), reason=RevocationReason.HOLDER_REQUEST, revoked_by=None
    )
    html = client_of(enrolment.user).get(reverse("my"), {"language": "en"}).text
    assert ("The certificate was revoked" in html, "is being made" in html) == (True, False)
