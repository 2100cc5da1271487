"""Notes: beside the lesson, on a page of their own, in a list, in a file; never another person’s."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Enrolment, LessonNote, LessonPage
from courses.services.notes import save_note
from tests.factories.learning import make_course, make_enrolment, make_lesson
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def enrolment() -> Enrolment:
    return make_enrolment(make_course(lessons=1), make_user(language="en"))


def lesson_page(enrolment: Enrolment, language: str = "en") -> LessonPage:
    return LessonPage.objects.get(lesson__course=enrolment.course, locale__language_code=language)


def write(enrolment: Enrolment, text: str = "Mine", **lesson: object) -> LessonNote:
    lesson = lesson.get("lesson") or enrolment.course.lessons.first()
    return save_note(user=enrolment.user, lesson=lesson, text=text, seen=None)


def note_url(enrolment: Enrolment) -> str:
    return reverse("note", args=[enrolment.course.lessons.first().pk])


def test_note_is_saved_without_a_script_and_leads_back(enrolment: Enrolment, client_of) -> None:
    page = lesson_page(enrolment)
    fields = {"text": "Line one\r\nLine two", "seen": "", "next": f"{page.url}#note"}
    answer = client_of(enrolment.user).post(note_url(enrolment), fields, follow=True)
    assert answer.redirect_chain == [(f"{page.url}#note", 302)]
    assert (LessonNote.objects.get().text, "The note is saved." in answer.text) == ("Line one\nLine two", True)
    assert "\nLine one\nLine two</textarea>" in answer.text


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_way_back_stays_on_the_site(address: str, enrolment: Enrolment, client_of) -> None:
    answer = client_of(enrolment.user).post(note_url(enrolment), {"text": "x", "next": address})
    assert answer.url == reverse("notes")


def test_script_gets_a_sentence_and_the_new_state(enrolment: Enrolment, client_of) -> None:
    answer = client_of(enrolment.user).post(note_url(enrolment), {"text": "x", "seen": ""}, headers=HTMX)
    assert (answer.status_code, f'data-seen="{LessonNote.objects.get().updated_at.isoformat()}"' in answer.text) == (
        200,
        True,
    )


@pytest.mark.parametrize("is_script", [False, True])
def test_older_page_is_refused_and_keeps_what_was_written(is_script: bool, enrolment: Enrolment, client_of) -> None:  # noqa: FBT001
    write(enrolment, "Newer")
    fields, headers = {"text": "<Older>", "seen": ""}, HTMX if is_script else {}
    answer = client_of(enrolment.user).post(note_url(enrolment), fields, headers=headers)
    html = unescape(answer.text)
    assert (answer.status_code, LessonNote.objects.get().text) == (409, "Newer")
    assert ("was changed on another page" in html, "<Older></textarea>" in html) == (True, not is_script)


def test_note_that_is_too_long_is_refused_and_kept_in_the_field(enrolment: Enrolment, client_of) -> None:
    answer = client_of(enrolment.user).post(note_url(enrolment), {"text": "x" * 10_001})
    assert (answer.status_code, LessonNote.objects.count(), f"{'x' * 10_001}</textarea>" in answer.text) == (
        422,
        0,
        True,
    )


@pytest.mark.parametrize("fields", [{}, {"seen": ""}, {"text": "x", "seen": "yesterday"}])
def test_what_is_no_note_is_refused(fields: dict, enrolment: Enrolment, client_of) -> None:
    assert client_of(enrolment.user).post(note_url(enrolment), fields).status_code == 400
    assert LessonNote.objects.count() == 0


def test_note_of_a_lesson_not_enrolled_on_is_missing(enrolment: Enrolment, client_of) -> None:
    write(enrolment, "Secret")
    stranger = client_of(make_user())
    answers = [stranger.get(note_url(enrolment)), stranger.post(note_url(enrolment), {"text": "x"})]
    assert ([answer.status_code for answer in answers], LessonNote.objects.get().text) == ([404, 404], "Secret")


def test_withdrawn_learner_keeps_notes_and_begins_none(enrolment: Enrolment, client_of) -> None:
    other = make_lesson(enrolment.course)
    write(enrolment, "Kept")
    Enrolment.objects.update(withdrawn_at=enrolment.enrolled_at)
    browser = client_of(enrolment.user)
    answers = [browser.get(note_url(enrolment)), browser.post(reverse("note", args=[other.pk]), {"text": "x"})]
    assert ([answer.status_code for answer in answers], LessonNote.objects.count()) == ([200, 404], 1)


def test_fellow_learner_sees_an_empty_note(enrolment: Enrolment, client_of) -> None:
    write(enrolment, "Secret")
    fellow = client_of(make_enrolment(enrolment.course, make_user(language="en")).user)
    seen = [fellow.get(address).text for address in (lesson_page(enrolment).url, note_url(enrolment), reverse("notes"))]
    assert ["Secret" in html for html in seen] == [False, False, False]


def test_anonymous_people_are_asked_to_log_in(enrolment: Enrolment) -> None:
    write(enrolment)
    browser = Client()
    addresses = [reverse("notes"), reverse("export_notes"), note_url(enrolment)]
    assert [browser.get(address).status_code for address in addresses] == [302, 302, 302]
    assert browser.post(note_url(enrolment), {"text": "x"}).status_code == 302
    assert LessonNote.objects.get().text == "Mine"


def test_write_without_a_token_is_refused(enrolment: Enrolment) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(enrolment.user, backend="academy.accounts.backends.PersonBackend")
    assert browser.post(note_url(enrolment), {"text": "x"}).status_code == 403


def test_visitor_of_a_lesson_is_offered_no_note(enrolment: Enrolment, client_of) -> None:
    readers = (Client(), client_of(make_user()), client_of(enrolment.user))
    assert ["data-note" in reader.get(lesson_page(enrolment).url).text for reader in readers] == [False, False, True]


@pytest.mark.parametrize(("question", "found"), [("refdə", ["Rəfdə"]), ("учет rəf", []), ("lesson", ["Rəfdə", "Учёт"])])
def test_own_notes_are_searched_as_the_catalogue_is(
    question: str, found: list[str], enrolment: Enrolment, client_of
) -> None:
    write(enrolment, "Учёт")
    write(enrolment, "Rəfdə", lesson=make_lesson(enrolment.course))
    html = client_of(enrolment.user).get(reverse("notes"), {"q": question}).text
    assert [text for text in ("Rəfdə", "Учёт") if f"<p>{text}</p>" in html] == found


@pytest.mark.parametrize(
    ("language", "said"), [("az", "Hələ qeyd yoxdur"), ("ru", "Заметок пока нет"), ("en", "No notes yet")]
)
def test_empty_list_says_how_to_begin(language: str, said: str, client_of) -> None:
    assert said in client_of(make_user(language=language)).get(reverse("notes")).text


def test_notes_are_taken_away_as_text(enrolment: Enrolment, client_of) -> None:
    note = write(enrolment, 'Rəf & "учёт"')
    write(make_enrolment(enrolment.course), "Secret")
    answer = client_of(enrolment.user).get(reverse("export_notes"))
    page = lesson_page(enrolment)
    course = enrolment.course.pages.get(locale__language_code="en")
    lines = [line for line in answer.content.decode().splitlines() if line]
    assert lines[2:4] + lines[5:] == [course.title, page.title, note.text]
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="notes.txt"'


def test_note_of_an_unpublished_lesson_is_still_read(enrolment: Enrolment, client_of) -> None:
    write(enrolment, "Kept")
    LessonPage.objects.update(live=False)
    browser = client_of(enrolment.user)
    html = browser.get(reverse("notes")).text
    assert ("Kept" in html, "a lesson that is not published now" in html) == (True, True)
    assert browser.get(note_url(enrolment)).status_code == 200
