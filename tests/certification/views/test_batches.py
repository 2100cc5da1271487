"""Bulk issue: whose it is, what its page shows, what confirming does, and the archive."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from hashlib import sha256
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from academy.accounts.enums import Role
from academy.accounts.models import User
from certification.data import Candidate
from certification.enums import LineState, State
from certification.models import Batch, Certificate, CertificateTemplate
from certification.services.batches import confirm_batch, propose_batch
from certification.services.keys import ensure_demo_key
from certification.services.revocation import revoke_certificate
from certification.tasks import issue_batch
from tests.factories.certification import TITLES, make_reserved, make_template
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]


@pytest.fixture
def by() -> User:
    return make_user(Role.TRAINER)


def make_batch(by: User, *people: User, key: str = "course:BULK") -> Batch:
    candidates = [Candidate(holder=one.pk, hours=Decimal(1), achieved_on=date(2026, 9, 5)) for one in people]
    return propose_batch(template=make_template(), key=key, titles=TITLES, candidates=candidates, note="Yaz", by=by)


def issued(batch: Batch) -> list[Certificate]:
    """Have it issued."""
    ensure_demo_key()
    confirm_batch(batch=batch, writes_letters=False)
    issue_batch(batch.pk)
    return list(Certificate.objects.filter(batch=batch).order_by("code"))


def at(batch: Batch, name: str = "batch") -> str:
    return reverse(name, args=[batch.pk])


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_page_says_how_many_get_one_and_why_others_do_not(language: str, by: User, client_of: ClientOf) -> None:
    held = make_user(legal_name="Həsənov Həsən")
    batch = make_batch(by, make_user(), held)
    make_reserved(held, key=batch.achievement_key)
    browser = client_of(by)
    browser.cookies["language"] = language
    answer = browser.get(at(batch))
    assert answer.context["counts"] == [(LineState.READY, 1), (LineState.HELD, 1)]
    with translation.override(language):
        words = [str(LineState.HELD.label), TITLES[language], held.legal_name]
    assert [word in answer.text for word in words] == [True] * 3


def test_nothing_is_chosen_beforehand_and_nothing_happens_without_a_choice(by: User, client_of: ClientOf) -> None:
    batch, browser = make_batch(by, make_user()), client_of(by)
    assert "checked" not in browser.get(at(batch)).text
    answer = browser.post(at(batch))
    batch.refresh_from_db()
    assert (answer.status_code, batch.confirmed_at, Certificate.objects.count()) == (422, None, 0)


@pytest.mark.parametrize(("letters", "number"), [("write", 2), ("no", 0)])
def test_confirmation_issues_once_with_letters_or_without(
    letters: str, number: int, by: User, client_of: ClientOf, django_capture_on_commit_callbacks: Callable
) -> None:
    ensure_demo_key()
    batch, browser = make_batch(by, make_user(), make_user()), client_of(by)
    with django_capture_on_commit_callbacks(execute=True):
        answers = [browser.post(at(batch), {"letters": letters}).status_code for _ in range(2)]
    states = list(Certificate.objects.values_list("state", flat=True))
    assert (answers, states, len(mail.outbox)) == ([302, 302], [State.ISSUED] * 2, number)


def test_second_confirmation_does_not_change_the_first(by: User, client_of: ClientOf) -> None:
    batch, browser = make_batch(by, make_user()), client_of(by)
    browser.post(at(batch), {"letters": "no"})
    browser.post(at(batch), {"letters": "write"})
    batch.refresh_from_db()
    assert (batch.writes_letters, mail.outbox) == (False, [])


def test_batch_of_others_is_missing(by: User, client_of: ClientOf) -> None:
    batch = make_batch(by, make_user())
    names = ("batch", "batch_state", "batch_archive")
    for person in (make_user(), make_user(Role.TRAINER)):
        browser = client_of(person)
        assert [browser.get(at(batch, name)).status_code for name in names] == [404] * 3
        assert browser.post(at(batch), {"letters": "no"}).status_code == 404
        assert browser.get(reverse("batches")).context["rows"] == []
    batch.refresh_from_db()
    assert batch.confirmed_at is None


def test_visitor_is_asked_to_log_in(by: User) -> None:
    batch, browser = make_batch(by, make_user()), Client()
    names = ("batch", "batch_state", "batch_archive")
    assert [browser.get(at(batch, name)).status_code for name in names] == [302] * 3
    assert browser.get(reverse("batches")).status_code == 302


def test_registrar_sees_and_confirms_every_batch(by: User, client_of: ClientOf) -> None:
    batch, browser = make_batch(by, make_user()), client_of(make_user(Role.REGISTRAR))
    listed = [row["batch"] for row in browser.get(reverse("batches")).context["rows"]]
    browser.post(at(batch), {"letters": "no"})
    batch.refresh_from_db()
    assert (listed, batch.confirmed_at is not None) == ([batch], True)


def test_form_without_a_token_is_refused(by: User) -> None:
    batch, browser = make_batch(by, make_user()), Client(enforce_csrf_checks=True)
    browser.force_login(by, backend="academy.accounts.backends.PersonBackend")
    assert (browser.post(at(batch), {"letters": "no"}).status_code, Certificate.objects.count()) == (403, 0)


def test_page_asks_again_until_everything_is_issued(by: User, client_of: ClientOf) -> None:
    batch, browser = make_batch(by, make_user()), client_of(by)
    confirm_batch(batch=batch, writes_letters=False)
    before = browser.get(at(batch, "batch_state")).text
    issued(batch)
    after = browser.get(at(batch, "batch_state")).text
    poll, archive = f'data-hx-get="{at(batch, "batch_state")}"', at(batch, "batch_archive")
    assert (poll in before, poll in after, archive in before, archive in after) == (True, False, False, True)
    assert at(batch, "batch_archive") in browser.get(at(batch)).text


def test_archive_holds_the_issued_bytes_under_names_that_can_be_read(by: User, client_of: ClientOf) -> None:
    batch = make_batch(by, make_user(legal_name="Əliyeva Günay"), make_user(legal_name="Əliyeva Günay"))
    made = issued(batch)
    answer = client_of(by).get(at(batch, "batch_archive"))
    archive = ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    expected = {f"Eliyeva-Gunay-{row}.pdf": row.sha256 for row in made}
    assert {name: sha256(archive.read(name)).hexdigest() for name in archive.namelist()} == expected
    assert answer["Content-Disposition"] == f'attachment; filename="certificates-{batch.pk}.zip"'


def test_archive_leaves_out_what_was_revoked_and_what_is_of_another_batch(by: User, client_of: ClientOf) -> None:
    batch, other = make_batch(by, make_user(), make_user()), make_batch(by, make_user(), key="course:OTHER")
    revoked, kept = issued(batch)
    issued(other)
    revoke_certificate(certificate=revoked, reason="issued_in_error", revoked_by=None)
    answer = client_of(by).get(at(batch, "batch_archive"))
    names = ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()
    assert [str(kept) in name for name in names] == [True]


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_the_same_number_of_questions(
    number: int, by: User, client_of: ClientOf, django_assert_num_queries
) -> None:
    for place in range(number):
        make_batch(by, make_user(), key=f"course:{place}")
    browser = client_of(by)
    browser.get(reverse("batches"))
    with django_assert_num_queries(6):
        browser.get(reverse("batches"))


def sent(content: bytes, chosen: CertificateTemplate, **other: object) -> dict[str, object]:
    """What the form of a list sends."""
    titles = {f"title_{language}": title for language, title in TITLES.items()}
    facts = {"template": chosen.pk, "code": "conference-2026", "hours": "6", "achieved_on": "2026-05-01"}
    return {"file": SimpleUploadedFile("people.csv", content), **facts, **titles, **other}


@pytest.fixture
def registrar(client_of: ClientOf) -> Client:
    return client_of(make_user(Role.REGISTRAR))


def test_list_says_of_each_line_what_happens_and_certifies_the_good_ones(
    registrar: Client, django_capture_on_commit_callbacks: Callable
) -> None:
    ensure_demo_key()
    good, held = make_user(), make_user()
    make_reserved(held, key="event:conference-2026")
    lines = ["email", good.email, held.email, good.email.upper(), "nobody@example.org", "no address", "=1+1"]
    kept = registrar.post(reverse("upload_batch"), sent("\n".join(lines).encode(), make_template()))
    shown = registrar.get(kept["Location"]).context
    states = [(line.line, line.state) for line in shown["page"]]
    expected = ("READY", "HELD", "DUPLICATE", "UNKNOWN", "ADDRESS", "FORMULA")
    assert states == [(number, LineState[name]) for number, name in enumerate(expected, start=2)]
    with django_capture_on_commit_callbacks(execute=True):
        registrar.post(kept["Location"], {"letters": "write"})
    certificate = Certificate.objects.get(holder=good)
    said = certificate.snapshot
    assert (certificate.state, said["titles"], said["achieved_on"]) == (State.ISSUED, TITLES, "2026-05-01")
    assert (Decimal(said["hours"]), said["achievement_key"]) == (Decimal(6), "event:conference-2026")
    assert (Certificate.objects.count(), [letter.to for letter in mail.outbox]) == (2, [[good.email]])


@pytest.mark.parametrize(
    ("content", "other", "field"),
    [
        (b"", {}, "file"),
        (b"name\nGunay\n", {}, "file"),
        (b"\xff\x00\x00", {}, "file"),
        (b"x" * (2 * 1024 * 1024 + 1), {}, "file"),
        (b"a@example.org", {"achieved_on": "2999-01-01"}, "achieved_on"),
        (b"a@example.org", {"code": "no slug"}, "code"),
        (b"a@example.org", {"template": "0"}, "template"),
        (b"a@example.org", {"title_ru": ""}, "title_ru"),
    ],
)
def test_what_is_wrong_with_a_list_is_said_at_its_field(
    content: bytes, other: dict[str, object], field: str, registrar: Client
) -> None:
    answer = registrar.post(reverse("upload_batch"), sent(content, make_template(), **other))
    assert (answer.status_code, set(answer.context["form"].errors), Batch.objects.count()) == (422, {field}, 0)


def test_lists_are_for_registrars_alone(by: User, client_of: ClientOf) -> None:
    browser, address = client_of(by), reverse("upload_batch")
    answers = [browser.get(address).status_code, browser.post(address, sent(b"a@b.cc", make_template())).status_code]
    assert (answers, Batch.objects.count()) == ([404, 404], 0)
    assert address not in browser.get(reverse("batches")).text
