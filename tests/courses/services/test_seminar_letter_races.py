"""Several sweeps and workers at the same moment. Each guard is taken away once: then it goes wrong."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from courses.enums import RegistrationLetterKind as Kind
from courses.models import CalendarFeed, Registration, RegistrationLetter
from courses.services import seminar_letters
from courses.services.calendar_feeds import change_feed_address
from courses.services.seminar_letters import mail_registration_letter, owe_reminders
from tests.courses.services.seminar_post import START, reader
from tests.factories.learning import make_site
from tests.factories.people import make_user
from tests.races import at_once, without_constraint

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def registration(time_machine) -> Registration:
    """Somebody with a seat, whom it is time to remind."""
    time_machine.move_to(START - timedelta(days=7), tick=False)
    make_site()
    found = reader()
    time_machine.move_to(START - timedelta(hours=24), tick=False)
    return found


def test_letter_in_many_workers_goes_once(registration: Registration) -> None:
    letter = registration.letters.get()
    outcomes = at_once(8, lambda: mail_registration_letter(letter.pk))
    assert (sorted(outcomes), len(mail.outbox)) == ([False] * 7 + [True], 1)


def test_letter_without_the_mark_goes_more_than_once(registration: Registration, monkeypatch) -> None:
    """Positive control."""
    monkeypatch.setattr(seminar_letters, "send_once", lambda _owed, send: send() is None)
    letter = registration.letters.get()
    at_once(8, lambda: mail_registration_letter(letter.pk))
    assert len(mail.outbox) == 8


def test_reminder_of_many_sweeps_is_owed_once(registration: Registration) -> None:
    at_once(8, lambda: owe_reminders(now=timezone.now()))
    assert RegistrationLetter.objects.filter(kind=Kind.REMINDER).count() == 1


def test_sweeps_that_looked_before_the_others_wrote_are_stopped_by_the_constraint(
    registration: Registration, monkeypatch
) -> None:
    seated = Registration.objects.filter(pk=registration.pk)
    monkeypatch.setattr(seminar_letters, "due_for_reminder", lambda _session, _hours: seated)
    reminders = RegistrationLetter.objects.filter(kind=Kind.REMINDER)
    at_once(4, lambda: owe_reminders(now=timezone.now()))
    assert reminders.count() == 1
    with without_constraint(RegistrationLetter, "registration_letter_once"):
        at_once(4, lambda: owe_reminders(now=timezone.now()))
        assert reminders.count() == 5
        reminders.delete()


def test_address_asked_for_from_many_tabs_is_one() -> None:
    user = make_user()
    outcomes = at_once(8, lambda: change_feed_address(user=user))
    assert {type(outcome) for outcome in outcomes} == {CalendarFeed}
    assert CalendarFeed.objects.get(user=user).token in {outcome.token for outcome in outcomes}
