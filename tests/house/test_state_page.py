from datetime import timedelta

import pytest
from django.conf import settings as site_settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.enums import Role
from academy.house.models import Heartbeat
from academy.house.services import record_backup
from tests.factories.certification import make_reserved
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

WORDS = {
    "az": ["Saytın vəziyyəti", "Verilənlər bazası", "Sertifikatlar", "Son ehtiyat nüsxə"],
    "ru": ["Состояние сайта", "База данных", "Сертификаты", "Последняя резервная копия"],
    "en": ["State of the house", "Database", "Certificates", "Last backup"],
}


def page(client_of, *, language: str = "en", role: Role = Role.ADMINISTRATOR) -> object:
    return client_of(make_user(role, language=language)).get(reverse("state_of_the_house"))


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_page_speaks_the_language_of_whoever_reads_it(language: str, client_of) -> None:
    told = page(client_of, language=language).text
    missing = [word for word in WORDS[language] if word not in told]
    others = [words[1] for other, words in WORDS.items() if other != language and words[1] in told]
    assert (missing, others) == ([], [])


@pytest.mark.parametrize("role", [Role.TRAINER, Role.EDITOR, Role.REGISTRAR, Role.HR])
def test_page_is_for_administrators_alone(role: Role, client_of) -> None:
    assert page(client_of, role=role).status_code in {302, 403}


def test_page_is_not_for_strangers(client: Client) -> None:
    answer = client.get(reverse("state_of_the_house"))
    assert (answer.status_code, answer.url.startswith("/accounts/login/")) == (302, True)


def test_page_says_what_to_do_where_something_is_wrong(client_of) -> None:
    told = page(client_of).text
    assert "Start the beat. Without it, what was left lying is not picked up." in told


def test_page_says_that_all_is_well(client_of) -> None:
    now = timezone.now()
    for name in ("beat", *site_settings.WORK_QUEUES):
        Heartbeat.objects.create(name=name, sent_at=now, seen_at=now)
    record_backup(size=5 * 1024 * 1024, manifest_sha256="0" * 64)
    told = page(client_of).text
    assert ("All is well." in told, "Look at this:" in told, "5.0\xa0MB" in told) == (True, False, True)


def test_certificates_that_wait_are_told_by_number_and_age_and_not_by_name(client_of) -> None:
    waiting = make_reserved()
    waiting.reserved_at = timezone.now() - timedelta(hours=3)
    waiting.save(update_fields=["reserved_at"])
    told = page(client_of).text
    assert "Certificates that have waited for more than an hour" in told
    assert [word for word in (waiting.code, waiting.holder.legal_name) if word in told] == []


def test_page_asks_as_little_for_three_as_for_one(client_of, django_assert_max_num_queries) -> None:
    browser = client_of(make_user(Role.ADMINISTRATOR))
    for _number in range(3):
        make_reserved()
        browser.get(reverse("state_of_the_house"))
        with django_assert_max_num_queries(45):
            browser.get(reverse("state_of_the_house"))
