"""Who lost the second factor is let in again by the operators: told by letter, on record, all sessions ended."""

from smtplib import SMTPException

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from academy.accounts.lost_factor import remove_second_factors
from academy.accounts.models import User
from academy.record.enums import ChangeKind
from academy.record.models import Change
from tests.accounts.test_login import is_inside, log_in
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)


def with_factors(user: User) -> User:
    for kind in KINDS:
        Authenticator.objects.create(user=user, type=kind, data={"secret": "x", "seed": "x", "used_mask": 0})
    return user


def test_factors_and_recovery_codes_go_and_are_on_record(capsys) -> None:
    user, other = with_factors(make_user()), with_factors(make_user())
    call_command("remove_second_factor", user.email.upper())
    assert {*Authenticator.objects.values_list("user", "type")} == {(other.pk, kind) for kind in KINDS}
    told = Change.objects.filter(kind=ChangeKind.FACTOR_REMOVED, person_id=user.pk)
    assert {*told.values_list("subject", flat=True)} == {*KINDS}
    assert capsys.readouterr().out.startswith("Removed: 2.")


def test_sessions_end(client: Client) -> None:
    user = make_user()
    log_in(client, user.email)
    with_factors(user)
    remove_second_factors(user)
    assert not is_inside(client)


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("az", "Hesabınızın ikinci faktoru çıxarılıb"),
        ("ru", "Второй фактор Вашей учётной записи удалён"),
        ("en", "The second factor of your account was removed"),
    ],
)
def test_person_is_told_in_the_own_language(language: str, subject: str, mailoutbox) -> None:
    user = with_factors(make_user(language=language))
    remove_second_factors(user)
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == ([user.email], subject)
    assert "/accounts/2fa/" in letter.body


def test_nothing_goes_where_no_letter_can_be_sent(monkeypatch) -> None:
    user = with_factors(make_user())

    def refuse(*_arguments: object, **_named: object) -> None:
        raise SMTPException

    monkeypatch.setattr("academy.accounts.lost_factor.send_letter", refuse)
    with pytest.raises(SMTPException):
        remove_second_factors(user)
    assert user.authenticator_set.count() == len(KINDS)


@pytest.mark.parametrize("email", ["nobody@example.org", None])
def test_command_says_that_there_is_nothing_to_remove(email: str | None, mailoutbox) -> None:
    with pytest.raises(CommandError):
        call_command("remove_second_factor", email or make_user().email)
    assert mailoutbox == []
