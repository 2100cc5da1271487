"""Handing in an evaluation: once for each person, and so that nothing leads from the answers to whoever gave them."""

from collections.abc import Mapping
from random import SystemRandom
from typing import Any

from django.db import transaction

from academy.accounts.models import User
from courses.errors import EvaluationNotOpen
from courses.models import Evaluation, EvaluationAnswers, EvaluationHandIn, Seminar
from courses.selectors.evaluations import evaluation_standing
from courses.services.seminar_completion import complete_seminar_when_done, hold_seminar


@transaction.atomic
def hand_in_evaluation(*, user: User, seminar: Seminar, answers: Mapping[str, Any]) -> bool:
    """Keep the answers, and apart from them that this person has handed in; return whether this call did it.

    Completes the seminar where it waited for this. Raises `EvaluationNotOpen`.
    """
    held = hold_seminar(seminar.pk)
    standing = evaluation_standing(held, user)
    if standing is None or not (standing.is_open or standing.is_handed_in):
        raise EvaluationNotOpen
    if standing.is_handed_in:
        return False
    EvaluationHandIn.objects.create(seminar=held, user=user)
    _mix_in(EvaluationAnswers(seminar=held, evaluation_id=held.evaluation_id, answers=answers))
    complete_seminar_when_done(user=user, seminar=held)
    return True


def _mix_in(added: EvaluationAnswers) -> None:
    """Write all answers of the seminar anew, in a random order.

    A table has an order of its own (`rowid` of SQLite, `ctid` and `xmin` of PostgreSQL), which would say who came when.
    """
    rows = [*EvaluationAnswers.objects.filter(seminar=added.seminar_id), added]
    SystemRandom().shuffle(rows)
    EvaluationAnswers.objects.filter(seminar=added.seminar_id).delete()
    EvaluationAnswers.objects.bulk_create(rows, batch_size=500)


@transaction.atomic
def copy_evaluation(*, evaluation: Evaluation, by: User) -> Evaluation:
    """Make the same form once more, without answers, for the person and the same institution."""
    copy = Evaluation.objects.create(title=evaluation.title, institution=evaluation.institution, author=by)
    for field in evaluation.fields.all():
        field.pk, field.clean_name, field.evaluation = None, "", copy
        field.save()
    return copy
