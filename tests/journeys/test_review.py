"""A page on its way to readers: the trainer submits, the methodologist approves, then the language reviewer."""

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import Page, TaskState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from academy.accounts.enums import Role
from academy.accounts.models import User
from academy.cms.models import PublishingRules
from courses.models import CoursePage, LessonPage
from tests.factories.learning import make_course, make_enrolment
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[Role, User]:
    languages = {Role.TRAINER: "en", Role.METHODOLOGIST: "az", Role.LANGUAGE_REVIEWER: "ru"}
    return {role: make_user(role, language=code, email=f"{code}@example.org") for role, code in languages.items()}


@pytest.fixture
def browsers(people: dict[Role, User], client_of) -> dict[Role, Client]:
    PublishingRules.objects.create(trainers_are_reviewed=True)
    return {role: client_of(person) for role, person in people.items()}


@pytest.fixture
def lesson(people: dict[Role, User]) -> LessonPage:
    """A lesson of the trainer that was never published."""
    make_course(lessons=1, languages=("en",))
    Page.objects.filter(depth__gt=3).update(owner=people[Role.TRAINER])
    lesson = LessonPage.objects.get()
    lesson.unpublish()
    return lesson


def lesson_fields(action: str) -> dict:
    body = streamfield([("heading", "Paper"), ("rich_text", rich_text("<p>New words.</p>"))])
    comments = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    fields = {"title": "Paper", "slug": "paper", "summary": "", "body": body, "comments": comments}
    return nested_form_data(fields | {f"action-{action}": "1"})


def save(browser: Client, lesson: Page, action: str) -> HttpResponse:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return browser.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), lesson_fields(action))


def judge(browser: Client, lesson: Page, verdict: str, comment: str = "") -> HttpResponse:
    state = TaskState.objects.filter(status="in_progress").latest("pk")
    address = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, verdict, state.pk])
    with TestCase.captureOnCommitCallbacks(execute=True):
        return browser.post(address, {"comment": comment})


def letters() -> list[tuple[str, str]]:
    sent = [(letter.to[0], letter.subject) for letter in mail.outbox]
    mail.outbox.clear()
    return sent


def test_page_comes_to_readers_over_both_desks(browsers: dict[Role, Client], lesson: LessonPage) -> None:
    save(browsers[Role.TRAINER], lesson, "submit")
    assert [to for to, _subject in letters()] == ["az@example.org"]
    judge(browsers[Role.METHODOLOGIST], lesson, "approve")
    assert [to for to, _subject in letters()] == ["ru@example.org"]
    lesson.refresh_from_db()
    assert lesson.live is False
    judge(browsers[Role.LANGUAGE_REVIEWER], lesson, "approve")
    lesson.refresh_from_db()
    assert (lesson.live, lesson.title) == (True, "Paper")
    assert letters() == [("en@example.org", "Your page was approved and published: “Paper”")]


def test_learner_reads_what_was_approved(browsers: dict[Role, Client], lesson: LessonPage, client_of) -> None:
    for action in (
        lambda: save(browsers[Role.TRAINER], lesson, "submit"),
        lambda: judge(browsers[Role.METHODOLOGIST], lesson, "approve"),
        lambda: judge(browsers[Role.LANGUAGE_REVIEWER], lesson, "approve"),
    ):
        action()
    learner = make_enrolment(lesson.lesson.course).user
    lesson.refresh_from_db()
    assert "New words." in client_of(learner).get(lesson.url).text


def test_changes_asked_for_come_back_with_the_comment(browsers: dict[Role, Client], lesson: LessonPage) -> None:
    save(browsers[Role.TRAINER], lesson, "submit")
    letters()
    judge(browsers[Role.METHODOLOGIST], lesson, "reject", "Add an example & a source.")
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["en@example.org"], "Changes are asked for: “Paper”")
    assert "Comment: Add an example & a source.\n" in letter.body
    assert save(browsers[Role.TRAINER], lesson, "submit").status_code == 302
    assert TaskState.objects.filter(status="in_progress").count() == 1


def test_trainer_publishes_nothing_alone(browsers: dict[Role, Client], lesson: LessonPage) -> None:
    trainer = browsers[Role.TRAINER]
    save(trainer, lesson, "publish")
    trainer.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={lesson.pk}")
    lesson.refresh_from_db()
    rights = lesson.get_parent().specific.permissions_for_user(User.objects.get(email="en@example.org"))
    assert (lesson.live, rights.can_publish_subpage(), rights.can_edit()) == (False, False, True)


