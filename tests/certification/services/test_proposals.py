"""Two people: one proposes, another decides; what changed meanwhile is left alone. A guard is switched off too."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.accounts.enums import Role
from academy.accounts.models import User
from certification import tasks
from certification.enums import EventKind, KeyState, ProposalState, RevocationOutcome, RevocationReason, State
from certification.errors import DecisionMissing, NothingProposed, NotYours, ProposalClosed, SamePerson
from certification.models import Certificate, Event, Proposal, Revocation, SigningKey
from certification.services import proposals
from certification.services.audit import audit_history
from certification.services.key_changes import register_decided, rotate_decided
from certification.services.keys import active_key, make_signing_key
from certification.services.proposals import confirm_proposal, decline_proposal, propose_revocations
from certification.services.revocation import revoke_certificate
from tests.factories.certification import make_issued, make_reserved
from tests.factories.people import make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db

REASON = RevocationReason.RULES_VIOLATED


def registrar() -> User:
    return make_user(Role.REGISTRAR)


def proposed(*certificates: Certificate, by: User | None = None) -> Proposal:
    person = by or registrar()
    return propose_revocations(certificates=certificates, reason=REASON, note="leaked quiz", proposed_by=person)


def states(*certificates: Certificate) -> list[str]:
    known = Certificate.objects.in_bulk([certificate.pk for certificate in certificates])
    return [known[certificate.pk].state for certificate in certificates]


def test_second_person_confirms_and_the_certificates_are_revoked(mailoutbox: list[EmailMessage]) -> None:
    certificates, second = [make_issued(), make_issued()], registrar()
    mailoutbox.clear()
    proposal = proposed(*certificates)
    assert states(*certificates) == [State.ISSUED, State.ISSUED]
    confirm_proposal(proposal=proposal, decided_by=second)
    for _ in range(2):
        tasks.carry_out_proposal(proposal.pk)
    assert states(*certificates) == [State.REVOKED, State.REVOKED]
    told = set(Revocation.objects.values_list("reason", "note", "revoked_by"))
    assert told == {(REASON.value, "leaked quiz", second.pk)}
    assert len(mailoutbox) == 2
    assert list(audit_history()) == []


def test_what_changed_meanwhile_is_left_and_told() -> None:
    first, second = make_issued(), make_issued()
    proposal = proposed(first, second, make_reserved())
    revoke_certificate(certificate=second, reason=RevocationReason.HOLDER_REQUEST, revoked_by=None)
    confirm_proposal(proposal=proposal, decided_by=registrar())
    tasks.carry_out_proposal(proposal.pk)
    outcomes = dict(proposal.revocations.values_list("certificate", "outcome"))
    assert outcomes == {first.pk: RevocationOutcome.REVOKED, second.pk: RevocationOutcome.SKIPPED}
    assert Revocation.objects.get(certificate=second).reason == RevocationReason.HOLDER_REQUEST


def test_same_person_does_not_decide() -> None:
    person, certificate = registrar(), make_issued()
    proposal = proposed(certificate, by=person)
    for decide in (confirm_proposal, decline_proposal):
        with pytest.raises(SamePerson):
            decide(proposal=proposal, decided_by=person)
    tasks.carry_out_proposal(proposal.pk)
    assert (states(certificate), Proposal.objects.get().state) == ([State.ISSUED], ProposalState.OPEN)


def test_database_knows_no_proposal_decided_by_its_proposer() -> None:
    proposal = proposed(make_issued())
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.update(state=ProposalState.CONFIRMED, decided_by=proposal.proposed_by)


@pytest.mark.parametrize("role", [Role.TRAINER, Role.HR, Role.ADMINISTRATOR, None])
def test_others_neither_propose_nor_decide(role: Role | None) -> None:
    other, certificate = make_user(*filter(None, [role])), make_issued()
    with pytest.raises(NotYours):
        proposed(certificate, by=other)
    with pytest.raises(NotYours):
        proposals.propose_key_change(note="", proposed_by=other)
    proposal = proposed(certificate)
    with pytest.raises(NotYours):
        confirm_proposal(proposal=proposal, decided_by=other)
    assert (Proposal.objects.get().state, states(certificate)) == (ProposalState.OPEN, [State.ISSUED])


def test_declined_proposal_is_never_carried_out() -> None:
    certificate = make_issued()
    proposal = proposed(certificate)
    decline_proposal(proposal=proposal, decided_by=registrar())
    with pytest.raises(ProposalClosed):
        confirm_proposal(proposal=proposal, decided_by=registrar())
    tasks.carry_out_proposal(proposal.pk)
    tasks.sweep_certificates()
    assert (states(certificate), Proposal.objects.get().state) == ([State.ISSUED], ProposalState.DECLINED)
    assert list(audit_history()) == []


def test_proposal_lapses_after_a_week() -> None:
    certificate = make_issued()
    proposal = proposed(certificate)
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)):
        assert proposal.has_lapsed
        with pytest.raises(ProposalClosed):
            confirm_proposal(proposal=proposal, decided_by=registrar())
    assert states(certificate) == [State.ISSUED]


def test_nothing_in_force_is_no_proposal() -> None:
    with pytest.raises(NothingProposed):
        proposed(make_reserved())
    assert Proposal.objects.count() == 0


def test_sweep_carries_out_what_no_worker_was_told_of() -> None:
    certificate = make_issued()
    confirm_proposal(proposal=proposed(certificate), decided_by=registrar())
    tasks.sweep_certificates()
    assert states(certificate) == [State.REVOKED]


def test_history_tells_who_proposed_what_and_who_decided() -> None:
    first, second, certificate = registrar(), registrar(), make_issued()
    proposal = proposed(certificate, by=first)
    confirm_proposal(proposal=proposal, decided_by=second)
    told = Event.objects.filter(subject=f"proposal-{proposal.pk}").order_by("position")
    assert [(event.kind, event.actor_id) for event in told] == [
        (EventKind.PROPOSED, first.pk),
        (EventKind.CONFIRMED, second.pk),
    ]
    assert told[0].facts == {"kind": "revocations", "reason": "rules_violated", "codes": [certificate.code]}


def rotated(person: User, second: User) -> None:
    confirm_proposal(proposal=proposals.propose_key_change(note="", proposed_by=person), decided_by=second)


def test_first_key_needs_nobody_and_the_next_one_two(own_files: object) -> None:
    first = register_decided(organisation="National Library", demo=False)
    with pytest.raises(CommandError):
        call_command("rotate_signing_key")
    assert active_key()[0] == first
    rotated(registrar(), registrar())
    call_command("rotate_signing_key", stdout=StringIO())
    second = active_key()[0]
    assert (second != first, SigningKey.objects.get(pk=first.pk).state) == (True, KeyState.RETIRED)
    with pytest.raises(DecisionMissing):
        rotate_decided()
    assert (active_key()[0], list(audit_history())) == (second, [])


def test_decision_is_about_one_key(own_files: object) -> None:
    make_signing_key(organisation="National Library", demo=False)
    person, second = registrar(), registrar()
    for _ in range(2):
        rotated(person, second)
    rotate_decided()
    with pytest.raises(DecisionMissing):
        rotate_decided()


def test_another_key_is_not_slipped_in_by_the_command_that_makes_the_first(own_files: object, settings: object) -> None:
    first = make_signing_key(organisation="National Library", demo=False)
    settings.SIGNING_KEY_FILE.unlink()
    with pytest.raises(CommandError):
        call_command("make_signing_key", "--organisation", "National Library", stdout=StringIO())
    assert SigningKey.objects.get(state=KeyState.ACTIVE) == first


def test_lost_key_is_declared_as_soon_as_the_second_person_confirms(own_files: object) -> None:
    key, since = make_signing_key(organisation="National Library", demo=False), timezone.now()
    with pytest.raises(CommandError):
        call_command("compromise_signing_key", key.fingerprint[:12], "--since", "2026-11-05T22:00")
    proposal = proposals.propose_key_lost(key=key, since=since, note="stolen laptop", proposed_by=registrar())
    tasks.carry_out_proposal(proposal.pk)
    assert SigningKey.objects.get().state == KeyState.ACTIVE
    confirm_proposal(proposal=proposal, decided_by=registrar())
    for _ in range(2):
        tasks.carry_out_proposal(proposal.pk)
    key.refresh_from_db()
    assert (key.state, key.compromised_at) == (KeyState.COMPROMISED, since)
    assert rotate_decided().state == KeyState.ACTIVE
    assert list(audit_history()) == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_decisions_at_once_one_counts() -> None:
    certificate = make_issued()
    proposal, people = proposed(certificate), iter([registrar() for _ in range(4)])
    turns = iter([confirm_proposal, decline_proposal] * 2)
    outcomes = at_once(4, lambda: next(turns)(proposal=proposal, decided_by=next(people)))
    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType"] + ["ProposalClosed"] * 3
    assert Event.objects.filter(subject=proposal.subject).count() == 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_workers_at_once_revoke_each_certificate_once() -> None:
    certificates = [make_issued(), make_issued()]
    proposal = proposed(*certificates)
    confirm_proposal(proposal=proposal, decided_by=registrar())
    made = at_once(4, lambda: len(proposals.carry_out_proposal(proposal.pk)))
    assert (sum(made), Revocation.objects.count()) == (2, 2)
    assert set(proposal.revocations.values_list("outcome", flat=True)) == {RevocationOutcome.REVOKED}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_without_the_guard_the_same_decisions_all_count(monkeypatch: pytest.MonkeyPatch) -> None:
    proposal, people = proposed(make_issued()), iter([registrar() for _ in range(4)])

    def careless() -> None:
        person = next(people)
        with transaction.atomic():
            Proposal.objects.filter(pk=proposal.pk).update(state=ProposalState.CONFIRMED, decided_by=person)
            proposals.record(kind=EventKind.CONFIRMED, subject=proposal.subject, facts={}, actor=person)

    at_once(4, careless)
    assert Event.objects.filter(subject=proposal.subject, kind=EventKind.CONFIRMED).count() == 4
