"""Two quizzes, one with a hundred times the attempts of the other, and how long their pages take."""

import random
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.models import User
from courses.models import Attempt, AttemptQuestion, Course, CoursePage, Enrolment, QuestionRevision, Quiz
from courses.services.tallies import count_quiz
from tests.factories.learning import make_course, make_quiz, make_site

SMALL, LARGE, QUESTIONS, TURNS = 1_000, 100_000, 10, 15
CHUNK = 5_000


def measure() -> list[str]:
    """Fill two courses, count, and return what was found, line by line."""
    call_command("migrate", verbosity=0)
    lines = [f"{connection.vendor}, {LARGE:,} attempts of {QUESTIONS} questions against {SMALL:,}"]
    index = make_site()
    courses = {number: fill(number, index) for number in (SMALL, LARGE)}
    lines += [count(number, course) for number, course in courses.items()]
    client = _trainer()
    for view in ("quiz_statistics", "question_statistics", "gradebook"):
        times = {number: median_time(_asking(client, view, course)) for number, course in courses.items()}
        ratio = times[LARGE] / times[SMALL]
        lines.append(f"{view}: {times[LARGE] * 1000:.0f} ms against {times[SMALL] * 1000:.0f} ms, ratio {ratio:.2f}")
    return lines


def fill(number: int, index: dict) -> Course:
    """Write a course whose quiz so many learners have attempted, with answers left to seeded chance."""
    chance, course = random.Random(number), make_course(lessons=2, index=index)
    course.code = f"BENCH-{number}"
    course.save()
    quiz = make_quiz(course, questions=QUESTIONS)
    for start in range(0, number, CHUNK):
        _fill_chunk(quiz, range(start, min(start + CHUNK, number)), chance)
    return course


def _fill_chunk(quiz: Quiz, numbers: range, chance: random.Random) -> None:
    now, revisions = timezone.now(), list(QuestionRevision.objects.filter(question__quizzes=quiz).order_by("pk"))
    with transaction.atomic():
        users = User.objects.bulk_create(
            User(email=f"{quiz.pk}-{number}@example.org", legal_name=f"Learner {number}", password="!")
            for number in numbers
        )
        enrolments = Enrolment.objects.bulk_create(Enrolment(user=user, course=quiz.course) for user in users)
        attempts, rows = [], []
        for enrolment in enrolments:
            right = [chance.random() < 0.3 + 0.6 * chance.random() for _question in revisions]
            attempt = Attempt(
                enrolment=enrolment, quiz=quiz, number=1, pass_mark=70, started_at=now - timedelta(minutes=20)
            )
            attempt.state, attempt.closed_at = "submitted", now
            attempt.score, attempt.max_score = Decimal(sum(right)), Decimal(len(revisions))
            attempt.passed = sum(right) >= 7
            attempts.append(attempt)
            rows += [
                AttemptQuestion(
                    attempt=attempt,
                    position=place,
                    revision=revision,
                    marks=1,
                    answer="o0" if is_right else f"o{chance.randint(1, 3)}",
                    answered_at=attempt.started_at + timedelta(seconds=60 * place + chance.randint(0, 40)),
                    score=int(is_right),
                )
                for place, (revision, is_right) in enumerate(zip(revisions, right, strict=True), start=1)
            ]
        Attempt.objects.bulk_create(attempts)
        AttemptQuestion.objects.bulk_create(rows, batch_size=2_000)


def count(number: int, course: Course) -> str:
    """Count all attempts of the course's quiz, and say how fast that went."""
    start = time.perf_counter()
    counted = count_quiz(quiz_id=course.quiz.pk)
    taken = time.perf_counter() - start
    if counted != number:
        raise SystemExit(f"{counted} attempts were counted instead of {number}")
    return f"counting {number:,}: {taken:.1f} s, {taken / number * 1000:.2f} ms an attempt"


def _trainer() -> Client:
    trainer = User.objects.create_user("trainer@example.org", legal_name="Trainer")
    trainer.groups.add(Group.objects.get(name="Trainers"))
    CoursePage.objects.update(owner=trainer)
    client = Client(SERVER_NAME="localhost")
    client.force_login(trainer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _asking(client: Client, view: str, course: Course) -> Callable[[], None]:

    questions = [course.quiz.places.first().question_id] if view == "question_statistics" else []
    address = reverse(view, args=[course.code, *questions])

    def ask() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answers {answer.status_code}")

    return ask


def median_time(action: Callable[[], None]) -> float:
    """Return the middle of some turns in seconds, after one that fills what the process keeps."""
    action()
    times = []
    for _turn in range(TURNS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
