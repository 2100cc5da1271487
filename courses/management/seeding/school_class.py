"""Forty learners with attempts at one quiz, so that statistics and gradebook show something.

They are written straight into the tables: through the services each who passes would have a certificate produced, and
forty PDFs take a minute. Chance is seeded, so that every demo shows the same.
"""

import random
from datetime import datetime, timedelta
from math import exp

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from academy.accounts.models import User
from courses.enums import AttemptState
from courses.management.seeding.content import read
from courses.models import Attempt, AttemptQuestion, Course, Enrolment, Lesson, LessonProgress, QuestionRevision, Quiz
from courses.services.marking import mark_attempt
from courses.services.tallies import count_quiz

COURSE = "OPEN-301"
ADDRESS = "class-%02d@example.org"
#: Learners at the end of the list who are still reading.
READING = 4
#: How hard each question is, by its place, in the unit of what people know; the last one again from the beginning.
HARDNESS = (-0.4, 0.3, -2.8, 0.8, -0.9, 1.9, 0.1, -0.2, 0.5, -1.2, 0.9, -0.6)
#: The place, from 0, of a question whose wrong option tempts those who know most.
DECEPTIVE = 5
#: Seconds that an answer takes, from the quickest to the slowest.
QUICK, SLOW = 12, 110


def seed_class() -> None:
    """Make the learners and their attempts, unless they are there."""
    if User.objects.filter(email=ADDRESS % 1).exists():
        return
    chance = random.Random(2026)  # noqa: S311 - a demo, no secret
    course = Course.objects.select_related("quiz").get(code=COURSE)
    enrolments = _enrolled(course)
    _read(course, enrolments)
    for enrolment in enrolments[:-READING]:
        knowledge = chance.gauss(0.7, 1.1)
        if not _attempt(course.quiz, enrolment, knowledge, chance).passed and chance.random() < 0.5:  # noqa: PLR2004
            _attempt(course.quiz, enrolment, knowledge + 1, chance)
    count_quiz(quiz_id=course.quiz.pk)


def _enrolled(course: Course) -> list[Enrolment]:
    names = read("site", "class.toml")["names"]
    people = [(name, language) for language in names for name in names[language]]
    users = User.objects.bulk_create(
        User(email=ADDRESS % number, legal_name=name, language=language, password=make_password(None))
        for number, (name, language) in enumerate(people, start=1)
    )
    return Enrolment.objects.bulk_create(Enrolment(user=user, course=course) for user in users)


def _read(course: Course, enrolments: list[Enrolment]) -> None:
    """All lessons, but of those who are still reading."""
    lessons = list(Lesson.objects.filter(course=course))
    left = {enrolment.pk: place for place, enrolment in enumerate(enrolments[-READING:], start=1)}
    LessonProgress.objects.bulk_create(
        LessonProgress(enrolment=enrolment, lesson=lesson)
        for enrolment in enrolments
        for lesson in lessons[: len(lessons) - left.get(enrolment.pk, 0)]
    )


def _attempt(quiz: Quiz, enrolment: Enrolment, knowledge: float, chance: random.Random) -> Attempt:
    """One attempt, handed in just now; whoever passes has completed the course."""
    now = timezone.now()
    begun = now - timedelta(minutes=chance.randint(20, 30))
    number = enrolment.attempts.count() + 1
    attempt = Attempt.objects.create(
        enrolment=enrolment, quiz=quiz, number=number, pass_mark=quiz.pass_mark, started_at=begun
    )
    _answer(attempt, begun, knowledge, chance)
    mark_attempt(attempt=attempt)
    attempt.state, attempt.closed_at = AttemptState.SUBMITTED, attempt.questions.latest("answered_at").answered_at
    attempt.save()
    if attempt.passed:
        Enrolment.objects.filter(pk=enrolment.pk).update(completed_at=attempt.closed_at)
    return attempt


def _answer(attempt: Attempt, moment: datetime, knowledge: float, chance: random.Random) -> None:
    rows = []
    for place, asked in enumerate(attempt.quiz.places.select_related("question").order_by("position")):
        revision = QuestionRevision.objects.filter(question=asked.question).latest("number")
        hardness = HARDNESS[place % len(HARDNESS)]
        steepness = -1.0 if place == DECEPTIVE else 1.7
        is_right = chance.random() < 1 / (1 + exp(-steepness * (knowledge - hardness)))
        moment += timedelta(seconds=chance.randint(QUICK, SLOW))
        row = AttemptQuestion(attempt=attempt, position=place + 1, revision=revision, marks=asked.marks)
        row.answer, row.answered_at = _chosen(revision, is_right=is_right, chance=chance), moment
        rows.append(row)
    AttemptQuestion.objects.bulk_create(rows)


def _chosen(revision: QuestionRevision, *, is_right: bool, chance: random.Random) -> str | list[str]:
    """The right answer, or a wrong one: the first wrong option tempts most."""
    options = revision.body["options"]
    right = [option["id"] for option in options if option["correct"]]
    wrong = [option["id"] for option in options if not option["correct"]]
    tempting = chance.choices(wrong, weights=range(len(wrong) + 1, 1, -1))[0]
    if revision.question.type == "multiple_choice":
        return right if is_right else [*right[:-1], tempting]
    return right[0] if is_right else tempting
