"""What the first page of the CMS tells a trainer to do next: own things alone, and nothing that is done."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from academy.accounts.enums import Role
from academy.accounts.models import User
from academy.cms.hand_made import keep_in_step
from courses.enums import SessionState
from courses.models import Course, CoursePage, LessonPage, Session
from courses.selectors.authoring import NextSteps, next_steps
from tests.factories.learning import make_course, make_quiz, make_seminar, make_site
from tests.factories.people import make_institution, make_membership, make_user

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
QUERIES = 12
NOTHING = NextSteps(drafts=[], without_questions=[], untranslated=[], stale=[], faulty=[], without_dates=[])


@pytest.fixture
def trainer() -> User:
    return make_user(Role.TRAINER, language="en")


def own(course: Course, owner: User) -> Course:
    """Make all pages of a course this person's own."""
    lessons = LessonPage.objects.filter(lesson__course=course).values("pk")
    Page.objects.filter(pk__in=course.pages.values("pk")).update(owner=owner)
    Page.objects.filter(pk__in=lessons).update(owner=owner)
    return course


def missing(steps: NextSteps) -> list[tuple[str, int, bool]]:
    return [(found.language, found.count, found.lacks_course_page) for found in steps.untranslated]


def test_finished_course_asks_nothing(trainer: User) -> None:
    make_quiz(own(make_course(), trainer))
    assert next_steps(trainer, "en") == NOTHING


def test_nothing_of_others_is_shown(trainer: User) -> None:
    course = own(make_course(languages=("az",)), make_user(Role.TRAINER))
    page = course.pages.get()
    page.title = "Draft"
    page.save_revision()
    assert next_steps(trainer, "en") == NOTHING
    assert [len(steps) for steps in vars(next_steps(page.owner, "en")).values()] == [1, 1, 2, 0, 0, 0]


def test_drafts_are_pages_that_wait_for_publishing(trainer: User) -> None:
    course = make_quiz(own(make_course(lessons=2), trainer)).course
    changed, hidden = LessonPage.objects.filter(lesson__course=course, locale__language_code="az")
    changed.title = "Changed"
    changed.save_revision()
    hidden.unpublish()
    assert {draft.page.pk for draft in next_steps(trainer, "en").drafts} == {changed.pk, hidden.pk}


@pytest.mark.parametrize(("questions", "waits"), [(None, True), (0, True), (1, False)])
def test_course_waits_until_its_quiz_asks_something(questions: int | None, waits, trainer: User) -> None:
    course = own(make_course(), trainer)
    quiz = None if questions is None else make_quiz(course, questions=questions)
    found = [(step.page.title, step.quiz) for step in next_steps(trainer, "ru").without_questions]
    assert found == ([(course.pages.get(locale__language_code="ru").title, quiz)] if waits else [])


def test_quiz_of_an_institutions_course_is_its_members_matter(trainer: User) -> None:
    institution = make_institution()
    make_membership(trainer, institution)
    course = make_course(languages=("az",), institution=institution)
    steps = next_steps(trainer, "en")
    assert [step.page.course for step in steps.without_questions] == [course]
    assert missing(steps) == []


def test_translation_waits_for_the_course_page_and_its_lessons(trainer: User) -> None:
    make_quiz(own(make_course(lessons=2, languages=("az",)), trainer))
    assert missing(next_steps(trainer, "en")) == [("ru", 3, True), ("en", 3, True)]


def test_translation_waits_for_the_lessons_that_lack_it(trainer: User) -> None:
    course = make_quiz(own(make_course(lessons=2), trainer)).course
    LessonPage.objects.filter(lesson__course=course, locale__language_code="ru").last().delete()
    CoursePage.objects.get(course=course, locale__language_code="en").unpublish()
    assert missing(next_steps(trainer, "en")) == [("ru", 1, False)]


@pytest.mark.parametrize("number", [1, 3])
def test_next_steps_cost_the_same_for_one_course_and_for_three(
    number: int, trainer: User, django_assert_num_queries
) -> None:
    index = make_site()
    for _course in range(number):
        course = own(make_course(lessons=number, languages=("az",), index=index), trainer)
        course.pages.get().save_revision()
    trainer = User.objects.get(pk=trainer.pk)
    with django_assert_num_queries(QUERIES):
        assert len(next_steps(trainer, "az").drafts) == number


def test_dashboard_names_translations_that_are_behind(trainer: User, client_of) -> None:
    make_quiz(own(make_course(lessons=1, languages=("en", "ru")), trainer))
    pages = {page.locale.language_code: page for page in LessonPage.objects.select_related("locale")}
    translation = keep_in_step(source=pages["en"], target=pages["ru"])
    pages["en"].title = "Changed"
    pages["en"].save_revision().publish()
    mine, others = next_steps(trainer, "en").stale, next_steps(make_user(Role.TRAINER), "en").stale
    assert ([stale.page.pk for stale in mine], others) == ([pages["ru"].pk], [])
    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    assert f'<a href="{address}" lang="ru">' in dashboard_of(client_of(trainer))


def test_seminar_waits_for_a_date(trainer: User, client_of) -> None:
    make_site()
    waiting, dated, others = make_seminar(), make_seminar(timezone.now()), make_seminar()
    Session.objects.create(
        seminar=waiting, starts_at=timezone.now(), ends_at=timezone.now() + HOUR, state=SessionState.CANCELLED
    )
    for seminar in (waiting, dated):
        seminar.pages.update(owner=trainer)
    pages = next_steps(trainer, "ru").without_dates
    assert [page.title for page in pages] == [waiting.pages.get(locale__language_code="ru").title]
    assert [others.pages.first().title in dashboard_of(client_of(trainer)), len(pages)] == [False, 1]


def dashboard_of(browser: Client) -> str:
    return browser.get(reverse("wagtailadmin_home")).text


def test_dashboard_leads_to_each_step(trainer: User, client_of) -> None:
    page = own(make_course(lessons=1, languages=("az",)), trainer).pages.get()
    page.title = "Changed"
    page.save_revision()
    text = dashboard_of(client_of(trainer))
    addresses = [
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("quiz:add"),
        reverse("wagtail_localize:submit_page_translation", args=[page.pk]),
        reverse("guide"),
    ]
    assert [f'<a href="{address}" lang="az">' in text for address in addresses] == [True, True, True, False]
    assert ["What to do next" in text, "Nothing waits for you." in text] == [True, False]


def test_dashboard_without_work_offers_a_new_course(trainer: User, client_of) -> None:
    index = make_site()["en"]
    text = dashboard_of(client_of(trainer))
    address = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", index.pk])
    assert ["Nothing waits for you." in text, f'href="{address}"' in text] == [True, True]


def test_dashboard_of_a_registrar_says_nothing_of_courses(client_of) -> None:
    assert "next-steps" not in dashboard_of(client_of(make_user(Role.REGISTRAR)))
