"""Whose the rows are: of the author, of the institution, of the cohort, of nobody here, and all of them for editors."""

from dataclasses import dataclass
from functools import partial

import pytest
from django.utils import timezone

from academy.accounts.enums import Role
from academy.accounts.models import Institution, User
from academy.cms.models import PublishingRules, StandardPage
from courses.enums import AttemptLetterKind, RemarkingWay
from courses.models import Announcement, AttemptLetter, Course, CoursePage, Enrolment, LessonPage, Quiz, SeminarPage
from courses.selectors import access, banks, marking_queue, remarking
from courses.services.attempts import start_attempt, submit_attempt
from courses.services.marking_by_hand import mark_by_hand
from courses.services.remarking import order_remarking
from courses.viewsets.policies import AnnouncementPolicy
from tests.factories.learning import (
    add_essay,
    index_of,
    make_bank,
    make_course,
    make_enrolment,
    make_quiz,
    make_seminar,
)
from tests.factories.people import make_institution, make_membership, make_user
from tests.factories.programmes import make_programme
from tests.factories.questions import STEM
from tests.factories.talk import make_announcement, make_cohort, make_sent, make_taught_course

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class World:
    """A trainer's own course, one of the institution, one of nobody whom the trainer knows, and who sees them all."""

    trainer: User
    editor: User
    institution: Institution
    other: Institution
    own: Course
    shared: Course
    foreign: Course


@pytest.fixture
def world() -> World:
    institution, other = make_institution(), make_institution("ADU")
    own, trainer = make_taught_course()
    shared, foreign = (
        make_course(lessons=1, index=index_of(own), institution=holder) for holder in (institution, other)
    )
    make_membership(trainer, institution)
    make_membership(make_user(Role.TRAINER), other)
    editor = make_user(Role.EDITOR)
    return World(
        trainer=trainer,
        editor=editor,
        institution=institution,
        other=other,
        own=own,
        shared=shared,
        foreign=foreign,
    )


def test_courses_are_of_the_author_and_of_the_institution(world: World) -> None:
    assert set(access.manageable_courses(world.trainer)) == {world.own, world.shared}
    assert set(access.manageable_courses(world.editor)) == {world.own, world.shared, world.foreign}
    assert access.manageable_courses(world.trainer).count() == 2


def test_seminars_and_programmes_go_by_the_same_rule(world: World) -> None:
    for make, manageable in (
        (make_seminar, access.manageable_seminars),
        (make_programme, access.manageable_programmes),
    ):
        own, shared, foreign = make(), make(institution=world.institution), make(institution=world.other)
        own.pages.update(owner=world.trainer)
        assert set(manageable(world.trainer)) == {own, shared}
        assert set(manageable(world.editor)) == {own, shared, foreign}


def test_rows_of_courses_are_those_of_such_courses(world: World) -> None:
    quizzes = {course.pk: make_quiz(course) for course in (world.own, world.shared, world.foreign)}
    assert set(access.rows_of_courses(Quiz, world.trainer)) == {quizzes[world.own.pk], quizzes[world.shared.pk]}


def test_cohort_opens_its_people_and_its_course_to_its_trainer_alone(world: World) -> None:
    taught, beside = make_cohort(world.foreign, world.trainer), make_cohort(world.foreign, name="Spring")
    of_own = make_cohort(world.own)
    enrolments = [make_enrolment(course) for course in (world.own, world.foreign, world.foreign, world.foreign)]
    for enrolment, cohort in zip(enrolments[1:], (taught, beside, None), strict=True):
        Enrolment.objects.filter(pk=enrolment.pk).update(cohort=cohort)
    assert set(access.manageable_cohorts(world.trainer)) == {taught, of_own}
    assert set(access.rows_of_cohorts(Enrolment, world.trainer)) == set(enrolments[:2])
    assert sorted(access.admissible_courses(world.trainer).values_list("pk", flat=True)) == sorted(
        course.pk for course in (world.own, world.shared, world.foreign)
    )
    assert set(access.admissible_courses(make_user(Role.TRAINER))) == set()


