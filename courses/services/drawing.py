"""What a new attempt is asked: the fixed questions, and those drawn for it, in their newest revisions."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from secrets import SystemRandom
from typing import Final

from academy.prepared import MANY, Prepared, PreparedInstances
from courses.models import AttemptQuestion, Enrolment, QuestionRevision, Quiz, QuizDraw
from courses.selectors.draws import fixed_questions, pools_of, share_out

_random = SystemRandom()
_FIXED: Final = Prepared(lambda quiz: fixed_questions().filter(quiz=quiz).values_list("question", "marks"), -1)
_DRAWS: Final = PreparedInstances(QuizDraw, lambda quiz: QuizDraw.objects.filter(quiz=quiz), -1)
#: The newest revision of a question comes last.
_REVISIONS: Final = Prepared(
    lambda questions: (
        QuestionRevision.objects.filter(question__in=questions).order_by("number").values_list("question", "pk")
    ),
    MANY,
)


def questions_to_ask(quiz: Quiz, enrolment: Enrolment) -> list[tuple[int, Decimal]]:
    """Return revision and marks of each question, in the order in which they are asked.

    No question is asked twice. What the learner was asked least often in earlier attempts is drawn first. Where a bank
    has fewer questions than are drawn, those are asked that there are.
    """
    fixed = _FIXED.rows(quiz.pk)
    draws = _DRAWS.instances(quiz.pk)
    asked = fixed + _drawn(draws, {question for question, _marks in fixed}, enrolment)
    if quiz.shuffle_questions:
        _random.shuffle(asked)
    newest = _newest_revisions(question for question, _marks in asked)
    return [(newest[question], marks) for question, marks in asked if question in newest]


def _drawn(draws: list[QuizDraw], fixed: set[int], enrolment: Enrolment) -> list[tuple[int, Decimal]]:
    if not draws:
        return []
    pools = [pool - fixed for pool in pools_of(draws)]
    met = _times_met(enrolment)
    wanted = sorted(set[int]().union(*pools), key=lambda question: (met[question], _random.random()))
    given = share_out(pools, [draw.count for draw in draws], wanted)
    return [(question, draw.marks) for draw, line in zip(draws, given, strict=True) for question in line]


def _times_met(enrolment: Enrolment) -> Counter[int]:
    """How often the learner was asked each question before."""
    before = AttemptQuestion.objects.filter(attempt__enrolment=enrolment)
    return Counter(before.values_list("revision__question", flat=True))


def _newest_revisions(questions: Iterable[int]) -> dict[int, int]:
    return dict(_REVISIONS.rows(set(questions)))
