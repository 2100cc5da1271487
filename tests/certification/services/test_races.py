"""One learner and one achievement: one certificate, whoever asks at the same time. Guards are switched off too."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest
from django.conf import settings
from django.core import mail
from django.db import IntegrityError

from academy.accounts.models import User
from certification.data import Candidate
from certification.enums import State
from certification.models import Batch, Certificate
from certification.rendering import document
from certification.services import production
from certification.services.audit import audit_history
from certification.services.batches import confirm_batch, propose_batch, reserve_part
from certification.services.credentials import signed_credential
from certification.services.issuance import reserve_certificate
from certification.services.keys import ensure_demo_key
from certification.services.production import produce_certificate
from tests.factories.certification import TITLES, make_achievement, make_reserved, make_template
from tests.factories.people import make_user
from tests.races import at_once, without_constraint

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

WORKERS = 6


def insert_again(certificate: Certificate, codes: Iterator[str]) -> None:
    """What a service without a look at the register would do."""
    code = next(codes)
    Certificate.objects.create(
        code=code,
        holder=certificate.holder,
        template=certificate.template,
        template_version=certificate.template_version,
        language="az",
        achievement_key="course:RACE",
        snapshot=certificate.snapshot,
    )


@contextmanager
def guard_switched_off() -> Iterator[None]:
    """Take the unique constraint away and put it back, without what was made meanwhile."""
    with without_constraint(Certificate, "certificate_once_per_achievement"):
        try:
            yield
        finally:
            Certificate.objects.all().delete()


def test_reservations_at_once_are_one_certificate() -> None:
    holder, template, achievement = make_user(), make_template(), make_achievement()
    reserved = at_once(
        WORKERS, lambda: reserve_certificate(holder=holder, template=template, achievement=achievement).pk
    )
    assert set(reserved) == set(Certificate.objects.values_list("pk", flat=True))
    assert Certificate.objects.count() == 1


def test_database_refuses_all_insertions_at_once_but_one() -> None:
    certificate, codes = make_reserved(), iter("ABCDEF")
    outcomes = at_once(WORKERS, lambda: insert_again(certificate, codes))
    assert [type(outcome) for outcome in outcomes if outcome] == [IntegrityError] * (WORKERS - 1)


def test_without_the_constraint_the_same_insertions_make_many() -> None:
    certificate, codes = make_reserved(), iter("ABCDEF")
    with guard_switched_off():
        at_once(WORKERS, lambda: insert_again(certificate, codes))
        assert Certificate.objects.filter(achievement_key="course:RACE").count() == WORKERS


@pytest.fixture
def certificate(monkeypatch: pytest.MonkeyPatch) -> Certificate:
    """A reserved certificate, the only one with a file, drawn beforehand: what is raced for is the row."""
    shutil.rmtree(settings.ACADEMY_HOME / "certificates", ignore_errors=True)
    key, certificate = ensure_demo_key(), make_reserved()
    drawn = document.render(certificate.snapshot, is_demo=key.is_demo, credential=signed_credential(certificate))
    monkeypatch.setattr(document, "render", lambda *_args, **_named: drawn)
    return certificate


def test_workers_at_once_make_one_document(certificate: Certificate) -> None:
    states = at_once(WORKERS, lambda: produce_certificate(certificate.pk))
    assert sorted(map(str, states)) == [State.ISSUED, *["not due"] * (WORKERS - 1)]
    assert len(mail.outbox) == 1


def test_workers_that_all_believe_they_have_it_still_issue_one(
    certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(production, "_claimed", lambda _certificate_id: True)
    at_once(WORKERS, lambda: produce_certificate(certificate.pk))
    certificate.refresh_from_db()
    with certificate.document.open() as file:
        kept = sha256(file.read()).hexdigest()
    files = [file.stem for file in (settings.ACADEMY_HOME / "certificates").rglob("*.pdf")]
    assert (certificate.state, files, len(mail.outbox)) == (State.ISSUED, [kept], 1)


def make_confirmed_batch(*people: User, letters: bool = True) -> Batch:
    """A bulk issue for the achievement that everybody here races for."""
    candidates = [Candidate(holder=one.pk, hours=Decimal(1), achieved_on=date(2026, 9, 5)) for one in people]
    batch = propose_batch(
        template=make_template(), key="course:RACE", titles=TITLES, candidates=candidates, by=make_user()
    )
    confirm_batch(batch=batch, writes_letters=letters)
    return batch


def certified() -> list[int]:
    """Who has a certificate, once for each."""
    return sorted(Certificate.objects.values_list("holder", flat=True))


def test_confirmations_at_once_are_one() -> None:
    batch = make_confirmed_batch(make_user())
    Batch.objects.update(confirmed_at=None, writes_letters=None)
    outcomes = at_once(WORKERS, lambda: confirm_batch(batch=batch, writes_letters=True))
    assert sorted(map(str, outcomes)) == ["False"] * (WORKERS - 1) + ["True"]


def test_workers_at_once_reserve_each_part_of_a_batch_once() -> None:
    people = [make_user() for _ in range(5)]
    batch = make_confirmed_batch(*people)
    outcomes = at_once(WORKERS, lambda: reserve_part(batch_id=batch.pk))
    assert [len(part) for part in outcomes if part is not None] == [5]
    assert certified() == [one.pk for one in people]
    assert list(audit_history()) == []


def test_two_batches_with_the_same_people_at_once_make_one_certificate_each() -> None:
    people = [make_user() for _ in range(5)]
    pending = [make_confirmed_batch(*people).pk, make_confirmed_batch(*people).pk]
    outcomes = at_once(2, lambda: reserve_part(batch_id=pending.pop()))
    assert sorted(len(part) for part in outcomes) == [0, 5]
    assert certified() == [one.pk for one in people]
    assert list(audit_history()) == []


def test_batch_and_completions_at_once_make_one_certificate_each() -> None:
    people = [make_user() for _ in range(WORKERS - 1)]
    batch, template = make_confirmed_batch(*people), make_template()
    alone = make_achievement(key="course:RACE")
    waiting = list(people)

    def act() -> object:
        """One reserves the batch, each of the others one of its people."""
        try:
            holder = waiting.pop()
        except IndexError:
            return reserve_part(batch_id=batch.pk)
        return reserve_certificate(holder=holder, template=template, achievement=alone)

    outcomes = at_once(WORKERS, act)
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert certified() == [one.pk for one in people]
    assert list(audit_history()) == []
