"""Letters that hold a secret: sent once, deleted, and sealed for as long as they wait."""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.mail import sealed
from academy.mail.enums import Failure
from academy.mail.models import LetterInHand, SealedLetter
from academy.mail.refusals import is_refused_for_good
from academy.mail.sealed import (
    forget_sealed_letters,
    mail_sealed_letter,
    owed_sealed_letters,
    take_back,
    write_sealed_letter,
)
from academy.mail.tasks import sweep_sealed_letters
from academy.sealing import Box, SealBroken
from tests.factories.people import make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db

ADDRESS, CODE = "nigar@example.org", "ABCD-EFGH"
REFUSALS = {
    "for good": SMTPRecipientsRefused({ADDRESS: (550, b"no such user")}),
    "for now": SMTPRecipientsRefused({ADDRESS: (451, b"later")}),
    "in part": SMTPRecipientsRefused({ADDRESS: (550, b"no"), "b@example.org": (451, b"later")}),
    "away": ConnectionRefusedError(),
}


def make_letter(user_id: int | None = None, lifetime: timedelta = timedelta(minutes=10)) -> SealedLetter:
    return write_sealed_letter(to=ADDRESS, subject="Your code", text=CODE, user_id=user_id, lifetime=lifetime)


def kept() -> list[tuple[str, bool]]:
    """Return of each letter why it failed, and whether anything of it is kept."""
    return [(row.failure, bool(row.content)) for row in SealedLetter.objects.order_by("pk")]


def refuse(monkeypatch: pytest.MonkeyPatch, failure: Exception) -> None:
    def send(_message: EmailMessage) -> None:
        raise failure

    monkeypatch.setattr(EmailMessage, "send", send)


def test_letter_is_sent_once_and_deleted() -> None:
    letter = make_letter()
    assert [mail_sealed_letter(letter.pk), mail_sealed_letter(letter.pk)] == [True, False]
    sent = [(message.to, message.subject, message.body, message.extra_headers) for message in mail.outbox]
    assert sent == [([ADDRESS], "Your code", CODE, {"Auto-Submitted": "auto-generated"})]
    assert (kept(), LetterInHand.objects.count()) == ([], 0)


def test_letter_is_sealed_for_its_purpose_alone() -> None:
    content = make_letter().content
    assert [word in content for word in (ADDRESS, CODE, "Your code")] == [False, False, False]
    with pytest.raises(SealBroken):
        Box("academy.accounts.second-factor").unseal(content)


def test_letter_opens_by_a_former_key_and_by_no_other(settings) -> None:
    first, second = make_letter(), make_letter()
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another-key" * 5
    settings.SECRET_KEY_FALLBACKS = [former]
    assert mail_sealed_letter(first.pk)
    settings.SECRET_KEY_FALLBACKS = []
    assert (mail_sealed_letter(second.pk), len(mail.outbox)) == (False, 1)
    assert kept() == [(Failure.UNREADABLE, False)]


def test_expired_letter_is_not_sent(time_machine) -> None:
    letter = make_letter()
    time_machine.move_to(letter.expires_at, tick=False)
    assert (mail_sealed_letter(letter.pk), mail.outbox) == (False, [])
    assert (forget_sealed_letters(), forget_sealed_letters(), kept()) == (1, 0, [(Failure.EXPIRED, False)])


def test_letter_is_owed_for_a_day_at_most() -> None:
    letter = make_letter(lifetime=timedelta(days=9))
    assert letter.expires_at - letter.written_at == timedelta(days=1)


def test_failure_is_known_for_a_day(time_machine) -> None:
    now = make_letter().expires_at
    time_machine.move_to(now, tick=False)
    forget_sealed_letters()
    time_machine.move_to(now + timedelta(days=1, seconds=-1), tick=False)
    forget_sealed_letters()
    assert kept() == [(Failure.EXPIRED, False)]
    time_machine.move_to(now + timedelta(days=1), tick=False)
    forget_sealed_letters()
    assert kept() == []


@pytest.mark.parametrize(
    ("refusal", "left"),
    [("for good", (Failure.REFUSED, False)), ("for now", ("", True)), ("in part", ("", True)), ("away", ("", True))],
)
def test_refusal_for_good_alone_ends_a_letter(
    refusal: str, left: tuple[str, bool], monkeypatch, caplog: pytest.LogCaptureFixture
) -> None:
    refuse(monkeypatch, REFUSALS[refusal])
    letter = make_letter()
    with caplog.at_level(logging.DEBUG):
        assert [mail_sealed_letter(letter.pk), mail_sealed_letter(letter.pk)] == [False, False]
    assert kept() == [left]
    assert (is_refused_for_good(REFUSALS[refusal]), LetterInHand.objects.count()) == (not left[1], 0)
    assert [word in caplog.text for word in (ADDRESS, CODE, "sealed letter not sent")] == [False, False, True]


def test_sweep_sends_what_is_owed_once_and_nothing_else(time_machine, monkeypatch) -> None:
    with monkeypatch.context() as patched:
        refuse(patched, REFUSALS["for good"])
        mail_sealed_letter(make_letter().pk)
    time_machine.move_to(make_letter().expires_at, tick=False)
    make_letter()
    sweep_sealed_letters()
    sweep_sealed_letters()
    assert (len(mail.outbox), kept()) == (1, [(Failure.REFUSED, False), (Failure.EXPIRED, False)])


def test_newest_letter_is_owed_first() -> None:
    letters = [make_letter() for _ in range(3)]
    assert list(owed_sealed_letters(timezone.now())) == letters[::-1]


def test_letter_that_is_taken_back_is_not_sent() -> None:
    letter, other = make_letter(), make_letter()
    take_back(letter.pk)
    assert [mail_sealed_letter(letter.pk), mail_sealed_letter(other.pk)] == [False, True]


def test_letters_go_with_the_person() -> None:
    user = make_user()
    make_letter(user.pk)
    other = make_letter()
    user.delete()
    assert list(SealedLetter.objects.all()) == [other]


def test_what_is_rolled_back_is_not_owed() -> None:
    with transaction.atomic():
        make_letter()
        transaction.set_rollback(True)
    assert kept() == []


@pytest.mark.parametrize("change", [{"failure": Failure.EXPIRED}, {"content": ""}])
def test_failed_letter_cannot_keep_its_content_nor_an_owed_one_lose_it(change: dict[str, str]) -> None:
    make_letter()
    with pytest.raises(IntegrityError), transaction.atomic():
        SealedLetter.objects.update(**change)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_letter_in_many_workers_goes_once() -> None:
    letter = make_letter()
    outcomes = at_once(8, lambda: mail_sealed_letter(letter.pk))
    assert (sorted(outcomes), len(mail.outbox), kept()) == ([False] * 7 + [True], 1, [])


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_letter_that_nobody_has_in_hand_goes_more_than_once(monkeypatch) -> None:
    """Positive control."""
    letter = make_letter()
    monkeypatch.setattr(sealed, "mail_sealed_letter", lambda _pk: sealed._send(letter))
    outcomes = at_once(8, lambda: sealed.mail_sealed_letter(letter.pk))
    assert (outcomes, len(mail.outbox)) == ([True] * 8, 8)
