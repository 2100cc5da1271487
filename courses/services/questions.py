"""Writing questions: every change of words is a new revision."""

import secrets
from typing import Any

from django.db import transaction

from courses.models import Question, QuestionRevision
from courses.questions import TYPES


def new_option_id() -> str:
    """Return an id that tells nothing about order or correctness."""
    return secrets.token_hex(4)


def newest_body(question: Question) -> dict[str, Any]:
    """Return the body that a new attempt would be asked."""
    return question.revisions.order_by("-number").values_list("body", flat=True)[0]


@transaction.atomic
def revise_question(*, question: Question, body: dict[str, Any]) -> QuestionRevision:
    """Store the body as the newest revision, unless it is the newest already. Raises `BodyInvalid`."""
    TYPES[question.type].check_body(body)
    newest = question.revisions.select_for_update().order_by("-number").first()
    if newest and newest.body == body:
        return newest
    return QuestionRevision.objects.create(question=question, number=newest.number + 1 if newest else 1, body=body)
