import pytest

from academy.accounts.models import User
from courses.enums import Frequency, Notice
from courses.errors import AnnouncementSent
from courses.models import AnnouncementLetter, Course, Enrolment
from courses.services.announcements import hold_draft, send_announcement
from tests.factories.talk import (
    make_announcement,
    make_cohort,
    make_learner,
    make_taught_course,
    prefer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def taught() -> tuple[Course, User]:
    return make_taught_course()


def addressees() -> set[str]:
    return set(AnnouncementLetter.objects.values_list("user__legal_name", flat=True))


def test_announcement_owes_a_letter_to_everybody_who_learns_and_wants_one(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    for name in ("Here", "Gone", "Inactive", "Silent", "Weekly"):
        make_learner(course, legal_name=name)
    Enrolment.objects.filter(user__legal_name="Gone").update(withdrawn_at="2026-01-01T00:00Z")
    User.objects.filter(legal_name="Inactive").update(is_active=False)
    prefer(User.objects.get(legal_name="Silent"), Notice.ANNOUNCEMENTS, Frequency.NEVER)
    prefer(User.objects.get(legal_name="Weekly"), Notice.ANNOUNCEMENTS, Frequency.WEEKLY)
    send_announcement(announcement=make_announcement(course), by=trainer)
    assert addressees() == {"Here", "Weekly"}


def test_announcement_to_a_cohort_goes_to_nobody_else(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    cohort, other = make_cohort(course), make_cohort(course, name="Spring")
    make_learner(course, legal_name="Inside", cohort=cohort)
    make_learner(course, legal_name="Other", cohort=other)
    make_learner(course, legal_name="Alone")
    send_announcement(announcement=make_announcement(course, cohort=cohort), by=trainer)
    assert addressees() == {"Inside"}


def test_announcement_is_sent_once(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    make_learner(course)
    announcement = make_announcement(course)
    first = send_announcement(announcement=announcement, by=trainer).sent_at
    with pytest.raises(AnnouncementSent):
        send_announcement(announcement=announcement, by=trainer)
    announcement.refresh_from_db()
    assert (announcement.sent_at, AnnouncementLetter.objects.count()) == (first, 1)


def test_sent_announcement_is_no_draft_to_hold(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    announcement = make_announcement(course)
    hold_draft(announcement)
    send_announcement(announcement=announcement, by=trainer)
    with pytest.raises(AnnouncementSent):
        hold_draft(announcement)
