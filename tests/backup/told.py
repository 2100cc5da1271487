"""What must be equal in the house that burnt and in the restored one."""

import hashlib
from typing import Any

from django.core.files.storage import storages

from academy.accounts.models import User
from certification.models import Certificate, ChainHead
from certification.services.issued_files import issued_document
from courses.models import AttemptQuestion, Enrolment
from tests.backup.owing import owed_letters


def told() -> dict[str, Any]:
    """People, what they learned, certificates with code, state and hash, files, history and log, and letters owed."""
    answers = AttemptQuestion.objects.order_by("attempt", "position")
    stored = Certificate.objects.exclude(document="").order_by("code")
    with storages["default"].open("images/shelf.png") as picture:
        shelf = hashlib.sha256(picture.read()).hexdigest()
    return {
        "people": sorted(User.objects.values_list("email", flat=True)),
        "certificates": _rows(Certificate.objects.order_by("code").values_list("code", "state", "sha256")),
        "documents": [hashlib.sha256(issued_document(row)).hexdigest() for row in stored],
        "chains": _rows(ChainHead.objects.order_by("name").values_list("name", "position", "hash")),
        "picture": shelf,
        "enrolments": _rows(Enrolment.objects.order_by("pk").values_list("user__email", "course__code")),
        "answers": [
            list(map(str, row)) for row in answers.values_list("attempt", "attempt__score", "position", "answer")
        ],
        "owed": owed_letters(),
    }


def _rows(rows: Any) -> list[list[Any]]:
    return [list(row) for row in rows]
