"""The organiser's desk: whose it is, what it shows, and what each button does."""

import csv
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.enums import MembershipRole, Role
from academy.accounts.models import Institution, User
from courses.enums import Meetings, RegistrationState, SeminarApproval
from courses.models import Registration, RegistrationLetter, SeatPool, Seminar, SeminarAnswer, SeminarQuestion, Session
from courses.services.seats import set_quota
from tests.factories.learning import make_seminar, make_site
from tests.factories.people import make_institution, make_membership, make_user
from tests.factories.seminars import make_registration, make_registrations, make_session, states

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]
OF_SESSION = ("session_desk", "change_session", "cancel_session", "repeat_session", "session_seats")


@pytest.fixture
def seminar(trainer: User) -> Seminar:
    """A seminar of the trainer."""
    make_site()
    seminar = make_seminar(offer_hours=0)
    seminar.pages.update(owner=trainer)
    return seminar


@pytest.fixture
def desk(client_of: ClientOf, trainer: User) -> Client:
    return client_of(trainer)


def at(name: str, session: Session) -> str:
    return reverse(name, args=[session.pk])


def when(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def facts(**other: object) -> dict[str, object]:
    """What the form of a session sends: tomorrow at ten, in Baku."""
    return {
        "starts_at": "2030-03-01T10:00",
        "ends_at": "2030-03-01T12:00",
        "time_zone": "Asia/Baku",
        "place_az": "Oxu zalı",
        **other,
    }


@pytest.mark.parametrize("who", ["stranger", "reader", "other trainer"])
def test_desk_of_others_is_missing(who: str, seminar: Seminar, client_of: ClientOf) -> None:
    library = make_institution()
    Seminar.objects.filter(pk=seminar.pk).update(institution=library)
    session = make_session(seminar, seats=3)
    row = make_registration(session)
    person = make_user(Role.TRAINER) if who == "other trainer" else make_user()
    if who == "reader":
        make_membership(person, library)
    browser = client_of(person)
    own = [reverse("seminar_desk", args=[seminar.code]), reverse("add_session", args=[seminar.code])]
    addresses = [*own, *(at(name, session) for name in OF_SESSION), at("write_to_participants", session)]
    got = {browser.get(address).status_code for address in [*addresses, reverse("participant", args=[row.pk])]}
    posted = [
        browser.post(at("cancel_session", session), {"reason_az": "Yox"}).status_code,
        browser.post(reverse("decide_participant", args=[row.pk]), {"way": "remove", "reason": "No"}).status_code,
        browser.post(at("add_participant", session), {"email": person.email}).status_code,
    ]
    session.refresh_from_db()
    assert (got, posted, session.is_cancelled, states(session)) == ({404}, [404] * 3, False, ["confirmed"])


def test_visitor_logs_in(seminar: Seminar) -> None:
    assert Client().get(reverse("seminar_desk", args=[seminar.code])).status_code == 302


def test_organiser_of_the_institution_has_the_desk(seminar: Seminar, client_of: ClientOf) -> None:
    library, person = make_institution(), make_user()
    Seminar.objects.filter(pk=seminar.pk).update(institution=library)
    make_membership(person, library, role=MembershipRole.ORGANISER)
    session = make_session(seminar)
    browser = client_of(person)
    assert {browser.get(at(name, session)).status_code for name in OF_SESSION} == {200}


def test_leader_of_a_session_sees_its_people_and_changes_nothing(seminar: Seminar, client_of: ClientOf) -> None:
    person = make_user(language="en")
    session = make_session(seminar, trainer=person)
    SeminarQuestion.objects.create(seminar=seminar, text={"en": "Allergies?"})
    row = make_registration(session, make_user(legal_name="Quliyev Rəşad"))
    browser = client_of(person)
    html = browser.get(at("session_desk", session)).text
    assert ("Quliyev Rəşad" in html, "Allergies?" in html) == (True, False)
    assert {browser.get(at(name, session)).status_code for name in OF_SESSION[1:]} == {404}
    assert browser.get(reverse("participant", args=[row.pk])).status_code == 404


def test_session_is_planned_by_the_clock_of_its_zone(seminar: Seminar, desk: Client) -> None:
    sent = facts(time_zone="Europe/Istanbul", capacity="12", closes_at="2030-02-28T18:00")
    answer = desk.post(reverse("add_session", args=[seminar.code]), sent)
    session = Session.objects.get()
    assert answer.url == at("session_desk", session)
    assert session.starts_at.isoformat() == "2030-03-01T07:00:00+00:00"
    assert (session.place, session.capacity, session.time_zone) == ({"az": "Oxu zalı"}, 12, "Europe/Istanbul")


def test_form_shows_the_clock_of_the_zone_again(seminar: Seminar, desk: Client) -> None:
    desk.post(reverse("add_session", args=[seminar.code]), facts(time_zone="Europe/Istanbul"))
    assert 'value="2030-03-01T10:00"' in desk.get(at("change_session", Session.objects.get())).text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_at": "2030-03-01T10:00"}, "ends_at"),
        ({"opens_at": "2030-02-02T10:00", "closes_at": "2030-02-01T10:00"}, "closes_at"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"online_url": "javascript:alert(1)"}, "online_url"),
        ({"capacity": "0"}, "capacity"),
        ({"starts_at": "0001-01-01T00:00"}, "starts_at"),
        ({"ends_at": "9999-12-31T23:59", "time_zone": "America/New_York"}, "ends_at"),
        # The clock of New York goes from 2:00 to 3:00 that night: 2:30 is 3:30.
        (
            {"starts_at": "2030-03-10T02:30", "ends_at": "2030-03-10T03:15", "time_zone": "America/New_York"},
            "ends_at",
        ),
    ],
)
def test_session_that_cannot_be_is_not_planned(
    wrong: dict[str, str], field: str, seminar: Seminar, desk: Client
) -> None:
    answer = desk.post(reverse("add_session", args=[seminar.code]), facts(**wrong))
    assert (answer.status_code, list(answer.context["form"].errors), Session.objects.count()) == (422, [field], 0)


