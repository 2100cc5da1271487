"""Changes of a signing key, as the commands on the server make them: only what two people have decided in the CMS.

The web process holds no key, so the decision is a row and the key is made where the issuing key lies. The first key of
a house needs no decision, nor does the next one after a key was declared lost, which two have decided; neither does a
demo key, which proves nothing.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from certification.enums import KeyState, ProposalKind, ProposalState
from certification.errors import DecisionMissing
from certification.models import Proposal, SigningKey
from certification.selectors.production import unfinished_proposals
from certification.services import keys
from certification.services.proposals import carry_out_proposal


def rotate_decided() -> SigningKey:
    """Make the next signing key. Raises DecisionMissing, and all that `rotate_signing_key` raises."""
    return _changed(keys.rotate_signing_key)


def register_decided(*, organisation: str, demo: bool) -> SigningKey:
    """Make or find the keys in the files. Raises DecisionMissing where another key would become the active one."""
    return _changed(lambda: keys.make_signing_key(organisation=organisation, demo=demo))


@transaction.atomic
def _changed(change: Callable[[], SigningKey]) -> SigningKey:
    """Change the key; where that retires one, use up the decision about it, or leave the register as it was."""
    before = SigningKey.objects.filter(state=KeyState.ACTIVE, is_demo=False).first()
    if before and change == keys.rotate_signing_key:
        _use_decision(before)
        return change()
    key = change()
    if before and key.pk != before.pk:
        _use_decision(before)
    return key


def _use_decision(key: SigningKey) -> None:
    """A decision is about one key and is used once: what replaced that key needs another."""
    decided = Proposal.objects.filter(
        kind=ProposalKind.KEY_CHANGE, state=ProposalState.CONFIRMED, fingerprint=key.fingerprint, carried_out_at=None
    )
    if not decided.update(carried_out_at=timezone.now()):
        raise DecisionMissing


def declare_lost_decided(*, fingerprint_start: str, since: datetime) -> SigningKey:
    """Declare a demo key lost at that moment; any other by what two people decided, if no worker has done it yet.

    Raises DecisionMissing and SigningKeyUnknown.
    """
    named = SigningKey.objects.filter(fingerprint__startswith=fingerprint_start, is_demo=False)
    if not named.exists():
        return keys.compromise_signing_key(fingerprint_start=fingerprint_start, since=since)
    decided = unfinished_proposals().filter(kind=ProposalKind.KEY_LOST, fingerprint__in=named.values("fingerprint"))
    for proposal in decided:
        carry_out_proposal(proposal.pk)
        return SigningKey.objects.get(fingerprint=proposal.fingerprint)
    raise DecisionMissing
