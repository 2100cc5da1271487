import pytest
from django.core import mail
from django.template import engines
from django.template.loaders.locmem import Loader
from django.utils import translation
from django.utils.translation import gettext

from academy.mail import send_letter, write_letter

TEMPLATES = {
    "email/greeting.subject.txt": "{% load i18n %}{{ name }}:\n {% translate 'Password' %}\n",
    "email/greeting.txt": "{{ name }} {{ site_url }} {{ language }}",
    "email/greeting.html": "{% extends 'email/base.html' %}{% block content %}<p>{{ name }}</p>{% endblock %}",
}


@pytest.fixture(autouse=True)
def _templates(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engines["django"].engine
    monkeypatch.setattr(engine, "template_loaders", [Loader(engine, TEMPLATES), *engine.template_loaders])


def sent(name: str, language: str = "az") -> mail.EmailMultiAlternatives:
    send_letter("greeting", to="nigar@example.org", language=language, context={"name": name})
    return mail.outbox[-1]


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_letter_is_written_in_the_language_of_its_reader(language: str) -> None:
    letter = sent("Günay", language)
    with translation.override(language):
        word = gettext("Password")
    assert (word == "Password") is (language == "en")
    assert (letter.subject, letter.to) == (f"Günay: {word}", ["nigar@example.org"])
    assert letter.body == f"Günay http://localhost:8000 {language}"
    assert f'<html lang="{language}">' in letter.alternatives[0].content


def test_letter_keeps_signs_in_text_and_escapes_them_in_html() -> None:
    letter = sent("O'Brien <b>")
    assert letter.subject.startswith("O'Brien <b>:")
    assert letter.body.startswith("O'Brien <b> ")
    assert "<p>O&#x27;Brien &lt;b&gt;</p>" in letter.alternatives[0].content


def test_letter_takes_no_header_from_a_name() -> None:
    letter = sent("Günay\r\nBcc: evil@example.org")
    assert "\n" not in letter.subject
    assert letter.message()["Bcc"] is None


def test_letter_asks_for_no_answer_of_a_machine() -> None:
    assert sent("Günay").message()["Auto-Submitted"] == "auto-generated"


def test_letter_takes_headers_of_its_own_beside_the_common_one() -> None:
    headers = {"List-Unsubscribe": "<https://example.org/u/>"}
    send_letter("greeting", to="nigar@example.org", language="az", context={"name": "Günay"}, headers=headers)
    assert mail.outbox[-1].extra_headers == {"Auto-Submitted": "auto-generated"} | headers


def test_letter_can_be_looked_at_without_being_sent() -> None:
    letter = write_letter("greeting", language="en", context={"name": "Günay"})
    assert (letter.subject, letter.text, mail.outbox) == ("Günay: Password", "Günay http://localhost:8000 en", [])
