"""An attempt from start to end: started, saved as the learner goes, submitted, or closed by the server's clock."""

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import JSONField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from academy.errors import RuleBroken
from academy.prepared import PreparedInstances, PreparedUpdate
from academy.saving import PreparedInsert, PreparedSave
from courses.enums import AttemptState
from courses.errors import (
    AlreadyPassed,
    AnswerSuperseded,
    AttemptClosed,
    AttemptTimedOut,
    AwaitsMarking,
    CohortEnded,
    NoAttemptsLeft,
    NotEnrolled,
    NothingToAsk,
    QuizLocked,
    QuizNotOpen,
    QuizOver,
)
from courses.models import Attempt, AttemptQuestion, Enrolment, Quiz
from courses.questions.base import Answer
from courses.selectors.asked import asked_in
from courses.selectors.attempts import GRACE, attempts_left, gate_of, minutes_allowed, read_attempts, unanswered
from courses.selectors.rules import end_of, is_over, lessons_remain
from courses.selectors.steps import gate_words
from courses.services.completion import complete_after_attempt
from courses.services.drawing import questions_to_ask
from courses.services.marking import mark_asked

_ENROLMENT_LOCKED: Final = PreparedInstances(
    Enrolment, lambda pk: Enrolment.objects.select_for_update(no_key=True).filter(pk=pk).order_by(), -1
)
_LOCKED: Final = PreparedInstances(
    Attempt, lambda pk: Attempt.objects.select_for_update().filter(pk=pk).order_by(), uuid.UUID(int=0)
)
#: A join would lock the enrolment, too: what is read by column takes no “of”.
_OWN_LOCKED: Final = PreparedInstances(
    Attempt,
    lambda pk, user: (
        Attempt.objects.select_for_update()
        .filter(pk=pk, enrolment__in=Enrolment.objects.filter(user=user).order_by())
        .order_by()
    ),
    *(uuid.UUID(int=0), -1),
)
_ASKED: Final = PreparedInsert(AttemptQuestion, "attempt_id", "position", "revision_id", "marks")
_ANSWERS: Final = PreparedSave(AttemptQuestion, "answer", "answered_at")
_MARKED: Final = PreparedSave(AttemptQuestion, "answer", "answered_at", "score")


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a page of questions sent: answers and when each was given, by position, and whether some may be missing."""

    answers: Mapping[int, Answer]
    times: Mapping[int, datetime]
    with_gaps: bool


def start_attempt(*, enrolment: Enrolment, quiz: Quiz) -> Attempt:
    """Start an attempt, or return the one that is open: a double click and a second tab make one.

    An attempt that the clock has closed is marked first, and stays marked when the start is then refused.
    Raises `NotEnrolled` after a withdrawal, `AlreadyPassed`, `AwaitsMarking`, `CohortEnded`, `QuizLocked`,
    `NoAttemptsLeft`, `QuizNotOpen` (before the opening, and while one has to wait), `QuizOver`, and `NothingToAsk`.
    """
    for attempt in read_attempts(enrolment):
        close_overdue_attempt(attempt=attempt)
    with transaction.atomic():
        [locked] = _ENROLMENT_LOCKED.instances(enrolment.pk)
        attempts = read_attempts(locked)
        if attempts and attempts[-1].is_open:
            return attempts[-1]
        _check_start(locked, quiz, attempts)
        return _new_attempt(locked, quiz, len(attempts) + 1)


def _check_start(enrolment: Enrolment, quiz: Quiz, attempts: list[Attempt]) -> None:
    if enrolment.withdrawn_at:
        raise NotEnrolled
    if any(attempt.passed for attempt in attempts):
        raise AlreadyPassed
    if any(attempt.awaits_marking for attempt in attempts):
        raise AwaitsMarking
    if is_over(enrolment, timezone.localdate()):
        raise CohortEnded
    if lessons_remain(enrolment):
        raise QuizLocked
    if not attempts_left(quiz, len(attempts)):
        raise NoAttemptsLeft
    if gate := gate_of(quiz, attempts):
        raise QuizOver if gate.closed_since else QuizNotOpen(gate_words(gate))


def _new_attempt(enrolment: Enrolment, quiz: Quiz, number: int) -> Attempt:
    now = timezone.now()
    asked = questions_to_ask(quiz, enrolment)
    if not asked:
        raise NothingToAsk
    attempt = Attempt.objects.create(
        enrolment=enrolment,
        quiz=quiz,
        number=number,
        pass_mark=quiz.pass_mark,
        negative_percent=quiz.negative_percent,
        started_at=now,
        deadline=deadline_of(quiz, enrolment, now),
    )
    _ASKED.insert([(attempt.pk, place, revision, marks) for place, (revision, marks) in enumerate(asked, start=1)])
    return attempt


def deadline_of(quiz: Quiz, enrolment: Enrolment, started_at: datetime) -> datetime | None:
    """When an attempt ends: by the quiz's limit, when it closes, or with the cohort's last day; None without these."""
    minutes = minutes_allowed(quiz, enrolment.extra_time)
    ends = [
        started_at + timedelta(minutes=minutes) if minutes else None,
        quiz.closes_at,
        end_of(enrolment.cohort) if enrolment.cohort else None,
    ]
    return min((end for end in ends if end), default=None)


def is_overdue(attempt: Attempt, now: datetime | None = None) -> bool:
    """Whether the server's clock has closed the attempt, grace included."""
    return attempt.deadline is not None and (now or timezone.now()) > attempt.deadline + GRACE


