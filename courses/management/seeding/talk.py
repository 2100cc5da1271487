"""What the demo's trainer announces, and what a learner asks."""

from academy.accounts.models import User
from courses.management.seeding.content import read
from courses.models import Announcement, Course, Lesson, Post
from courses.services.announcements import send_announcement
from courses.services.discussion import answer_question, ask_question

COURSE = "UDC-101"


def seed_talk(accounts: dict[str, User]) -> None:
    """Send one announcement, and have one question asked and answered, unless there are some already."""
    course, texts = Course.objects.get(code=COURSE), read("site", "talk.toml")
    trainer = accounts["trainer"]
    if not Announcement.objects.filter(course=course).exists():
        words = {name: _stripped(texts["announcement"][name]) for name in ("subject", "body")}
        send_announcement(announcement=Announcement.objects.create(course=course, author=trainer, **words), by=trainer)
    talk = texts["discussion"]
    lesson = Lesson.objects.get(course=course, position=talk["lesson"])
    if not Post.objects.filter(lesson=lesson).exists():
        question = ask_question(lesson=lesson, author=accounts["learner"], text=talk["question"].strip())
        answer_question(question=question, author=trainer, text=talk["answer"].strip())


def _stripped(texts: dict[str, str]) -> dict[str, str]:
    return {code: text.strip() for code, text in texts.items()}
