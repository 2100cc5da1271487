"""The quiz: its start page, an attempt, an answer saved, the submission, the result."""

import uuid
from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from academy.accounts.idle import allow_a_day
from academy.accounts.requests import PersonRequest
from academy.cms.alike import render_alike
from academy.cms.parts import NOTHING
from academy.errors import RuleBroken
from academy.languages import text_in
from courses.enums import AttemptState, Told
from courses.errors import AnswerInvalid, AnswerSuperseded, AttemptClosed, AttemptTimedOut
from courses.forms.answers import AnswersForm
from courses.models import Attempt, AttemptQuestion, Enrolment, Quiz
from courses.questions.rich import plain_in
from courses.selectors.asked import asked_in, own_question
from courses.selectors.attempts import is_practice, own_attempt, unanswered
from courses.selectors.quiz import QuizView, own_enrolment, quiz_of, quiz_view
from courses.selectors.reviews import reviews_of
from courses.services.attempts import Given, close_overdue_attempt, save_answers, start_attempt, submit_page
from courses.views.question_parts import asked_questions, marked_questions, milliseconds

T = TypeVar("T")


@require_GET
@login_required
@never_cache
def quiz(request: PersonRequest, code: str) -> HttpResponse:
    """Rules, attempts so far, and the button that starts."""
    enrolment = _own_enrolment(request, code)
    view = quiz_view(_quiz_of(enrolment), enrolment=enrolment, language=get_language())
    listed = render_to_string("courses/_own_attempts.html", {"rows": view.rows}) if view.attempts else NOTHING
    return render_alike(
        request,
        "courses/quiz.html",
        {"view": view, "course": enrolment.course},
        told=view.alike(),
        words={"own_attempts": listed},
    )


@require_POST
@login_required
def start(request: PersonRequest, code: str) -> HttpResponse:
    """Start an attempt or go on with the open one."""
    enrolment = _own_enrolment(request, code)
    try:
        started = start_attempt(enrolment=enrolment, quiz=_quiz_of(enrolment))
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
        return redirect("quiz", code=code)
    allow_a_day(request)
    return redirect("attempt", pk=started.pk)


