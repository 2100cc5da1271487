"""What accounts owe: which letter, about whom, for how long; pages wait for no mail server and no broker."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from kombu.exceptions import OperationalError
from pytest_django.fixtures import Settings

from academy.accounts.models import User
from academy.mail.enums import Failure
from academy.mail.models import SealedLetter
from academy.mail.sealed import mail_sealed_letter
from academy.mail.tasks import mail_sealed_letter as task
from tests.accounts.test_login import log_in
from tests.accounts.test_security_pages import reauthenticate
from tests.accounts.test_signup import FORM, code_in
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db

LOGIN_CODE, RESET = "/accounts/login/code/", "/accounts/password/reset/"


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What is said to the mail worker, which does nothing."""
    messages: list[tuple[Any, ...]] = []
    monkeypatch.setattr(task, "delay", lambda *arguments: messages.append(arguments))
    return messages


def owed() -> list[tuple[int | None, timedelta]]:
    """Return of each letter whose it is, and how long it is of use."""
    rows = SealedLetter.objects.order_by("pk")
    return [(row.user_id, row.expires_at - row.written_at) for row in rows]


def test_each_code_is_owed_for_as_long_as_it_holds(client: Client, queued: list[tuple[Any, ...]]) -> None:
    user = make_user()
    for number, path in enumerate((LOGIN_CODE, RESET)):
        assert client.post(path, {"email": user.email.upper()}).status_code == 302
        assert owed()[number:] == [(user.pk, timedelta(minutes=10))]
    assert queued == [(pk,) for pk in SealedLetter.objects.order_by("pk").values_list("pk", flat=True)]


def test_code_of_a_new_account_is_owed_for_a_quarter_of_an_hour(client: Client, queued: list[tuple[Any, ...]]) -> None:
    client.post("/accounts/signup/", FORM)
    assert owed() == [(User.objects.get().pk, timedelta(minutes=15))]


@pytest.mark.parametrize(
    ("path", "form"), [(LOGIN_CODE, {"email": "nobody@example.org"}), (RESET, {"email": "a@b.az"})]
)
def test_letter_to_nobody_we_know_is_owed_too(
    path: str, form: dict[str, str], client: Client, queued: list[tuple[Any, ...]]
) -> None:
    client.post(path, form)
    assert (owed(), len(queued)) == ([(None, timedelta(days=1))], 1)


def test_news_about_an_account_are_owed_for_a_day(client: Client, queued: list[tuple[Any, ...]]) -> None:
    user = make_user()
    log_in(client, user.email)
    reauthenticate(client)
    new = {"oldpassword": PASSWORD, "password1": "another-secret-9", "password2": "another-secret-9"}
    client.post("/accounts/password/change/", new)
    assert owed() == [(user.pk, timedelta(days=1))]


def test_code_for_a_new_address_belongs_to_the_person(client: Client, queued: list[tuple[Any, ...]]) -> None:
    user = make_user()
    log_in(client, user.email)
    reauthenticate(client)
    client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    assert owed() == [(user.pk, timedelta(minutes=15))]


def test_code_asked_for_again_takes_the_earlier_one_back(client: Client, queued: list[tuple[Any, ...]]) -> None:
    """The earlier one does not hold any more."""
    client.post("/accounts/signup/", FORM)
    client.post("/accounts/confirm-email/", {"action": "resend"})
    assert [mail_sealed_letter(pk) for (pk,) in queued] == [False, True]
    client.post("/accounts/confirm-email/", {"code": code_in(mail.outbox[0])})
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_codes_of_two_browsers_are_both_owed(client: Client, queued: list[tuple[Any, ...]]) -> None:
    user = make_user()
    for browser in (client, Client()):
        browser.post(LOGIN_CODE, {"email": user.email})
    assert [mail_sealed_letter(pk) for (pk,) in queued] == [True, True]


@pytest.mark.parametrize("email", ["nigar@example.org", "nobody@example.org"])
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("az", "{} ünvanına kod olan məktub göndərilir."),
        ("ru", "На адрес {} отправляется письмо с кодом."),
        ("en", "A letter with a code is on its way to {}."),
    ],
)
def test_page_says_that_a_letter_is_on_its_way_whoever_asks(
    email: str, language: str, words: str, client: Client, queued: list[tuple[Any, ...]]
) -> None:
    make_user(email="nigar@example.org")
    page = client.post(f"{LOGIN_CODE}?language={language}", {"email": email}, follow=True)
    assert (page.redirect_chain, strip_tags(page.text).count(words.format(email))) == (
        [("/accounts/login/code/confirm/", 302)],
        2,
    )


def test_page_is_answered_without_the_broker(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_arguments: object) -> None:
        raise OperationalError

    monkeypatch.setattr(task, "delay", away)
    user = make_user()
    assert client.post(RESET, {"email": user.email}).status_code == 302
    assert owed() == [(user.pk, timedelta(minutes=10))]


def test_letters_that_fail_are_counted_by_reason(client: Client, settings: Settings, time_machine) -> None:
    settings.METRICS_TOKEN = "t"
    make_user(email="nigar@example.org")
    for email, failure in (("nigar@example.org", Failure.REFUSED), ("nobody@example.org", "")):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(task, "delay", lambda _pk: None)
            client.post(RESET, {"email": email})
        SealedLetter.objects.filter(failure="").update(failure=failure, content="" if failure else "sealed")
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    told = client.get("/metrics", headers={"Authorization": "Bearer t"}).text.splitlines()
    assert [line for line in told if line.startswith("academy_account_letters_unsent{")] == [
        'academy_account_letters_unsent{reason="refused"} 1.0',
        'academy_account_letters_unsent{reason="expired"} 0.0',
        'academy_account_letters_unsent{reason="unreadable"} 0.0',
    ]
    assert 'academy_letters_late{letter="account"} 1.0' in told
    assert [line for line in told if "@example.org" in line] == []
