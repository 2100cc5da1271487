"""Two people: one proposes, another with the same right confirms or declines. Neither can be both.

What was proposed is frozen: certificates are named then, and what changed meanwhile is left as it is and told. The
decision is one conditional UPDATE; what follows from it is done afterwards, piece by piece, and may be cut short and
taken up again. A lost key is declared by a worker at once; a new one is made by the command where the issuing key lies.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, cast

from django.db import transaction
from django.utils import timezone

from academy.accounts.models import User
from certification.enums import (
    EventKind,
    KeyState,
    ProposalKind,
    ProposalState,
    RevocationOutcome,
    RevocationReason,
    State,
)
from certification.errors import NothingProposed, NotRevocable, NotYours, ProposalClosed, SamePerson
from certification.models import Certificate, Proposal, ProposedRevocation, Revocation, SigningKey
from certification.services.history import record
from certification.services.keys import compromise_signing_key
from certification.services.revocation import revoke_certificate

#: So long a proposal waits for a second person.
LASTS: Final = timedelta(days=7)
#: What whoever proposes or decides may do otherwise.
RIGHTS: Final[Mapping[str, str]] = {
    ProposalKind.REVOCATIONS: "certification.add_revocation",
    ProposalKind.KEY_CHANGE: "certification.change_signingkey",
    ProposalKind.KEY_LOST: "certification.change_signingkey",
}


@transaction.atomic
def propose_revocations(
    *, certificates: Sequence[Certificate], reason: RevocationReason, note: str, proposed_by: User
) -> Proposal:
    """Propose to revoke these, of which those that are in force now are kept. Raises NothingProposed and NotYours."""
    in_force = Certificate.objects.filter(pk__in=[one.pk for one in certificates], state=State.ISSUED)
    chosen = list(in_force.filter(superseded_by=None).order_by("pk"))
    if not chosen:
        raise NothingProposed
    proposal = _proposed(ProposalKind.REVOCATIONS, proposed_by, reason=reason, note=note)
    rows = [ProposedRevocation(proposal=proposal, certificate=certificate) for certificate in chosen]
    ProposedRevocation.objects.bulk_create(rows, batch_size=500)
    return _told(proposal, {"reason": str(reason), "codes": [certificate.code for certificate in chosen]})


@transaction.atomic
def propose_key_change(*, note: str, proposed_by: User) -> Proposal:
    """Propose to put the next key in the place of the active one. Raises NothingProposed and NotYours."""
    active = SigningKey.objects.filter(state=KeyState.ACTIVE).first()
    if active is None:
        raise NothingProposed
    proposal = _proposed(ProposalKind.KEY_CHANGE, proposed_by, fingerprint=active.fingerprint, note=note)
    return _told(proposal, {"key": active.fingerprint})


@transaction.atomic
def propose_key_lost(*, key: SigningKey, since: datetime, note: str, proposed_by: User) -> Proposal:
    """Propose to declare that others may have had the key since that moment. Raises NotYours."""
    proposal = _proposed(ProposalKind.KEY_LOST, proposed_by, fingerprint=key.fingerprint, since=since, note=note)
    return _told(proposal, {"key": key.fingerprint, "since": since.isoformat()})


def _proposed(kind: ProposalKind, person: User, **asked: Any) -> Proposal:
    if not person.has_perm(RIGHTS[kind]):
        raise NotYours
    now = timezone.now()
    return Proposal.objects.create(kind=kind, proposed_by=person, proposed_at=now, valid_until=now + LASTS, **asked)


def _told(proposal: Proposal, asked: Mapping[str, Any]) -> Proposal:
    facts = {"kind": str(proposal.kind), **asked}
    record(kind=EventKind.PROPOSED, subject=proposal.subject, facts=facts, actor=proposal.proposed_by)
    return proposal


def confirm_proposal(*, proposal: Proposal, decided_by: User) -> None:
    """Decide that it be done. Raises NotYours, SamePerson and ProposalClosed, and changes nothing then."""
    _decide(proposal, decided_by, ProposalState.CONFIRMED, EventKind.CONFIRMED)


def decline_proposal(*, proposal: Proposal, decided_by: User) -> None:
    """Decide that it be not done. Raises NotYours, SamePerson and ProposalClosed, and changes nothing then."""
    _decide(proposal, decided_by, ProposalState.DECLINED, EventKind.DECLINED)


@transaction.atomic
def _decide(proposal: Proposal, person: User, state: ProposalState, event: EventKind) -> None:
    """One UPDATE: of two who decide at the same time, one does."""
    if not person.has_perm(RIGHTS[proposal.kind]):
        raise NotYours
    if person.pk == proposal.proposed_by_id:
        raise SamePerson
    now = timezone.now()
    waiting = Proposal.objects.filter(pk=proposal.pk, state=ProposalState.OPEN, valid_until__gt=now)
    if not waiting.update(state=state, decided_by=person, decided_at=now):
        raise ProposalClosed
    record(kind=event, subject=proposal.subject, facts={}, actor=person)


def carry_out_proposal(proposal_id: int) -> list[Revocation]:
    """Do what was confirmed and return the revocations made now. Twice, or cut short and again, is once."""
    proposal = Proposal.objects.select_related("decided_by").get(pk=proposal_id)
    if proposal.state != ProposalState.CONFIRMED or proposal.carried_out_at or proposal.kind == ProposalKind.KEY_CHANGE:
        return []
    made = []
    if proposal.kind == ProposalKind.KEY_LOST:
        compromise_signing_key(fingerprint_start=proposal.fingerprint, since=cast("datetime", proposal.since))
    else:
        waiting = (
            proposal.revocations.filter(outcome=RevocationOutcome.WAITING).select_related("certificate").order_by("pk")
        )
        made = [revocation for row in waiting if (revocation := _revoke(row, proposal))]
    Proposal.objects.filter(pk=proposal.pk, carried_out_at=None).update(carried_out_at=timezone.now())
    return made


def _revoke(row: ProposedRevocation, proposal: Proposal) -> Revocation | None:
    """Revoke one, in a transaction of its own: whoever holds many rows and the chain makes everybody wait."""
    waiting = ProposedRevocation.objects.filter(pk=row.pk, outcome=RevocationOutcome.WAITING)
    try:
        with transaction.atomic():
            if not waiting.update(outcome=RevocationOutcome.REVOKED):
                return None
            return revoke_certificate(
                certificate=row.certificate,
                reason=RevocationReason(proposal.reason),
                note=proposal.note,
                revoked_by=proposal.decided_by,
            )
    except NotRevocable:
        waiting.update(outcome=RevocationOutcome.SKIPPED)
        return None