@require_GET
@login_required
@never_cache
def attempt(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """The questions of an open attempt; one that is closed leads to its result."""
    own = close_overdue_attempt(attempt=_own_attempt(request, pk))
    if not own.is_open:
        return _to_result(request, own)
    asked = asked_in(own)
    return render_alike(
        request,
        "courses/attempt.html",
        {"attempt": own, "count": len(asked)},
        told=(own.number, len(asked), own.negative_percent, own.deadline is not None),
        words=_words_of(own) | {"questions": asked_questions(own, asked, get_language())},
    )


@require_POST
@login_required
def save_answer(request: PersonRequest, pk: uuid.UUID, position: int) -> HttpResponse:
    """Keep one answer while the learner goes on; the answer is a sentence for the live region."""
    asked = own_question(request.user.pk, pk, position)
    if not asked:
        raise Http404
    form = AnswersForm(asked, language=get_language(), data=request.POST)
    try:
        if not form.is_valid():
            raise AnswerInvalid
        save_answers(attempt=asked[0].attempt, answers=form.answers(), given=form.times())
    except RuleBroken as refusal:
        return render(request, "courses/_answer_status.html", {"refusal": refusal}, status=_status_of(refusal))
    return render(request, "courses/_answer_status.html", {})


@require_POST
@login_required
def submit(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """Close the attempt with the answers on the page, and show the result; ask first when some have no answer."""

    def read(asked: list[AttemptQuestion]) -> Given:
        form = AnswersForm(asked, language=get_language(), data=request.POST)
        if not form.is_valid():
            raise AnswerInvalid
        return Given(answers=form.given_answers(), times=form.times(), with_gaps="with_gaps" in request.POST)

    try:
        sent = _there(submit_page(user_id=request.user.pk, attempt_id=pk, read=read))
    except AnswerInvalid as refusal:
        messages.error(request, str(refusal.message))
        return redirect("attempt", pk=pk)
    return redirect("unanswered", pk=pk) if sent.is_open else _to_result(request, sent)


@require_GET
@login_required
@never_cache
def unanswered_questions(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """What has no answer yet, before the attempt is submitted all the same. Everything else has been saved."""
    own = close_overdue_attempt(attempt=_own_attempt(request, pk))
    if not own.is_open:
        return _to_result(request, own)
    questions = [
        {"position": question.position, "stem": plain_in(question.revision.body["stem"], get_language())}
        for question in unanswered(asked_in(own))
    ]
    if not questions:
        return redirect("attempt", pk=pk)
    return render(request, "courses/unanswered.html", _page_context(own) | {"questions": questions})


@require_GET
@login_required
@never_cache
def result(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """What the quiz tells of a closed attempt at this moment: verdict, score, answers, what is correct and why."""
    own = _own_attempt(request, pk)
    if own.is_open:
        return redirect("attempt", pk=pk)
    view = quiz_view(own.quiz, enrolment=own.enrolment, language=get_language())
    told = view.told(own)
    reviews = reviews_of(own, language=get_language(), told=told)
    shown = {
        "tells_score": told >= Told.SCORE,
        "tells_answers": told == Told.EVERYTHING,
        "is_practice": not own.passed and is_practice(own.quiz, own.number),
        "has_reviews": bool(reviews),
    }
    return render_alike(
        request,
        "courses/result.html",
        {"attempt": own, "view": view, "course": own.quiz.course, **shown},
        told=_told_of(own, view, shown),
        words={
            "key": str(pk),
            "percent": str(own.percent),
            "reviews": marked_questions(reviews, tells_answers=shown["tells_answers"]),
        },
    )


def _told_of(own: Attempt, view: QuizView, shown: Mapping[str, bool]) -> Sequence[object] | None:
    """Return all that decides how a result is shown, besides its percentage and its questions."""
    told = view.alike()
    passed_on = timezone.localdate(own.closed_at) if own.passed else None
    return told and (*told, view.is_at_last, own.awaits_marking, own.pass_mark, passed_on, *shown.values())


def _status_of(refusal: RuleBroken) -> int:
    """Tell the script that holds the answer why it was not saved: the attempt is over, a newer one is, it is wrong."""
    if isinstance(refusal, AttemptClosed):
        return 409
    return 412 if isinstance(refusal, AnswerSuperseded) else 422


def _own_enrolment(request: PersonRequest, code: str) -> Enrolment:
    return _there(own_enrolment(request.user.pk, code))


def _quiz_of(enrolment: Enrolment) -> Quiz:
    return _there(quiz_of(enrolment))


def _there(found: T | None) -> T:
    if found is None:
        raise Http404
    return found


def _own_attempt(request: PersonRequest, pk: uuid.UUID) -> Attempt:
    return _there(own_attempt(request.user.pk, pk))


def _to_result(request: PersonRequest, closed: Attempt) -> HttpResponse:
    if closed.state == AttemptState.TIMED_OUT:
        messages.warning(request, str(AttemptTimedOut.message))
    return redirect("result", pk=closed.pk)


def _words_of(own: Attempt) -> dict[str, str]:
    """What the page of questions shows of one attempt alone."""
    now = milliseconds(timezone.now())
    deadline = {"deadline": own.deadline, "now": now}
    return {
        "title": text_in(own.quiz.title, get_language()),
        "key": str(own.pk),
        "now": now,
        "submit_url": reverse("submit_attempt", args=[own.pk]),
        "result_url": reverse("result", args=[own.pk]),
        "deadline": render_to_string("courses/_deadline.html", deadline) if own.deadline else NOTHING,
    }


def _page_context(own: Attempt) -> dict[str, object]:
    """What the page of unanswered questions shows besides these."""
    return {
        "attempt": own,
        "course": own.quiz.course,
        "title": text_in(own.quiz.title, get_language()),
        "now": milliseconds(timezone.now()),
    }
