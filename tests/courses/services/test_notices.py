"""Letters about announcements and posts: in the reader's language, once, and not to whom they no longer concern."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import pytest
from django.core import mail
from django.utils import timezone

from academy.accounts.models import User
from courses import tasks
from courses.enums import Frequency, Notice
from courses.models import AnnouncementLetter, Course, Enrolment, PostLetter
from courses.services.discussion import answer_question, ask_question
from courses.services.moderation import hide_post
from courses.services.notices import mail_letter, send_digest
from courses.services.preferences import choose_frequency
from tests.factories.people import make_user
from tests.factories.talk import (
    BODY,
    SUBJECT,
    make_cohort,
    make_learner,
    make_question,
    make_sent,
    make_taught_course,
    prefer,
)

pytestmark = pytest.mark.django_db

#: A Monday, half past eight in Baku.
MONDAY = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)


@pytest.fixture
def taught() -> tuple[Course, User]:
    return make_taught_course()


def mail_all(notice: Notice = Notice.ANNOUNCEMENTS) -> list[bool]:
    model = {Notice.ANNOUNCEMENTS: AnnouncementLetter, Notice.DISCUSSIONS: PostLetter}[notice]
    letters = model.objects.order_by("pk").values_list("pk", flat=True)
    return [mail_letter(notice=notice, pk=pk) for pk in list(letters)]


NOTES = {
    "az": "Mətn Azərbaycan dilindədir.",
    "ru": "Текст на азербайджанском языке.",
    "en": "The text is in Azerbaijani.",
}


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_announcement_comes_in_the_language_of_its_reader(language: str, taught: tuple[Course, User]) -> None:
    course, trainer = taught
    learner = make_learner(course, language)
    make_sent(course, trainer)
    mail_all()
    letter = mail.outbox[0]
    title = course.pages.get(locale__language_code=language).title
    assert (letter.to, letter.subject) == ([learner.email], f"{title}: {SUBJECT[language]}")
    assert [code for code, text in BODY.items() if text in letter.body] == [language]
    assert (f'<html lang="{language}">' in letter.alternatives[0].content, NOTES[language] in letter.body) == (
        True,
        False,
    )


@pytest.mark.parametrize("language", ["ru", "en"])
def test_announcement_without_the_reader_s_language_says_in_which_it_is(
    language: str, taught: tuple[Course, User]
) -> None:
    course, trainer = taught
    make_learner(course, language)
    make_sent(course, trainer, ("az",))
    mail_all()
    letter = mail.outbox[0]
    assert (BODY["az"] in letter.body, f"({NOTES[language]})" in letter.body) == (True, True)
    assert f'<div lang="az"><p>{BODY["az"]}</p></div>' in letter.alternatives[0].content


def test_letter_is_sent_once(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    make_learner(course)
    make_sent(course, trainer)
    assert [mail_all(), mail_all(), len(mail.outbox)] == [[True], [False], 1]


def test_whoever_withdrew_meanwhile_gets_no_letter(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    make_learner(course)
    make_sent(course, trainer)
    Enrolment.objects.update(withdrawn_at=timezone.now())
    assert (mail_all(), AnnouncementLetter.objects.count(), mail.outbox) == ([False], 0, [])


def test_hidden_post_is_told_to_nobody(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    question = ask_question(lesson=course.lessons.first(), author=make_learner(course), text="Buy now!")
    hide_post(post=question, by=trainer)
    assert (mail_all(Notice.DISCUSSIONS), PostLetter.objects.count(), mail.outbox) == ([False], 0, [])


def test_whoever_no_longer_teaches_is_told_nothing(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    ask_question(lesson=course.lessons.first(), author=make_learner(course), text="Why?")
    trainer.groups.clear()
    assert (mail_all(Notice.DISCUSSIONS), mail.outbox) == ([False], [])


def test_trainer_reads_the_asker_s_name_and_the_asker_reads_the_trainer_s(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    asker = make_learner(course, legal_name="Asker")
    question = ask_question(lesson=course.lessons.first(), author=asker, text="Is 025.4 <right>?")
    mail_all(Notice.DISCUSSIONS)
    answer_question(question=question, author=trainer, text="It is.")
    mail_all(Notice.DISCUSSIONS)
    asked, answered = mail.outbox
    assert ([*asked.to, *answered.to]) == [trainer.email, asker.email]
    assert ("Author: Asker." in asked.body, "Author: Trainer." in answered.body) == (True, True)
    assert ("Is 025.4 <right>?" in asked.body, "Is 025.4 &lt;right&gt;?" in asked.alternatives[0].content) == (
        True,
        True,
    )
    assert f"http://localhost:8000/my/questions/{question.pk}/#post-" in answered.body


def test_answer_of_a_fellow_learner_names_a_number(taught: tuple[Course, User]) -> None:
    course, _trainer = taught
    question = make_question(course, make_learner(course))
    answer_question(question=question, author=make_learner(course, legal_name="Fellow"), text="So.")
    mail_all(Notice.DISCUSSIONS)
    assert ("Author: Learner 2." in mail.outbox[0].body, "Fellow" in mail.outbox[0].body) == (True, False)


def test_old_letter_is_left_at_last(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    make_learner(course)
    announcement = make_sent(course, trainer)
    announcement.sent_at -= timedelta(days=9)
    announcement.save(update_fields=["sent_at"])
    tasks.send_left_letters()
    assert mail.outbox == []


def test_letters_wait_for_the_digest_of_whoever_wants_one(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    prefer(make_learner(course), Notice.ANNOUNCEMENTS, Frequency.DAILY)
    tasks.deliver_announcement(make_sent(course, trainer).pk)
    tasks.send_left_letters()
    assert (mail.outbox, AnnouncementLetter.objects.filter(sent_at=None).count()) == ([], 1)


SUBJECTS = {
    ("az", 1): "Kurslarınızda 1 yeni elan",
    ("az", 3): "Kurslarınızda 3 yeni elan",
    ("ru", 1): "1 новое объявление Ваших курсов",
    ("ru", 3): "3 новых объявления Ваших курсов",
    ("ru", 5): "5 новых объявлений Ваших курсов",
    ("en", 1): "1 new announcement of your courses",
    ("en", 3): "3 new announcements of your courses",
}


@pytest.mark.parametrize(("language", "number"), SUBJECTS)
def test_digest_holds_all_that_waits_in_the_reader_s_language(
    language: str, number: int, taught: tuple[Course, User]
) -> None:
    course, trainer = taught
    learner = make_learner(course, language)
    preference = prefer(learner, Notice.ANNOUNCEMENTS, Frequency.DAILY)
    for _time in range(number):
        make_sent(course, trainer)
    later = timezone.now() + timedelta(days=1)
    assert [send_digest(preference=preference, now=later) for _time in range(2)] == [True, False]
    letter = mail.outbox[0]
    assert (letter.subject, letter.body.count(BODY[language]), len(mail.outbox)) == (
        SUBJECTS[language, number],
        number,
        1,
    )
    assert AnnouncementLetter.objects.filter(sent_at=None).count() == 0


def test_digest_of_discussions_tells_posts_apart(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    preference = prefer(trainer, Notice.DISCUSSIONS, Frequency.WEEKLY)
    for name in ("One", "Two"):
        ask_question(lesson=course.lessons.first(), author=make_learner(course, legal_name=name), text=f"Why, {name}?")
    send_digest(preference=preference, now=timezone.now() + timedelta(days=8))
    letter = mail.outbox[0]
    assert letter.subject == "2 new posts under lessons"
    assert [text in letter.body for text in ("Question. Author: One.", "Why, One?", "Question. Author: Two.")] == [
        True
    ] * 3


@pytest.mark.parametrize(
    ("frequency", "posted", "now", "sent"),
    [
        (Frequency.DAILY, MONDAY - timedelta(hours=2), MONDAY, 1),
        (Frequency.DAILY, MONDAY - timedelta(minutes=10), MONDAY, 0),
        (Frequency.DAILY, MONDAY - timedelta(hours=2), MONDAY - timedelta(hours=1), 0),
        (Frequency.DAILY, MONDAY, MONDAY + timedelta(hours=4), 0),
        (Frequency.WEEKLY, MONDAY - timedelta(days=3), MONDAY, 1),
        (Frequency.WEEKLY, MONDAY - timedelta(days=3), MONDAY - timedelta(days=1), 0),
        (Frequency.WEEKLY, MONDAY, MONDAY + timedelta(days=4), 0),
        (Frequency.NEVER, MONDAY - timedelta(days=3), MONDAY, 0),
    ],
)
def test_digests_go_at_eight_and_weekly_ones_on_mondays(
    frequency: Frequency, posted: datetime, now: datetime, sent: int, time_machine
) -> None:
    course, trainer = make_taught_course()
    learner = make_learner(course)
    time_machine.move_to(posted, tick=False)
    make_sent(course, trainer)
    prefer(learner, Notice.ANNOUNCEMENTS, frequency, since=posted - timedelta(days=1))
    time_machine.move_to(now, tick=False)
    tasks.send_due_digests()
    tasks.send_due_digests()
    assert len(mail.outbox) == sent


def test_digest_of_what_is_nobody_s_any_more_is_not_sent(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    preference = prefer(make_learner(course), Notice.ANNOUNCEMENTS, Frequency.DAILY)
    make_sent(course, trainer)
    Enrolment.objects.update(withdrawn_at=timezone.now())
    assert send_digest(preference=preference, now=timezone.now() + timedelta(days=1)) is False
    assert (mail.outbox, AnnouncementLetter.objects.count()) == ([], 0)


def test_never_drops_what_waits_and_at_once_sends_it(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    silent, eager = make_learner(course), make_learner(course)
    for learner in (silent, eager):
        prefer(learner, Notice.ANNOUNCEMENTS, Frequency.WEEKLY)
    make_sent(course, trainer)
    choose_frequency(user=silent, notice=Notice.ANNOUNCEMENTS, frequency=Frequency.NEVER)
    choose_frequency(user=eager, notice=Notice.ANNOUNCEMENTS, frequency=Frequency.AT_ONCE)
    tasks.send_left_letters()
    assert ([letter.to[0] for letter in mail.outbox], AnnouncementLetter.objects.count()) == ([eager.email], 1)


def test_new_rhythm_begins_now() -> None:
    user = make_user()
    preference = prefer(user, Notice.ANNOUNCEMENTS, Frequency.AT_ONCE)
    for _time in range(2):
        changed = choose_frequency(user=user, notice=Notice.ANNOUNCEMENTS, frequency=Frequency.DAILY)
    assert (changed.frequency, changed.digest_at > preference.digest_at) == (Frequency.DAILY, True)


def test_letter_can_be_unsubscribed_from_with_one_click(taught: tuple[Course, User]) -> None:
    course, trainer = taught
    make_learner(course, cohort=make_cohort(course))
    make_sent(course, trainer)
    mail_all()
    message = mail.outbox[0].message()
    address = message["List-Unsubscribe"].removeprefix("<").removesuffix(">")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address.startswith("http://localhost:8000/letters/unsubscribe/")
    assert message_from_bytes(message.as_bytes())["List-Unsubscribe"].split() == [f"<{address}>"]
    assert f"{address}?language=en" in mail.outbox[0].body
    assert message["Auto-Submitted"] == "auto-generated"
