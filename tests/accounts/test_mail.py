from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.template import engines
from django.template.loaders.locmem import Loader
from django.utils import translation
from django.utils.translation import gettext

from academy.mail.letters import CalendarPart, send_letter, write_letter

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


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_calendar_comes_as_a_reading_of_the_letter_and_as_a_file(method: str) -> None:
    content = f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nSUMMARY:Günəş ёж 😀\r\nEND:VCALENDAR\r\n".encode()
    part = CalendarPart(method=method, content=content)
    send_letter("greeting", to="nigar@example.org", language="az", context={"name": "Günay"}, calendar=part)
    read = message_from_bytes(mail.outbox[-1].message().as_bytes(), policy=policy.SMTP)
    readings, file = read.iter_parts()
    assert (read.get_content_type(), readings.get_content_type()) == ("multipart/mixed", "multipart/alternative")
    text, html, calendar = readings.iter_parts()
    assert [text.get_content_type(), html.get_content_type()] == ["text/plain", "text/html"]
    assert dict(calendar["Content-Type"].params) == {"method": method, "charset": "utf-8"}
    assert (calendar.get_content_type(), calendar.get_content_disposition()) == ("text/calendar", None)
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "invite.ics")
    assert [calendar.get_content().encode().splitlines(), file.get_content()] == [content.splitlines(), content]


def test_letter_without_a_calendar_has_two_readings_and_no_file() -> None:
    message = sent("Günay").message()
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
