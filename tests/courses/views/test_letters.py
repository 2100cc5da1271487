import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from academy.accounts.models import User
from courses.enums import Frequency, Notice
from courses.models import NoticePreference
from courses.services.unsubscribing import SALT, unsubscribe_url
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def path_for(user: User, notice: Notice = Notice.DISCUSSIONS) -> str:
    return unsubscribe_url(user, notice).removeprefix("http://localhost:8000")


def chosen() -> list[tuple[int, str, str]]:
    return list(NoticePreference.objects.order_by("notice").values_list("user", "notice", "frequency"))


def test_person_chooses_how_often_letters_come(client_of) -> None:
    user = make_user()
    browser = client_of(user)
    assert browser.get(reverse("letters")).context["form"]["discussions"].initial == Frequency.AT_ONCE
    browser.post(reverse("letters"), {"announcements": "daily", "discussions": "never"})
    assert chosen() == [(user.pk, "announcements", "daily"), (user.pk, "discussions", "never")]
    assert browser.get(reverse("letters")).context["form"]["discussions"].initial == Frequency.NEVER


@pytest.mark.parametrize("fields", [{}, {"announcements": "hourly", "discussions": "never"}])
def test_unknown_choice_is_refused(fields: dict[str, str], client_of) -> None:
    answer = client_of(make_user()).post(reverse("letters"), fields)
    assert (answer.context["form"].is_valid(), chosen()) == (False, [])


def test_choice_needs_a_login_and_a_token_of_the_form() -> None:
    assert Client().get(reverse("letters")).status_code == 302
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_user(), backend="academy.accounts.backends.PersonBackend")
    assert browser.post(reverse("letters"), {"announcements": "never", "discussions": "never"}).status_code == 403


def test_account_pages_lead_to_the_letters(client_of) -> None:
    assert f'<a href="{reverse("letters")}">' in client_of(make_user()).get(reverse("profile")).text


def test_mail_program_unsubscribes_with_one_request() -> None:
    user, other = make_user(), make_user()
    body = "List-Unsubscribe=One-Click"
    browser = Client(enforce_csrf_checks=True)
    for _time in range(2):
        answer = browser.post(path_for(user), body, content_type="application/x-www-form-urlencoded")
        assert (answer.status_code, answer.headers["Cache-Control"].count("no-store")) == (200, 1)
    assert (chosen(), other.notice_preferences.count()) == ([(user.pk, "discussions", "never")], 0)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("az", "Sizə bu növ məktubları daha göndərməyək?"),
        ("ru", "Больше не присылать вам писем этого вида?"),
        ("en", "Shall we stop sending you letters of this kind?"),
    ],
)
def test_link_asks_first_and_changes_nothing(language: str, question: str) -> None:
    answer = Client().get(path_for(make_user()), {"language": language})
    assert (question in answer.text, 'content="noindex"' in answer.text, chosen()) == (True, True, [])


def test_link_says_nothing_of_whose_letters_they_are() -> None:
    user = make_user(legal_name="Nigar")
    for answer in (Client().get(path_for(user)), Client().post(path_for(user))):
        assert [word for word in (user.legal_name, user.email) if word in answer.text] == []


@pytest.mark.parametrize("kind", ["altered", "of another signature", "of nobody"])
def test_token_that_is_not_ours_answers_as_a_missing_page(kind: str) -> None:
    user = make_user()
    token = {
        "altered": path_for(user).split("/")[-2][:-1] + "_",
        "of another signature": signing.Signer(salt=f"{SALT}.other").sign_object([user.pk, "discussions"]),
        "of nobody": signing.Signer(salt=SALT).sign_object([user.pk + 1000, "discussions"]),
    }[kind]
    address = reverse("unsubscribe", args=[token])
    assert [Client().get(address).status_code, Client().post(address).status_code] == [404, 404]
    assert chosen() == []
