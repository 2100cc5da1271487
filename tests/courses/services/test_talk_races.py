"""Sending and writing at the same time. Each race has a positive control: without the guard it must go wrong."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from academy.accounts.models import User
from courses.enums import Frequency, Notice
from courses.errors import AnnouncementSent, TooManyPosts
from courses.models import Announcement, AnnouncementLetter, Course, Post
from courses.selectors.letters import letter_content
from courses.selectors.notices import letters_of
from courses.services import notices
from courses.services.announcements import send_announcement
from courses.services.discussion import POSTS_AN_HOUR, ask_question
from courses.services.notices import mail_letter, send_digest
from tests.factories.talk import make_announcement, make_learner, make_sent, make_taught_course, prefer
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def taught() -> tuple[Course, User]:
    return make_taught_course()


@pytest.mark.parametrize("_round", range(3))
def test_sending_from_many_windows_sends_once(_round: int, taught: tuple[Course, User]) -> None:
    course, trainer = taught
    make_learner(course)
    announcement = make_announcement(course)
    outcomes = at_once(8, lambda: send_announcement(announcement=announcement, by=trainer))
    assert sum(isinstance(outcome, Announcement) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, AnnouncementSent) for outcome in outcomes) == 7
    assert AnnouncementLetter.objects.count() == 1


def test_letter_in_many_workers_goes_once(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    make_learner(course)
    make_sent(course, trainer)
    letter = AnnouncementLetter.objects.get()
    outcomes = at_once(8, lambda: mail_letter(notice=Notice.ANNOUNCEMENTS, pk=letter.pk))
    assert (sorted(outcomes), len(mail.outbox)) == ([False] * 7 + [True], 1)


def test_letter_without_a_hand_goes_more_than_once(taught: tuple[Course, User]) -> None:
    """Positive control: what stands behind the hand, called in many workers, writes as many letters."""
    course, trainer = taught
    make_learner(course)
    make_sent(course, trainer)
    letter = letters_of(Notice.ANNOUNCEMENTS).get()

    def send_unguarded() -> tuple[bool, bool]:
        content = letter_content(Notice.ANNOUNCEMENTS, letter)
        return notices._send(Notice.ANNOUNCEMENTS, letter.user, content)

    at_once(4, send_unguarded)
    assert len(mail.outbox) == 4


def test_digest_in_many_workers_goes_once(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    preference = prefer(make_learner(course), Notice.ANNOUNCEMENTS, Frequency.DAILY)
    make_sent(course, trainer)
    later = timezone.now() + timedelta(days=1)
    outcomes = at_once(8, lambda: send_digest(preference=preference, now=later))
    assert (sorted(outcomes), len(mail.outbox)) == ([False] * 7 + [True], 1)


def test_limit_of_posts_holds_in_many_windows(taught: tuple[Course, User]) -> None:
    course, _trainer = taught
    learner, lesson = make_learner(course), course.lessons.get()
    outcomes = at_once(POSTS_AN_HOUR + 5, lambda: ask_question(lesson=lesson, author=learner, text="Why?"))
    assert sum(isinstance(outcome, TooManyPosts) for outcome in outcomes) == 5
    assert Post.objects.count() == POSTS_AN_HOUR


def test_limit_of_posts_without_the_lock_is_passed(
    monkeypatch: pytest.MonkeyPatch, taught: tuple[Course, User]
) -> None:
    """Positive control on PostgreSQL; SQLite lets one transaction write at a time, whatever the lock."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    course, _trainer = taught
    learner, lesson = make_learner(course), course.lessons.get()
    monkeypatch.setattr(User.objects, "select_for_update", lambda **_options: User.objects.all(), raising=False)
    at_once(POSTS_AN_HOUR + 5, lambda: ask_question(lesson=lesson, author=learner, text="Why?"))
    assert Post.objects.count() > POSTS_AN_HOUR
