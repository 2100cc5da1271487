"""A mail server that is away, refuses, hangs or breaks off: letters wait, and none is lost."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from smtplib import SMTPException
from unittest.mock import patch

import pytest
from django.utils import timezone

from academy.mail.models import LetterInHand
from academy.mail.once import LEASE
from certification.enums import State
from certification.models import Certificate
from certification.services.keys import ensure_demo_key
from certification.tasks import sweep_certificates
from courses.enums import Frequency, Notice
from courses.models import AnnouncementLetter, NoticePreference, RegistrationLetter
from courses.services.notices import send_digest
from courses.tasks.seminars import mail_registration_letter, sweep_registration_letters
from courses.tasks.talk import send_due_digests, send_left_letters
from tests.factories.certification import make_reserved
from tests.factories.seminars import make_registrations, make_session
from tests.factories.talk import make_learner, make_sent, make_taught_course, prefer
from tests.faults.report import Case
from tests.faults.sink import DROP, FAULTS, HANG, Sink

pytestmark = pytest.mark.django_db

PEOPLE = 3


@pytest.fixture
def owed() -> list[RegistrationLetter]:
    """Letters to people who have registered for a seminar."""
    make_registrations(make_session(), PEOPLE)
    return list(RegistrationLetter.objects.select_related("registration__user"))


def try_all(owed: list[RegistrationLetter]) -> list[str]:
    """Do as the worker does with each letter, and return what went wrong."""
    return [problem for letter in owed for problem in _tried(letter.pk)]


def _tried(pk: int) -> Iterator[str]:
    try:
        mail_registration_letter(pk)
    except (SMTPException, OSError) as failure:
        yield type(failure).__name__


def each_once(owed: list[RegistrationLetter]) -> dict[str, int]:
    return {letter.registration.user.email: 1 for letter in owed}


def unsent() -> int:
    return RegistrationLetter.objects.filter(mailed_at=None).count()


def test_mail_server_is_away(sink: Sink, owed: list[RegistrationLetter], case: Case) -> None:
    case.broke("nobody listens where the mail server should be")
    problems = try_all(owed)
    assert (problems, unsent()) == (["ConnectionRefusedError"] * PEOPLE, PEOPLE)
    with sink.open(), case.healing():
        sweep_registration_letters()
    assert (sink.addressees(), unsent()) == (each_once(owed), 0)
    case.saw(f"{PEOPLE} letters waited; the next sweep sent each of them once")


@pytest.mark.parametrize("fault", FAULTS)
def test_mail_server_refuses_hangs_or_breaks_off(
    fault: str, sink: Sink, owed: list[RegistrationLetter], case: Case
) -> None:
    case.broke(f"the mail server {fault}")
    sink.answers = FAULTS[fault]
    with sink.open():
        problems = try_all(owed)
    assert (len(problems), unsent(), LetterInHand.objects.count()) == (PEOPLE, PEOPLE, 0)
    sink.letters, sink.answers = [], {}
    with sink.open(), case.healing():
        sweep_registration_letters()
    assert (sink.addressees(), unsent()) == (each_once(owed), 0)
    case.saw(f"{problems[0]} each time; the letters waited; the next sweep sent each of them once")


def test_mail_server_breaks_off_after_it_has_taken_the_letter(
    sink: Sink, owed: list[RegistrationLetter], case: Case
) -> None:
    """Nobody can know whether the letter was taken. It is sent again: two are better than none."""
    case.broke("the mail server takes the letter and breaks off before it says so")
    sink.answers = {"TAKEN": DROP}
    with sink.open():
        try_all(owed)
    sink.answers = {}
    with sink.open(), case.healing():
        sweep_registration_letters()
        sweep_registration_letters()
    assert (sink.addressees(), unsent()) == ({letter.registration.user.email: 2 for letter in owed}, 0)
    case.saw("each letter came twice, which cannot be told apart from never, and no third time")


def test_one_address_that_is_refused_keeps_no_other_letter(
    sink: Sink, owed: list[RegistrationLetter], case: Case
) -> None:
    case.broke("the mail server hangs over the first letter")
    sink.answers = {"RCPT": HANG}
    with sink.open():
        assert len(try_all(owed[:1])) == 1
    sink.answers = {}
    with sink.open():
        assert try_all(owed[1:]) == []
    assert (sink.addressees(), unsent()) == (each_once(owed[1:]), 1)
    case.saw("the others were sent; the first waited")


def test_worker_that_died_over_a_letter_leaves_it_to_the_next(
    sink: Sink, owed: list[RegistrationLetter], time_machine, case: Case
) -> None:
    case.broke("a worker died with a letter in hand")
    letter = owed[0]
    until = timezone.now() + LEASE
    LetterInHand.objects.create(letter=f"RegistrationLetter:{letter.pk}", hand="of a dead worker", until=until)
    with sink.open():
        assert (try_all([letter]), unsent()) == ([], PEOPLE)
        time_machine.move_to(until + timedelta(seconds=1))
        with case.healing():
            try_all([letter])
    assert (sink.addressees(), LetterInHand.objects.count()) == (each_once([letter]), 0)
    case.saw("nobody else sent it while the lease ran; after it the next worker did, once")


def test_certificate_is_issued_without_the_mail_server(sink: Sink, time_machine, case: Case) -> None:
    case.broke("no mail server while a certificate is made")
    ensure_demo_key()
    certificate = make_reserved()
    with pytest.raises(ConnectionRefusedError):
        sweep_certificates()
    certificate.refresh_from_db()
    assert (certificate.state, certificate.mailed_at) == (State.ISSUED, None)
    assert "ConnectionRefusedError" in certificate.failure_detail
    time_machine.move_to(timezone.now() + timedelta(minutes=5))
    with sink.open(), case.healing():
        sweep_certificates()
    assert Certificate.objects.exclude(mailed_at=None).get() == certificate
    assert sink.addressees() == {certificate.holder.email: 1}
    case.saw("it was issued and the office saw why its letter waited; the letter went once, later")


def test_clocks_that_differ_by_a_moment_leave_a_letter_in_one_hand(
    sink: Sink, owed: list[RegistrationLetter], time_machine, case: Case
) -> None:
    case.broke("a worker's clock is a moment behind that of the worker with the letter in hand")
    letter = owed[0]
    now = timezone.now()
    name = f"RegistrationLetter:{letter.pk}"
    LetterInHand.objects.create(letter=name, hand="of the other", until=now + LEASE + timedelta(seconds=1))
    time_machine.move_to(now, tick=False)
    with sink.open():
        assert (try_all([letter]), unsent()) == ([], PEOPLE)
    assert (sink.addressees(), LetterInHand.objects.count()) == ({}, 1)
    case.saw("the letter stayed with the one who had it")


@pytest.fixture
def digest() -> NoticePreference:
    """The choice of a learner who wants announcements once a day, of which two wait."""
    course, trainer = make_taught_course()
    preference = prefer(make_learner(course), Notice.ANNOUNCEMENTS, Frequency.DAILY)
    for _ in range(2):
        make_sent(course, trainer)
    return preference


def announcements_unsent() -> int:
    return AnnouncementLetter.objects.filter(sent_at=None).count()


def send_killed(preference: NoticePreference, before: Callable[[], object] = lambda: None) -> None:
    """Do as a worker that is killed when the mail server is asked: nothing that it would do later is done."""

    def die(*_letter: object, **_told: object) -> None:
        before()
        raise Killed

    with patch("courses.services.notices.send_letter", die), pytest.raises(Killed):
        send_digest(preference=preference, now=timezone.now())


class Killed(BaseException):
    """The end of a process, as far as a test can come back from it."""


@pytest.mark.parametrize("fault", FAULTS)
def test_announcement_waits_for_the_mail_server(fault: str, sink: Sink, case: Case) -> None:
    case.broke(f"the mail server {fault}, asked to take an announcement")
    course, trainer = make_taught_course()
    learner = make_learner(course)
    make_sent(course, trainer)
    sink.answers = FAULTS[fault]
    with sink.open():
        send_left_letters()
    waits = announcements_unsent()
    sink.letters, sink.answers = [], {}
    with sink.open(), case.healing():
        send_left_letters()
        send_left_letters()
    # What is refused for good is settled, for trying again changes nothing.
    sent = {} if fault == "refuses for good" else {learner.email: 1}
    assert (waits, sink.addressees(), announcements_unsent()) == (len(sent), sent, 0)
    case.saw("the letter waited; the next sweep sent it once" if sent else "the address is wrong: no second attempt")


def test_worker_killed_over_a_digest_leaves_it_to_the_next(
    sink: Sink, digest: NoticePreference, time_machine, case: Case
) -> None:
    case.broke("a worker is killed while it sends a digest")
    tomorrow = timezone.now() + timedelta(days=1)
    time_machine.move_to(tomorrow)
    send_killed(digest)
    name = f"notice:{Notice.ANNOUNCEMENTS}:{digest.user_id}"
    LetterInHand.objects.create(letter=name, hand="of the dead worker", until=tomorrow + LEASE)
    with sink.open():
        send_due_digests()
        assert (sink.addressees(), announcements_unsent()) == ({}, 2)
        time_machine.move_to(tomorrow + 2 * LEASE)
        with case.healing():
            send_due_digests()
            send_due_digests()
    assert (sink.addressees(), announcements_unsent()) == ({digest.user.email: 1}, 0)
    case.saw("nobody else sent it while the lease ran; after it the next worker did, once")


def test_mark_set_before_the_letter_loses_it_with_the_worker(
    sink: Sink, digest: NoticePreference, time_machine, case: Case
) -> None:
    """Positive control: marked before it goes, as it was once, a letter is lost with its worker."""
    case.broke("a worker marks a digest as sent, and is killed before it sends it")
    time_machine.move_to(timezone.now() + timedelta(days=1))
    send_killed(digest, before=lambda: AnnouncementLetter.objects.update(sent_at=timezone.now()))
    with sink.open():
        send_due_digests()
    assert sink.addressees() == {}
    case.saw("the letter is lost: so marks are set afterwards")
