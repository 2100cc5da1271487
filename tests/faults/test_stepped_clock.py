"""A web server and a worker whose clock is set while they run: an hour back, two days ahead, and put right."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import urllib3
from django.conf import settings

from certification.enums import State, Verdict
from certification.models import Certificate
from courses.enums import AttemptState
from courses.models import Attempt
from tests.factories.certification import make_template
from tests.factories.learning import make_course, make_enrolment, make_quiz
from tests.faults.clock import Clock
from tests.faults.office import Office, all_is_done, make_many
from tests.faults.report import Case
from tests.faults.web import TOKEN, Learner, Web
from tests.production.visitor import target

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TWO_DAYS, HOUR, MINUTE = timedelta(days=2), timedelta(hours=1), timedelta(minutes=1)
RIGHT = {"question-1": "o0", "question-2": "o0"}


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    """A clock that is right."""
    return Clock(tmp_path)


@pytest.fixture
def worker(clock: Clock, office: Office) -> Office:
    """An office with one worker that goes by the clock."""
    office.environment = clock.environment
    office.start(processes=1)
    return office


def serving(web: Web) -> Iterator[Web]:
    try:
        web.start()
        yield web
    finally:
        web.kill()


@pytest.fixture
def web(clock: Clock, worker: Office, tmp_path: Path) -> Iterator[Web]:
    """A web server that goes by the same clock."""
    yield from serving(Web(tmp_path, **clock.environment))


@pytest.fixture
def web_that_is_right(office: Office, tmp_path: Path) -> Iterator[Web]:
    """A web server with a clock of its own."""
    yield from serving(Web(tmp_path))


class Sitting:
    """Somebody in mid-quiz, through the pages."""

    def __init__(self, web: Web) -> None:
        course = make_course(lessons=0, certificate_template=make_template())
        make_quiz(course, questions=2, time_limit_minutes=30)
        self.person = make_enrolment(course).user
        self.web, self.learner = web, Learner(self.person, web)
        self.path = target(self.learner.post(web, f"/my/courses/{course.code}/quiz/start/"))

    def page(self) -> urllib3.BaseHTTPResponse:
        return self.learner.get(self.web, self.path)

    def deadline(self) -> str:
        """Return when the time ends, as the page says it."""
        return _found(r'data-deadline="([^"]+)"', self.page())

    def shift(self) -> timedelta:
        """Return by how much the server's clock differs from ours, as the page has it, in whole minutes."""
        shown = datetime.fromtimestamp(int(_found(r'data-now="(\d+)"', self.page())) / 1000, UTC)
        return round((shown - datetime.now(UTC)) / MINUTE) * MINUTE

    def answer(self, position: int, option: str) -> int:
        sent = self.learner.post(self.web, f"{self.path}answers/{position}/", **{f"question-{position}": option})
        return sent.status

    def submit(self, **answers: str) -> str:
        """Return to which page that leads."""
        return target(self.learner.post(self.web, f"{self.path}submit/", **answers))

    def kept(self) -> tuple[str, list[object], datetime | None, int]:
        """State, answers, when it was closed, and how many certificates were decided."""
        attempt = Attempt.objects.get(enrolment__user=self.person)
        answers = list(attempt.questions.order_by("position").values_list("answer", flat=True))
        return attempt.state, answers, attempt.closed_at, Certificate.objects.filter(holder=self.person).count()


def _found(pattern: str, page: urllib3.BaseHTTPResponse) -> str:
    assert page.status == 200
    return re.search(pattern, page.data.decode())[1]


def close_overdue_attempts(worker: Office) -> None:
    """Have the worker look, as the beat does each minute, and wait until it has."""
    worker.queue.send_task("courses.tasks.quizzes.close_overdue_attempts")
    worker.wait("the end of the sweep", worker.is_idle)