def test_stranger_is_not_offered_as_trainer(seminar: Seminar, desk: Client) -> None:
    answer = desk.post(reverse("add_session", args=[seminar.code]), facts(trainer=make_user().pk))
    assert (answer.status_code, Session.objects.count()) == (422, 0)


def test_moving_writes_to_whoever_comes(seminar: Seminar, desk: Client) -> None:
    session = make_session(seminar)
    make_registrations(session, 2)
    desk.post(at("change_session", session), facts())
    session.refresh_from_db()
    assert session.starts_at.isoformat() == "2030-03-01T06:00:00+00:00"
    assert RegistrationLetter.objects.filter(kind="changed").count() == 2


def test_fewer_seats_than_people_is_said(seminar: Seminar, desk: Client) -> None:
    session = make_session(seminar, seats=3)
    make_registrations(session, 2)
    answer = desk.post(at("change_session", session), facts(capacity="1"), follow=True)
    session.refresh_from_db()
    assert ("2 people have a seat." in answer.text, session.capacity) == (True, 3)


def test_cancelling_asks_for_a_reason(seminar: Seminar, desk: Client) -> None:
    session = make_session(seminar)
    make_registration(session)
    assert desk.post(at("cancel_session", session), {"reason_az": " "}).status_code == 422
    desk.post(at("cancel_session", session), {"reason_az": "Xəstəlik", "reason_ru": ""})
    session.refresh_from_db()
    assert (session.cancel_reason, states(session)) == ({"az": "Xəstəlik"}, [RegistrationState.CALLED_OFF])


def test_looking_at_the_question_cancels_nothing(seminar: Seminar, desk: Client) -> None:
    session = make_session(seminar)
    desk.get(at("cancel_session", session))
    session.refresh_from_db()
    assert session.is_cancelled is False


def test_repeating_adds_sessions(seminar: Seminar, desk: Client) -> None:
    session = make_session(seminar)
    answer = desk.post(at("repeat_session", session), {"weeks": 2, "times": 3}, follow=True)
    assert ("3 sessions were added." in answer.text, Session.objects.count()) == (True, 4)


def test_seats_are_kept_and_shown(seminar: Seminar, desk: Client) -> None:
    session, library = make_session(seminar, seats=10), make_institution("Gəncə kitabxanası")
    tomorrow = timezone.localdate() + timedelta(days=1)
    desk.post(at("session_seats", session), {"institution": library.pk, "seats": 4, "release_on": str(tomorrow)})
    kept = SeatPool.objects.get(institution=library)
    assert (kept.seats, kept.release_on) == (4, tomorrow)
    assert "Gəncə kitabxanası" in desk.get(at("session_seats", session)).text


