"""The door on a phone: who may stand there, what each button does, what marks and screens open."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.attendance.screen_codes import code_at
from courses.models import Attendance, Registration, Session
from courses.services.registration import cancel_registration
from tests.factories.learning import make_site
from tests.factories.people import make_institution, make_membership, make_user
from tests.factories.seminars import make_registration, make_session

pytestmark = pytest.mark.django_db

ENGLISH = {"accept-language": "en"}
HTMX = {"HX-Request": "true", **ENGLISH}


@pytest.fixture
def trainer() -> User:
    return make_user(Role.TRAINER, language="en", legal_name="Trainer")


@pytest.fixture
def session(trainer: User) -> Session:
    """A session that has begun a moment ago, of a seminar of the trainer."""
    make_site()
    session = make_session(minutes=60, seats=3)
    session.seminar.pages.update(owner=trainer)
    return session


@pytest.fixture
def registration(session: Session) -> Registration:
    return make_registration(session, make_user(legal_name="Əliyeva Günay", language="en"))


@pytest.fixture
def now(session: Session, registration: Registration):
    """Five minutes after the beginning; who is registered was so before."""
    with time_machine.travel(session.starts_at + timedelta(minutes=5), tick=False):
        yield session.starts_at + timedelta(minutes=5)


def own_addresses(session: Session, registration: Registration) -> list[str]:
    pages = (
        "session_door",
        "session_count",
        "session_screen",
        "screen_code",
        "session_attendance",
        "import_attendance",
    )
    papers = ("session_sheet", "session_labels")
    return [
        *(reverse(name, args=[session.pk]) for name in (*pages, *papers)),
        reverse("check_in", args=[registration.code]),
        f"{reverse('correct_attendance', args=[session.pk])}?person={registration.user_id}",
    ]


def step(browser: Client, registration: Registration, name: str, **headers: object):
    address = reverse("door_step", args=[registration.session_id, registration.user_id])
    return browser.post(address, {"step": name}, **headers)


def test_organiser_opens_every_page(now, session, registration, trainer, client_of) -> None:
    browser = client_of(trainer)
    answers = {address: browser.get(address).status_code for address in own_addresses(session, registration)}
    assert set(answers.values()) == {200}


@pytest.mark.parametrize("who", ["stranger", "other trainer", "reader of the library", "participant"])
def test_others_find_none_of_these_pages(who: str, now, session, registration, client_of) -> None:
    person = {"stranger": make_user, "participant": lambda: registration.user}.get(
        who, lambda: make_user(Role.TRAINER)
    )()
    if who == "reader of the library":
        person.groups.clear()
        session.seminar.institution = make_institution()
        session.seminar.save(update_fields=["institution"])
        make_membership(person, session.seminar.institution)
    browser = client_of(person)
    addresses = own_addresses(session, registration)
    if who == "participant":
        addresses.remove(reverse("check_in", args=[registration.code]))
    assert {browser.get(address).status_code for address in addresses} == {404}
    assert step(browser, registration, "in").status_code == 404
    assert browser.post(reverse("check_in", args=[registration.code])).status_code in {302, 404}
    assert Attendance.objects.count() == 0


def test_trainer_of_the_session_alone_is_let_in(now, session, registration, client_of) -> None:
    leader = make_user()
    Session.objects.filter(pk=session.pk).update(trainer=leader)
    other = make_session(session.seminar, days=1)
    browser = client_of(leader)
    statuses = [browser.get(reverse("session_door", args=[one.pk])).status_code for one in (session, other)]
    assert statuses == [200, 404]


def test_visitor_is_asked_to_log_in(session: Session, registration: Registration) -> None:
    browser = Client()
    addresses = [*own_addresses(session, registration), reverse("own_check_in", args=[session.pk, "0" * 10])]
    answers = [browser.get(address) for address in (*addresses, reverse("ticket", args=[registration.pk]))]
    assert {answer.status_code for answer in answers} == {302}
    assert all("/accounts/login/" in answer["Location"] for answer in answers)


def test_steps_at_the_door(now, registration, trainer, client_of) -> None:
    browser, seen = client_of(trainer), []
    for name in ("in", "in", "out", "back", "undo"):
        step(browser, registration, name)
        seen.append(list(Attendance.objects.values_list("arrived_at", "left_at")))
    assert seen == [[(now, None)], [(now, None)], [(now, now)], [(now, None)], []]


def test_htmx_gets_the_row_and_the_count(now, registration, trainer, client_of) -> None:
    text = step(client_of(trainer), registration, "in", headers=HTMX).text
    assert f'id="person-{registration.user_id}"' in text
    assert (">Undo<" in text, "<strong>1</strong>" in text, "hx-swap-oob" in text) == (True, True, True)


def test_without_htmx_the_list_comes_back(now, session, registration, trainer, client_of) -> None:
    answer = step(client_of(trainer), registration, "in")
    assert answer["Location"] == f"{reverse('session_door', args=[session.pk])}#person-{registration.user_id}"


def test_refusal_is_told_in_the_row(session, registration, trainer, client_of) -> None:
    with time_machine.travel(session.ends_at, tick=False):
        text = step(client_of(trainer), registration, "in", headers=HTMX).text
    assert ("The session has ended" in text, Attendance.objects.count()) == (True, 0)


def test_nobody_but_the_people_of_the_list_is_checked_in_by_number(now, session, trainer, client_of) -> None:
    address = reverse("door_step", args=[session.pk, make_user().pk])
    assert (client_of(trainer).post(address, {"step": "in"}).status_code, Attendance.objects.count()) == (404, 0)


def test_search_finds_by_the_beginning_of_any_word(now, session, trainer, client_of) -> None:
    browser = client_of(trainer)
    found = [
        [
            row.user.legal_name
            for row in browser.get(reverse("session_door", args=[session.pk]), {"q": q}).context["rows"]
        ]
        for q in ("gün", "ALI", "x")
    ]
    assert found == [["Əliyeva Günay"], [], []]


def test_count_is_silent_while_nothing_changes(now, session, registration, trainer, client_of) -> None:
    browser, address = client_of(trainer), reverse("session_count", args=[session.pk])
    unchanged = browser.get(address, {"seen": "0-1"}).status_code
    step(browser, registration, "in")
    changed = browser.get(address, {"seen": "0-1"}, headers=ENGLISH)
    assert (unchanged, changed.status_code, "of 1 is here" in changed.text) == (204, 200, True)


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same(number: int, session, trainer, client_of, django_assert_num_queries) -> None:
    for _person in range(number):
        make_registration(session)
    browser, address = client_of(trainer), reverse("session_door", args=[session.pk])
    browser.get(address)
    with django_assert_num_queries(9):
        assert len(browser.get(address).context["rows"]) == number


def test_walk_in_is_checked_in_when_the_organiser_says_so(now, session, trainer, client_of) -> None:
    browser, guest = client_of(trainer), make_user(email="guest@example.org")
    address = reverse("door_walk_in", args=[session.pk])
    without_word = browser.post(address, {"email": "guest@example.org"}).status_code
    unknown = browser.post(address, {"email": "nobody@example.org", "may_stay": "on"}).status_code
    before = Attendance.objects.count()
    browser.post(address, {"email": "GUEST@example.org", "may_stay": "on"})
    assert (without_word, unknown, before) == (422, 422, 0)
    assert list(Attendance.objects.values_list("user", "way")) == [(guest.pk, "hand")]


def test_mark_of_a_participant_checks_in_by_post_alone(now, registration, trainer, client_of) -> None:
    browser, address = client_of(trainer), reverse("check_in", args=[registration.code])
    shown = browser.get(address, headers=ENGLISH).text
    before = Attendance.objects.count()
    done = browser.post(address, follow=True, headers=ENGLISH).text
    assert ("Əliyeva Günay" in shown, before, "Scan the next one" in done) == (True, 0, True)
    assert list(Attendance.objects.values_list("way", "recorded_by")) == [("ticket", trainer.pk)]


def test_mark_without_a_seat_asks_once_more(session, registration, trainer, client_of) -> None:
    cancel_registration(registration=registration)
    address = reverse("check_in", args=[registration.code])
    with time_machine.travel(session.starts_at, tick=False):
        browser = client_of(trainer)
        shown = browser.get(address, headers=ENGLISH).text
        refused = browser.post(address)
        browser.post(address, {"may_stay": "1"})
    assert ("Check in without a seat" in shown, refused.status_code) == (True, 409)
    assert Attendance.objects.count() == 1


def test_own_mark_leads_the_participant_to_the_ticket(now, registration, client_of) -> None:
    answer = client_of(registration.user).get(reverse("check_in", args=[registration.code]))
    assert answer["Location"] == reverse("ticket", args=[registration.pk])


def test_unknown_mark_is_missing(now, trainer, client_of) -> None:
    assert client_of(trainer).get(reverse("check_in", args=["A" * 22])).status_code == 404


def test_typed_code_leads_to_its_person(now, session, registration, trainer, client_of) -> None:
    browser, address = client_of(trainer), reverse("session_door", args=[session.pk])
    found = browser.get(address, {"code": f" {registration.code} "})["Location"]
    foreign = browser.get(address, {"code": "nothing"})["Location"]
    assert (found, foreign) == (reverse("check_in", args=[registration.code]), address)


def test_screen_shows_the_code_of_the_half_minute(now, session, trainer, client_of) -> None:
    browser, shown = client_of(trainer), []
    half = now - timedelta(seconds=now.timestamp() % 30)
    for seconds in (0, 29, 30):
        with time_machine.travel(half + timedelta(seconds=seconds), tick=False):
            text = browser.get(reverse("screen_code", args=[session.pk])).text
        shown.append(re.search(r'data-address="[^"]*/check-in/\d+/(\w+)/"', text)[1])
    expected = [code_at(session.secret, half + timedelta(seconds=seconds)) for seconds in (0, 0, 30)]
    assert (shown, shown[1] == shown[2]) == (expected, False)


def test_participant_confirms_the_code_of_the_screen(now, session, registration, client_of) -> None:
    browser = client_of(registration.user)
    address = reverse("own_check_in", args=[session.pk, code_at(session.secret, now)])
    shown = browser.get(address, headers=ENGLISH)
    before = Attendance.objects.count()
    done = browser.post(address)
    assert ("I am here" in shown.text, before) == (True, 0)
    assert done["Location"] == reverse("registration", args=[registration.pk])
    assert list(Attendance.objects.values_list("user", "way")) == [(registration.user_id, "screen")]


@pytest.mark.parametrize("method", ["get", "post"])
def test_old_code_of_the_screen_says_scan_again(method: str, now, session, registration, client_of) -> None:
    code = code_at(session.secret, now - timedelta(seconds=60))
    answer = getattr(client_of(registration.user), method)(
        reverse("own_check_in", args=[session.pk, code]), headers=ENGLISH
    )
    assert (answer.status_code, "no longer shown" in answer.text, Attendance.objects.count()) == (409, True, 0)


def test_code_of_the_screen_is_of_no_use_without_a_seat(now, session, client_of) -> None:
    browser, address = client_of(make_user()), reverse("own_check_in", args=[session.pk, code_at(session.secret, now)])
    statuses = [browser.get(address).status_code, browser.post(address).status_code]
    assert (statuses, Attendance.objects.count()) == ([409, 409], 0)


def test_screen_of_what_is_not_published_opens_for_its_people_alone(now, session, registration, client_of) -> None:
    session.seminar.pages.update(live=False)
    address = reverse("own_check_in", args=[session.pk, code_at(session.secret, now)])
    statuses = [client_of(person).get(address).status_code for person in (make_user(), registration.user)]
    assert statuses == [404, 200]


def test_ticket_is_the_participant_s_own(session, registration, client_of) -> None:
    address = reverse("ticket", args=[registration.pk])
    own = client_of(registration.user).get(address, headers=ENGLISH)
    foreign = client_of(make_registration(session).user).get(address)
    assert (own.status_code, registration.code in own.text, "noindex" in own.text) == (200, True, True)
    assert foreign.status_code == 404


def test_without_a_seat_there_is_no_ticket(session, registration, client_of) -> None:
    cancel_registration(registration=registration)
    answer = client_of(registration.user).get(reverse("ticket", args=[registration.pk]))
    assert answer["Location"] == reverse("registration", args=[registration.pk])
