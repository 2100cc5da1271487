"""Marking again when a question was wrong: ordered with a reason, then done attempt by attempt."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from academy.accounts.models import User
from courses.enums import AttemptLetterKind, AttemptState, RemarkingWay
from courses.models import Attempt, AttemptLetter, AttemptQuestion, Question, QuestionRevision, Quiz, Remarking
from courses.selectors.remarking import attempts_to_remark
from courses.services.completion import complete_after_attempt
from courses.services.marking import mark_attempt
from courses.services.marking_by_hand import closed_state
from courses.services.tallies import recount_attempt


@transaction.atomic
def order_remarking(*, quiz: Quiz, question: Question, way: RemarkingWay, reason: str, by: User) -> Remarking:
    """Record what is done and why, and change by what the question is marked in every attempt that has asked it.

    Open attempts are marked so when they close; closed ones by `remark_attempts`. An attempt that is started later asks
    the newest revision anyhow, and gets no full marks.
    """
    # Waits for attempts that are being closed by the old key, so that they are closed when they are looked for.
    list(Attempt.objects.select_for_update().filter(quiz=quiz, state=AttemptState.OPEN).values_list("pk", flat=True))
    asked = AttemptQuestion.objects.filter(attempt__quiz=quiz, revision__question=question)
    if way == RemarkingWay.FULL:
        asked.update(is_granted=True)
    else:
        newest = QuestionRevision.objects.filter(question=question).order_by("-number").first()
        asked.update(key=newest, is_granted=False)
    return Remarking.objects.create(quiz=quiz, question=question, way=way, reason=reason, ordered_by=by)


def remark_attempts(*, remarking: Remarking) -> None:
    """Mark the closed attempts again, each in a transaction of its own; after a break the next run does them all anew.

    What is marked already does not change again, so that nobody is counted or written to twice.
    """
    for attempt in attempts_to_remark(remarking).order_by("pk"):
        if remark_attempt(attempt=attempt):
            Remarking.objects.filter(pk=remarking.pk).update(changed=F("changed") + 1)
    Remarking.objects.filter(pk=remarking.pk).update(finished_at=timezone.now())


@transaction.atomic
def remark_attempt(*, attempt: Attempt) -> bool:
    """Give a closed attempt the result that it has now, and what follows from it; return whether it changed.

    A pass is never taken away: it was told, and a certificate may have been issued. The learner is owed a letter.
    """
    found = Attempt.objects.select_for_update(of=("self",)).select_related("quiz", "enrolment").get(pk=attempt.pk)
    if found.is_open:
        return False
    before = found.score, found.passed
    mark_attempt(attempt=found)
    found.passed = True if before[1] else found.passed
    if (found.score, found.passed) == before:
        return False
    found.state = closed_state(found) if found.awaits_marking else AttemptState(found.state)
    found.save(update_fields=["state", "score", "passed"])
    recount_attempt(attempt=found)
    kind = AttemptLetterKind.MARKED if before[0] is None else AttemptLetterKind.REMARKED
    AttemptLetter.objects.create(attempt=found, kind=kind)
    complete_after_attempt(attempt=found)
    return True
