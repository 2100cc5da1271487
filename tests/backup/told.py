"""What must be equal in the house that burnt and in the restored one."""

import hashlib
from typing import Any

from django.core.files.storage import storages

from academy.accounts.models import User
from certification.models import Certificate, ChainHead, Revocation
from certification.services.issued_files import issued_document


def told() -> dict[str, Any]:
    """People, certificates with code, state and hash, the files themselves, history and log, and letters owed."""
    stored = Certificate.objects.exclude(document="").order_by("code")
    with storages["default"].open("images/shelf.png") as picture:
        shelf = hashlib.sha256(picture.read()).hexdigest()
    return {
        "people": sorted(User.objects.values_list("email", flat=True)),
        "certificates": _rows(Certificate.objects.order_by("code").values_list("code", "state", "sha256")),
        "documents": [hashlib.sha256(issued_document(row)).hexdigest() for row in stored],
        "chains": _rows(ChainHead.objects.order_by("name").values_list("name", "position", "hash")),
        "picture": shelf,
        "owed": stored.filter(mailed_at=None).count() + Revocation.objects.filter(mailed_at=None).count(),
    }


def _rows(rows: Any) -> list[list[Any]]:
    return [list(row) for row in rows]