def test_questions_are_of_the_author_of_the_bank_and_of_the_quiz(world: World) -> None:
    written, of_bank, of_institution, in_quiz, foreign = (
        make_bank("").questions.get(),
        make_bank("", author=world.trainer).questions.get(),
        make_bank("", institution=world.institution).questions.get(),
        make_quiz(world.own, questions=1).questions.get(),
        make_bank("", author=world.editor, institution=world.other).questions.get(),
    )
    written.author = world.trainer
    written.save(update_fields=["author"])
    assert set(access.manageable_questions(world.trainer)) == {written, of_bank, of_institution, in_quiz}
    assert access.manageable_questions(world.trainer).count() == 4
    assert foreign in set(access.manageable_questions(world.editor))


def test_banks_are_of_the_author_and_the_institution_and_public_ones_are_read(world: World) -> None:
    own, shared = make_bank("", author=world.trainer), make_bank("", institution=world.institution)
    foreign, public = make_bank("", institution=world.other), make_bank("", is_public=True)
    assert set(banks.manageable_banks(world.trainer)) == {own, shared}
    assert set(banks.readable_banks(world.trainer)) == {own, shared, public}
    assert set(banks.manageable_banks(world.editor)) == {own, shared, foreign, public}


def test_tags_are_those_of_own_questions_sorted_without_regard_to_case(world: World) -> None:
    for author, tags in ((world.trainer, ["UDC", "MARC"]), (world.trainer, ["MARC", "dewey"]), (world.editor, ["LC"])):
        make_bank("", author=author).questions.update(tags=tags, tag_text="\n")
    assert banks.known_tags(world.trainer) == ["dewey", "MARC", "UDC"]


def test_category_is_named_from_the_top_down() -> None:
    bank = make_bank("Cataloguing")
    top = bank.categories.get()
    inner = bank.categories.create(name="MARC 21", parent=top)
    deep = bank.categories.create(name="Leader", parent=inner)
    assert banks.category_paths([deep, top, inner]) == {
        top.pk: "Cataloguing",
        inner.pk: "Cataloguing / MARC 21",
        deep.pk: "Cataloguing / MARC 21 / Leader",
    }


def test_trainers_are_known_through_the_institution(world: World) -> None:
    colleague, stranger = make_user(Role.TRAINER), User.objects.get(memberships__institution=world.other)
    make_membership(colleague, world.institution)
    make_membership(make_user(), world.institution)
    assert set(access.trainers_known_to(world.trainer)) == {world.trainer, colleague}
    assert set(access.trainers_known_to(world.editor)) == {world.trainer, colleague, stranger, world.editor}


def test_pages_of_others_are_seen_by_whoever_manages_their_rows_alone(world: World) -> None:
    seminar, programme = make_seminar(institution=world.institution), make_programme(institution=world.institution)
    make_seminar(institution=world.other)
    seen = access.seen_pages(world.trainer)
    of_courses = CoursePage.objects.filter(course__in=[world.own, world.shared])
    of_lessons = LessonPage.objects.filter(lesson__course__in=[world.own, world.shared])
    expected = [*of_courses, *of_lessons, *seminar.pages.all(), *programme.pages.all()]
    rows = seen.filter(content_type__model__in=("coursepage", "lessonpage", "seminarpage", "programmepage"))
    assert set(rows.values_list("pk", flat=True)) == {page.pk for page in expected}
    assert SeminarPage.objects.count() == 6


def test_page_of_nobody_in_particular_is_seen_once_it_is_published(world: World) -> None:
    home = CoursePage.objects.first().get_parent().get_parent()
    pages = {}
    for name, facts in {"live": {}, "draft": {"live": False}, "own": {"live": False, "owner": world.trainer}}.items():
        pages[name] = home.add_child(instance=StandardPage(title=name, slug=name, summary="Summary", **facts))
    seen = access.seen_pages(world.trainer).filter(content_type__model="standardpage")
    assert set(seen.values_list("slug", flat=True)) == {"live", "own"}


def test_answers_to_mark_are_of_own_courses_and_cohorts_and_not_the_own_ones(world: World) -> None:
    answers = {}
    for name, course in {"own": world.own, "shared": world.shared, "foreign": world.foreign}.items():
        course.lessons.update(is_required=False)
        quiz = make_quiz(course, questions=1)
        add_essay(quiz, STEM)
        answers[name] = _essay(make_enrolment(course))
    _essay(make_enrolment(world.own, world.trainer))
    start_attempt(enrolment=make_enrolment(world.own), quiz=world.own.quiz)
    assert set(marking_queue.markable_answers(world.trainer)) == {answers["own"], answers["shared"]}
    mark_by_hand(asked=answers["own"], by=world.trainer, score=answers["own"].marks, levels={})
    assert set(marking_queue.markable_answers(world.trainer)) == {answers["shared"]}
    assert set(marking_queue.markable_answers(world.trainer, with_marked=True)) == {answers["own"], answers["shared"]}


