"""What is not issued yet, in the CMS: who sees it, what it says, and trying again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from academy.accounts.enums import Role
from academy.accounts.models import User
from certification.enums import Failure, State
from certification.models import Certificate, SigningKey
from certification.services import production_steps as steps
from certification.services.keys import ensure_demo_key
from certification.services.production import produce_certificate
from certification.viewsets.waiting import ADVICE, LETTER
from tests.factories.certification import TITLES, make_issued, make_reserved
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]
INDEX, RETRY = reverse("waiting_certificates:index"), reverse("waiting_certificates:retry")


@pytest.fixture
def registrar(client_of: ClientOf) -> Client:
    return client_of(make_user(Role.REGISTRAR))


def make_failed(failure: Failure = Failure.KEY, holder: User | None = None) -> Certificate:
    """One that waits twenty minutes for its next attempt."""
    certificate = make_reserved(holder)
    later = timezone.now() + timedelta(minutes=20)
    Certificate.objects.filter(pk=certificate.pk).update(
        state=State.FAILED, failure=failure, failure_detail="what exactly", attempts=3, next_attempt_at=later
    )
    certificate.refresh_from_db()
    return certificate


def advised(browser: Client, **query: str) -> list[tuple[Certificate, object]]:
    rows = browser.get(INDEX, query).context["rows"]
    return [(row["certificate"], row["advice"]) for row in rows]


def test_every_reason_has_a_word_on_what_to_do() -> None:
    assert set(ADVICE) == {"", *Failure}


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_row_says_where_it_stands_why_and_what_to_do(language: str, client_of: ClientOf) -> None:
    certificate = make_failed(Failure.TIMESTAMP)
    answer = client_of(make_user(Role.REGISTRAR, language=language)).get(INDEX)
    with translation.override(language):
        words = [certificate.get_state_display(), certificate.get_failure_display(), str(ADVICE[Failure.TIMESTAMP])]
    said = [*words, "what exactly", TITLES[language], certificate.snapshot["holder_name"], str(certificate)]
    assert [word in answer.text for word in said] == [True] * 7


def test_issued_ones_are_not_listed_and_the_oldest_stands_first(registrar: Client) -> None:
    make_issued()
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        old = make_reserved()
    new = make_failed()
    assert advised(registrar) == [(old, ADVICE[""]), (new, ADVICE[Failure.KEY])]


def test_letter_that_could_not_be_sent_is_listed(registrar: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ensure_demo_key()
    certificate = make_reserved()

    def refuse(*_args: object, **_named: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(steps, "send_letter", refuse)
        with pytest.raises(ConnectionRefusedError):
            produce_certificate(certificate.pk)
    assert advised(registrar) == [(certificate, LETTER)]


def test_list_can_be_narrowed_to_a_reason(registrar: Client) -> None:
    make_failed(Failure.KEY)
    wanted = make_failed(Failure.DOCUMENT)
    assert advised(registrar, reason="document") == [(wanted, ADVICE[Failure.DOCUMENT])]
    assert len(advised(registrar, reason="nonsense")) == 2


@pytest.mark.parametrize("role", [Role.TRAINER, Role.METHODOLOGIST])
def test_others_of_the_cms_see_nothing_and_retry_nothing(role: Role, client_of: ClientOf) -> None:
    certificate, browser = make_failed(), client_of(make_user(role))
    answers = [browser.get(INDEX).status_code, browser.post(RETRY, {"one": certificate.pk}).status_code]
    before = certificate.next_attempt_at
    certificate.refresh_from_db()
    home = browser.get(reverse("wagtailadmin_home")).text
    assert (answers, certificate.next_attempt_at, INDEX in home) == ([302, 302], before, False)


def test_administrators_see_what_waits_and_leave_the_retry_to_registrars(client_of: ClientOf) -> None:
    certificate, browser = make_failed(), client_of(make_user(Role.ADMINISTRATOR))
    assert advised(browser) == [(certificate, ADVICE[Failure.KEY])]
    before = certificate.next_attempt_at
    assert browser.post(RETRY, {"one": certificate.pk}).status_code == 302
    certificate.refresh_from_db()
    assert certificate.next_attempt_at == before


def test_retry_is_no_link(registrar: Client) -> None:
    assert registrar.get(RETRY).status_code == 405


@pytest.mark.parametrize("field", ["one", "certificate"])
def test_retry_makes_the_chosen_one_at_once(
    field: str, registrar: Client, django_capture_on_commit_callbacks: Callable
) -> None:
    ensure_demo_key()
    chosen, other = make_failed(), make_failed()
    with django_capture_on_commit_callbacks(execute=True):
        registrar.post(RETRY, {field: chosen.pk})
    states = [Certificate.objects.get(pk=one.pk).state for one in (chosen, other)]
    assert (states, len(mail.outbox)) == ([State.ISSUED, State.FAILED], 1)


def test_button_of_a_row_leaves_the_ticked_ones_alone(
    registrar: Client, django_capture_on_commit_callbacks: Callable
) -> None:
    ensure_demo_key()
    pressed, ticked = make_failed(), make_failed()
    with django_capture_on_commit_callbacks(execute=True):
        registrar.post(RETRY, {"one": pressed.pk, "certificate": [ticked.pk]})
    states = [Certificate.objects.get(pk=one.pk).state for one in (pressed, ticked)]
    assert states == [State.ISSUED, State.FAILED]


def test_retry_touches_neither_what_is_issued_nor_a_name_nor_what_is_being_made(registrar: Client) -> None:
    issued, named, made = make_issued(), make_failed(Failure.NAME), make_reserved()
    SigningKey.objects.update(is_demo=True)
    leased = timezone.now() + timedelta(minutes=4)
    Certificate.objects.filter(pk=made.pk).update(next_attempt_at=leased)
    rows = Certificate.objects.order_by("pk")
    before = list(rows.values())
    registrar.post(RETRY, {"certificate": [issued.pk, named.pk, made.pk, "x", 10**30]})
    assert list(rows.values()) == before


def test_first_page_says_a_word_when_something_waits_for_over_an_hour(registrar: Client) -> None:
    home = reverse("wagtailadmin_home")
    with time_machine.travel(timezone.now() - timedelta(minutes=59)):
        make_reserved()
    panel = 'id="overdue-certificates'
    before = panel in registrar.get(home).text
    with time_machine.travel(timezone.now() - timedelta(minutes=61)):
        make_reserved()
        make_failed(Failure.NAME)
    answer = registrar.get(home).text
    assert (before, panel in answer, INDEX in answer) == (False, True, True)


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_the_same_number_of_questions(
    number: int, registrar: Client, django_assert_num_queries: Callable
) -> None:
    for _ in range(number):
        make_failed()
    registrar.get(INDEX)
    with django_assert_num_queries(10):
        registrar.get(INDEX)
