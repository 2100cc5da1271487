"""Results of an evaluation as plots, tables and rows of a file."""

from collections.abc import Sequence
from string import ascii_uppercase
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy.cms.plots import plot_of_counts
from academy.languages import text_in
from courses.models import EvaluationField
from courses.selectors.evaluation_results import MARKS, EvaluationResults, QuestionResults, places, shuffled
from courses.selectors.figures import Figure, decimals, per_cent
from courses.statistics.marks import deviation_of, mean_of


def question_part(question: QuestionResults, language: str) -> dict[str, Any]:
    """Gather what the page says of one question."""
    signs = _signs(question)
    words = choice_words(question.field, language)
    labels = [sign if sign == word else f"{sign}. {word}" for sign, word in zip(signs, words, strict=True)]
    return {
        "label": text_in(question.field.label, language),
        "answered": ngettext("%(count)d answer", "%(count)d answers", question.answered) % {"count": question.answered},
        "figures": _scale_figures(question) if question.is_scale and question.answered else [],
        "plot": plot_of_counts(list(zip(signs, question.counts, strict=True))) if question.counts else None,
        "rows": [
            [label, str(count), _share(count, question.answered)]
            for label, count in zip(labels, question.counts, strict=True)
        ],
        "texts": question.texts,
    }


def _signs(question: QuestionResults) -> list[str]:
    """What stands below the spines: a mark, or the letter that the table explains."""
    number = len(question.counts)
    return [str(mark) for mark in range(1, number + 1)] if question.is_scale else list(ascii_uppercase[:number])


def choice_words(field: EvaluationField, language: str) -> list[str]:
    """The marks or choices in words, by their places."""
    texts = [text_in(choice, language) for choice in field.choices]
    return texts or [str(mark) for mark in range(1, places(field) + 1)]


def _share(count: int, answered: int) -> str:
    return per_cent(100 * count / answered if answered else None)


def _scale_figures(question: QuestionResults) -> list[Figure]:
    others = question.others
    note = _("No other seminar with this form has enough evaluations yet.")
    if others.n:
        told = {"mean": decimals(mean_of(others)), "count": number_format(others.n)}
        note = _("In other seminars with this form: %(mean)s (marks: %(count)s)") % told
    agree = _("0 when everybody gave the same mark; the larger, the less people agree.")
    return [
        Figure(_("Mean mark"), decimals(mean_of(question.marks)), f"/ {MARKS}", note),
        Figure(_("Standard deviation"), decimals(deviation_of(question.marks)), "", agree),
    ]


def file_rows(results: EvaluationResults, language: str) -> list[list[object]]:
    """Write one row for each evaluation, in a random order; texts are shuffled apart, so that no row is a person."""
    columns = [_column(results, question, language) for question in results.questions]
    return [list(row) for row in zip(*columns, strict=True)]


def _column(results: EvaluationResults, question: QuestionResults, language: str) -> Sequence[object]:
    name, words = question.field.clean_name, choice_words(question.field, language)
    given = [answers.get(name) for answers in results.rows]
    if not words:
        return shuffled(given)
    if question.is_scale:
        return [int(answer) if answer else None for answer in given]
    return ["; ".join(words[int(place) - 1] for place in answer or ()) for answer in given]
