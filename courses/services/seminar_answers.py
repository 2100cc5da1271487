"""Answers to the organiser's own questions: kept for the event, and no longer."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Exists, Max, OuterRef, Q

from academy.accounts.models import User
from courses.models import Registration, Seminar, SeminarAnswer

#: So long after the last session the answers are deleted.
KEPT_FOR = timedelta(days=7)


def store_answers(*, user: User, seminar: Seminar, answers: Mapping[int, str]) -> None:
    """Store what the person answered, by question; an empty answer is none. Questions of others are left alone."""
    for question in seminar.questions.filter(pk__in=answers) if answers else ():
        if text := answers[question.pk].strip():
            SeminarAnswer.objects.update_or_create(question=question, user=user, defaults={"text": text})
        else:
            SeminarAnswer.objects.filter(question=question, user=user).delete()


def forget_answers(*, now: datetime) -> int:
    """Delete answers when the seminar's last session is long enough ago, or the person's own; return how many.

    A seminar that is repeated for years keeps nobody's diet for so long.
    """
    last = Seminar.objects.annotate(last=Max("sessions__ends_at")).filter(last__lt=now - KEPT_FOR)
    own = Registration.objects.filter(session__seminar=OuterRef("question__seminar"), user=OuterRef("user"))
    is_done = Q(Exists(own)) & ~Q(Exists(own.filter(session__ends_at__gte=now - KEPT_FOR)))
    deleted, _each = SeminarAnswer.objects.filter(Q(question__seminar__in=last) | is_done).delete()
    return deleted
