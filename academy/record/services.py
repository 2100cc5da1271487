"""The record of changes: written in the transaction of the change, never changed afterwards."""

from collections.abc import Mapping
from typing import Any

from academy.record.enums import ChangeKind
from academy.record.models import Change


def record_change(  # noqa: PLR0913 - what a change consists of
    *,
    kind: ChangeKind,
    actor: int | None,
    person: int | None = None,
    institution: int | None = None,
    subject: str = "",
    facts: Mapping[str, Any] | None = None,
) -> Change:
    """Append a change. People and institutions are named by their numbers; `facts` are plain JSON, without secrets."""
    return Change.objects.create(
        kind=kind,
        actor_id=actor,
        person_id=person,
        institution_id=institution,
        subject=subject,
        facts=dict(facts or {}),
    )
