"""Questions as their authors list them: their words, where they are used, and how their revisions differ."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from academy.languages import LANGUAGES
from courses.models import AttemptQuestion, Question, QuestionRevision, Quiz, QuizDraw, QuizQuestion
from courses.questions import TYPES
from courses.questions.editing import EXPLANATION, STEM, Field, Rows, Texts
from courses.questions.rich import plain_in
from courses.selectors.draws import pools_of
from courses.selectors.folding import words_asked


def found_questions(questions: QuerySet[Question], asked: str) -> QuerySet[Question]:
    """Keep those that hold every word of what is looked for, from its beginning: stem, title and short name."""
    for word in words_asked(asked):
        questions = questions.filter(search_text__contains=f" {word}")
    return questions


def stems_of(questions: Iterable[Question], language: str) -> dict[int, str]:
    """Return the words of each question's newest stem. One query."""
    revisions = QuestionRevision.objects.filter(question__in=questions).order_by("number")
    bodies = dict(revisions.values_list("question", "body__stem"))
    return {pk: plain_in(stem or {}, language) for pk, stem in bodies.items()}


@dataclass(frozen=True, kw_only=True)
class Usage:
    """Quizzes that always ask a question, those that may draw it, and how often it was asked in attempts."""

    quizzes: Sequence[Quiz] = ()
    drawing: Sequence[Quiz] = ()
    attempts: int = 0


def usage_of(questions: Sequence[Question]) -> dict[int, Usage]:
    """Return where each question is used. Three queries, and two more where a bank is drawn from."""
    quizzes: dict[int, list[Quiz]] = {}
    for place in QuizQuestion.objects.filter(question__in=questions).select_related("quiz__course"):
        quizzes.setdefault(place.question_id, []).append(place.quiz)
    drawing = _drawing(questions)
    asked = AttemptQuestion.objects.filter(revision__question__in=questions)
    attempts = Counter(dict(asked.values_list("revision__question").annotate(Count("pk")).order_by()))
    return {
        row.pk: Usage(quizzes=quizzes.get(row.pk, ()), drawing=drawing.get(row.pk, ()), attempts=attempts[row.pk])
        for row in questions
    }


def _drawing(questions: Sequence[Question]) -> dict[int, list[Quiz]]:
    """The quizzes that may draw each question, each once."""
    banks = {row.bank_id for row in questions if row.bank_id}
    draws = list(QuizDraw.objects.filter(bank__in=banks).select_related("quiz__course"))
    found: dict[int, dict[int, Quiz]] = {}
    for draw, pool in zip(draws, pools_of(draws), strict=True):
        for question in pool:
            found.setdefault(question, {})[draw.quiz_id] = draw.quiz
    return {question: list(quizzes.values()) for question, quizzes in found.items()}


@dataclass(frozen=True)
class Difference:
    """A value that two revisions have differently; empty where one has none."""

    label: str
    before: str
    after: str


def differences(question_type: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Compare two bodies of one type, value by value, in the order of its form."""
    old, new = _values(question_type, before), _values(question_type, after)
    labels = [*new, *(label for label in old if label not in new)]
    found = [Difference(label, old.get(label, ""), new.get(label, "")) for label in labels]
    return [one for one in found if one.before != one.after]


def _values(question_type: str, body: Mapping[str, Any]) -> dict[str, str]:
    type_ = TYPES[question_type]
    shown = type_.shown_of(body)
    values: dict[str, str] = {}
    for asked in (STEM, *type_.fields, EXPLANATION):
        if isinstance(asked, Rows):
            for number, row in enumerate(shown.get(asked.name, []), start=1):
                for field in asked.fields:
                    values |= _value(field, row, f"{asked.row} {number} · ")
        else:
            values |= _value(asked, shown, "")
    return values


def _value(field: Field, shown: Mapping[str, Any], before: str) -> dict[str, str]:
    value = shown.get(field.name)
    label = f"{before}{field.label}"
    if isinstance(field, Texts):
        texts = value or {}
        return {f"{label} ({code})": _in(texts, code) for code in LANGUAGES if texts.get(code)}
    if isinstance(value, bool):
        return {label: str(_("yes") if value else _("no"))}
    if isinstance(value, Mapping):
        return {label: str(value.get("picture") or value.get("src") or "")}
    return {label: str(value)} if value not in (None, "") else {}


def _in(texts: Mapping[str, str], code: str) -> str:
    return plain_in({code: texts[code]} | ({"markup": texts["markup"]} if "markup" in texts else {}), code)
