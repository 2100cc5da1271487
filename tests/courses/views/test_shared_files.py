"""Documents, captions and recordings: for whoever is shown the page; for everybody else they are not there."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page
from wagtailmedia.models import AbstractMedia

from academy.accounts.enums import Role
from academy.accounts.models import User
from academy.cms.models import StandardPage
from courses.models import Course, LessonPage, Seminar
from courses.services.enrolment import withdraw
from tests.factories.files import (
    audio_block,
    captions_block,
    document_block,
    make_document,
    make_recording,
    show_on,
)
from tests.factories.learning import add_page, make_course, make_enrolment, make_seminar
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def lesson_page(course: Course, position: int = 1) -> LessonPage:
    return LessonPage.objects.get(lesson__course=course, lesson__position=position, locale__language_code="en")


def seminar_page(seminar: Seminar) -> Page:
    return seminar.pages.get(locale__language_code="en")


def told(browser: Client, path: str) -> tuple[int, bytes]:
    answer = browser.get(path)
    content = answer.getvalue()
    return answer.status_code, content if answer.status_code == 200 else b""


@pytest.fixture
def course() -> Course:
    return make_course()


@pytest.fixture
def files(course: Course) -> list[str]:
    """Addresses of a document, of captions and of two recordings of the first lesson."""
    document, track = make_document(), make_document("en.vtt", b"WEBVTT\n")
    talk, film = make_recording(), make_recording("film.mp4")
    show_on(lesson_page(course), document_block(document), audio_block(talk), captions_block(film, track))
    return [document.url, track.url, talk.url, film.url]


FOUND = [(200, b"text of the handout"), (200, b"WEBVTT\n"), (200, b"0123456789"), (200, b"0123456789")]
MISSING = [(404, b"")] * 4


def test_files_of_a_lesson_are_for_whoever_is_enrolled(course: Course, files: list[str], client_of) -> None:
    learner = make_enrolment(course).user
    assert [told(client_of(learner), path) for path in files] == FOUND


@pytest.mark.parametrize("who", ["visitor", "not enrolled", "of another course", "hr officer", "has left"])
def test_files_of_a_lesson_are_nobody_elses(who: str, course: Course, files: list[str], client_of) -> None:
    browser = Client() if who == "visitor" else client_of(person(who, course))
    assert [told(browser, path) for path in files] == MISSING


def person(who: str, course: Course) -> User:
    user = make_user(*([Role.HR] if who == "hr officer" else []))
    if who == "of another course":
        make_enrolment(make_course(index=None), user)
    if who == "has left":
        withdraw(enrolment=make_enrolment(course, user))
    return user


def test_files_of_a_lesson_that_is_closed_wait_with_it(course: Course, files: list[str], client_of) -> None:
    browser = client_of(make_enrolment(course).user)
    course.lessons.filter(position=1).update(release_on=timezone.localdate() + timedelta(days=1))
    assert [told(browser, path) for path in files] == MISSING


def test_files_of_a_lesson_that_is_taken_back_go_with_it(course: Course, files: list[str], client_of) -> None:
    browser = client_of(make_enrolment(course).user)
    lesson_page(course).unpublish()
    assert [told(browser, path) for path in files] == MISSING


@pytest.mark.parametrize("role", [Role.TRAINER, Role.EDITOR, Role.LANGUAGE_REVIEWER])
def test_files_are_common_to_whoever_works_in_the_cms(role: Role, files: list[str], client_of) -> None:
    assert [told(client_of(make_user(role)), path) for path in files] == FOUND


def test_file_that_stands_nowhere_is_the_cms_alone(client_of) -> None:
    paths = [make_document().url, make_recording().url]
    found = [[told(browser, path)[0] for path in paths] for browser in (Client(), client_of(make_user(Role.TRAINER)))]
    assert found == [[404, 404], [200, 200]]


def test_file_of_two_lessons_needs_one_that_is_open(course: Course, client_of) -> None:
    document: AbstractDocument = make_document()
    for page in (lesson_page(course), lesson_page(course, 2)):
        show_on(page, document_block(document))
    course.lessons.filter(position=1).update(release_on=timezone.localdate() + timedelta(days=1))
    assert told(client_of(make_enrolment(course).user), document.url)[0] == 200


def test_files_of_a_public_page_are_public(course: Course) -> None:
    document, talk = make_document(), make_recording()
    home = lesson_page(course).get_parent().get_parent().get_parent()
    page = add_page(home, StandardPage(title="Help", slug="help"), home.locale, {})
    show_on(page, document_block(document), audio_block(talk))
    assert [told(Client(), path)[0] for path in (document.url, talk.url)] == [200, 200]
    page.view_restrictions.create(restriction_type="login")
    assert [told(Client(), path)[0] for path in (document.url, talk.url)] == [404, 404]


@pytest.mark.parametrize(("days", "status"), [(1, 404), (-1, 200)])
def test_materials_for_afterwards_wait_for_the_end_of_the_seminar(days: int, status: int) -> None:
    make_course(lessons=0)
    before, after, talk = make_document("before.txt"), make_document("after.txt"), make_recording()
    page = seminar_page(make_seminar(timezone.now() + timedelta(days=days)))
    show_on(page, document_block(before), field="materials_before")
    show_on(page, document_block(after), field="materials_after")
    show_on(page, captions_block(talk, before), field="recording")
    assert [told(Client(), path)[0] for path in (before.url, after.url, talk.url)] == [200, status, status]


def test_recording_of_a_private_folder_asks_for_its_group(course: Course, client_of) -> None:
    talk: AbstractMedia = make_recording()
    show_on(lesson_page(course), audio_block(talk))
    folder = talk.collection.add_child(name="Staff")
    restriction = folder.view_restrictions.create(restriction_type="groups")
    restriction.groups.add(Group.objects.get(name=Role.EDITOR))
    type(talk).objects.filter(pk=talk.pk).update(collection=folder)
    browsers = client_of(make_enrolment(course).user), client_of(make_user(Role.EDITOR))
    assert [told(browser, talk.url)[0] for browser in browsers] == [404, 200]


def test_recording_is_wound_by_its_player_and_kept_by_the_browser_alone(
    course: Course, files: list[str], client_of
) -> None:
    part = client_of(make_enrolment(course).user).get(files[2], headers={"range": "bytes=3-5"})
    assert (part.status_code, part.content, part["Content-Range"]) == (206, b"345", "bytes 3-5/10")
    assert (part["Cache-Control"], part["Cross-Origin-Resource-Policy"]) == ("private, max-age=3600", "same-origin")


def test_document_is_kept_by_no_cache_on_the_way(course: Course, files: list[str], client_of) -> None:
    answer = client_of(make_enrolment(course).user).get(files[0])
    assert answer.getvalue() == b"text of the handout"
    assert answer["Cache-Control"] == "private, no-cache"


def test_proxy_is_told_which_recording_to_hand_out(course: Course, files: list[str], client_of, settings) -> None:
    settings.RECORDINGS_BY_PROXY = True
    learner, visitor = (browser.get(files[2]) for browser in (client_of(make_enrolment(course).user), Client()))
    assert (learner.status_code, learner["X-Accel-Redirect"]) == (200, files[2])
    assert (visitor.status_code, "X-Accel-Redirect" in visitor) == (404, False)


def test_recording_whose_file_is_gone_is_missing(course: Course, client_of) -> None:
    talk = make_recording()
    show_on(lesson_page(course), audio_block(talk))
    talk.file.storage.delete(talk.file.name)
    assert told(client_of(make_enrolment(course).user), talk.url)[0] == 404
