"""Courses whose quizzes ask every type of question, made in the copy of the demo that the browser sees."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.browser.conftest import Demo
from tests.factories.questions import SAMPLES

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
from academy.accounts.models import User
from courses.models import Course, Enrolment, Question, QuestionRevision, Quiz, QuizQuestion
from tests.factories.questions import BODIES, words

course, made = Course.objects.get_or_create(code=CODE)
if made:
    quiz = Quiz.objects.create(course=course, title=words("Quiz"), pass_mark=100, attempts_allowed=1)
    for position, key in enumerate(KEYS, start=1):
        question = Question.objects.create(key=f"{CODE}-{position}".lower(), type=key)
        QuestionRevision.objects.create(question=question, number=1, body=BODIES[key])
        QuizQuestion.objects.create(quiz=quiz, question=question, position=position)
Enrolment.objects.create(user=User.objects.get(email=EMAIL), course=course)
"""


def enrol_on_every_type(demo: Demo, email: str) -> str:
    """Enrol a person on a course with every type that marks itself, and return the path of its quiz.

    The last question is there to be left out, so that the quiz is not passed and nothing is certified.
    """
    return _enrol(demo, email, "EVERY-TYPE", [*SAMPLES, "single_choice"])


def enrol_on_an_essay(demo: Demo, email: str) -> str:
    """Enrol a person on a course whose quiz is an essay, and return the path of the quiz."""
    return _enrol(demo, email, "ESSAY", ["essay"])


def _enrol(demo: Demo, email: str, code: str, keys: Iterable[str]) -> str:
    environment = os.environ | {
        "ACADEMY_HOME": str(demo.home),
        "DJANGO_SETTINGS_MODULE": "academy.settings.development",
    }
    environment.pop("DATABASE_URL", None)
    facts = f"CODE, EMAIL, KEYS = {code!r}, {email!r}, {list(keys)!r}\n"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", facts + SCRIPT]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return f"/my/courses/{code}/quiz/"