def test_more_than_there_is_cannot_be_kept(seminar: Seminar, desk: Client) -> None:
    session, library = make_session(seminar, seats=3), make_institution()
    answer = desk.post(at("session_seats", session), {"institution": library.pk, "seats": 4}, follow=True)
    assert "At most 3 can be kept." in answer.text
    assert SeatPool.objects.get(session=session, institution=None).seats == 3


def test_organiser_approves_and_refuses_with_a_reason(seminar: Seminar, desk: Client) -> None:
    Seminar.objects.filter(pk=seminar.pk).update(approval=SeminarApproval.ORGANISER)
    session = make_session(Seminar.objects.get(), seats=5)
    first, second = make_registrations(session, 2)
    desk.post(reverse("decide_participant", args=[first.pk]), {"way": "approve"})
    desk.post(reverse("decide_participant", args=[second.pk]), {"way": "refuse"})
    assert states(session) == [RegistrationState.CONFIRMED, RegistrationState.REQUESTED]
    desk.post(reverse("decide_participant", args=[second.pk]), {"way": "refuse", "reason": "For beginners."})
    second.refresh_from_db()
    assert (second.state, second.reason) == (RegistrationState.REFUSED, "For beginners.")


def test_organiser_cancels_a_registration_and_the_next_moves_up(seminar: Seminar, desk: Client) -> None:
    session = make_session(seminar, seats=1)
    first, _second = make_registrations(session, 2)
    desk.post(reverse("decide_participant", args=[first.pk]), {"way": "remove", "reason": "Asked by telephone."})
    assert states(session) == [RegistrationState.CANCELLED, RegistrationState.CONFIRMED]


def test_organiser_registers_somebody_by_address(seminar: Seminar, desk: Client) -> None:
    session, person = make_session(seminar), make_user()
    for email in (person.email.upper(), "nobody@example.org"):
        answer = desk.post(at("add_participant", session), {"email": email}, follow=True)
    assert [row.user for row in Registration.objects.all()] == [person]
    assert "No account has this address." in answer.text


def test_message_goes_to_its_audience_alone(seminar: Seminar, desk: Client) -> None:
    session = make_session(seminar, seats=1)
    seated, _waiting = make_registrations(session, 2)
    sent = {"audience": "confirmed", "subject_az": "Otaq dəyişdi", "body_az": "Üçüncü mərtəbəyə gəlin."}
    answer = desk.post(at("write_to_participants", session), sent, follow=True)
    assert "The message goes to 1 person." in answer.text
    letters = RegistrationLetter.objects.filter(kind="message")
    assert [(letter.registration, letter.message.subject) for letter in letters] == [(seated, {"az": "Otaq dəyişdi"})]


def test_message_without_words_goes_to_nobody(seminar: Seminar, desk: Client) -> None:
    session = make_session(seminar)
    make_registration(session)
    answer = desk.post(at("write_to_participants", session), {"audience": "confirmed", "subject_az": "Otaq"})
    assert (answer.status_code, RegistrationLetter.objects.filter(kind="message").count()) == (422, 0)


def test_list_is_filtered_and_exported_with_answers(seminar: Seminar, desk: Client) -> None:
    session = make_session(seminar, seats=1)
    question = SeminarQuestion.objects.create(seminar=seminar, text={"en": "Allergies?"})
    names = ("=cmd", "Hüseynova Aygün")
    rows = [make_registration(session, make_user(legal_name=name)) for name in names]
    SeminarAnswer.objects.create(question=question, user=rows[1].user, text="Nuts")
    table = desk.get(at("session_desk", session), {"export": "csv"}).content.decode("utf-8-sig")
    lines = list(csv.reader(StringIO(table)))
    assert [line[0] for line in lines] == ["Full name", "'=cmd", "Hüseynova Aygün"]
    assert (lines[0][-1], lines[2][-1], lines[2][3]) == ("Allergies?", "Nuts", "on the waiting list")
    shown = desk.get(at("session_desk", session), {"state": "waiting"}).text
    assert ("Hüseynova Aygün" in shown, "=cmd" in shown) == (True, False)


