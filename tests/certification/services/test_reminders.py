"""Reminders before the end: each once, the nearest after an outage, one letter per institution, and a way out of it."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client, override_settings
from django.utils import timezone

from academy.accounts.enums import MembershipRole
from academy.accounts.models import Membership, User
from academy.backup.letters import settle_letters
from certification import tasks
from certification.codes import grouped
from certification.enums import RevocationReason
from certification.models import Certificate, ExpiryReminder
from certification.services.reminders import mail_reminder_digest, owe_reminders, refusal_url
from certification.services.revocation import revoke_certificate
from tests.factories.certification import TITLES, make_issued, make_successor, make_template
from tests.factories.people import make_institution, make_membership, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db

LAST = date(2027, 6, 30)


def ending(holder: User | None = None, last: date = LAST) -> Certificate:
    """A certificate, issued long before its end."""
    certificate = make_issued(holder)
    issued_at = timezone.now() - timedelta(days=400)
    Certificate.objects.filter(pk=certificate.pk).update(expires_on=last, issued_at=issued_at)
    certificate.refresh_from_db()
    return certificate


@pytest.fixture
def runs(mailoutbox: list[EmailMessage]) -> Callable[..., list[str]]:
    """Run the task so many days before the end, at noon by the site's clock; return to whom letters went."""

    def run(*days: int) -> list[str]:
        mailoutbox.clear()
        for one in days:
            with time_machine.travel(f"{LAST - timedelta(days=one)}T12:00:00+04:00", tick=False):
                tasks.remind_of_expiry()
        return [letter.to[0] for letter in mailoutbox]

    return run


def officer_of(*staff: User, **fields: str) -> User:
    officer, institution = make_user(**fields), make_institution()
    make_membership(officer, institution, role=MembershipRole.HR)
    for person in staff:
        Membership.objects.create(user=person, institution=institution, consented_at=timezone.now())
    return officer


def test_holder_is_reminded_three_times_and_each_time_once(runs: Callable) -> None:
    email = ending().holder.email
    assert (runs(91), runs(90, 90, 89, 31), runs(30, 29, 8), runs(7, 7, 1, 0), runs(-1)) == (
        [],
        [email],
        [email],
        [email],
        [],
    )


def test_after_an_outage_the_nearest_counts_alone(runs: Callable) -> None:
    ending()
    assert (len(runs(5, 4)), list(ExpiryReminder.objects.values_list("days", flat=True))) == (1, [7])


def test_letters_that_could_not_be_sent_are_not_made_up_for_all_at_once(runs: Callable) -> None:
    ending()
    with override_settings(EMAIL_BACKEND="tests.nowhere.Backend"), pytest.raises(ModuleNotFoundError):
        runs(90)
    assert len(runs(30)) == 1
    assert list(ExpiryReminder.objects.values_list("days", flat=True)) == [30]


def test_certificate_that_was_issued_for_a_short_time_is_not_reminded_of_at_once(runs: Callable) -> None:
    certificate = ending()
    issued_at = timezone.make_aware(timezone.datetime(2027, 6, 1, 12))
    Certificate.objects.filter(pk=certificate.pk).update(issued_at=issued_at)
    assert (len(runs(29, 20)), len(runs(7))) == (0, 1)


def test_what_was_revoked_or_is_being_replaced_is_not_reminded_of(runs: Callable) -> None:
    revoked, replaced = ending(), ending()
    revoke_certificate(certificate=revoked, reason=RevocationReason.HOLDER_REQUEST, revoked_by=None)
    make_successor(replaced)
    make_issued(template=make_template())
    assert runs(30) == []


def test_nobody_is_reminded_at_night(mailoutbox: list[EmailMessage]) -> None:
    ending()
    mailoutbox.clear()
    with time_machine.travel(f"{LAST - timedelta(days=30)}T07:59:00+04:00"):
        tasks.remind_of_expiry()
    assert mailoutbox == []


def test_restore_at_night_puts_aside_the_reminders_that_were_owed(
    runs: Callable, mailoutbox: list[EmailMessage], tmp_path: Path
) -> None:
    person = make_user()
    officer_of(person)
    ending(person)
    owe_reminders(today=LAST - timedelta(days=30))
    mailoutbox.clear()
    with time_machine.travel(f"{LAST - timedelta(days=30)}T03:00:00+04:00", tick=False):
        settle_letters(tmp_path)
    assert ExpiryReminder.objects.filter(mailed_at=None).count() == 0
    assert (mailoutbox, runs(30)) == ([], [])


