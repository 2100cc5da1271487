"""Statistics of a quiz and of its questions, computed from the sums that are kept."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from academy.languages import text_in
from academy.prepared import Prepared
from courses.enums import ItemFault
from courses.models import ItemTally, Question, QuestionRevision, Quiz, QuizTally
from courses.questions.rich import plain_in
from courses.questions.true_false import verdicts_in
from courses.selectors.chosen import BLANK, all_options, key_options
from courses.statistics.groups import Split, groups_of, median
from courses.statistics.items import corrected_point_biserial, discrimination_index, facility, point_biserial
from courses.statistics.judgements import FEWEST, faults_of
from courses.statistics.reliability import cronbach_alpha, standard_error
from courses.statistics.sums import Moments, Pairs
from courses.statistics.times import median_class

_COUNTED: Final = Prepared(lambda quiz: QuizTally.objects.filter(quiz=quiz).order_by().values_list("counted_at"), -1)


@dataclass(frozen=True, kw_only=True)
class OptionFigures:
    """Who chose an option; the numbers are people, rounded where several with the same result are shared out."""

    text: str
    is_key: bool
    upper: int
    middle: int
    lower: int

    @property
    def people(self) -> int:
        """How many chose it altogether."""
        return self.upper + self.middle + self.lower


@dataclass(frozen=True, kw_only=True)
class ItemFigures:
    """One revision of a question. What is unknown, or would be nonsense with so few people, is None."""

    question: Question
    revision: QuestionRevision
    stem: str
    people: int
    facility: float | None
    discrimination: float | None
    point_biserial: float | None
    corrected: float | None
    time: int | None
    faults: Sequence[ItemFault]
    options: Sequence[OptionFigures]
    #: Result in tenths (0 to 9) -> people, and the part of the marks that they earned.
    curve: Sequence[tuple[int, float]]

    @property
    def urgency(self) -> tuple[int, float]:
        """What needs attention comes first: the worst fault, then what discriminates least."""
        order = list(ItemFault)
        worst = order.index(self.faults[0]) if self.faults else len(order)
        return worst, self.discrimination if self.discrimination is not None else 1.0


@dataclass(frozen=True, kw_only=True)
class QuizFigures:
    """A quiz. Results are in per cent of the highest possible score, deviation and error in points of per cent."""

    quiz: Quiz
    title: str
    attempts: int
    mean: float | None
    median: float | None
    deviation: float | None
    alpha: float | None
    error: float | None
    passed: float | None
    time: int | None
    counted_at: datetime | None
    #: Result in whole per cent -> attempts.
    results: Mapping[int, int]
    items: Sequence[ItemFigures]
    has_one_form: bool

    @property
    def is_enough(self) -> bool:
        """Whether there are enough attempts to say anything."""
        return self.attempts >= FEWEST


def counted_until(quiz: Quiz) -> datetime | None:
    """Return when the sums of a quiz last changed; None while there are none. One query."""
    return next((counted_at for (counted_at,) in _COUNTED.rows(quiz.pk)), None)


def quiz_figures(quiz: Quiz, language: str) -> QuizFigures:
    """Gather the statistics of a quiz. Two queries, whatever the number of attempts."""
    tally = QuizTally.objects.filter(quiz=quiz).first() or QuizTally(quiz=quiz)
    tallies = list(_tallies(quiz))
    total, results = Moments(tally.attempts, tally.score, tally.score_squares), _numbers(tally.results)
    items, enough = _by_question(tallies), tally.attempts >= FEWEST
    one_form = bool(items) and all(moments.n == tally.attempts for moments in items.values())
    deviation = _per_cent(total.deviation, tally) if enough else None
    alpha = cronbach_alpha(list(items.values()), _totals(tallies)) if enough and one_form else None
    return QuizFigures(
        quiz=quiz,
        title=text_in(quiz.title, language),
        attempts=tally.attempts,
        mean=_per_cent(total.mean, tally) if enough else None,
        median=median(results) if enough else None,
        deviation=deviation,
        alpha=alpha,
        error=standard_error(deviation, alpha),
        passed=_passed(results, quiz.pass_mark) if enough else None,
        time=median_class(_numbers(tally.times)) if enough else None,
        counted_at=tally.counted_at,
        results=results,
        items=sorted(newest(item_figures(one, language) for one in tallies), key=lambda item: item.urgency),
        has_one_form=one_form,
    )


def question_figures(quiz: Quiz, question_id: int, language: str) -> list[ItemFigures]:
    """Gather the statistics of one question of a quiz, revision by revision, the newest first."""
    return [item_figures(tally, language) for tally in _tallies(quiz).filter(revision__question=question_id)]


def newest(items: Iterable[ItemFigures]) -> list[ItemFigures]:
    """Keep the newest revision of each question that anybody answered."""
    chosen: dict[int, ItemFigures] = {}
    for item in items:
        held = chosen.setdefault(item.question.pk, item)
        if item.revision.number > held.revision.number:
            chosen[item.question.pk] = item
    return list(chosen.values())


def item_figures(tally: ItemTally, language: str) -> ItemFigures:
    """Compute the statistics of one revision of a question."""
    revision, people = tally.revision, _numbers(tally.people)
    question, enough = revision.question, tally.answers >= FEWEST
    pairs, groups = _pairs(tally), groups_of(people)
    index = discrimination_index(groups, _numbers(tally.earned), _numbers(tally.possible)) if enough else None
    ease = facility(tally.score, tally.marks) if enough else None
    options = {key: groups.split(_numbers(tally.options.get(key, {}))) for key in _option_keys(tally)}
    keys = key_options(question.type, revision.body)
    judged = {key: split for key, split in options.items() if key != BLANK}
    varies = pairs.first.spread > 0
    return ItemFigures(
        question=question,
        revision=revision,
        stem=plain_in(revision.body.get("stem", {}), language),
        people=tally.answers,
        facility=ease,
        discrimination=index if varies else None,
        point_biserial=point_biserial(pairs) if enough else None,
        corrected=corrected_point_biserial(pairs) if enough else None,
        time=median_class(_numbers(tally.times)) if enough else None,
        faults=faults_of(
            people=tally.answers,
            facility=ease,
            discrimination=index if varies else None,
            options=judged,
            keys=keys,
        ),
        options=[_option(key, split, revision, keys, language) for key, split in options.items()],
        curve=_curve(tally),
    )


def _tallies(quiz: Quiz) -> Any:
    found = ItemTally.objects.filter(quiz=quiz).select_related("revision__question")
    return found.order_by("revision__question_id", "-revision__number")


def _by_question(tallies: Iterable[ItemTally]) -> dict[int, Moments]:
    """The scores of each question, all its revisions together."""
    found: dict[int, Moments] = {}
    for tally in tallies:
        before = found.get(tally.revision.question_id, Moments(0, 0, 0))
        found[tally.revision.question_id] = Moments(
            before.n + tally.answers, before.total + tally.score, before.squares + tally.score_squares
        )
    return found


def _totals(tallies: Sequence[ItemTally]) -> Moments:
    """The sums of all questions, of those who were asked the first one: in one form, everybody."""
    first = [tally for tally in tallies if tally.revision.question_id == tallies[0].revision.question_id]
    people, total = sum(tally.answers for tally in first), sum(tally.total for tally in first)
    return Moments(people, total, sum(tally.total_squares for tally in first))


def _pairs(tally: ItemTally) -> Pairs:
    item = Moments(tally.answers, tally.score, tally.score_squares)
    return Pairs(item, Moments(tally.answers, tally.total, tally.total_squares), tally.products)


def _numbers(histogram: Mapping[str, int]) -> dict[int, int]:
    return {int(key): number for key, number in histogram.items()}


def _per_cent(marks: float | None, tally: QuizTally) -> float | None:
    """Hundredths of marks in per cent of the highest possible score, which is the mean where it has changed."""
    return marks * 100 * tally.attempts / tally.max_score if marks is not None and tally.max_score else None


def _passed(results: Mapping[int, int], pass_mark: int) -> float | None:
    """The part of the attempts, in per cent, that reach the pass mark of today."""
    attempts = sum(results.values())
    reached = sum(number for result, number in results.items() if result >= pass_mark)
    return reached * 100 / attempts if attempts else None


def _option_keys(tally: ItemTally) -> list[str]:
    keys = all_options(tally.revision.question.type, tally.revision.body)
    return [*keys, BLANK] if keys else []


def _option(key: str, split: Split, revision: QuestionRevision, keys: set[str], language: str) -> OptionFigures:
    return OptionFigures(
        text=_option_text(key, revision, language),
        is_key=key in keys,
        upper=round(split.upper),
        middle=round(split.middle),
        lower=round(split.lower),
    )


def _option_text(key: str, revision: QuestionRevision, language: str) -> str:
    if key == BLANK:
        return _("No answer")
    if revision.question.type == "true_false":
        return verdicts_in(language)[key]
    texts = {option["id"]: option["text"] for option in revision.body.get("options", ())}
    return plain_in(texts[key], language)


def _curve(tally: ItemTally) -> list[tuple[int, float]]:
    """By tenths of the total result: how many people, and what part of the marks they earned on this question."""
    people, earned, possible = Counter[int](), Counter[int](), Counter[int]()
    for sums, histogram in ((people, tally.people), (earned, tally.earned), (possible, tally.possible)):
        for result, number in _numbers(histogram).items():
            sums[min(result // 10, 9)] += number
    return [(people[ten], earned[ten] / possible[ten] if possible[ten] else 0.0) for ten in range(10)]
