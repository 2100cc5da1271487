from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Final
from unittest.mock import patch

from django.conf import settings
from django.utils import timezone
from wagtail.models import Locale, Page, Revision, Site
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import page_published

from academy.accounts.models import User
from academy.cms.models import HomePage
from academy.languages import LANGUAGES
from courses.models import (
    Course,
    CourseIndexPage,
    CoursePage,
    Enrolment,
    Lesson,
    LessonPage,
    Question,
    QuestionBank,
    QuestionCategory,
    QuestionRevision,
    Quiz,
    QuizQuestion,
    Seminar,
    SeminarIndexPage,
    SeminarPage,
)
from courses.services.progress import mark_lesson_read
from courses.services.questions import revise_question
from courses.services.sessions import add_session
from tests.factories.people import make_user

#: What looks each saved page up again, to find that no index is kept.
INDEXING: Final = "modelsearch.signal_handlers.insert_or_update_object_task"
_numbers = count(1)


def make_site() -> dict[str, CourseIndexPage]:
    """A site with a home page and a catalogue in each language."""
    root = Page.objects.get(depth=1)
    indexes: dict[str, CourseIndexPage] = {}
    homes: dict[str, HomePage] = {}
    for code in LANGUAGES:
        locale = Locale.objects.get_or_create(language_code=code)[0]
        homes[code] = add_page(
            root, HomePage(title=f"Home {code}", slug=f"home-{code}", headline="H", lead="L"), locale, homes
        )
        index = CourseIndexPage(title=f"Courses {code}", slug="courses", show_in_menus=True)
        indexes[code] = add_page(homes[code], index, locale, indexes)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "port": 80, "root_page": homes["az"]}
    )
    return indexes


def add_page(parent: Page, page: Page, locale: Locale, siblings: dict) -> Page:
    """Publish a page below another, as a translation of its siblings: as Wagtail does, but without checks and records.

    Most of the time of the tests is spent here, so the page is written once, where Wagtail saves it again for its
    revision.
    """
    page.locale = locale
    if siblings:
        page.translation_key = next(iter(siblings.values())).translation_key
    page.draft_title = page.title
    page.first_published_at = page.last_published_at = page.latest_revision_created_at = timezone.now()
    parent.refresh_from_db()
    with _nothing_looked_for():
        page.save = partial(page.save, clean=False)
        parent.add_child(instance=page)
        del page.save
    page.live_revision = page.latest_revision = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        content=page.serializable_data(),
        object_str=str(page),
    )
    Page.objects.filter(pk=page.pk).update(live_revision=page.live_revision, latest_revision=page.latest_revision)
    page_published.send(sender=page.specific_class, instance=page, revision=page.live_revision)
    return page


@contextmanager
def _nothing_looked_for() -> Iterator[None]:
    """Leave out what Wagtail does at each save for its own search and its record of who refers to whom."""
    is_searched = settings.WAGTAILSEARCH_BACKENDS["default"].get("AUTO_UPDATE", True)
    index = nullcontext() if is_searched else patch(INDEXING)
    with disable_reference_index_auto_update(), index:
        yield


def make_course(
    *, lessons: int = 2, languages: tuple[str, ...] = LANGUAGES, index: dict | None = None, **facts: object
) -> Course:
    """A published course with lessons in each of the languages; without a quiz and without a certificate."""
    number = next(_numbers)
    index = index or make_site()
    course = Course.objects.create(code=f"COURSE-{number:04}", **facts)
    pages: dict[str, CoursePage] = {}
    for code in languages:
        page = CoursePage(course=course, title=f"Course {number} {code}", slug=f"course-{number}", summary="Summary")
        pages[code] = add_page(index[code], page, index[code].locale, pages)
    for _position in range(lessons):
        make_lesson(course, pages)
    return course


def index_of(course: Course) -> dict[str, CourseIndexPage]:
    """The catalogue that holds a course, for a second course on the same site."""
    pages = course.pages.select_related("locale")
    return {page.locale.language_code: page.get_parent().specific for page in pages}


def make_lesson(course: Course, parents: dict[str, CoursePage] | None = None, **facts: object) -> Lesson:
    """A published lesson, last in its course, in the languages of the course's pages."""
    parents = parents or {page.locale.language_code: page for page in course.pages.select_related("locale")}
    position = course.lessons.count() + 1
    lesson = Lesson.objects.create(course=course, position=position, **facts)
    pages: dict[str, LessonPage] = {}
    for code, parent in parents.items():
        page = LessonPage(lesson=lesson, title=f"Lesson {position} {code}", slug=f"lesson-{position}", body=BODY)
        pages[code] = add_page(parent, page, parent.locale, pages)
    return lesson


