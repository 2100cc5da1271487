"""The questions of an attempt. What they ask never changes (`QuestionRevision`), so each process holds it."""

import uuid
from collections.abc import Collection
from typing import Final

from academy.cms.frames import SECONDS_OF_DECIDED
from academy.cms.held import held_of_each
from academy.prepared import PreparedInstances
from courses.models import Attempt, AttemptQuestion, QuestionRevision

_NOBODY: Final = uuid.UUID(int=0)
_ASKED: Final = PreparedInstances(
    AttemptQuestion,
    lambda attempt: AttemptQuestion.objects.filter(attempt=attempt).order_by("position"),
    _NOBODY,
)
_ONE_OF_OWN: Final = PreparedInstances(
    AttemptQuestion,
    lambda attempt, user, position: AttemptQuestion.objects.filter(
        attempt=attempt, attempt__enrolment__user=user, position=position
    ).order_by(),
    *(_NOBODY, -1, 32_000),
    related=("attempt",),
)


def asked_in(attempt: Attempt) -> list[AttemptQuestion]:
    """Return the questions of an attempt in their order, each with its revision and with what marks it. One query."""
    return _with_revisions(_ASKED.instances(attempt.pk))


def own_question(user_id: int, attempt_id: uuid.UUID, position: int) -> list[AttemptQuestion]:
    """Return the one at a position of a person's own attempt, with the attempt; of a foreign one nothing. One query."""
    return _with_revisions(_ONE_OF_OWN.instances(attempt_id, user_id, position))


def _with_revisions(asked: list[AttemptQuestion]) -> list[AttemptQuestion]:
    wanted = {pk for question in asked for pk in (question.revision_id, question.key_id) if pk}
    revisions = held_of_each("revisions", wanted, _revisions, subject=None, seconds=SECONDS_OF_DECIDED)
    for question in asked:
        question.revision = revisions[question.revision_id]
        question.key = revisions[question.key_id] if question.key_id else None
    return asked


def _revisions(wanted: Collection[int]) -> dict[int, QuestionRevision]:
    return QuestionRevision.objects.select_related("question").in_bulk(wanted)
