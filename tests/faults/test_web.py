"""Web servers that are killed in mid-submit and replaced under load, and a migration that ends half-way."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
import urllib3
from django.db import connection

from certification.models import Certificate
from courses.enums import AttemptState
from courses.models import Attempt
from courses.services.attempts import save_answers, start_attempt
from tests.database import ROOT
from tests.factories.certification import make_template
from tests.factories.learning import make_course, make_enrolment, make_quiz
from tests.faults.report import Case
from tests.faults.web import Learner, Web, database_environment
from tests.production.visitor import wait

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow_fault]

#: Where the server dies, and whether the attempt is submitted by then.
DEATHS = {
    "before submit_page": AttemptState.OPEN,
    "after _put": AttemptState.OPEN,
    "after mark_asked": AttemptState.OPEN,
    "after complete_after_attempt": AttemptState.OPEN,
    "after submit_page": AttemptState.SUBMITTED,
}
LEARNERS, QUESTIONS = 4, 20


@pytest.fixture(autouse=True)
def _postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("faults are tested on PostgreSQL: set DATABASE_URL")


@pytest.fixture
def two_webs(tmp_path: Path) -> Iterator[list[Web]]:
    """Two web servers side by side."""
    webs = [Web(tmp_path), Web(tmp_path)]
    try:
        for web in webs:
            web.start()
        yield webs
    finally:
        for web in webs:
            web.kill()


def begin(questions: int = 2) -> Attempt:
    """An attempt whose success earns a certificate, with an answer that is saved."""
    course = make_course(lessons=0, certificate_template=make_template())
    quiz = make_quiz(course, questions=questions)
    attempt = start_attempt(enrolment=make_enrolment(course), quiz=quiz)
    save_answers(attempt=attempt, answers={1: "o0"})
    return attempt


def kept(attempt: Attempt) -> tuple[str, list[object], int]:
    """State, answers, and how many certificates were decided."""
    attempt.refresh_from_db()
    answers = list(attempt.questions.order_by("position").values_list("answer", flat=True))
    return attempt.state, answers, Certificate.objects.filter(holder=attempt.enrolment.user).count()


def test_web_server_killed_in_mid_submit(tmp_path: Path, two_webs: list[Web], case: Case) -> None:
    case.broke(f"SIGKILL to the web server in mid-submit, at {len(DEATHS)} points before and after the commit")
    seen: dict[str, tuple[str, list[object], int]] = {}
    for point, left in DEATHS.items():
        attempt = begin()
        learner = Learner(attempt.enrolment.user, *two_webs)
        dying = Web(tmp_path, "tests.faults.dying_web:application", FAULT_POINT=point)
        dying.start()
        with pytest.raises(urllib3.exceptions.ProtocolError):
            learner.post(dying, f"/my/attempts/{attempt.pk}/submit/", **{"question-1": "o0", "question-2": "o0"})
        dying.kill()
        seen[point] = kept(attempt)
        is_submitted = left == AttemptState.SUBMITTED
        assert seen[point] == (left, ["o0", "o0" if is_submitted else None], int(is_submitted))
        with case.healing():
            again = [
                learner.send(f"/my/attempts/{attempt.pk}/submit/", **{"question-1": "o0", "question-2": "o0"})
                for _turn in range(2)
            ]
        assert (again, kept(attempt)) == ([302, 302], (AttemptState.SUBMITTED, ["o0", "o0"], 1))
    assert Attempt.objects.count() == len(DEATHS)
    case.saw("wholly submitted or not at all, with all that was saved before; sent again, one result, one certificate")


def rounds(is_over: Event) -> Iterator[str]:
    """What to answer in each round: wrongly while it lasts, then rightly once."""
    while not is_over.is_set():
        yield "o1"
    yield "o0"


def answer_all(learner: Learner, attempt: Attempt, is_over: Event) -> Counter[int]:
    """Save answer after answer in each round, then submit; return how often each status came."""
    statuses: Counter[int] = Counter()
    for option in rounds(is_over):
        for position in range(1, QUESTIONS + 1):
            path = f"/my/attempts/{attempt.pk}/answers/{position}/"
            statuses[learner.send(path, **{f"question-{position}": option})] += 1
    statuses[learner.send(f"/my/attempts/{attempt.pk}/submit/")] += 1
    return statuses


def replace(web: Web, learners: Sequence[Learner], answering: Sequence[Future[Counter[int]]]) -> None:
    """Start it anew once somebody came while it was away, however long that takes."""
    web.stop()
    before = sum(one.refused for one in learners)
    wait(
        "somebody while a server was away",
        lambda: sum(one.refused for one in learners) > before or any(one.done() for one in answering),
    )
    web.start()


def test_web_servers_are_replaced_under_load(two_webs: list[Web], case: Case) -> None:
    case.broke("one web server after the other is ended by SIGTERM and started anew, while learners answer")
    attempts, is_over = [begin(QUESTIONS) for _ in range(LEARNERS)], Event()
    first = [two_webs, two_webs[::-1]]
    learners = [Learner(one.enrolment.user, *first[place % 2]) for place, one in enumerate(attempts)]
    with ThreadPoolExecutor(LEARNERS) as pool:
        answering = [pool.submit(answer_all, *pair, is_over) for pair in zip(learners, attempts, strict=True)]
        try:
            for web in two_webs:
                replace(web, learners, answering)
        finally:
            is_over.set()
        statuses = sum((one.result() for one in answering), Counter[int]())
    refused, cut_off = sum(one.refused for one in learners), sum(one.cut_off for one in learners)
    assert (set(statuses), statuses[302]) == ({200, 302}, LEARNERS)
    assert [kept(one) for one in attempts] == [(AttemptState.SUBMITTED, ["o0"] * QUESTIONS, 1)] * LEARNERS
    case.saw(
        f"{statuses.total()} forms answered, none by an error; {refused} connections refused by a server that was away,"
        f" {cut_off} taken and closed without an answer by one that ended, all sent again; every answer is there"
    )


def migrate(**environment: str) -> int:
    """Run `manage.py migrate` for an app whose migration may end half-way."""
    surroundings = database_environment() | {"DJANGO_SETTINGS_MODULE": "tests.faults.half_way.settings"} | environment
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0", "half_way"]
    return subprocess.run(command, cwd=ROOT, env=surroundings, check=False, capture_output=True).returncode


def half_rows() -> list[str] | None:
    """Return the rows of the table; None while there is none."""
    with connection.cursor() as cursor:
        if "half_way_half" not in connection.introspection.table_names(cursor):
            return None
        cursor.execute("SELECT name FROM half_way_half ORDER BY id")
        return [name for (name,) in cursor.fetchall()]


@pytest.fixture
def _half_way() -> Iterator[None]:
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS half_way_half")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'half_way'")


@pytest.mark.usefixtures("_half_way")
def test_migration_ends_half_way(case: Case) -> None:
    case.broke("a migration fails, and another time is killed by SIGKILL, after it has made a table and a row")
    seen = []
    for fault in ("fails", "is killed"):
        code = migrate(HALF_WAY=fault)
        seen.append((code != 0, half_rows()))
    assert seen == [(True, None), (True, None)]
    with case.healing():
        assert (migrate(), half_rows()) == (0, ["first", "second"])
    case.saw("the tables were as before each time; the next `migrate` did all of it")