def test_institution_decides_about_its_own_staff_alone(client_of: ClientOf) -> None:
    make_site()
    seminar = make_seminar(approval=SeminarApproval.INSTITUTION)
    session = make_session(seminar)
    own, other = make_institution("A"), make_institution("B")
    officer = make_user(language="en")
    make_membership(officer, own, role=MembershipRole.HR)
    mine, foreign = _staff_registration(session, own), _staff_registration(session, other)
    browser = client_of(officer)
    html = browser.get(reverse("approvals")).text
    assert (mine.user.email in html or mine.user.legal_name in html, html.count("<article")) == (True, 1)
    statuses = [
        browser.post(reverse("decide_for_institution", args=[row.pk]), {"way": "approve"}).status_code
        for row in (mine, foreign)
    ]
    assert (statuses, states(session)) == ([302, 404], [RegistrationState.CONFIRMED, RegistrationState.REQUESTED])


def _staff_registration(session: Session, library: Institution) -> Registration:
    person = make_user()
    make_membership(person, library)
    return make_registration(session, person, library)


def test_institution_refuses_with_a_reason(client_of: ClientOf) -> None:
    make_site()
    session, own, officer = make_session(make_seminar(approval=SeminarApproval.BOTH)), make_institution(), make_user()
    make_membership(officer, own, role=MembershipRole.HR)
    row = _staff_registration(session, own)
    browser, address = client_of(officer), reverse("decide_for_institution", args=[row.pk])
    browser.post(address, {"way": "refuse"})
    assert states(session) == [RegistrationState.REQUESTED]
    browser.post(address, {"way": "refuse", "reason": "We are short of staff."})
    row.refresh_from_db()
    assert (row.state, row.reason) == (RegistrationState.REFUSED, "We are short of staff.")


def test_page_of_approvals_is_for_those_who_approve(client_of: ClientOf) -> None:
    member = make_user()
    make_membership(member, make_institution())
    assert client_of(member).get(reverse("approvals")).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(number: int, seminar: Seminar, desk: Client, django_assert_num_queries: Callable) -> None:
    Seminar.objects.filter(pk=seminar.pk).update(meetings=Meetings.REPEATS)
    found = Seminar.objects.get(pk=seminar.pk)
    sessions = [make_session(found, days=day, seats=20) for day in range(1, number + 1)]
    set_quota(session=sessions[0], institution=make_institution().pk, seats=1)
    make_registrations(sessions[0], number)
    addresses = {
        reverse("studio_seminars"): 11,
        reverse("seminar_desk", args=[seminar.code]): 10,
        at("session_desk", sessions[0]): 16,
    }
    for address, queries in addresses.items():
        desk.get(address)
        with django_assert_num_queries(queries):
            desk.get(address)


@pytest.mark.parametrize("field", ["online_url", "map_url"])
def test_addresses_of_rooms_and_maps_may_be_long_but_not_endless(field: str, seminar: Seminar, desk: Client) -> None:
    stem = "https://teams.microsoft.com/l/meetup-join/"
    lengths = []
    for length in (2000, 2001):
        answer = desk.post(reverse("add_session", args=[seminar.code]), facts(**{field: stem.ljust(length, "x")}))
        lengths.append((answer.status_code, [len(getattr(one, field)) for one in Session.objects.all()]))
    assert lengths == [(302, [2000]), (422, [2000])]
    assert Session._meta.get_field(field).max_length == 2000  # what PostgreSQL refuses beyond, and SQLite does not


def test_institution_with_kept_seats_is_not_deleted(seminar: Seminar, client_of: ClientOf) -> None:
    library, session = make_institution(), make_session(seminar, seats=5)
    set_quota(session=session, institution=library.pk, seats=2)
    administrator = client_of(make_user(is_superuser=True, language="en"))
    answer = administrator.post(reverse("institutions:delete", args=[library.pk]), follow=True)
    assert "seats of seminars were kept for it" in answer.content.decode()
    assert (sorted(session.pools.values_list("seats", flat=True)), Institution.objects.count()) == ([2, 3], 1)


@pytest.mark.parametrize("way", ["", "Approve", "delete"])
def test_what_is_no_decision_decides_nothing(way: str, seminar: Seminar, desk: Client) -> None:
    row = make_registration(make_session(seminar))
    answer = desk.post(reverse("decide_participant", args=[row.pk]), {"way": way, "reason": "x"})
    assert (answer.status_code, states(row.session)) == (400, [RegistrationState.CONFIRMED])
