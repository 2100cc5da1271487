"""What a course lacks for its learners is named, in the newest draft, and nothing else is."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import override
from wagtail.models import Page

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.enums import ContentFault
from courses.models import Course, CoursePage, LessonPage, QuizDraw
from courses.selectors.content_checks import course_faults, faults_of_owner, faults_of_pages, lesson_faults
from tests.factories.learning import make_bank, make_course, make_quiz, make_site
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

TEXT = {"type": "rich_text", "value": "<p>Text.</p>"}


def image(**changes: object) -> dict:
    return {
        "type": "image",
        "value": {"image": {"image": 1, "alt_text": "", "decorative": False} | changes, "caption": ""},
    }


def video(**changes: object) -> dict:
    fields = {"video": 1, "title": "V", "captions": [], "is_silent": False, "transcript": "T"}
    return {"type": "video", "value": fields | changes}


CASES = [
    ([TEXT], []),
    ([], [ContentFault.EMPTY]),
    ([image()], [ContentFault.IMAGE_WITHOUT_TEXT]),
    ([image(), image()], [ContentFault.IMAGE_WITHOUT_TEXT]),
    ([image(alt_text="A shelf.")], []),
    ([image(decorative=True)], []),
    ([image(image=None)], []),
    ([video()], [ContentFault.VIDEO_WITHOUT_CAPTIONS]),
    ([video(is_silent=True)], []),
    ([video(captions=[{"type": "item", "value": {"language": "az", "file": 1}}])], []),
    ([video(video=None)], []),
]


def draft_of(page: LessonPage, blocks: list[dict]) -> LessonPage:
    """Store a draft with these blocks beside the published page."""
    page.body = blocks
    page.save_revision()
    return page


@pytest.mark.parametrize(("blocks", "faults"), CASES)
def test_blocks_of_a_draft_are_checked(blocks: list[dict], faults: list[ContentFault]) -> None:
    course = make_course(lessons=1, languages=("en",))
    page = draft_of(LessonPage.objects.get(), blocks)
    found = [one.faults for one in faults_of_pages([course.pk])[course.pk]]
    assert (lesson_faults(page), found) == (faults, [faults] if faults else [])


def test_lesson_that_was_never_published_has_no_reading_time() -> None:
    course = make_course(lessons=1, languages=("en",))
    Page.objects.filter(pk=LessonPage.objects.get().pk).update(first_published_at=None, live=False)
    assert [one.faults for one in faults_of_pages([course.pk])[course.pk]] == [[ContentFault.NEVER_PUBLISHED]]


def test_course_lacks_lesson_and_quiz_until_it_has_them() -> None:
    course = make_course(lessons=0)
    seen = [course_faults([course.pk])[course.pk]]
    quiz = make_quiz(course, questions=0)
    seen.append(course_faults([course.pk])[course.pk])
    quiz.delete()
    index = {page.locale.language_code: page.get_parent() for page in course.pages.all()}
    other = make_quiz(make_course(lessons=1, index=index)).course
    seen.append(course_faults([other.pk])[other.pk])
    assert seen == [
        [ContentFault.NO_LESSON, ContentFault.NO_QUIZ],
        [ContentFault.NO_LESSON, ContentFault.NO_QUESTION],
        [],
    ]


@pytest.mark.parametrize(("alt", "faults"), [("", [ContentFault.COVER_WITHOUT_TEXT]), ("A shelf.", [])])
def test_cover_needs_words(alt: str, faults: list[ContentFault]) -> None:
    course = make_course(lessons=0, languages=("en",))
    page = CoursePage.objects.get()
    revision = page.save_revision()
    revision.content |= {"cover": 1, "cover_alt": alt}
    revision.save()
    found = [one.faults for one in faults_of_pages([course.pk])[course.pk]]
    assert found == ([faults] if faults else [])


@pytest.mark.parametrize("number", [1, 3])
def test_checks_cost_the_same_for_one_course_and_for_three(number: int, django_assert_num_queries) -> None:
    index = make_site()
    ids = [make_course(lessons=number, index=index).pk for _course in range(number)]
    for course in Course.objects.all():
        QuizDraw.objects.create(quiz=make_quiz(course), bank=make_bank(""))
    with django_assert_num_queries(9):
        assert (len(course_faults(ids)), dict(faults_of_pages(ids))) == (number, {})


def test_draws_are_questions_as_long_as_there_are_enough() -> None:
    course = make_course(lessons=1)
    quiz = make_quiz(course, questions=0)
    assert course_faults([course.pk])[course.pk] == [ContentFault.NO_QUESTION]
    draw = QuizDraw.objects.create(quiz=quiz, bank=make_bank("", ""), count=2)
    assert course_faults([course.pk])[course.pk] == []
    draw.bank.questions.first().revisions.all().delete()
    assert course_faults([course.pk])[course.pk] == [ContentFault.TOO_FEW_QUESTIONS]


@pytest.fixture
def trainer() -> User:
    return make_user(Role.TRAINER, language="en")


@pytest.fixture
def own_lesson(trainer: User) -> LessonPage:
    make_course(lessons=1, languages=("en",))
    Page.objects.filter(depth__gt=3).update(owner=trainer)
    return draft_of(LessonPage.objects.get(), [image()])


def test_own_pages_alone_are_named(trainer: User, own_lesson: LessonPage) -> None:
    found = [(one.page.pk, one.faults) for one in faults_of_owner(trainer)]
    assert found == [(own_lesson.pk, [ContentFault.IMAGE_WITHOUT_TEXT])]
    assert faults_of_owner(make_user(Role.TRAINER)) == []


def places(lesson: LessonPage) -> dict[str, str]:
    return {
        "editor": reverse("wagtailadmin_pages:edit", args=[lesson.pk]),
        "form of the course": reverse("course:edit", args=[lesson.lesson.course_id]),
        "first page": reverse("wagtailadmin_home"),
    }


def test_fault_is_said_where_it_can_be_mended(trainer: User, own_lesson: LessonPage, client_of) -> None:
    browser: Client = client_of(trainer)
    with translation.override(trainer.language):
        words = str(ContentFault.IMAGE_WITHOUT_TEXT.label)
    assert {place: words in browser.get(url).text for place, url in places(own_lesson).items()} == dict.fromkeys(
        places(own_lesson), True
    )


def test_page_of_the_course_says_what_the_course_lacks(trainer: User, own_lesson: LessonPage, client_of) -> None:
    page = CoursePage.objects.get()
    with override("en"):
        words = str(ContentFault.NO_QUIZ.label)
    assert words in client_of(trainer).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text


def test_listing_counts_what_is_lacking(trainer: User, own_lesson: LessonPage, client_of) -> None:
    (course,) = client_of(trainer).get(reverse("course:index")).context["object_list"]
    assert (course, course.lacking) == (Course.objects.get(), 2)
