"""The record of changes: written in the transaction of the change, never changed afterwards."""

from collections.abc import Mapping
from typing import Any

from academy.accounts.models import Institution, User
from academy.integrations.enums import ChangeKind
from academy.integrations.models import Change


def record_change(
    *,
    kind: ChangeKind,
    institution: Institution,
    subject: str,
    by: User | None,
    facts: Mapping[str, Any] | None = None,
) -> Change:
    """Append a change. `by` is None where the site itself acted. `facts` are plain JSON and hold no secret."""
    return Change.objects.create(kind=kind, institution=institution, subject=subject, actor=by, facts=dict(facts or {}))