def test_server_clock_set_back_in_mid_quiz(clock: Clock, worker: Office, web: Web, case: Case) -> None:
    case.broke("the clock of the web server and the worker is set back by an hour in mid-quiz, and put right")
    sitting = Sitting(web)
    said = sitting.deadline()
    assert sitting.answer(1, "o1") == 200
    clock.set(-HOUR)
    assert (sitting.shift(), sitting.deadline()) == (-HOUR, said)
    assert [sitting.answer(1, "o0"), sitting.answer(2, "o1")] == [200, 200]
    close_overdue_attempts(worker)
    assert sitting.kept() == (AttemptState.OPEN, ["o0", "o1"], None, 0)
    clock.put_right()
    assert (sitting.shift(), sitting.deadline()) == (timedelta(), said)
    close_overdue_attempts(worker)
    assert sitting.answer(2, "o0") == 200
    assert sitting.submit() == f"{sitting.path}result/"
    state, answers, _closed, certificates = sitting.kept()
    assert (state, answers, certificates) == (AttemptState.SUBMITTED, ["o0", "o0"], 1)
    case.saw("the deadline stayed what the page had said, every later answer replaced the earlier one, submitted once")


def test_server_clock_two_days_ahead_in_mid_quiz(clock: Clock, worker: Office, web: Web, case: Case) -> None:
    case.broke("the clock of the web server and the worker goes two days ahead in mid-quiz, and is put right")
    by_page, by_worker = Sitting(web), Sitting(web)
    for sitting in (by_page, by_worker):
        assert [sitting.answer(1, "o0"), sitting.answer(2, "o0")] == [200, 200]
    close_overdue_attempts(worker)
    assert [one.kept() for one in (by_page, by_worker)] == [(AttemptState.OPEN, ["o0", "o0"], None, 0)] * 2
    clock.set(TWO_DAYS)
    assert target(by_page.page()) == f"{by_page.path}result/"
    close_overdue_attempts(worker)
    closed = [one.kept() for one in (by_page, by_worker)]
    assert [(state, answers, number) for state, answers, _at, number in closed] == [
        (AttemptState.TIMED_OUT, ["o0", "o0"], 1)
    ] * 2
    clock.put_right()
    close_overdue_attempts(worker)
    for sitting in (by_page, by_worker):
        assert sitting.answer(1, "o1") == 409
        assert sitting.submit(**{"question-1": "o1"}) == f"{sitting.path}result/"
        assert sitting.learner.get(web, f"{sitting.path}result/").status == 200
    assert [one.kept() for one in (by_page, by_worker)] == closed
    case.saw("one was closed by its page, one by the worker, each once and with all that was saved; the result opens")


def test_certificate_of_a_worker_two_days_ahead(
    clock: Clock, worker: Office, web_that_is_right: Web, case: Case
) -> None:
    case.broke("the clock of the worker is two days ahead while it issues a certificate, and that of the web is right")
    (certificate,) = make_many(1)
    clock.set(TWO_DAYS)
    worker.deliver([certificate])
    worker.wait("the certificate", all_is_done)
    certificate.refresh_from_db()
    assert certificate.state == State.ISSUED
    assert timedelta() < datetime.now(UTC) + TWO_DAYS - certificate.issued_at < HOUR
    assert verdicts(web_that_is_right, certificate) == [Verdict.VALID, Verdict.VALID]
    clock.put_right()
    case.saw("it is valid by its code and by its file")


def verdicts(web: Web, certificate: Certificate) -> list[str]:
    """Return what a stranger's program is told of the code and of the file."""
    address = f"http://127.0.0.1:{web.port}/verify/"
    headers = {"Accept": "application/json", "Cookie": f"{settings.CSRF_COOKIE_NAME}={TOKEN}"}
    with certificate.document.open() as file:
        fields = {"csrfmiddlewaretoken": TOKEN, "document": ("certificate.pdf", file.read())}
    by_code = urllib3.request("GET", f"{address}{certificate.code}/", headers=headers)
    by_file = urllib3.request("POST", address, headers=headers, fields=fields)
    return [told.json()["verdict"] for told in (by_code, by_file)]
