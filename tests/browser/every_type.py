"""A course whose quiz asks every type of question, made in the copy of the demo that the browser sees."""

import os
import subprocess
import sys
from pathlib import Path

from tests.browser.conftest import Demo

ROOT = Path(__file__).resolve().parents[2]
CODE = "EVERY-TYPE"
#: The last question is there to be left out, so that the quiz is not passed and nothing is certified.
SCRIPT = f"""
from academy.accounts.models import User
from courses.models import Course, Enrolment, Question, QuestionRevision, Quiz, QuizQuestion
from tests.factories.questions import SAMPLES, words

course, made = Course.objects.get_or_create(code="{CODE}")
if made:
    quiz = Quiz.objects.create(course=course, title=words("Quiz"), pass_mark=100, attempts_allowed=1)
    for position, key in enumerate([*SAMPLES, "single_choice"], start=1):
        question = Question.objects.create(key="every-%s" % position, type=key)
        QuestionRevision.objects.create(question=question, number=1, body=SAMPLES[key].body)
        QuizQuestion.objects.create(quiz=quiz, question=question, position=position)
Enrolment.objects.create(user=User.objects.get(email=EMAIL), course=course)
"""


def enrol_on_every_type(demo: Demo, email: str) -> str:
    """Enrol a person on the course, and return the path of its quiz."""
    environment = os.environ | {
        "ACADEMY_HOME": str(demo.home),
        "DJANGO_SETTINGS_MODULE": "academy.settings.development",
    }
    environment.pop("DATABASE_URL", None)
    script = SCRIPT.replace("EMAIL", repr(email))
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", script]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return f"/my/courses/{CODE}/quiz/"