def _essay(enrolment: Enrolment) -> object:
    attempt = start_attempt(enrolment=enrolment, quiz=enrolment.course.quiz)
    return submit_attempt(attempt=attempt, answers={1: "o0", 2: "Text"}).questions.get(position=2)


def test_letters_are_owed_to_people_who_are_still_on_the_course() -> None:
    course = make_course(lessons=0)
    quiz = make_quiz(course)
    letters = []
    for _person in range(3):
        attempt = start_attempt(enrolment=make_enrolment(course), quiz=quiz)
        letters.append(AttemptLetter.objects.create(attempt=attempt, kind=AttemptLetterKind.MARKED))
    AttemptLetter.objects.filter(pk=letters[0].pk).update(mailed_at=timezone.now())
    Enrolment.objects.filter(pk=letters[1].attempt.enrolment_id).update(withdrawn_at=timezone.now())
    assert list(marking_queue.owed_attempt_letters()) == [letters[2]]


def test_questions_that_attempts_have_asked_can_be_marked_again_by_whoever_manages_the_quiz(world: World) -> None:
    quizzes, asked = {}, {}
    for name, course in {"own": world.own, "foreign": world.foreign}.items():
        course.lessons.update(is_required=False)
        quizzes[name] = make_quiz(course, questions=1)
        asked[name] = quizzes[name].questions.get()
        for _person in range(2):
            start_attempt(enrolment=make_enrolment(course), quiz=quizzes[name])
    make_quiz(world.shared, questions=1)
    assert list(remarking.asked_questions(world.trainer)) == [asked["own"]]
    assert [remarking.was_asked(quizzes["own"], question) for question in asked.values()] == [True, False]
    orders = {
        name: order_remarking(quiz=quiz, question=asked[name], way=RemarkingWay.FULL, reason="Wrong.", by=world.editor)
        for name, quiz in quizzes.items()
    }
    assert list(remarking.manageable_remarkings(world.trainer)) == [orders["own"]]
    closed = quizzes["own"].attempts.first()
    submit_attempt(attempt=closed, answers={})
    assert list(remarking.attempts_to_remark(orders["own"])) == [closed]


def test_sent_announcement_is_looked_at_and_not_changed(world: World) -> None:
    policy = AnnouncementPolicy(Announcement, partial(access.rows_of_cohorts, Announcement))
    draft, sent = make_announcement(world.own), make_sent(world.own, world.trainer)
    foreign = make_announcement(world.foreign)
    may = {
        (name, action): policy.user_has_permission_for_instance(world.trainer, action, row)
        for name, row in {"draft": draft, "sent": sent, "foreign": foreign}.items()
        for action in ("view", "change", "delete")
    }
    allowed = {("draft", "view"), ("draft", "change"), ("draft", "delete"), ("sent", "view")}
    assert {key for key, value in may.items() if value} == allowed


def test_reviewed_trainer_submits_and_publishes_no_new_page(world: World) -> None:
    page = world.own.pages.first()
    people = {"trainer": Role.TRAINER, "editor": Role.EDITOR, "methodologist": Role.METHODOLOGIST}

    def publishing() -> set[str]:
        users = {name: make_user(role) for name, role in people.items()}
        CoursePage.objects.filter(pk=page.pk).update(owner=users["trainer"])
        own = CoursePage.objects.get(pk=page.pk)
        may = {name: own.permissions_for_user(user) for name, user in users.items()}
        return {
            (name, action)
            for name, permissions in may.items()
            for action in ("can_publish", "can_publish_subpage")
            if getattr(permissions, action)()
        }

    editors = {("editor", "can_publish"), ("editor", "can_publish_subpage")}
    assert publishing() == {*editors, ("trainer", "can_publish"), ("trainer", "can_publish_subpage")}
    PublishingRules.objects.create(trainers_are_reviewed=True)
    assert publishing() == editors