def _has_time(attempt: Attempt) -> bool:
    """Whether the deadline lies ahead: the grace is for what is on its way, not for thinking."""
    return attempt.deadline is None or timezone.now() < attempt.deadline


def save_answers(
    *, attempt: Attempt, answers: Mapping[int, Answer], given: Mapping[int, datetime] | None = None
) -> None:
    """Keep answers, by position, of an open attempt; `given` says when they were given, if not now.

    Whether time was up is decided by when they arrive. Raises `AttemptClosed`, or `AttemptTimedOut` when it was, and
    `AnswerSuperseded` when a newer answer to one of them was saved before: then nothing is changed.
    """
    times, now = _times(attempt, answers, given or {}), timezone.now()
    # One answer is one statement, which needs no transaction around it.
    with transaction.atomic() if len(answers) > 1 else nullcontext():
        for position, answer in answers.items():
            kept = None if answer is None else json.dumps(answer)
            if not _REPLACED.update(attempt.pk, position, kept, times[position], now, now - GRACE):
                raise _why_not(attempt)


def _taking(attempt: uuid.UUID, latest: datetime) -> QuerySet[Attempt]:
    """The attempt, locked, if it takes answers whose time ended then at the earliest."""
    takes = Q(deadline=None) | Q(deadline__gte=latest)
    return Attempt.objects.select_for_update(no_key=True).filter(takes, pk=attempt, state=AttemptState.OPEN)


def _older(time: datetime, now: datetime) -> Q:
    """What a clock that goes wrong has answered in the future is older than anything."""
    return Q(answered_at=None) | Q(answered_at__lte=time) | Q(answered_at__gt=now)


#: Replaces what is not newer, if the attempt takes answers; it waits for whoever closes it.
_REPLACED: Final = PreparedUpdate(
    lambda attempt, position, answer, time, now, latest: (
        AttemptQuestion.objects.filter(_older(time, now), attempt__in=_taking(attempt, latest), position=position),
        {"answer": Cast(Value(answer, output_field=TextField()), JSONField()), "answered_at": time},
    ),
    *(uuid.UUID(int=0), 32_000, "the answer"),
    *(datetime(1, 1, day, tzinfo=UTC) for day in (1, 2, 3)),
)


