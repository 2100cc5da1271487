"""What statistics mean, in plain words: each number with a sentence that says whether it is good."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.enums import ItemFault, Quality
from courses.selectors.statistics import ItemFigures, QuizFigures
from courses.statistics.judgements import EASY, quality_of_alpha, quality_of_discrimination
from courses.statistics.judgements import quality_of_facility as quality_of_ease
from courses.statistics.times import QUESTION_ENDS, QUIZ_ENDS

#: Points of per cent below which results lie too close together (Moodle, Quiz report statistics: 12 to 18 is ideal).
NARROW = 12
MINUTE = 60


@dataclass(frozen=True)
class Figure:
    """A number as the component `stat` takes it."""

    label: str
    value: str
    unit: str
    note: str


ALPHA_WORDS = {
    Quality.GOOD: gettext_lazy("The questions measure the same thing. Good: the results can be trusted."),
    Quality.FAIR: gettext_lazy("Enough for an overview, scarcely enough to decide about single people."),
    Quality.POOR: gettext_lazy("Too low: results depend much on chance. Mend the questions named below."),
    Quality.UNKNOWN: gettext_lazy("Not known: all learners reached the same result, or the quiz has one question."),
}
DISCRIMINATION_WORDS = {
    Quality.GOOD: gettext_lazy("Those who did well overall did clearly better here, too. Good."),
    Quality.FAIR: gettext_lazy("Those who did well overall did a little better here. Acceptable."),
    Quality.POOR: gettext_lazy("Those who did well overall did hardly better here, or worse. Needs attention."),
    Quality.UNKNOWN: gettext_lazy("Not known: too few data, or everybody answered alike."),
}
FAULT_WORDS = {
    ItemFault.NEGATIVE: gettext_lazy(
        "Those who did well overall got it wrong more often than the others. Check which answer is marked as correct."
    ),
    ItemFault.KEY_BEATEN: gettext_lazy(
        "Those who did well overall chose a wrong option more often than the correct one. Check the correct answer."
    ),
    ItemFault.TOO_HARD: gettext_lazy("Less than a fifth of the points is earned. Is it taught, and clearly asked?"),
    ItemFault.WEAK: gettext_lazy("It hardly tells apart those who know from those who do not. Ask more precisely."),
    ItemFault.TOO_EASY: gettext_lazy("More than nine tenths of the points are earned. It says little about anybody."),
    ItemFault.UNUSED: gettext_lazy("A wrong option is chosen by hardly anybody. Make it more likely, or leave it out."),
    ItemFault.TOO_FEW: gettext_lazy("Too few data: a question is judged from ten learners on."),
}


def quiz_key_figures(figures: QuizFigures) -> list[Figure]:
    """Say the key figures of a quiz."""
    return [
        Figure(_("Learners counted"), str(figures.attempts), "", _("The first attempt of each learner counts.")),
        _share(_("Average result"), figures.mean, _mean_words(figures.mean)),
        _share(_("Middle result"), figures.median, _("Half of the learners reached this result or a better one.")),
        _share(_("Pass rate"), figures.passed, _("So many reached the pass mark with the first attempt.")),
        _points(_("Standard deviation"), figures.deviation, _deviation_words(figures.deviation)),
        Figure(_("Reliability (Cronbach’s alpha)"), decimals(figures.alpha), "", _alpha_words(figures)),
        _points(
            _("Standard error of measurement"),
            figures.error,
            _("How far a result may lie from what somebody knows, in two cases out of three. Less is better."),
        ),
        Figure(_("Time taken"), quiz_time(figures.time), "", _("Half of the learners needed no longer.")),
    ]


def item_key_figures(item: ItemFigures) -> list[Figure]:
    """Say the key figures of a question."""
    ease = None if item.facility is None else item.facility * 100
    words = DISCRIMINATION_WORDS[quality_of_discrimination(item.discrimination)]
    return [
        Figure(_("Learners counted"), str(item.people), "", _("The first attempt of each learner counts.")),
        _share(_("Facility"), ease, _ease_words(item.facility)),
        Figure(_("Discrimination index"), decimals(item.discrimination), "", str(words)),
        Figure(
            _("Correlation with the other questions"),
            decimals(item.corrected),
            "",
            _("From -1 to 1. Above 0.2 the question goes together with the rest of the quiz."),
        ),
        Figure(
            _("Correlation with the whole result"),
            decimals(item.point_biserial),
            "",
            _("The same with the question itself in the result, and therefore always a little higher."),
        ),
        Figure(_("Time taken"), question_time(item.time), "", _("Half of the learners needed no longer.")),
    ]


def decimals(value: float | Decimal | None) -> str:
    """Say a number with two decimals, or that it is not known."""
    return "–" if value is None else number_format(round(float(value), 2), 2)


def per_cent(value: float | None) -> str:
    """Say a whole number of per cent, or that it is not known."""
    return "–" if value is None else _("%(percent)s%%") % {"percent": round(value)}


def quiz_time(place: int | None) -> str:
    """Say a class of the time that a quiz took."""
    return _time(place, QUIZ_ENDS, _minutes)


def question_time(place: int | None) -> str:
    """Say a class of the time that a question took."""
    return _time(place, QUESTION_ENDS, _seconds)


def _share(label: str, value: float | None, note: str) -> Figure:
    return Figure(
        label, "–" if value is None else number_format(round(value, 1), 1), "" if value is None else "%", note
    )


def _points(label: str, value: float | None, note: str) -> Figure:
    return Figure(
        label,
        "–" if value is None else number_format(round(value, 1), 1),
        "" if value is None else _("percentage points"),
        note,
    )


def _mean_words(mean: float | None) -> str:
    if mean is None:
        return _("Not known: too few data.")
    if quality_of_ease(mean / 100) == Quality.GOOD:
        return _("Neither too easy nor too hard. Good.")
    return _("Too easy to tell people apart.") if mean / 100 > EASY else _("Too hard to tell people apart.")


def _ease_words(facility: float | None) -> str:
    if facility is None:
        return _("Not known: too few data.")
    if quality_of_ease(facility) == Quality.GOOD:
        return _("The part of the points that is earned. Neither too easy nor too hard: good.")
    return str(FAULT_WORDS[ItemFault.TOO_EASY if facility > EASY else ItemFault.TOO_HARD])


def _deviation_words(deviation: float | None) -> str:
    if deviation is None:
        return _("Not known: too few data.")
    if deviation < NARROW:
        return _("Results lie too close together to tell people apart.")
    return _("Results lie far enough apart to tell people apart. Good.")


def _alpha_words(figures: QuizFigures) -> str:
    if not figures.is_enough:
        return _("Not known: too few data.")
    if not figures.has_one_form:
        return _("Not known: not everybody was asked the same questions.")
    return str(ALPHA_WORDS[quality_of_alpha(figures.alpha)])


def _time(place: int | None, ends: Sequence[int], say: Callable[[int], str]) -> str:
    if place is None:
        return "–"
    return f"> {say(ends[-1])}" if place == len(ends) else f"≤ {say(ends[place])}"


def _minutes(seconds: int) -> str:
    return _("%(count)d min") % {"count": seconds // MINUTE}


def _seconds(seconds: int) -> str:
    return _("%(count)d s") % {"count": seconds}
