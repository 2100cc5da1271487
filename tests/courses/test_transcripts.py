"""Asking for a transcript: the form, hours without a certificate, and what is no certificate of a course."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.enums import Role
from certification.enums import RevocationReason
from certification.models import Certificate
from certification.selectors.certificates import transcripts_held_by
from certification.services.revocation import revoke_certificate
from courses.models import SeminarCompletion
from courses.selectors.uncertified import uncertified_hours
from tests.factories.certification import make_draft, make_issued, make_template
from tests.factories.learning import make_course, make_seminar
from tests.factories.people import make_user
from tests.factories.transcripts import make_transcript, make_transcript_template

pytestmark = pytest.mark.django_db

ASKED = {"first_day": "2026-01-01", "last_day": "2026-12-31", "language": "en"}
URL = "/my/transcript/"


def complete(user: object, **facts: object) -> SeminarCompletion:
    moment = datetime(2026, 3, 31, 20, 30, tzinfo=UTC)
    known = {"seminar": make_seminar(), "minutes": 60, "hours": Decimal("1.50"), "completed_at": moment}
    return SeminarCompletion.objects.create(user=user, **known | facts)


def test_hours_without_a_certificate_are_told_with_their_local_day() -> None:
    user = make_user()
    complete(user)
    complete(make_user())
    complete(user, hours=Decimal(0))
    (record,) = uncertified_hours(user)
    assert (record.hours, record.achieved_on) == (Decimal("1.50"), date(2026, 4, 1))


def test_hours_of_a_certificate_are_not_told_twice_nor_of_a_revoked_one() -> None:
    user, kept, lost = make_user(), make_seminar(), make_seminar()
    for seminar in (kept, lost):
        complete(user, seminar=seminar)
        certificate = make_issued(user, key=f"seminar:{seminar.code}")
    revoke_certificate(certificate=certificate, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=None)
    assert uncertified_hours(user) == []


def test_learner_asks_and_finds_the_transcript_below(
    client_of: object, django_capture_on_commit_callbacks: object
) -> None:
    make_transcript_template()
    holder = make_issued().holder
    complete(holder)
    client: Client = client_of(holder)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(URL, ASKED)
    transcript = transcripts_held_by(holder).get()
    assert (answer.url, transcript.state, transcript.snapshot["hours"]) == (
        reverse("my_certificates"),
        "issued",
        "6.00",
    )
    page = client.get(answer.url).content.decode()
    file = reverse("certificate_pdf", args=[transcript.code])
    assert file in page
    assert client.get(file)["Content-Disposition"].startswith('attachment; filename="transcript-')


def test_asking_twice_gives_one(client_of: object) -> None:
    make_transcript_template()
    holder = make_issued().holder
    client: Client = client_of(holder)
    for _ in range(2):
        client.post(URL, ASKED)
    assert transcripts_held_by(holder).count() == 1


@pytest.mark.parametrize("change", [{"last_day": "2025-12-31"}, {"language": "xx"}, {"first_day": ""}])
def test_impossible_days_are_refused(change: dict[str, str], client_of: object) -> None:
    make_transcript_template()
    holder = make_issued().holder
    assert client_of(holder).post(URL, ASKED | change).status_code == 200
    assert transcripts_held_by(holder).count() == 0


def test_days_without_anything_are_refused_in_words(client_of: object) -> None:
    make_transcript_template()
    page = client_of(make_user(language="en")).post(URL, ASKED).content.decode()
    assert ("There are no certificates and no hours in these days." in page, Certificate.objects.count()) == (True, 0)


def test_link_of_a_year_fills_the_days_in(client_of: object) -> None:
    client, year = client_of(make_user()), timezone.localdate().year - 1
    pages = [client.get(URL, {"year": asked}).content.decode() for asked in (year, 2999)]
    assert [f'value="{year}-01-01"' in page for page in pages] == [True, False]
    assert 'value="2999' not in pages[1]


def test_anonymous_is_asked_to_log_in() -> None:
    assert Client().get(URL).url == f"{reverse('account_login')}?next={URL}"


def test_anothers_transcript_is_not_handed_out(client_of: object) -> None:
    transcript = make_transcript(make_issued().holder)
    client = client_of(make_user())
    assert client.get(reverse("certificate_pdf", args=[transcript.code])).status_code == 404


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_page_that_verifies_calls_it_a_transcript(language: str) -> None:
    certificate = make_issued()
    transcript = make_transcript(certificate.holder)
    browser = Client()
    browser.cookies["language"] = language
    page = browser.get(reverse("verify_code", args=[transcript.code])).content.decode()
    words = {"az": "Çıxarış həqiqidir", "ru": "Выписка подлинная", "en": "The transcript is genuine"}[language]
    assert (words in page, reverse("verify_code", args=[certificate.code]) in page) == (True, True)
    answer = Client().get(reverse("verify_code", args=[transcript.code]), headers={"accept": "application/json"})
    assert [row["code"] for row in answer.json()["listed"]] == [certificate.code]


def test_published_templates_of_certificates_certify_courses(client_of: object) -> None:
    templates = [make_transcript_template(), make_template(), make_draft()]
    page = client_of(make_user(Role.EDITOR)).get(reverse("course:edit", args=[make_course().pk])).content.decode()
    assert [f">{template.slug}<" in page for template in templates] == [False, True, False]
