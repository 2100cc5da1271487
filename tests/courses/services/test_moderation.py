import pytest

from academy.accounts.models import User
from courses.errors import TrainerNotMuted
from courses.models import Course, Mute, PostReport
from courses.services.discussion import report_post
from courses.services.moderation import hide_post, mute, settle_reports, show_post, unmute
from tests.factories.people import make_user
from tests.factories.talk import make_cohort, make_learner, make_question, make_taught_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def taught() -> tuple[Course, User]:
    return make_taught_course()


def test_hiding_says_who_did_it_settles_reports_and_can_be_undone(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    post = make_question(course, make_learner(course))
    report_post(post=post, reporter=make_learner(course), reason="Rude")
    for moderator in (trainer, make_user()):
        hide_post(post=post, by=moderator)
    post.refresh_from_db()
    assert (post.hidden_by, post.hidden_at is not None) == (trainer, True)
    assert PostReport.objects.filter(settled_at=None).count() == 0
    for _time in range(2):
        show_post(post=post, by=trainer)
    post.refresh_from_db()
    assert (post.hidden_by, post.hidden_at) == (None, None)


def test_reports_are_settled_without_hiding(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    post = make_question(course, make_learner(course))
    for _person in range(2):
        report_post(post=post, reporter=make_learner(course), reason="Rude")
    assert [settle_reports(post=post, by=trainer) for _time in range(2)] == [2, 0]
    post.refresh_from_db()
    assert post.hidden_at is None


def test_muting_holds_for_one_course_and_can_be_undone(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    learner = make_learner(course)
    for _time in range(2):
        mute(course=course, user=learner, by=trainer)
    assert list(Mute.objects.values_list("course", "user", "muted_by")) == [(course.pk, learner.pk, trainer.pk)]
    for _time in range(2):
        unmute(course=course, user=learner)
    assert Mute.objects.count() == 0


def test_trainers_are_not_muted(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    of_a_cohort = make_user()
    make_cohort(course, of_a_cohort)
    for person in (trainer, of_a_cohort):
        with pytest.raises(TrainerNotMuted):
            mute(course=course, user=person, by=trainer)
    assert Mute.objects.count() == 0
