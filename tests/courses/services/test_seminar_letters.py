"""Letters about registrations: owed by rows, true when they go, sent once, in the reader's language."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from academy.languages import LANGUAGES
from courses.enums import RegistrationLetterKind as Kind
from courses.enums import RegistrationState as State
from courses.models import Registration, RegistrationLetter, SeminarPage, Session
from courses.services import seminar_letters
from courses.services.registration import cancel_registration, remove_registration
from courses.services.seminar_letters import drop_untrue_letters, mail_registration_letter
from courses.services.sessions import change_session
from tests.courses.services.seminar_post import PLACE, START, calendars, owe, post, put, reader
from tests.factories.learning import make_site
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

#: State -> kinds of letters that hold in it; thanks and messages have tests of their own.
TRUE = {
    State.REQUESTED: {Kind.REQUESTED, Kind.CHANGED},
    State.WAITING: {Kind.WAITING, Kind.CHANGED, Kind.REPEATED},
    State.OFFERED: {Kind.OFFERED, Kind.CHANGED},
    State.CONFIRMED: {Kind.CONFIRMED, Kind.MOVED_UP, Kind.CHANGED, Kind.REMINDER},
    State.CANCELLED: {Kind.CANCELLED},
    State.LAPSED: {Kind.LAPSED},
    State.REFUSED: {Kind.REFUSED},
    State.CALLED_OFF: {Kind.CALLED_OFF},
}
PLAIN_KINDS = [kind for kind in Kind if kind not in {Kind.THANKS, Kind.MESSAGE}]


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    """A week before the session, at noon of Baku."""
    time_machine.move_to(START - timedelta(days=7, hours=2), tick=False)
    make_site()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PLAIN_KINDS)
def test_letter_tells_title_day_time_zone_and_place_in_the_readers_language(kind: Kind, language: str) -> None:
    registration = reader(language)
    state = next(state for state, kinds in TRUE.items() if kind in kinds)
    letter = owe(put(registration, state), kind)
    mail.outbox.clear()
    assert [mail_registration_letter(letter.pk), mail_registration_letter(letter.pk)] == [True, False]
    title = SeminarPage.objects.get(seminar=registration.session.seminar, locale__language_code=language).title
    with override(language):
        words = [title, date_format(START, "l"), date_format(START, "DATE_FORMAT"), gettext("Baku time (UTC+4)")]
    words += ["14:00–16:00", PLACE[language], "https://maps.example.org/1", registration.user.legal_name]
    message = mail.outbox[0]
    assert (message.to, title in message.subject) == ([registration.user.email], True)
    assert [word for word in words if word not in message.body] == []
    html = message.alternatives[0].content
    assert [word for word in words if word not in html] == []
    assert (f'lang="{language}"' in html, "None" in message.body) == (True, False)


@pytest.mark.parametrize("state", TRUE)
def test_letter_goes_only_while_it_holds(state: State) -> None:
    registration = put(reader(), state)
    RegistrationLetter.objects.all().delete()
    letters = {kind: owe(registration, kind).pk for kind in PLAIN_KINDS}
    assert {kind for kind, pk in letters.items() if mail_registration_letter(pk)} == TRUE[state]
    drop_untrue_letters()
    assert set(RegistrationLetter.objects.values_list("kind", flat=True)) == TRUE[state]


AHEAD = {Kind.REQUESTED, Kind.WAITING, Kind.OFFERED, Kind.LAPSED, Kind.REMINDER}
NOT_OVER = {Kind.CONFIRMED, Kind.MOVED_UP, Kind.CHANGED, Kind.CANCELLED}


@pytest.mark.parametrize("kind", PLAIN_KINDS)
@pytest.mark.parametrize("hours", [-1, 1, 3])
def test_letter_about_a_session_that_began_or_is_over_is_dropped(kind: Kind, hours: int, time_machine) -> None:
    registration = put(reader(), next(state for state, kinds in TRUE.items() if kind in kinds))
    letter = owe(registration, kind, owed_at=START)
    time_machine.move_to(START + timedelta(hours=hours), tick=False)
    Registration.objects.filter(state=State.OFFERED).update(offered_until=START + timedelta(days=1))
    gone = (kind in AHEAD and hours > 0) or (kind in NOT_OVER and hours > 2)
    assert mail_registration_letter(letter.pk) is not gone


@pytest.mark.parametrize("kind", [Kind.CONFIRMED, Kind.REMINDER, Kind.CHANGED])
def test_nobody_is_told_of_a_session_that_was_called_off(kind: Kind) -> None:
    registration = reader()
    letter = owe(registration, kind)
    Session.objects.update(state="cancelled")
    assert (mail_registration_letter(letter.pk), mail.outbox) == (False, [])


def test_offer_whose_time_is_over_is_not_told() -> None:
    registration = put(reader(), State.OFFERED)
    letter = owe(registration, Kind.OFFERED)
    Registration.objects.update(offered_until=timezone.now())
    assert mail_registration_letter(letter.pk) is False


def test_account_that_is_closed_is_not_written_to() -> None:
    registration = reader()
    registration.user.is_active = False
    registration.user.save(update_fields=["is_active"])
    assert mail_registration_letter(registration.letters.get().pk) is False


def test_letter_that_could_not_be_sent_for_eight_days_is_given_up() -> None:
    registration = reader(starts_at=START + timedelta(days=30), ends_at=START + timedelta(days=31))
    letter = registration.letters.get()
    RegistrationLetter.objects.update(owed_at=timezone.now() - timedelta(days=8))
    assert (mail_registration_letter(letter.pk), drop_untrue_letters()) == (False, 1)


def test_later_change_overtakes_an_earlier_one() -> None:
    registration = reader()
    post()
    for place in ("Gəncə", "Şəki"):
        change_session(session=registration.session, place={"az": place})
    mail.outbox.clear()
    post()
    assert [("Şəki" in letter.body, "Gəncə" in letter.body) for letter in mail.outbox] == [(True, False)]


def test_letter_that_did_not_go_is_owed_again(monkeypatch) -> None:
    def refuse(*_arguments: object, **_words: object) -> None:
        raise ConnectionRefusedError

    letter = reader().letters.get()
    with monkeypatch.context() as patch:
        patch.setattr(seminar_letters, "send_letter", refuse)
        with pytest.raises(ConnectionRefusedError):
            mail_registration_letter(letter.pk)
    assert [mail_registration_letter(letter.pk), len(mail.outbox)] == [True, 1]


def test_room_is_named_only_to_whoever_has_a_confirmed_seat() -> None:
    told = {}
    registration = reader()
    for state, kinds in TRUE.items():
        for kind in kinds:
            mail.outbox.clear()
            letter = owe(put(registration, state), kind, mailed_at=None)
            mail_registration_letter(letter.pk)
            told[state, kind] = "https://rooms.example.org/1" in mail.outbox[0].message().as_string()
    assert {key for key, is_told in told.items() if is_told} == {
        (State.CONFIRMED, kind) for kind in TRUE[State.CONFIRMED]
    }


def test_titles_and_reasons_are_text_and_no_markup() -> None:
    registration = reader("en")
    SeminarPage.objects.update(title="<b>Bold & brave</b>")
    remove_registration(registration=registration, by=make_user(), reason="<script>alert(1)</script>")
    post()
    message = mail.outbox[0]
    assert ("<b>Bold & brave</b>" in message.body, "Reason: <script>alert(1)</script>" in message.body) == (True, True)
    html = message.alternatives[0].content
    assert ("<b>Bold" in html, "<script>" in html, "&lt;script&gt;" in html) == (False, False, True)


def test_seminar_without_a_published_page_is_called_by_its_code() -> None:
    registration = reader("en")
    SeminarPage.objects.update(live=False)
    post()
    assert registration.session.seminar.code in mail.outbox[0].subject


def test_evening_that_goes_past_midnight_names_both_days() -> None:
    late = datetime(2026, 9, 7, 19, 30, tzinfo=UTC)
    reader("en", starts_at=late, ends_at=late + timedelta(minutes=90))
    post()
    body = mail.outbox[0].body
    assert "Date: Monday, 7 September 2026" in body
    assert "Time: 23:30 – 01:00 (Tuesday, 8 September 2026), Baku time (UTC+4)" in body
    event = calendars()[0][1].events[0]
    assert (event["DTSTART"].to_ical(), event["DTEND"].to_ical()) == (b"20260907T233000", b"20260908T010000")


def test_sweep_sends_what_is_owed_once_and_drops_the_rest() -> None:
    stays, leaves = reader(), reader()
    cancel_registration(registration=leaves)
    for _time in range(2):
        post()
    assert {message.to[0] for message in mail.outbox} == {stays.user.email, leaves.user.email}
    assert (len(mail.outbox), RegistrationLetter.objects.filter(mailed_at=None).count()) == (2, 0)
