"""What visitors, learners and staff do, at the pace of people. Locust reads this in an environment of its own.

Each answer's status and a word of it are looked at. Everybody comes from a network of one's own, as the proxy would
tell.
"""

import json
import os
import random
import time
from itertools import count
from pathlib import Path
from typing import Any

from locust import HttpUser, between, task

FACTS = json.loads(Path(os.environ["LOAD_FACTS"]).read_text())
TOKEN = "c" * 32
#: A person reads for so long, in seconds, before the next page; and thinks for so long about a question.
READING, THINKING = (5, 15), (2, 6)
#: What only people with a session are shown.
LOGGED_IN = "/accounts/logout/"
LANGUAGES = ("az", "ru", "en")
_numbers, _learners = count(), iter(FACTS["learners"])


class Person(HttpUser):
    """Somebody with a browser."""

    abstract = True
    wait_time = between(*READING)
    session = ""

    def on_start(self) -> None:
        """Come from a network of one's own, with a language and perhaps a session."""
        self.language = random.choice(LANGUAGES)
        high, low = divmod(next(_numbers), 256)
        cookies = {"__Host-language": self.language, "__Host-csrftoken": TOKEN, "__Host-sessionid": self.session}
        self.sent = {
            "Accept": "text/html",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items() if value),
            "Host": "academy.example.org",
            "Origin": "https://academy.example.org",
            "X-CSRFToken": TOKEN,
            "X-Forwarded-For": f"10.{high}.{low}.7",
            "X-Forwarded-Proto": "https",
        }

    def ask(self, name: str, path: str, marker: str, form: dict[str, str] | None = None, status: int = 200) -> Any:
        """Ask for one page under this name of the table; whatever is not as it should be is an error."""
        method = "GET" if form is None else "POST"
        with self.client.request(
            method, path, name=name, data=form, headers=self.sent, allow_redirects=False, catch_response=True
        ) as answer:
            shown = answer.text or answer.headers.get("Location", "")
            if (answer.status_code, marker in shown) != (status, True):
                answer.failure(f"{answer.status_code} without {marker!r}: {shown[:200]!r}")
            return answer


class Visitor(Person):
    """Somebody who looks around, or verifies a certificate."""

    weight = 5

    @task(3)
    def home(self) -> None:
        self.ask("home", f"/{self.language}/", "site-footer")

    @task(3)
    def catalogue(self) -> None:
        self.ask("catalogue", f"/{self.language}/courses/", "/courses/course-")

    @task(4)
    def course(self) -> None:
        number = random.randint(1, 10)
        self.ask("course", f"/{self.language}/courses/course-{number}/", f"Course {number} {self.language}")

    @task(2)
    def seminars(self) -> None:
        self.ask("list of seminars", f"/{self.language}/seminars/", "/seminar-1")

    @task(4)
    def verify(self) -> None:
        code = random.choice(FACTS["codes"])
        self.ask("verification of a code", f"/verify/{code}/", 'data-verdict="valid"')


class Learner(Person):
    """Somebody who learns, with a session of one's own."""

    weight = 5

    def on_start(self) -> None:
        self.session = next(_learners)
        super().on_start()

    @task(3)
    def my(self) -> None:
        self.ask("personal area", "/my/", LOGGED_IN)

    @task(5)
    def lesson(self) -> None:
        number = random.randint(1, 4)
        path = f"/{self.language}/courses/course-1/lesson-{number}/"
        self.ask("lesson", path, LOGGED_IN)

    @task(1)
    def quiz(self) -> None:
        """Start, save each answer after a thought, submit, and read the result."""
        start = f"/my/courses/{FACTS['read']}/quiz/start/"
        path = self.ask("quiz: start", start, "/my/attempts/", {}, 302).headers.get("Location")
        if not path:
            return
        self.ask("quiz: questions", path, "question-1")
        for number in range(1, FACTS["questions"] + 1):
            time.sleep(random.uniform(*THINKING))
            self.ask("quiz: answer saved", f"{path}answers/{number}/", "", {f"question-{number}": "o1"})
        self.ask("quiz: submit", f"{path}submit/", "/result/", {f"question-{number}": "o1"}, 302)
        self.ask("quiz: result", f"{path}result/", LOGGED_IN)


class Trainer(Person):
    """A trainer over the gradebook."""

    fixed_count, session = 1, FACTS["staff"][0]

    @task
    def gradebook(self) -> None:
        self.ask("gradebook", f"/studio/courses/{FACTS['tried']}/gradebook/", "@example.org")


class Officer(Person):
    """An HR officer over the matrix."""

    fixed_count, session = 1, FACTS["staff"][1]

    @task
    def matrix(self) -> None:
        self.ask("matrix of the desk", f"/desk/{FACTS['institution']}/matrix/", "learner")
