"""The audit of the history: everything is computed again and compared with what stands in the register.

Each finding is a sentence. No finding means: the chain is whole, and what its events tell is what the rows say.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from certification.canonical import digest
from certification.enums import IN_PRODUCTION, EventKind, KeyState, ProposalState, State
from certification.models import (
    Certificate,
    ChainHead,
    CredentialKey,
    Event,
    Proposal,
    SigningKey,
    TemplateVersion,
)
from certification.services.history import hash_of
from certification.services.issuance import nameless_digest

#: Event -> what may have been told of the same subject just before; None where it is the first.
BEFORE: Final[dict[str, set[str | None]]] = {
    EventKind.RESERVED: {None},
    EventKind.NAME_CORRECTED: {EventKind.RESERVED},
    EventKind.ISSUED: {EventKind.RESERVED, EventKind.NAME_CORRECTED},
    EventKind.WITHDRAWN: {EventKind.RESERVED, EventKind.NAME_CORRECTED},
    EventKind.REVOKED: {EventKind.ISSUED},
    EventKind.SUPERSEDED: {EventKind.ISSUED},
    EventKind.ERASED: {
        EventKind.RESERVED,
        EventKind.NAME_CORRECTED,
        EventKind.ISSUED,
        EventKind.REVOKED,
        EventKind.SUPERSEDED,
        EventKind.WITHDRAWN,
    },
    EventKind.PROPOSED: {None},
    EventKind.CONFIRMED: {EventKind.PROPOSED},
    EventKind.DECLINED: {EventKind.PROPOSED},
    EventKind.KEY_MADE: {None},
    EventKind.KEY_RETIRED: {EventKind.KEY_MADE},
    EventKind.KEY_COMPROMISED: {EventKind.KEY_MADE, EventKind.KEY_RETIRED, EventKind.KEY_COMPROMISED},
    EventKind.LOG_KEY_MADE: {None},
    EventKind.TEMPLATE_VERSION: {None},
    EventKind.REGISTER_COPIED: {None, EventKind.REGISTER_COPIED},
}
#: Events whose subject may be gone from the register, or never stood in it.
_ALONE: Final = {EventKind.LOG_KEY_MADE, EventKind.REGISTER_COPIED}
#: Last event of a certificate -> states in which its row may be.
STATES: Final[dict[str, set[str]]] = {
    EventKind.RESERVED: set(IN_PRODUCTION),
    EventKind.NAME_CORRECTED: set(IN_PRODUCTION),
    EventKind.ISSUED: {State.ISSUED},
    EventKind.REVOKED: {State.REVOKED},
    EventKind.SUPERSEDED: {State.SUPERSEDED},
    EventKind.WITHDRAWN: {State.WITHDRAWN},
}
KEY_STATES: Final[dict[str, set[str]]] = {
    EventKind.KEY_MADE: {KeyState.ACTIVE},
    EventKind.KEY_RETIRED: {KeyState.RETIRED},
    EventKind.KEY_COMPROMISED: {KeyState.COMPROMISED},
}
PROPOSAL_STATES: Final[dict[str, set[str]]] = {
    EventKind.PROPOSED: {ProposalState.OPEN},
    EventKind.CONFIRMED: {ProposalState.CONFIRMED},
    EventKind.DECLINED: {ProposalState.DECLINED},
}


@dataclass
class Told:
    """What the events tell of one subject: the last kind, where it stands, and all facts, later ones over earlier.

    An erasure changes no state: its kind is passed over, its fact is kept.
    """

    kind: str
    position: int
    facts: dict[str, Any] = field(default_factory=dict)


class Telling:
    """Reads the chain once, from its first event to its head."""

    def __init__(self) -> None:
        self.told: dict[str, Told] = {}
        self.position, self.hash = 0, ""

    def findings(self) -> Iterator[str]:
        """Compute every hash again; then compare the end with the head."""
        for event in Event.objects.order_by("position").iterator():
            yield from self._read(event)
        head = ChainHead.objects.get(pk=ChainHead.HISTORY)
        if (head.position, head.hash) != (self.position, self.hash):
            yield f"The chain ends at event {self.position}, but its head says {head.position}, or has another hash."

    def _read(self, event: Event) -> Iterator[str]:
        if event.position != self.position + 1:
            yield f"Events {self.position + 1} to {event.position - 1} are missing."
        if event.previous != self.hash:
            yield f"Event {event.position} does not carry the hash of the event before it."
        if event.hash != hash_of(event):
            yield f"Event {event.position} ({event.kind} {event.subject}) was changed: its hash does not fit."
        yield from self._take(event)
        self.position, self.hash = event.position, event.hash

    def _take(self, event: Event) -> Iterator[str]:
        last = self.told.get(event.subject)
        if (last and last.kind) not in BEFORE.get(event.kind, set()):
            after = f"“{last.kind}”" if last else "nothing"
            yield f"Event {event.position} tells “{event.kind}” of {event.subject} after {after}."
        facts = (last.facts if last else {}) | event.facts
        if last and event.kind == EventKind.ERASED:
            last.facts = facts
            return
        self.told[event.subject] = Told(kind=event.kind, position=event.position, facts=facts)

    def taken(self, subject: str) -> Told | None:
        """Return what was told of a row, which is thereby accounted for."""
        return self.told.pop(subject, None)


def audit_history() -> Iterator[str]:
    """Tell, one sentence each, what is wrong in the chain, and where the register does not say what its events tell."""
    telling = Telling()
    yield from telling.findings()
    for certificate in Certificate.objects.select_related("template_version").order_by("pk").iterator():
        yield from _certificate_findings(certificate, telling.taken(certificate.code))
    for key in SigningKey.objects.order_by("pk"):
        told = telling.taken(key.fingerprint)
        yield from _state_findings(f"Key {key.fingerprint}", key.state, told, KEY_STATES)
    for credential_key in CredentialKey.objects.order_by("pk"):
        told = telling.taken(credential_key.multikey)
        yield from _state_findings(f"Key {credential_key.multikey}", credential_key.state, told, KEY_STATES)
    for version in TemplateVersion.objects.order_by("pk").iterator():
        yield from _version_findings(version, telling.taken(version.subject))
    for proposal in Proposal.objects.order_by("pk"):
        told = telling.taken(proposal.subject)
        yield from _state_findings(f"Proposal {proposal.pk}", proposal.state, told, PROPOSAL_STATES)
    for subject, told in telling.told.items():
        if told.kind not in _ALONE:
            yield f"{subject} has events, the last at {told.position}, and stands in the register no more."


def _state_findings(name: str, state: str, told: Told | None, states: dict[str, set[str]]) -> Iterator[str]:
    if told is None:
        yield f"{name} stands in the register, and no event tells of it."
    elif state not in states.get(told.kind, set()):
        yield f"{name} is “{state}” in the register; its last event, {told.position}, tells “{told.kind}”."


def _certificate_findings(certificate: Certificate, told: Told | None) -> Iterator[str]:
    name = f"Certificate {certificate.code}"
    yield from _state_findings(name, certificate.state, told, STATES)
    if told is None:
        return
    if told.facts.get("snapshot") != nameless_digest(certificate):
        yield f"{name} certifies something else than when it was reserved."
    is_erased = certificate.erased_at is not None and not certificate.snapshot["holder_name"]
    if bool(told.facts.get("erased")) != is_erased:
        yield f"{name} names its holder, or does not, otherwise than its events tell."
    version = certificate.template_version
    if (certificate.template_id, told.facts.get("template"), told.facts.get("version")) != (
        version.template_id,
        version.content["template"],
        version.number,
    ):
        yield f"{name} belongs to another version of a template than when it was reserved."
    if "key" in told.facts and told.facts.get("sha256") != certificate.sha256:
        yield f"{name} has another file than when it was issued."


def _version_findings(version: TemplateVersion, told: Told | None) -> Iterator[str]:
    name = f"Template version {version.subject}"
    if told is None:
        yield f"{name} stands in the register, and no event tells of it."
    elif told.facts.get("content") != digest(version.content) or version.digest != digest(version.content):
        yield f"{name} says something else than when event {told.position} was written."