def _why_not(attempt: Attempt) -> RuleBroken:
    """Say why an answer was not taken."""
    locked = _locked(attempt)
    if locked.state == AttemptState.TIMED_OUT or (locked.is_open and is_overdue(locked)):
        return AttemptTimedOut()
    return AnswerSuperseded() if locked.is_open else AttemptClosed()


@transaction.atomic
def submit_attempt(
    *,
    attempt: Attempt,
    answers: Mapping[int, Answer],
    given: Mapping[int, datetime] | None = None,
    with_gaps: bool = True,
) -> Attempt:
    """Close the attempt and mark it; complete the course when nothing remains. Submitting again changes nothing.

    An answer that was `given` before the one that is saved, on another device, leaves that one in place.
    What arrives after the deadline and its grace is not taken: what was saved before is marked, and the state says so.
    Not `with_gaps`: while there is time to answer what has no answer, the answers are saved and the attempt stays open.
    """
    sent = Given(answers=answers, times=given or {}, with_gaps=with_gaps)
    return _submit(_locked(attempt), lambda _asked: sent)


@transaction.atomic
def submit_page(
    *, user_id: int, attempt_id: uuid.UUID, read: Callable[[list[AttemptQuestion]], Given]
) -> Attempt | None:
    """Submit an attempt of the person's own by what `read` finds on the page of its questions; a foreign one is None.

    What `read` raises leaves everything as it was; it is not asked where the time is over.
    """
    locked = _OWN_LOCKED.first(attempt_id, user_id)
    return locked and _submit(locked, read)


def _submit(locked: Attempt, read: Callable[[list[AttemptQuestion]], Given]) -> Attempt:
    if not locked.is_open:
        return locked
    asked = asked_in(locked)
    if is_overdue(locked):
        return _close(locked, asked, AttemptState.TIMED_OUT)
    sent = read(asked)
    _put(asked, sent.answers, _times(locked, sent.answers, sent.times))
    if not sent.with_gaps and _has_time(locked) and unanswered(asked):
        _ANSWERS.save(asked)
        return locked
    return _close(locked, asked, AttemptState.SUBMITTED)


def close_overdue_attempt(*, attempt: Attempt) -> Attempt:
    """Close and mark an attempt whose time is up; any other stays as it is, and costs no query."""
    if not attempt.is_open or not is_overdue(attempt):
        return attempt
    with transaction.atomic():
        locked = _locked(attempt)
        return _close(locked, asked_in(locked), AttemptState.TIMED_OUT) if locked.is_open else locked


def _locked(attempt: Attempt) -> Attempt:
    """Return the attempt as it stands, which nobody changes before this transaction ends. Raises DoesNotExist."""
    found = _LOCKED.first(attempt.pk)
    if found is None:
        raise Attempt.DoesNotExist
    return found


def _times(attempt: Attempt, answers: Mapping[int, Answer], given: Mapping[int, datetime]) -> dict[int, datetime]:
    """When each answer was given: what a browser claims holds only between the start of the attempt and now."""
    now = timezone.now()
    return {position: min(now, max(attempt.started_at, given.get(position, now))) for position in answers}


def _put(asked: Sequence[AttemptQuestion], answers: Mapping[int, Answer], times: Mapping[int, datetime]) -> None:
    """Put in what is not older than what is saved; nothing is stored. The same again changes nothing.

    What was saved in a time to come was saved before the clock was set back, so it is older.
    """
    now = timezone.now()
    for question in asked:
        time = times.get(question.position)
        if time and (question.answered_at is None or not time < question.answered_at <= now):
            question.answer, question.answered_at = answers[question.position], time


def _close(attempt: Attempt, asked: Sequence[AttemptQuestion], state: AttemptState) -> Attempt:
    mark_asked(attempt, asked)
    _MARKED.save(asked)
    attempt.state = AttemptState.AWAITING if attempt.score is None else state
    attempt.closed_at = timezone.now()
    attempt.save(update_fields=["state", "closed_at", "score", "max_score", "passed"])
    complete_after_attempt(attempt=attempt)
    return attempt