def test_officer_gets_one_letter_for_the_institution_and_none_for_others(
    runs: Callable, mailoutbox: list[EmailMessage]
) -> None:
    staff = [make_user(legal_name="Əliyeva Günay", language="ru"), make_user(legal_name="Qasımova Leyla")]
    officer, stranger = officer_of(*staff, language="en"), officer_of(make_user())
    certificates = [ending(person) for person in staff]
    ending(make_user(legal_name="Kənar şəxs"))
    to = runs(30, 30)
    assert (to.count(officer.email), to.count(stranger.email), len(to)) == (1, 0, 4)
    (letter,) = [one for one in mailoutbox if one.to == [officer.email]]
    assert letter.subject == "Milli Kitabxana: 2 certificates of your staff expire"
    for text in (letter.body, letter.alternatives[0].content):
        facts = [person.legal_name for person in staff] + [grouped(one.code) for one in certificates] + [TITLES["en"]]
        assert [fact for fact in facts if fact not in text] == []
        assert "Kənar" not in text


def test_own_certificate_of_an_officer_is_reminded_of_once(runs: Callable) -> None:
    officer = officer_of()
    institution = officer.memberships.get().institution
    Membership.objects.create(user=officer, institution=institution, consented_at=timezone.now())
    ending(officer)
    assert runs(30) == [officer.email]


def test_officer_reads_nothing_of_whoever_has_not_agreed(runs: Callable) -> None:
    holder = make_user()
    officer_of(holder)
    Membership.objects.filter(user=holder).update(consented_at=None)
    ending(holder)
    assert runs(30) == [holder.email]


def test_officer_who_left_gets_nothing(runs: Callable) -> None:
    holder = make_user()
    officer_of(holder).memberships.all().delete()
    ending(holder)
    assert runs(30) == [holder.email]


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_letter_is_in_the_readers_language(language: str, runs: Callable, mailoutbox: list[EmailMessage]) -> None:
    ending(make_user(language=language))
    runs(30)
    (letter,) = mailoutbox
    day = {"az": "30 iyun 2027", "ru": "30 июня 2027", "en": "30 June 2027"}[language]
    for text in (letter.subject, letter.body, letter.alternatives[0].content):
        assert (TITLES[language] in text, day in text) == (True, True)
        assert [TITLES[other] in text for other in ("az", "ru", "en") if other != language] == [False, False]


def test_whoever_refuses_is_reminded_no_more_until_asking_again(runs: Callable, mailoutbox: list[EmailMessage]) -> None:
    reader = ending().holder
    ending()
    runs(90)
    letter = next(one for one in mailoutbox if one.to == [reader.email])
    url = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert (url == refusal_url(reader), letter.extra_headers["List-Unsubscribe-Post"]) == (
        True,
        "List-Unsubscribe=One-Click",
    )
    path, visitor = "/" + url.split("/", 3)[3], Client(enforce_csrf_checks=True)
    assert visitor.get(path).status_code == 200
    assert reader.email not in runs(40)
    assert visitor.post(path).status_code == 200
    assert reader.email not in runs(30)
    visitor.post(path, {"again": "1"})
    assert reader.email in runs(7)


def test_foreign_token_is_refused() -> None:
    assert Client().post("/reminders/1:forged/").status_code == 404


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_workers_at_once_send_one_digest(mailoutbox: list[EmailMessage]) -> None:
    holder = make_user()
    officer = officer_of(holder)
    today = timezone.localdate()
    ending(holder, last=today + timedelta(days=20))
    owe_reminders(today=today)
    mailoutbox.clear()
    institution = officer.memberships.get().institution_id
    told = at_once(4, lambda: mail_reminder_digest(reader_id=officer.pk, institution_id=institution))
    assert (sorted(told), len(mailoutbox)) == ([0, 0, 0, 1], 1)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_beats_at_once_owe_each_reminder_once() -> None:
    today = timezone.localdate()
    ending(last=today + timedelta(days=20))
    at_once(4, lambda: owe_reminders(today=today))
    assert ExpiryReminder.objects.count() == 1
