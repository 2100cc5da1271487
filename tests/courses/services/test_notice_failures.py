"""Letters that the mail server refuses: no other is held up, and what can still be sent is."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from academy.accounts.models import User
from courses import tasks
from courses.enums import Frequency, Notice
from courses.models import AnnouncementLetter, Course, NoticePreference
from courses.services.notices import mail_letter, send_digest
from tests.factories.talk import make_learner, make_sent, make_taught_course, prefer

pytestmark = pytest.mark.django_db


@pytest.fixture
def taught() -> tuple[Course, User]:
    return make_taught_course()


class Refusing(EmailBackend):
    """A mail server that refuses some addresses."""

    refusals: dict[str, Exception] = {}  # noqa: RUF012 - replaced by each test

    def send_messages(self, messages: list) -> int:
        for message in messages:
            if refusal := self.refusals.get(message.to[0]):
                raise refusal
        return super().send_messages(messages)


@pytest.fixture
def refusing(settings, monkeypatch: pytest.MonkeyPatch) -> dict[str, Exception]:
    settings.EMAIL_BACKEND = "tests.courses.services.test_notice_failures.Refusing"
    refusals: dict[str, Exception] = {}
    monkeypatch.setattr(Refusing, "refusals", refusals)
    return refusals


@pytest.mark.parametrize("failure", [SMTPDataError(451, b"busy"), ConnectionRefusedError(), TimeoutError()])
def test_failing_address_holds_up_no_other_and_is_tried_again(
    failure: Exception, refusing: dict, taught: tuple[Course, User]
) -> None:
    course, trainer = taught
    learners = [make_learner(course) for _place in range(3)]
    refusing[learners[1].email] = failure
    announcement = make_sent(course, trainer)
    tasks.deliver_announcement(announcement.pk)
    assert {letter.to[0] for letter in mail.outbox} == {learners[0].email, learners[2].email}
    refusing.clear()
    tasks.send_left_letters()
    tasks.send_left_letters()
    assert [letter.to[0] for letter in mail.outbox[2:]] == [learners[1].email]


def test_address_that_is_wrong_for_good_is_not_tried_again(refusing: dict, taught: tuple[Course, User]) -> None:
    course, trainer = taught
    learner = make_learner(course)
    refusing[learner.email] = SMTPRecipientsRefused({learner.email: (550, b"no such user")})
    make_sent(course, trainer)
    tasks.send_left_letters()
    refusing.clear()
    tasks.send_left_letters()
    assert (AnnouncementLetter.objects.get().sent_at is None, mail.outbox) == (False, [])


def test_letter_that_breaks_is_told_as_unsent(refusing: dict, taught: tuple[Course, User]) -> None:
    course, trainer = taught
    learner = make_learner(course)
    refusing[learner.email] = ZeroDivisionError()
    make_sent(course, trainer)
    with pytest.raises(ZeroDivisionError):
        mail_letter(notice=Notice.ANNOUNCEMENTS, pk=AnnouncementLetter.objects.get().pk)
    assert AnnouncementLetter.objects.get().sent_at is None


def test_failed_digest_is_tried_again(refusing: dict, taught: tuple[Course, User]) -> None:
    course, trainer = taught
    learner = make_learner(course)
    preference = prefer(learner, Notice.ANNOUNCEMENTS, Frequency.DAILY)
    make_sent(course, trainer)
    now = timezone.now() + timedelta(days=1)
    refusing[learner.email] = SMTPDataError(451, b"busy")
    assert (send_digest(preference=preference, now=now), len(mail.outbox)) == (False, 0)
    refusing.clear()
    preference = NoticePreference.objects.get()
    assert (send_digest(preference=preference, now=now), len(mail.outbox)) == (True, 1)
