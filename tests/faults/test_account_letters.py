"""Letters of accounts while the mail server fails: no page waits, none is lost, none comes twice or too late."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
import urllib3
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from academy.accounts.models import User
from academy.mail.models import LetterInHand, SealedLetter
from academy.mail.once import LEASE
from academy.mail.sealed import mail_sealed_letter, write_sealed_letter
from academy.mail.tasks import sweep_sealed_letters
from tests.accounts.test_signup import FORM
from tests.factories.people import make_user
from tests.faults.mail_worker import MailWorker, queued
from tests.faults.report import Case
from tests.faults.sink import DROP, FAULTS, HANG, Sink
from tests.faults.web import TOKEN, Web
from tests.production.visitor import wait

pytestmark = pytest.mark.django_db

#: How many letters were queued before a code.
OTHERS = 30
RESET = "/accounts/password/reset/"


@pytest.fixture
def letter(client: Client, requests_commit: None, sink: Sink) -> SealedLetter:
    """The code of somebody who resets the password, asked for while no mail server listens."""
    user = make_user()
    assert client.post(RESET, {"email": user.email}).status_code == 302
    return SealedLetter.objects.get(user=user)


@pytest.mark.parametrize("fault", FAULTS)
def test_account_letter_waits_for_the_mail_server(fault: str, sink: Sink, letter: SealedLetter, case: Case) -> None:
    case.broke(f"the mail server {fault}, asked to take the code for a new password")
    sink.answers = FAULTS[fault]
    with sink.open():
        assert not mail_sealed_letter(letter.pk)
    sink.letters, sink.answers = [], {}
    with sink.open(), case.healing():
        sweep_sealed_letters()
        sweep_sealed_letters()
    sent = {} if fault == "refuses for good" else {letter.user.email: 1}
    assert (sink.addressees(), SealedLetter.objects.filter(failure="").count()) == (sent, 0)
    case.saw("the letter waited; the next sweep sent it once" if sent else "the address is wrong: no second attempt")


def test_account_letter_comes_twice_only_if_the_mail_server_breaks_off_after_it_took_it(
    sink: Sink, letter: SealedLetter, case: Case
) -> None:
    case.broke("the mail server takes the code for a new password and breaks off before it says so")
    sink.answers = {"TAKEN": DROP}
    with sink.open():
        assert not mail_sealed_letter(letter.pk)
    sink.answers = {}
    with sink.open(), case.healing():
        sweep_sealed_letters()
        sweep_sealed_letters()
    assert (sink.addressees(), SealedLetter.objects.count()) == ({letter.user.email: 2}, 0)
    case.saw("it came twice, which cannot be told apart from never, and no third time")


def test_worker_that_died_over_an_account_letter_leaves_it_to_the_next(
    sink: Sink, letter: SealedLetter, time_machine, case: Case
) -> None:
    case.broke("a worker died with the code for a new password in hand")
    until = timezone.now() + LEASE
    LetterInHand.objects.create(letter=f"SealedLetter:{letter.pk}", hand="of a dead worker", until=until)
    with sink.open():
        assert not mail_sealed_letter(letter.pk)
        time_machine.move_to(until + timedelta(seconds=1))
        with case.healing():
            sweep_sealed_letters()
    assert (sink.addressees(), LetterInHand.objects.count()) == ({letter.user.email: 1}, 0)
    case.saw("nobody else sent it while the lease ran; after it the next worker did, once")


def test_code_that_does_not_hold_any_more_is_not_sent(
    sink: Sink, letter: SealedLetter, time_machine, case: Case
) -> None:
    case.broke("no mail server for as long as the code for a new password holds")
    time_machine.move_to(letter.expires_at)
    with sink.open():
        sweep_sealed_letters()
    assert (sink.addressees(), SealedLetter.objects.values_list("content", "failure").get()) == ({}, ("", "expired"))
    case.saw("it was not sent, nothing of it is kept, and the state of the house counts it")


def test_account_made_while_no_letter_goes_gets_its_code_later(
    sink: Sink, client: Client, requests_commit: None, case: Case
) -> None:
    case.broke("no mail server while somebody makes an account")
    page = client.post("/accounts/signup/?language=en", FORM, follow=True)
    assert (page.status_code, page.redirect_chain) == (200, [("/accounts/confirm-email/", 302)])
    assert "A letter with a code is on its way to nigar@example.org." in page.text
    with sink.open(), case.healing():
        sweep_sealed_letters()
    assert sink.addressees() == {"nigar@example.org": 1}
    assert (User.objects.count(), EmailAddress.objects.filter(verified=True).count()) == (1, 0)
    case.saw("the page asked for the code; it came by itself with the next sweep")


@pytest.fixture
def processes(tmp_path: Path, sink: Sink) -> Iterator[tuple[Web, MailWorker]]:
    """A web process and a mail worker, which goes to the sink; only the former runs."""
    if connection.vendor != "postgresql":
        pytest.skip("faults are tested on PostgreSQL: set DATABASE_URL")
    mail_server = {"EMAIL_URL": f"smtp://127.0.0.1:{sink.port}"}
    with ExitStack() as closing:
        web, worker = Web(tmp_path, **mail_server), MailWorker(tmp_path, **mail_server)
        web.start()
        closing.callback(web.kill)
        worker.start()
        closing.callback(worker.kill)
        yield web, worker


def asks_for_a_code(web: Web, email: str) -> int:
    """Ask as a browser without a session does, and return the status of the answer."""
    headers = {"Cookie": f"{settings.CSRF_COOKIE_NAME}={TOKEN}", "Content-Type": "application/x-www-form-urlencoded"}
    form = urlencode({"email": email, "csrfmiddlewaretoken": TOKEN})
    address = f"http://127.0.0.1:{web.port}{RESET}"
    return urllib3.request("POST", address, body=form, headers=headers, retries=False, redirect=False).status


@pytest.mark.parametrize(("queue", "latest"), [("accounts", 9), ("mail", OTHERS)])
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_code_does_not_wait_until_many_were_written_to(
    queue: str, latest: int, tmp_path: Path, sink: Sink, case: Case
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("faults are tested on PostgreSQL: set DATABASE_URL")
    case.broke(f"{OTHERS} other letters are queued before a code, which goes into the queue “{queue}”")
    worker = MailWorker(tmp_path, EMAIL_URL=f"smtp://127.0.0.1:{sink.port}")
    *others, code = [owed_letter(number) for number in range(OTHERS + 1)]
    worker.do(
        "from academy.mail.tasks import mail_sealed_letter as task\n"
        f"for letter in {others}: task.apply_async([letter], queue='mail')\n\n"
        f"task.apply_async([{code}], queue={queue!r})"
    )
    with sink.open(), ExitStack() as closing:
        worker.start()
        closing.callback(worker.kill)
        wait("the letters", lambda: not SealedLetter.objects.exists())
    place = list(sink.addressees()).index(f"{OTHERS}@example.org")
    assert (place <= latest, place >= OTHERS - 3) == (True, queue == "mail")
    case.saw("it went among the first" if queue == "accounts" else "control: in the queue of all letters it went last")


def owed_letter(number: int) -> int:
    """Return the id of a letter to this number, which is not queued."""
    return write_sealed_letter(to=f"{number}@example.org", subject="Subject", text="Text", user_id=None).pk


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_real_worker_hangs_over_a_code_and_no_page_waits(
    processes: tuple[Web, MailWorker], sink: Sink, case: Case
) -> None:
    case.broke("the mail server hangs over a worker that sends codes, then is away, while others ask for theirs")
    web, worker = processes
    people = [make_user().email for _ in range(3)]
    sink.answers = {"GREETING": HANG}
    with sink.open():
        for hung, email in enumerate(people[:2], 1):
            assert asks_for_a_code(web, email) == 302
            wait("the worker", lambda number=hung: sink.at_step["GREETING"] == number)
        # Both processes of the worker hang, so what is asked for now cannot have been sent, nor taken from the queue.
        assert asks_for_a_code(web, people[2]) == 302
        newest = SealedLetter.objects.latest("pk").pk
        assert queued() == [("academy.mail.tasks.mail_sealed_letter", [newest], {})]
    wait("the worker's giving up", lambda: not queued() and not LetterInHand.objects.exists())
    assert (sink.letters, SealedLetter.objects.filter(failure="").count()) == ([], 3)
    sink.answers = {}
    with sink.open(), case.healing():
        worker.sweep()
        worker.sweep()
        wait("the letters", lambda: not SealedLetter.objects.exists())
    assert sink.addressees() == dict.fromkeys(people, 1)
    told = worker.log.read_text()
    assert ("sealed letter not sent" in told, [email for email in people if email in told]) == (True, [])
    case.saw("three pages answered while the worker hung; the next sweep sent each code once; no address in its log")
