"""The page of an evaluation, and the ways to it: for whoever was there, after the session, once, in each language."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.models import User
from academy.languages import LANGUAGES
from courses.enums import RegistrationState
from courses.models import EvaluationAnswers, Registration, RegistrationLetter, Seminar
from courses.selectors.evaluations import ASKED_FOR, asked_evaluations
from courses.services.attendance import close_attendance
from courses.services.seminar_letters import mail_registration_letter, owe_thanks
from tests.factories.evaluations import hand_in, make_evaluated_seminar, make_participant
from tests.factories.learning import make_site
from tests.factories.people import make_user
from tests.factories.seminars import make_session

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]
PERSONAL_AREA, FORM = 10, 12
#: What the page says in each language, and must not say in another: label and first choice of a question.
WORDS = {"az": ("Forma", "Əyani"), "ru": ("Форма", "Очно"), "en": ("Way", "In person")}


@pytest.fixture
def seminar() -> Seminar:
    make_site()
    return make_evaluated_seminar()


@pytest.fixture
def person(seminar: Seminar) -> User:
    return make_participant(seminar, make_user(language="en"))


@pytest.fixture
def reader(client_of: ClientOf, person: User) -> Client:
    return client_of(person)


def page_of(seminar: Seminar) -> str:
    return reverse("evaluation", args=[seminar.code])


def send(reader: Client, seminar: Seminar, **answers: object) -> HttpResponse:
    return reader.post(page_of(seminar), answers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_asks_in_the_readers_language_and_keeps_places(
    language: str, seminar: Seminar, client_of: ClientOf
) -> None:
    reader = client_of(make_participant(seminar, make_user(language=language)))
    html = reader.get(page_of(seminar)).text
    said = {code: [f">{word}" in html for word in words] for code, words in WORDS.items()}
    assert said == {code: [code == language] * 2 for code in LANGUAGES}
    assert send(reader, seminar, mark="4", way="1", parts=["1", "2"], why="Bəli").url == page_of(seminar)
    kept = {"mark": "4", "way": "1", "parts": ["1", "2"], "why": "Bəli"}
    assert EvaluationAnswers.objects.get().answers == kept


def test_question_without_words_in_a_language_is_asked_in_another(seminar: Seminar, client_of: ClientOf) -> None:
    reader = client_of(make_participant(seminar, make_user(language="ru")))
    assert "Niyə" in reader.get(page_of(seminar)).text


def test_what_was_left_out_is_not_kept(seminar: Seminar, reader: Client) -> None:
    send(reader, seminar, mark="5", way="", why="  ")
    assert EvaluationAnswers.objects.get().answers == {"mark": "5"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"mark": ""}, "mark"),
        ({"mark": "6"}, "mark"),
        ({"mark": "4", "way": "3"}, "way"),
        ({"mark": "4", "parts": ["1", "9"]}, "parts"),
        ({"mark": "4", "why": "a" * 2001}, "why"),
    ],
)
def test_what_cannot_be_answered_is_refused(wrong: dict, field: str, seminar: Seminar, reader: Client) -> None:
    answer = send(reader, seminar, **wrong)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert EvaluationAnswers.objects.count() == 0


def test_second_time_is_thanked_and_kept_out(seminar: Seminar, reader: Client) -> None:
    send(reader, seminar, mark="4", why="<b>Mine</b>")
    again = send(reader, seminar, mark="1")
    assert (again.status_code, [row.answers["mark"] for row in EvaluationAnswers.objects.all()]) == (200, ["4"])
    assert ("<h1>Thank you</h1>" in again.text, "Mine" in again.text, "<form class" in again.text) == (
        True,
        False,
        False,
    )


def test_before_the_session_has_ended_the_page_says_when(seminar: Seminar, reader: Client) -> None:
    seminar.sessions.update(ends_at=timezone.now() + timedelta(hours=1))
    answer = send(reader, seminar, mark="4")
    assert ("The evaluation opens after the session" in answer.text, EvaluationAnswers.objects.count()) == (True, 0)


@pytest.mark.parametrize("who", ["stranger", "registered", "no form", "no seminar"])
def test_whoever_was_not_there_finds_no_page(who: str, seminar: Seminar, client_of: ClientOf) -> None:
    person, address = make_user(), page_of(seminar)
    if who == "registered":
        session = seminar.sessions.get()
        state = RegistrationState.WAITING
        Registration.objects.create(session=session, user=person, ticket=1, state=state)
    if who == "no form":
        make_participant(seminar, person)
        Seminar.objects.update(evaluation=None)
    if who == "no seminar":
        address = reverse("evaluation", args=["NONE"])
    reader = client_of(person)
    assert (reader.get(address).status_code, reader.post(address, {"mark": "4"}).status_code) == (404, 404)
    assert EvaluationAnswers.objects.count() == 0


def test_visitor_logs_in(seminar: Seminar) -> None:
    assert Client().post(page_of(seminar), {"mark": "4"}).status_code == 302
    assert EvaluationAnswers.objects.count() == 0


def test_page_says_what_is_kept_and_that_the_certificate_waits(seminar: Seminar, reader: Client) -> None:
    waits = "Your certificate of attendance waits for this evaluation"
    before = reader.get(page_of(seminar)).text
    Seminar.objects.update(evaluation_required=True)
    after = reader.get(page_of(seminar)).text
    assert ("The evaluation is anonymous." in before, waits in before, waits in after) == (True, False, True)


def test_personal_area_asks_until_it_is_handed_in(seminar: Seminar, reader: Client) -> None:
    link = f'href="{page_of(seminar)}"'
    before = reader.get(reverse("my")).text
    send(reader, seminar, mark="4")
    assert (link in before, link in reader.get(reverse("my")).text) == (True, False)


def test_personal_area_asks_for_two_months_unless_it_is_required(seminar: Seminar, person: User, time_machine) -> None:
    seen, ended = [], seminar.sessions.get().ends_at
    for required, moment in ((False, -1), (False, 1), (True, 1)):
        Seminar.objects.update(evaluation_required=required)
        time_machine.move_to(ended + ASKED_FOR + timedelta(minutes=moment), tick=False)
        seen.append([one.is_required for one in asked_evaluations(person, "en")])
    assert seen == [[False], [], [True]]


def register_past(seminar: Seminar, person: User) -> Registration:
    session = seminar.sessions.get()
    spare = make_session(seminar)
    spare.pools.update(session=session)
    spare.delete()
    pool = session.pools.get()
    state = RegistrationState.CONFIRMED
    return Registration.objects.create(session=session, user=person, ticket=1, pool=pool, state=state)


def test_page_of_the_registration_leads_there_while_it_is_open(seminar: Seminar, person: User, reader: Client) -> None:
    address = reverse("registration", args=[register_past(seminar, person).pk])
    link = f'href="{page_of(seminar)}"'
    before = reader.get(address).text
    send(reader, seminar, mark="4")
    assert (link in before, link in reader.get(address).text) == (True, False)


@pytest.mark.parametrize("is_done", [False, True])
def test_letter_of_thanks_asks_whoever_has_not_handed_in(
    is_done: bool,  # noqa: FBT001
    seminar: Seminar,
    person: User,
    reader: Client,
) -> None:
    register_past(seminar, person)
    if is_done:
        send(reader, seminar, mark="4")
    close_attendance(session=seminar.sessions.get())
    owe_thanks(now=timezone.now())
    mail.outbox.clear()
    mail_registration_letter(RegistrationLetter.objects.get(kind="thanks").pk)
    letter = mail.outbox[0]
    html = letter.alternatives[0][0]
    assert [page_of(seminar) in text for text in (letter.body, html)] == [not is_done] * 2


@pytest.mark.parametrize("number", [1, 3])
def test_personal_area_costs_the_same(number: int, client_of: ClientOf, django_assert_num_queries) -> None:
    make_site()
    person = make_user()
    for _seminar in range(number):
        make_participant(make_evaluated_seminar(), person)
    reader = client_of(person)
    reader.get(reverse("my"))
    with django_assert_num_queries(PERSONAL_AREA):
        assert len(reader.get(reverse("my")).context["dashboard"].evaluations) == number


@pytest.mark.parametrize("number", [1, 3])
def test_form_costs_the_same(number: int, seminar: Seminar, reader: Client, django_assert_num_queries) -> None:
    hand_in(seminar, *[{"mark": "4"}] * number)
    reader.get(page_of(seminar))
    with django_assert_num_queries(FORM):
        assert reader.get(page_of(seminar)).status_code == 200