def test_without_the_rule_the_trainer_publishes(people: dict[Role, User], lesson: LessonPage, client_of) -> None:
    save(client_of(people[Role.TRAINER]), lesson, "publish")
    lesson.refresh_from_db()
    assert lesson.live is True


def test_editor_publishes_in_spite_of_the_rule(browsers: dict[Role, Client], lesson: LessonPage, client_of) -> None:
    save(client_of(make_user(Role.EDITOR)), lesson, "publish")
    lesson.refresh_from_db()
    assert lesson.live is True


@pytest.mark.parametrize("role", [Role.TRAINER, Role.LANGUAGE_REVIEWER])
def test_first_step_is_taken_by_the_methodologist_alone(
    role: Role, browsers: dict[Role, Client], lesson: LessonPage
) -> None:
    save(browsers[Role.TRAINER], lesson, "submit")
    assert judge(browsers[role], lesson, "approve").status_code in {302, 403}
    assert TaskState.objects.filter(status="approved").exists() is False


def test_approver_opens_the_page_that_waits_and_no_other(browsers: dict[Role, Client], lesson: LessonPage) -> None:
    other = CoursePage.objects.get()
    other.save_revision()
    save(browsers[Role.TRAINER], lesson, "submit")
    addresses = ["edit", "preview_on_edit", "history", "view_draft"]
    seen = {
        kind: [
            browsers[Role.METHODOLOGIST].get(reverse(f"wagtailadmin_pages:{name}", args=[found.pk])).status_code == 200
            for name in addresses
        ]
        for kind, found in {"waiting": lesson, "other": other}.items()
    }
    assert seen == {"waiting": [True] * 4, "other": [False] * 4}


def test_approver_loses_the_page_with_the_verdict(browsers: dict[Role, Client], lesson: LessonPage) -> None:
    save(browsers[Role.TRAINER], lesson, "submit")
    judge(browsers[Role.METHODOLOGIST], lesson, "approve")
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert [
        browsers[role].get(address).status_code == 200 for role in (Role.METHODOLOGIST, Role.LANGUAGE_REVIEWER)
    ] == [
        False,
        True,
    ]


def test_approver_is_led_home_after_the_verdict(browsers: dict[Role, Client], lesson: LessonPage) -> None:
    save(browsers[Role.TRAINER], lesson, "submit")
    verdict = judge(browsers[Role.METHODOLOGIST], lesson, "approve")
    answer = browsers[Role.METHODOLOGIST].get(verdict.url)
    assert (answer.status_code, answer.url) == (302, reverse("wagtailadmin_home"))


def test_approver_cannot_publish_past_the_next_desk(browsers: dict[Role, Client], lesson: LessonPage) -> None:
    save(browsers[Role.TRAINER], lesson, "submit")
    save(browsers[Role.METHODOLOGIST], lesson, "publish")
    lesson.refresh_from_db()
    assert lesson.live is False


WAITS = {"en": "A page awaits your review: “Paper”", "az": "Səhifə yoxlamanızı gözləyir: “Paper”"}


@pytest.mark.parametrize("language", WAITS)
def test_letter_is_written_in_the_language_of_its_reader(
    language: str, people: dict[Role, User], browsers: dict[Role, Client], lesson: LessonPage
) -> None:
    User.objects.filter(pk=people[Role.METHODOLOGIST].pk).update(language=language)
    save(browsers[Role.TRAINER], lesson, "submit")
    assert letters() == [("az@example.org", WAITS[language])]


def test_first_page_of_the_cms_says_what_waits_for_whom(browsers: dict[Role, Client], lesson: LessonPage) -> None:
    save(browsers[Role.TRAINER], lesson, "submit")
    address, edit = reverse("wagtailadmin_home"), reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert [edit in browsers[role].get(address).text for role in (Role.METHODOLOGIST, Role.LANGUAGE_REVIEWER)] == [
        True,
        False,
    ]
    assert "in review: methodologist" in browsers[Role.TRAINER].get(address).text


@pytest.mark.parametrize(("role", "status"), [(Role.TRAINER, 302), (Role.EDITOR, 302), (Role.ADMINISTRATOR, 200)])
def test_rule_is_set_by_administrators(role: Role, status: int, client_of) -> None:
    rules = PublishingRules.load()
    address = reverse("wagtailsettings:edit", args=["cms", "publishingrules", rules.pk])
    assert client_of(make_user(role)).get(address).status_code == status