BODY = [
    {"type": "heading", "value": "First heading"},
    {"type": "rich_text", "value": "<p>The text of the lesson.</p>"},
]


def choice_body(*, options: int = 4, correct: tuple[int, ...] = (0,)) -> dict:
    """A choosing question whose option ids are o0, o1, … and whose texts name their language."""
    return {
        "stem": {code: f"Stem {code}" for code in LANGUAGES},
        "explanation": {code: f"Because {code}" for code in LANGUAGES},
        "options": [
            {
                "id": f"o{place}",
                "text": {code: f"Option {place} {code}" for code in LANGUAGES},
                "correct": place in correct,
                "feedback": {code: f"Feedback {place} {code}" for code in LANGUAGES},
            }
            for place in range(options)
        ],
    }


def make_quiz(course: Course, *, questions: int = 2, **rules: object) -> Quiz:
    """A quiz of single-choice questions; option o0 is the correct one each time."""
    quiz = Quiz.objects.create(course=course, title={code: f"Quiz {code}" for code in LANGUAGES}, **rules)
    for position in range(1, questions + 1):
        question = Question.objects.create(key=f"question-{next(_numbers)}", type="single_choice")
        QuestionRevision.objects.create(question=question, number=1, body=choice_body())
        QuizQuestion.objects.create(quiz=quiz, question=question, position=position)
    return quiz


def make_bank(*categories: str, **facts: object) -> QuestionBank:
    """A bank of single-choice questions, one in each of the categories named; "" stands for none. Right is o0."""
    bank = QuestionBank.objects.create(name={code: f"Bank {code}" for code in LANGUAGES}, **facts)
    for name in categories:
        category = QuestionCategory.objects.get_or_create(bank=bank, parent=None, name=name)[0] if name else None
        make_bank_question(bank, category)
    return bank


def make_bank_question(bank: QuestionBank, category: QuestionCategory | None = None, *tags: str) -> Question:
    """A single-choice question of a bank."""
    key = f"question-{next(_numbers)}"
    question = Question.objects.create(key=key, type="single_choice", bank=bank, category=category, tags=list(tags))
    revise_question(question=question, body=choice_body())
    return question


def add_essay(quiz: Quiz, body: Mapping[str, object], marks: int = 1) -> Question:
    """An essay, last in the quiz."""
    question = Question.objects.create(key=f"question-{next(_numbers)}", type="essay")
    revise_question(question=question, body=dict(body))
    QuizQuestion.objects.create(quiz=quiz, question=question, position=99, marks=marks)
    return question


def make_enrolment(course: Course, user: User | None = None, *, read: int = 0) -> Enrolment:
    """An enrolment that has read the first `read` lessons."""
    enrolment, _made = Enrolment.objects.get_or_create(user=user or make_user(), course=course)
    for lesson in course.lessons.all()[:read]:
        mark_lesson_read(enrolment=enrolment, lesson=lesson)
    return enrolment


def make_seminar(*starts: datetime, place: Mapping[str, str] | None = None, **facts: object) -> Seminar:
    """A published seminar of the site, in each language, with one session of an hour for each of `starts`."""
    number = next(_numbers)
    seminar = Seminar.objects.create(code=f"SEMINAR-{number:04}", **facts)
    for start in starts:
        ends_at = start + timedelta(hours=1)
        add_session(seminar=seminar, starts_at=start, ends_at=ends_at, place=place or {})
    pages: dict[str, SeminarPage] = {}
    for code, index in _seminar_indexes().items():
        page = SeminarPage(
            seminar=seminar, title=f"Seminar {number} {code}", slug=f"seminar-{number}", summary="Summary"
        )
        pages[code] = add_page(index, page, index.locale, pages)
    return seminar


def _seminar_indexes() -> dict[str, SeminarIndexPage]:
    indexes: dict[str, SeminarIndexPage] = {}
    for home in HomePage.objects.select_related("locale").order_by("path"):
        code = home.locale.language_code
        found = SeminarIndexPage.objects.filter(locale=home.locale).first()
        new = SeminarIndexPage(title=f"Seminars {code}", slug="seminars", show_in_menus=True)
        indexes[code] = found or add_page(home, new, home.locale, indexes)
    return indexes
