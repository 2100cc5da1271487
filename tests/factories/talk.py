from datetime import datetime

from django.utils import timezone

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.enums import Frequency, Notice
from courses.models import Announcement, Cohort, Course, Enrolment, NoticePreference, Post
from courses.services.announcements import send_announcement
from tests.factories.learning import make_course, make_enrolment
from tests.factories.people import make_user

SUBJECT = {"az": "Görüş sabahdır", "ru": "Встреча завтра", "en": "We meet tomorrow"}
BODY = {"az": "Saat onda.", "ru": "В десять часов.", "en": "At ten o’clock."}


def make_taught_course(language: str = "en", **facts: object) -> tuple[Course, User]:
    """A course with one lesson, and the trainer who wrote it."""
    course, trainer = make_course(lessons=1, **facts), make_user(Role.TRAINER, legal_name="Trainer", language=language)
    course.pages.update(owner=trainer)
    return course, trainer


def make_cohort(course: Course, trainer: User | None = None, name: str = "Autumn") -> Cohort:
    """A cohort of this year and the next."""
    year = timezone.localdate().year
    return Cohort.objects.create(
        course=course, trainer=trainer, name=name, starts_on=f"{year}-01-01", ends_on=f"{year + 1}-12-31"
    )


def make_learner(course: Course, language: str = "en", *, cohort: Cohort | None = None, **fields: object) -> User:
    """Somebody who is enrolled on the course, perhaps in a cohort of it."""
    learner = make_user(language=language, **fields)
    make_enrolment(course, learner)
    if cohort:
        Enrolment.objects.filter(user=learner, course=course).update(cohort=cohort)
    return learner


def make_announcement(
    course: Course, languages: tuple[str, ...] = ("az", "ru", "en"), **fields: object
) -> Announcement:
    """A draft in the languages."""
    words = {"subject": {code: SUBJECT[code] for code in languages}, "body": {code: BODY[code] for code in languages}}
    return Announcement.objects.create(course=course, **words | fields)


def make_sent(
    course: Course, trainer: User, languages: tuple[str, ...] = ("az", "ru", "en"), **fields: object
) -> Announcement:
    """An announcement that was sent, and whose letters wait."""
    return send_announcement(announcement=make_announcement(course, languages, **fields), by=trainer)


def make_question(course: Course, author: User, text: str = "Which edition?", **fields: object) -> Post:
    """A question under the first lesson, without letters."""
    return Post.objects.create(lesson=course.lessons.first(), author=author, text=text, **fields)


def make_answer(question: Post, author: User, text: str = "The fourth.", **fields: object) -> Post:
    """An answer, without letters."""
    return Post.objects.create(lesson=question.lesson, question=question, author=author, text=text, **fields)


def prefer(user: User, notice: Notice, frequency: Frequency, since: datetime | None = None) -> NoticePreference:
    """A choice made at `since`, or long ago."""
    long_ago = timezone.make_aware(datetime(2026, 1, 1))  # noqa: DTZ001 - made aware at once
    return NoticePreference.objects.create(user=user, notice=notice, frequency=frequency, digest_at=since or long_ago)
