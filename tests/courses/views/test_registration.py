"""Registering as pages: what is asked, what is told, and that everybody finds own registrations alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.models import User
from courses.enums import AnswerKind, Meetings, RegistrationState, SeminarApproval
from courses.models import Registration, Seminar, SeminarAnswer, SeminarQuestion
from courses.services.registration import cancel_registration
from courses.services.sessions import cancel_session
from tests.factories.learning import make_seminar, make_site
from tests.factories.people import make_institution, make_membership, make_user
from tests.factories.seminars import make_registration, make_registrations, make_session

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _site() -> None:
    make_site()


@pytest.fixture
def person() -> User:
    return make_user(language="en")


def form_of(seminar: Seminar) -> str:
    return reverse("register_for_seminar", args=[seminar.code])


def page_of(registration: Registration) -> str:
    return reverse("registration", args=[registration.pk])


def ask(seminar: Seminar, kind: AnswerKind = AnswerKind.LINE, **facts: object) -> SeminarQuestion:
    return SeminarQuestion.objects.create(seminar=seminar, text={"en": "What do you not eat?"}, kind=kind, **facts)


def test_short_address_leads_to_the_page_of_the_reader(client_of: ClientOf, person: User) -> None:
    seminar = make_seminar()
    answer = client_of(person).get(reverse("seminar", args=[seminar.code]))
    assert answer.url == seminar.pages.get(locale__language_code="en").url
    assert Client().get(reverse("seminar", args=["NONE"])).status_code == 404


def test_unpublished_seminar_takes_nobody(client_of: ClientOf, person: User) -> None:
    session = make_session()
    session.seminar.pages.update(live=False)
    assert client_of(person).post(form_of(session.seminar)).status_code == 404
    assert Registration.objects.count() == 0


def test_visitor_logs_in_first() -> None:
    session = make_session()
    answer = Client().post(form_of(session.seminar))
    assert (answer.status_code, Registration.objects.count()) == (302, 0)
    assert answer.url.startswith(reverse("account_login"))


def test_registering_shows_the_registration(client_of: ClientOf, person: User) -> None:
    session = make_session(seats=1)
    answer = client_of(person).post(form_of(session.seminar), follow=True)
    registration = Registration.objects.get()
    assert (registration.user, registration.state) == (person, RegistrationState.CONFIRMED)
    assert answer.redirect_chain == [(page_of(registration), 302)]
    assert "You are registered. A letter with a calendar entry is on its way." in answer.text


def test_looking_registers_nobody(client_of: ClientOf, person: User) -> None:
    session = make_session()
    assert client_of(person).get(form_of(session.seminar)).status_code == 200
    assert Registration.objects.count() == 0


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("az", "Gözləmə siyahısında sıra nömrəniz: 2"),
        ("ru", "Ваш номер в листе ожидания: 2"),
        ("en", "Your number on the waiting list: 2"),
    ],
)
def test_whoever_waits_reads_the_number(language: str, words: str, client_of: ClientOf) -> None:
    session, user = make_session(seats=1), make_user(language=language)
    make_registrations(session, 2)
    registration = make_registration(session, user)
    browser = client_of(user)
    assert words in browser.get(page_of(registration)).text
    assert words in browser.get(reverse("my")).text


def test_registration_of_somebody_else_is_a_missing_one(client_of: ClientOf, person: User) -> None:
    registration = make_registration(make_session(make_seminar(offer_hours=24), seats=1))
    browser = client_of(person)
    statuses = [
        browser.get(page_of(registration)).status_code,
        browser.post(reverse("confirm_registration", args=[registration.pk])).status_code,
        browser.get(reverse("cancel_registration", args=[registration.pk])).status_code,
        browser.post(reverse("cancel_registration", args=[registration.pk]), {"reason": "No"}).status_code,
    ]
    registration.refresh_from_db()
    assert (statuses, registration.state) == ([404] * 4, RegistrationState.CONFIRMED)


def test_of_repeats_one_has_to_be_chosen(client_of: ClientOf, person: User) -> None:
    seminar = make_seminar(meetings=Meetings.REPEATS)
    make_session(seminar, days=7)
    second = make_session(seminar, days=14)
    browser = client_of(person)
    assert browser.post(form_of(seminar)).status_code == 422
    browser.post(form_of(seminar), {"session": second.pk})
    assert [registration.session for registration in Registration.objects.all()] == [second]


def test_session_of_another_seminar_is_not_chosen(client_of: ClientOf, person: User) -> None:
    seminar, other = make_seminar(meetings=Meetings.REPEATS), make_session()
    for day in (7, 14):
        make_session(seminar, days=day)
    answer = client_of(person).post(form_of(seminar), {"session": other.pk})
    assert (answer.status_code, Registration.objects.count()) == (422, 0)


def test_clash_is_named_and_has_to_be_accepted(client_of: ClientOf, person: User) -> None:
    first, second = make_session(days=7), make_session(days=7)
    make_registration(first, person)
    browser = client_of(person)
    title = first.seminar.pages.get(locale__language_code="en").title
    assert title in browser.get(form_of(second.seminar)).text
    warned = browser.post(form_of(second.seminar))
    assert (warned.status_code, Registration.objects.count()) == (422, 1)
    browser.post(form_of(second.seminar), {"accept_clash": "on"})
    assert Registration.objects.filter(user=person, session=second).count() == 1


def test_what_only_touches_is_no_clash(client_of: ClientOf, person: User) -> None:
    first = make_session(days=7)
    make_registration(first, person)
    second = make_session(starts_at=first.ends_at, ends_at=first.ends_at + timedelta(hours=1))
    assert "accept_clash" not in client_of(person).get(form_of(second.seminar)).text


def test_given_up_registration_is_no_clash(client_of: ClientOf, person: User) -> None:
    cancel_registration(registration=make_registration(make_session(days=7), person))
    assert "accept_clash" not in client_of(person).get(form_of(make_session(days=7).seminar)).text


def test_answers_are_stored_and_required_ones_asked_for(client_of: ClientOf, person: User) -> None:
    session = make_session()
    needed, other = ask(session.seminar, is_required=True), ask(session.seminar)
    browser, name = client_of(person), f"question_{needed.pk}"
    assert browser.post(form_of(session.seminar)).status_code == 422
    browser.post(form_of(session.seminar), {name: "Nuts", f"question_{other.pk}": ""})
    found = SeminarAnswer.objects.values_list("question", "user", "text")
    assert (list(found), Registration.objects.count()) == ([(needed.pk, person.pk, "Nuts")], 1)


def test_answer_is_one_of_those_offered(client_of: ClientOf, person: User) -> None:
    session = make_session()
    options = [{"en": "Step-free entrance", "az": "Pilləsiz giriş"}, {"en": "Sign language"}]
    question = ask(session.seminar, AnswerKind.CHOICE, options=options)
    browser, name = client_of(person), f"question_{question.pk}"
    assert browser.post(form_of(session.seminar), {name: "Something else"}).status_code == 422
    browser.post(form_of(session.seminar), {name: "Sign language"})
    assert SeminarAnswer.objects.get().text == "Sign language"


def test_with_two_institutions_one_is_named(client_of: ClientOf, person: User) -> None:
    session = make_session(make_seminar(approval=SeminarApproval.INSTITUTION))
    libraries = [make_institution("A"), make_institution("B")]
    for library in libraries:
        make_membership(person, library)
    client_of(person).post(form_of(session.seminar), {"institution": libraries[1].pk})
    registration = Registration.objects.get()
    assert (registration.institution, registration.state) == (libraries[1], RegistrationState.REQUESTED)


def test_without_institution_it_is_said_what_to_do(client_of: ClientOf, person: User) -> None:
    session = make_session(make_seminar(approval=SeminarApproval.INSTITUTION))
    answer = client_of(person).post(form_of(session.seminar), follow=True)
    assert "Ask your institution’s HR department to add you" in answer.text
    assert Registration.objects.count() == 0


def test_offer_is_confirmed_by_its_person(client_of: ClientOf, person: User) -> None:
    session = make_session(make_seminar(offer_hours=24), seats=1)
    first, second = make_registration(session), make_registration(session, person)
    cancel_registration(registration=first)
    browser = client_of(person)
    assert "A seat has become free for you." in browser.get(page_of(second)).text
    answer = browser.post(reverse("confirm_registration", args=[second.pk]), follow=True)
    second.refresh_from_db()
    assert (second.state, "You have a seat. We remind you in time." in answer.text) == ("confirmed", True)


def test_cancelling_asks_first_and_needs_no_reason_in_time(client_of: ClientOf, person: User) -> None:
    registration = make_registration(make_session(), person)
    browser, address = client_of(person), reverse("cancel_registration", args=[registration.pk])
    assert "Cancel the registration?" in browser.get(address).text
    answer = browser.post(address, follow=True)
    registration.refresh_from_db()
    assert (registration.state, "Your registration was cancelled." in answer.text) == ("cancelled", True)


def test_late_apology_asks_why(client_of: ClientOf, person: User) -> None:
    session = make_session(cancel_until=timezone.now() - timedelta(hours=1))
    registration = make_registration(session, person)
    browser, address = client_of(person), reverse("cancel_registration", args=[registration.pk])
    assert browser.post(address).status_code == 422
    browser.post(address, {"reason": "A child is ill."})
    registration.refresh_from_db()
    assert (registration.state, registration.reason) == ("cancelled", "A child is ill.")


def test_online_room_is_for_those_with_a_seat(client_of: ClientOf, person: User) -> None:
    session = make_session(seats=1, online_url="https://rooms.example.org/secret")
    waiting = make_registration(session, make_user()), make_registration(session, person)
    seated = client_of(waiting[0].user).get(page_of(waiting[0])).text
    other = client_of(person).get(page_of(waiting[1])).text
    public = Client().get(session.seminar.pages.first().url).text
    assert ["rooms.example.org" in html for html in (seated, other, public)] == [True, False, False]


def test_cancelled_session_says_why_in_the_language_of_the_reader(client_of: ClientOf, person: User) -> None:
    session = make_session()
    registration = make_registration(session, person)
    cancel_session(session=session, reason={"az": "Xəstəlik", "en": "The trainer is ill."})
    html = client_of(person).get(page_of(registration)).text
    assert ("Reason: The trainer is ill." in html, "Xəstəlik" in html) == (True, False)


def test_page_of_the_seminar_leads_to_registration(client_of: ClientOf, person: User) -> None:
    session = make_session()
    address = session.seminar.pages.get(locale__language_code="en").url
    assert f"{reverse('account_login')}?next={form_of(session.seminar)}" in Client().get(address).text
    browser = client_of(person)
    assert f'href="{form_of(session.seminar)}"' in browser.get(address).text
    registration = make_registration(session, person)
    html = browser.get(address).text
    assert (page_of(registration) in html, f'href="{form_of(session.seminar)}"' in html) == (True, False)


@pytest.mark.parametrize("number", [1, 3])
def test_own_registrations_take_a_constant_number_of_queries(
    number: int, client_of: ClientOf, person: User, django_assert_num_queries: Callable
) -> None:
    made = [make_registration(make_session(days=day), person) for day in range(1, number + 1)]
    browser = client_of(person)
    for address, queries in ((page_of(made[0]), 9), (reverse("my"), 11), (form_of(made[0].session.seminar), 11)):
        browser.get(address)
        with django_assert_num_queries(queries):
            browser.get(address)
