"""A trainer writes to a course; learners ask, trainers answer; order is kept; letters come as people want them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from courses import tasks
from courses.models import Announcement, Post
from tests.factories.talk import BODY, make_learner, make_taught_course

pytestmark = pytest.mark.django_db

#: Tuesday at noon in Baku.
NOON = datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_trainer_writes_and_everybody_reads_it_in_the_own_language(
    client_of, django_capture_on_commit_callbacks
) -> None:
    course, trainer = make_taught_course()
    learners = {code: make_learner(course, code) for code in BODY}
    words = {f"subject_{code}": code for code in ("az", "ru")} | {f"body_{code}": BODY[code] for code in ("az", "ru")}
    studio = client_of(trainer)
    letter = studio.post(reverse("announcement:add"), {"course": course.pk} | words).url
    with django_capture_on_commit_callbacks(execute=True):
        studio.post(letter)
    bodies = {message.to[0]: message.body for message in mail.outbox}
    expected = {"az": BODY["az"], "ru": BODY["ru"], "en": BODY["az"]}
    assert {code: expected[code] in bodies[learner.email] for code, learner in learners.items()} == dict.fromkeys(
        BODY, True
    )
    page = client_of(learners["en"]).get(reverse("announcements", args=[course.code])).text
    assert (BODY["az"] in page, "in Azerbaijani" in page) == (True, True)


def test_question_answer_report_and_moderation(client_of, django_capture_on_commit_callbacks) -> None:
    course, trainer = make_taught_course()
    asker, rude = make_learner(course, legal_name="Asker"), make_learner(course, legal_name="Rude")
    asking, answering, studio = client_of(asker), client_of(rude), client_of(trainer)
    with django_capture_on_commit_callbacks(execute=True):
        thread = asking.post(reverse("lesson_questions", args=[course.lessons.get().pk]), {"text": "Why 025?"}).url
    with django_capture_on_commit_callbacks(execute=True):
        studio.post(thread, {"text": "Because."})
        answering.post(thread, {"text": "Do not ask."})
    assert [message.to[0] for message in mail.outbox] == [trainer.email, asker.email, asker.email]
    insult = Post.objects.get(author=rude)
    asking.post(reverse("report_post", args=[insult.pk]), {"reason": "This is rude."})
    assert list(studio.get(reverse("post:index"), {"state": "reported"}).context["object_list"]) == [insult]
    judging = reverse("post:moderate", args=[insult.pk])
    for action in ("hide", "mute"):
        studio.post(judging, {"action": action})
    page = asking.get(thread).text
    assert ("Do not ask." in page, "Removed by a moderator." in page) == (False, True)
    answering.post(thread, {"text": "Again!"})
    assert "a moderator has decided so" in answering.get(thread).text
    studio.post(judging, {"action": "unmute"})
    answering.post(thread, {"text": "I am sorry."})
    assert list(Post.objects.filter(author=rude).values_list("text", flat=True)) == ["Do not ask.", "I am sorry."]


def test_digest_and_unsubscribing_with_one_click(client_of) -> None:
    course, trainer = make_taught_course()
    learner = make_learner(course, "ru")
    with time_machine.travel(NOON, tick=False) as clock:
        client_of(learner).post(reverse("letters"), {"announcements": "daily", "discussions": "at_once"})
        for subject in ("One", "Two"):
            fields = {"course": course.pk, "subject_ru": subject, "body_ru": BODY["ru"]}
            client_of(trainer).post(client_of(trainer).post(reverse("announcement:add"), fields).url)
        tasks.send_left_letters()
        tasks.send_due_digests()
        assert (Announcement.objects.filter(sent_at=None).count(), mail.outbox) == (0, [])
        clock.move_to(NOON + timedelta(hours=20))
        tasks.send_due_digests()
        digest = mail.outbox[0]
        assert (len(mail.outbox), digest.subject) == (1, "2 новых объявления Ваших курсов")
        address = digest.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
        assert Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert client_of(learner).get(reverse("letters")).context["form"]["announcements"].initial == "never"
