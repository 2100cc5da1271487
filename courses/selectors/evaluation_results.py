"""What came of the evaluation of a seminar: sums, never people. Nothing is told of fewer than three."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import SystemRandom
from typing import Any

from courses.enums import CHOOSING, EvaluationFieldType
from courses.models import EvaluationAnswers, EvaluationField, Seminar
from courses.selectors.evaluations import number_attended
from courses.statistics.marks import moments_of
from courses.statistics.sums import Moments

#: Of fewer evaluations no result is told, neither of this seminar nor of one that it is compared with.
FEWEST = 3
MARKS = 5

Answers = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class QuestionResults:
    """One question. `counts` says how often each mark or choice was given, `texts` stand in a random order.

    `others`: the marks of other seminars with the same form.
    """

    field: EvaluationField
    answered: int
    counts: Sequence[int]
    texts: Sequence[str]
    others: Moments

    @property
    def is_scale(self) -> bool:
        """Whether marks were given."""
        return self.field.field_type == EvaluationFieldType.SCALE

    @property
    def marks(self) -> Moments:
        """The marks of this seminar."""
        return moments_of(self.counts)


@dataclass(frozen=True, kw_only=True)
class EvaluationResults:
    """The evaluations of a seminar. `rows` and `questions` are empty while there are too few; `rows` have no order."""

    attended: int
    handed_in: int
    rows: Sequence[Answers]
    questions: Sequence[QuestionResults]

    @property
    def is_enough(self) -> bool:
        """Whether anything may be told."""
        return self.handed_in >= FEWEST


def evaluation_results(seminar: Seminar) -> EvaluationResults:
    """Gather the results of the form that the seminar has. Three queries."""
    found: dict[int, list[Answers]] = {}
    for pk, answers in EvaluationAnswers.objects.filter(evaluation=seminar.evaluation_id).values_list(
        "seminar", "answers"
    ):
        found.setdefault(pk, []).append(answers)
    own = found.pop(seminar.pk, [])
    others = [answers for rows in found.values() if len(rows) >= FEWEST for answers in rows]
    fields = EvaluationField.objects.filter(evaluation=seminar.evaluation_id)
    is_enough = len(own) >= FEWEST
    return EvaluationResults(
        attended=number_attended(seminar),
        handed_in=len(own),
        rows=shuffled(own) if is_enough else [],
        questions=[_question(field, own, others) for field in fields] if is_enough else [],
    )


def shuffled(values: Iterable[Any]) -> list[Any]:
    """Return the values in an order that nobody can work out."""
    found = list(values)
    SystemRandom().shuffle(found)
    return found


def _question(field: EvaluationField, own: Sequence[Answers], others: Sequence[Answers]) -> QuestionResults:
    given = [answers[field.clean_name] for answers in own if field.clean_name in answers]
    is_text = not places(field)
    is_scale = field.field_type == EvaluationFieldType.SCALE
    elsewhere = [answers[field.clean_name] for answers in others if is_scale and field.clean_name in answers]
    return QuestionResults(
        field=field,
        answered=len(given),
        counts=_counts(field, given),
        texts=shuffled(given) if is_text else [],
        others=moments_of(_counts(field, elsewhere)),
    )


def places(field: EvaluationField) -> int:
    """How many answers there are to choose from; none where people write."""
    if field.field_type == EvaluationFieldType.SCALE:
        return MARKS
    return len(field.choices) if field.field_type in CHOOSING else 0


def _counts(field: EvaluationField, given: Sequence[Any]) -> list[int]:
    chosen = [place for answer in given for place in (answer if isinstance(answer, list) else [answer])]
    return [chosen.count(str(place)) for place in range(1, places(field) + 1)]
