from datetime import timedelta

import pytest
from django.utils import timezone

from academy.accounts.models import User
from courses.enums import Frequency, Notice
from courses.errors import LessonClosed, Muted, NotEnrolled, PostRemoved, PostStays, TooManyPosts
from courses.models import Course, Mute, Post, PostLetter, PostReport
from courses.services.discussion import POSTS_AN_HOUR, answer_question, ask_question, delete_post, report_post
from tests.factories.people import make_user
from tests.factories.talk import make_answer, make_cohort, make_learner, make_question, make_taught_course, prefer

pytestmark = pytest.mark.django_db


@pytest.fixture
def taught() -> tuple[Course, User]:
    return make_taught_course()


def ask(course: Course, author: User) -> Post:
    return ask_question(lesson=course.lessons.first(), author=author, text="Why?")


def told() -> list[str]:
    return sorted(PostLetter.objects.values_list("user__legal_name", flat=True))


def test_question_is_told_to_author_of_the_course_and_trainer_of_the_cohort(taught: tuple[Course, User]) -> None:
    course, _trainer = taught
    cohort = make_cohort(course, make_user(legal_name="Of the cohort"))
    make_cohort(course, make_user(legal_name="Of another cohort"), name="Spring")
    make_learner(course, legal_name="Fellow learner")
    ask(course, make_learner(course, cohort=cohort))
    assert told() == ["Of the cohort", "Trainer"]


def test_answer_is_told_to_the_asker_alone(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    question = make_question(course, make_learner(course, legal_name="Asker"))
    make_answer(question, make_learner(course, legal_name="Answered before"))
    answer_question(question=question, author=trainer, text="So.")
    assert told() == ["Asker"]


def test_nobody_is_told_of_own_words_or_against_the_own_wish(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    prefer(trainer, Notice.DISCUSSIONS, Frequency.NEVER)
    asker = make_learner(course)
    answer_question(question=ask(course, asker), author=asker, text="I found it.")
    assert told() == []


def test_outsiders_neither_ask_nor_answer(taught: tuple[Course, User]) -> None:
    course, _trainer = taught
    question = make_question(course, make_learner(course))
    stranger = make_user()
    with pytest.raises(NotEnrolled):
        ask(course, stranger)
    with pytest.raises(NotEnrolled):
        answer_question(question=question, author=stranger, text="So.")
    assert Post.objects.count() == 1


def test_trainer_answers_and_does_not_ask(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    with pytest.raises(NotEnrolled):
        ask(course, trainer)


def test_muted_learner_writes_nothing(taught: tuple[Course, User]) -> None:
    course, _trainer = taught
    learner = make_learner(course)
    question = make_question(course, learner)
    Mute.objects.create(course=course, user=learner)
    with pytest.raises(Muted):
        ask(course, learner)
    with pytest.raises(Muted):
        answer_question(question=question, author=learner, text="So.")


def test_nothing_is_written_under_a_lesson_that_opens_later(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    learner = make_learner(course)
    question = make_question(course, learner)
    course.lessons.update(release_on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(LessonClosed):
        ask(course, learner)
    assert answer_question(question=question, author=trainer, text="So.").pk


def test_learner_writes_so_many_posts_an_hour(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    learner = make_learner(course)
    long_ago = timezone.now() - timedelta(hours=1, minutes=1)
    make_question(course, learner, posted_at=long_ago)
    for _time in range(POSTS_AN_HOUR):
        ask(course, learner)
    with pytest.raises(TooManyPosts):
        ask(course, learner)
    assert answer_question(question=Post.objects.first(), author=trainer, text="So.").pk


def test_hidden_question_takes_no_answer(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    question = make_question(course, make_learner(course), hidden_at=timezone.now())
    with pytest.raises(PostRemoved):
        answer_question(question=question, author=trainer, text="So.")


def test_question_that_was_deleted_meanwhile_takes_no_answer(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    question = make_question(course, make_learner(course))
    Post.objects.all().delete()
    with pytest.raises(PostRemoved):
        answer_question(question=question, author=trainer, text="So.")


def test_author_deletes_an_own_unanswered_post(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    learner = make_learner(course)
    question = make_question(course, learner)
    answer = make_answer(question, trainer)
    with pytest.raises(PostStays):
        delete_post(post=question, author=learner)
    delete_post(post=answer, author=trainer)
    delete_post(post=question, author=learner)
    assert Post.objects.count() == 0


@pytest.mark.parametrize("state", ["reported", "hidden", "of another"])
def test_post_that_is_not_the_author_s_alone_stays(state: str, taught: tuple[Course, User]) -> None:
    course, trainer = taught
    learner = make_learner(course)
    post = make_question(course, learner, hidden_at=timezone.now() if state == "hidden" else None)
    if state == "reported":
        report_post(post=post, reporter=trainer, reason="Rude")
    with pytest.raises(PostStays):
        delete_post(post=post, author=trainer if state == "of another" else learner)
    assert Post.objects.count() == 1


def test_post_is_reported_once_until_the_report_is_settled(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    post = make_question(course, make_learner(course))
    for reason in ("Rude", "Very rude"):
        report_post(post=post, reporter=trainer, reason=reason)
    assert list(PostReport.objects.values_list("reason", flat=True)) == ["Rude"]
    PostReport.objects.update(settled_at=timezone.now())
    report_post(post=post, reporter=trainer, reason="Rude again")
    assert PostReport.objects.filter(settled_at=None).get().reason == "Rude again"
