"""People by the thousand: learners with courses in hand, read lessons and closed attempts, staff of a library."""

import random
import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache
from itertools import islice
from operator import or_
from typing import Any

from django.contrib.sessions.models import Session as BrowserSession
from django.contrib.sessions.serializers import JSONSerializer
from django.core import signing
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from academy.accounts.models import Institution, Membership, User
from courses.models import (
    Attempt,
    AttemptQuestion,
    Course,
    Enrolment,
    Lesson,
    LessonProgress,
    Quiz,
    QuizQuestion,
)
from tests.benchmarks.rows import values_of, write_rows

CHUNK = 5_000
#: How a session remembers a second factor.
PROOF = {"method": "mfa", "type": "totp"}
#: Course -> its quiz, and the revisions that it asks.
Asked = dict[int, tuple[Quiz, list[int]]]


def add_people(number: int, *, prefix: str) -> list[int]:
    """Write so many people and return their numbers."""
    one = values_of(User(email="", legal_name="", password="!"))
    named = ({"email": f"{prefix}-{place}@example.org", "legal_name": f"{prefix} {place}"} for place in range(number))
    write_rows(User, (one | names for names in named))
    return list(User.objects.filter(email__startswith=f"{prefix}-").order_by("pk").values_list("pk", flat=True))


def add_staff(people: Sequence[int], institution: Institution) -> None:
    """Make them members who have agreed to the view of HR officers."""
    one = values_of(Membership(institution=institution, consented_at=timezone.now()))
    write_rows(Membership, (one | {"user_id": person} for person in people))


def enrol(pairs: Sequence[tuple[int, Course]]) -> list[Enrolment]:
    """Write an enrolment for each pair of a person and a course; read them back in the order of their numbers."""
    one = values_of(Enrolment())
    last = Enrolment.objects.aggregate(last=Max("pk"))["last"] or 0
    write_rows(Enrolment, (one | {"user_id": person, "course_id": course.pk} for person, course in pairs))
    return list(Enrolment.objects.filter(pk__gt=last).order_by("pk"))


def read_lessons(enrolments: Sequence[Enrolment], chance: random.Random | None = None) -> None:
    """Let each have read all lessons; where chance has a say some, the first of them always."""
    lessons: dict[int, list[int]] = {}
    for lesson in Lesson.objects.order_by("position"):
        lessons.setdefault(lesson.course_id, []).append(lesson.pk)
    one = values_of(LessonProgress())
    write_rows(
        LessonProgress,
        (
            one | {"enrolment_id": enrolment.pk, "lesson_id": lesson}
            for enrolment in enrolments
            for lesson in _read_by(chance, lessons[enrolment.course_id])
        ),
    )


def _read_by(chance: random.Random | None, lessons: Sequence[int]) -> Sequence[int]:
    return lessons[: chance.randint(1, len(lessons))] if chance else lessons


def attempt(enrolments: Sequence[Enrolment], chance: random.Random, *, is_open: bool = False) -> list[str]:
    """Give each an attempt at its course's quiz, closed with answers of seeded chance, or open; return their ids."""
    asked = _asked()
    columns = cache(lambda course, right: _columns_of_attempt(*asked[course], right))
    ids = [uuid.UUID(int=chance.getrandbits(128), version=4).hex for _enrolment in enrolments]
    rows = list(zip(ids, enrolments, strict=True))
    chunks = iter(rows)
    while chunk := list(islice(chunks, CHUNK)):
        with transaction.atomic():
            closed = [] if is_open else chunk
            right = {key: sum(chance.random() < 0.75 for _place in asked[one.course_id][1]) for key, one in closed}
            own = ({"id": key, "enrolment_id": one.pk} for key, one in chunk)
            common = (columns(one.course_id, right.get(key)) for key, one in chunk)
            write_rows(Attempt, map(or_, common, own))
            write_rows(AttemptQuestion, _answers(chunk, asked, right))
    return [str(uuid.UUID(key)) for key in ids]


def _asked() -> Asked:
    """Ask the database which these are."""
    asked: Asked = {}
    for place in QuizQuestion.objects.select_related("quiz").order_by("quiz", "position"):
        revision = place.question.revisions.get(number=1).pk
        asked.setdefault(place.quiz.course_id, (place.quiz, []))[1].append(revision)
    return asked


def _columns_of_attempt(quiz: Quiz, revisions: Sequence[int], right: int | None) -> dict[str, Any]:
    """Return what all attempts at a quiz have in common that have so many right answers; None means open."""
    now, size = timezone.now(), len(revisions)
    one = Attempt(quiz=quiz, number=1, pass_mark=quiz.pass_mark, started_at=now)
    if right is not None:
        one.started_at, one.closed_at, one.state = now - timedelta(minutes=20), now, "submitted"
        one.score, one.max_score, one.passed = right, size, right * 100 >= quiz.pass_mark * size
    return values_of(one)


def _answers(chunk: Sequence[tuple[str, Enrolment]], asked: Asked, right: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Yield the questions of each attempt: the first ones right, the others wrong; unanswered in an open one."""
    closed = AttemptQuestion(marks=1, answer="o1", answered_at=timezone.now(), score=0)
    wrong = values_of(closed)
    closed.answer, closed.score = "o0", 1
    correct, unanswered = values_of(closed), values_of(AttemptQuestion(marks=1)) | {"answer": None}
    for key, enrolment in chunk:
        for place, revision in enumerate(asked[enrolment.course_id][1], start=1):
            kind = unanswered if key not in right else correct if place <= right[key] else wrong
            yield kind | {"attempt_id": key, "position": place, "revision_id": revision}


def log_in(people: Sequence[int], *, proved: bool = False) -> list[str]:
    """Open a session for each and return their keys; `proved` with a second factor, as staff needs."""
    rows = []
    for person in User.objects.filter(pk__in=people).order_by("pk"):
        held = {
            "_auth_user_id": str(person.pk),
            "_auth_user_backend": "academy.accounts.backends.PersonBackend",
            "_auth_user_hash": person.get_session_auth_hash(),
        }
        if proved:
            held["account_authentication_methods"] = [PROOF | {"at": timezone.now().timestamp()}]
            held["account_authentication_methods_user"] = str(person.pk)
        rows.append(BrowserSession(session_key=uuid.uuid4().hex, session_data=_packed(held), expire_date=_tomorrow()))
    BrowserSession.objects.bulk_create(rows)
    return [row.session_key for row in rows]


def _packed(held: dict[str, Any]) -> str:
    salt = "django.contrib.sessions.SessionStore"
    return signing.dumps(held, salt=salt, serializer=JSONSerializer, compress=True)


def _tomorrow() -> Any:
    return timezone.now() + timedelta(days=1)
