"""Statistics as tables and plots: the questions of a quiz, and the parts of the page of one question."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from academy.cms.plots import Plot, plot_of
from academy.cms.tables import Cell, Column
from courses.enums import ItemFault
from courses.models import Quiz
from courses.selectors.figures import FAULT_WORDS, decimals, item_key_figures, per_cent, question_time
from courses.selectors.statistics import ItemFigures, QuizFigures

#: What fits into a row of a table.
STEM_LENGTH = 90
SERIOUS = {ItemFault.NEGATIVE, ItemFault.KEY_BEATEN}
SORTED = {
    "question": lambda item: item.stem.lower(),
    "people": lambda item: item.people,
    "facility": lambda item: _or_last(item.facility),
    "discrimination": lambda item: _or_last(item.discrimination),
    "corrected": lambda item: _or_last(item.corrected),
    "time": lambda item: _or_last(item.time),
    "attention": lambda item: item.urgency,
}


def results_plot(figures: QuizFigures) -> Plot:
    """Draw the results by tenths: how many attempts, and how many of them reach the pass mark."""
    whole, passed = [0] * 10, [0] * 10
    for result, attempts in figures.results.items():
        tenth = min(result // 10, 9)
        whole[tenth] += attempts
        passed[tenth] += attempts if result >= figures.quiz.pass_mark else 0
    return plot_of(list(zip(_tenths(), whole, passed, strict=True)))


def item_plot(item: ItemFigures) -> Plot:
    """Draw a question by tenths of the total result: how many people, and the part of the points they earned."""
    numbers = [(people, round(people * share)) for people, share in item.curve]
    return plot_of([(label, *pair) for label, pair in zip(_tenths(), numbers, strict=True)])


def _tenths() -> list[str]:
    return [f"{tenth * 10}–{tenth * 10 + 9}" for tenth in range(9)] + ["90–100"]


def part_of(item: ItemFigures) -> dict[str, Any]:
    """Gather what the page of a question says of one revision."""
    plot = item_plot(item)
    return {
        "item": item,
        "key_figures": item_key_figures(item),
        "faults": [(fault.label, FAULT_WORDS[fault]) for fault in item.faults],
        "plot": plot,
        "plot_rows": [[bar.label, str(bar.value), str(bar.part)] for bar in plot.bars],
        "option_rows": [
            [
                option.text,
                _("Yes") if option.is_key else _("No"),
                option.upper,
                option.middle,
                option.lower,
                option.people,
            ]
            for option in item.options
        ],
    }


def columns() -> list[Column]:
    """The columns of the questions of a quiz."""
    return [
        Column("question", _("Question")),
        Column("attention", _("Needs attention")),
        Column("people", _("Answers"), is_number=True),
        Column("facility", _("Facility"), is_number=True),
        Column("discrimination", _("Discrimination index"), is_number=True),
        Column("corrected", _("Correlation with the other questions"), is_number=True),
        Column("time", _("Time taken"), is_number=True),
    ]


def row_of(quiz: Quiz, item: ItemFigures) -> list[Cell]:
    """One question of a quiz as a row."""
    stem = item.stem if len(item.stem) <= STEM_LENGTH else f"{item.stem[: STEM_LENGTH - 1]}…"
    return [
        Cell(stem, url=reverse("question_statistics", args=[quiz.course.code, item.question.pk])),
        _attention(item),
        Cell(str(item.people), is_number=True),
        Cell(per_cent(None if item.facility is None else item.facility * 100), is_number=True),
        Cell(decimals(item.discrimination), is_number=True),
        Cell(decimals(item.corrected), is_number=True),
        Cell(question_time(item.time), is_number=True),
    ]


def _attention(item: ItemFigures) -> Cell:
    if not item.faults:
        return Cell(_("nothing"), kind="success", icon="check")
    worst = item.faults[0]
    if worst == ItemFault.TOO_FEW:
        return Cell(str(worst.label), kind="neutral", icon="hourglass")
    return Cell(str(worst.label), kind="error" if worst in SERIOUS else "warning", icon="warning")


def heads() -> list[str]:
    """What stands above the columns of the file."""
    return [
        _("Question"),
        _("Needs attention"),
        _("Answers"),
        _("Facility"),
        _("Discrimination index"),
        _("Correlation with the other questions"),
        _("Correlation with the whole result"),
        _("Time taken"),
    ]


def values_of(item: ItemFigures) -> list[object]:
    """A line of the file: numbers stay numbers, and nothing is cut."""
    return [
        item.stem,
        "; ".join(str(fault.label) for fault in item.faults),
        item.people,
        *(_rounded(value) for value in (item.facility, item.discrimination, item.corrected, item.point_biserial)),
        question_time(item.time),
    ]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _or_last(value: float | None) -> float:
    return float("inf") if value is None else value
