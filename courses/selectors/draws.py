"""What a quiz can draw: the questions that each line may take, and how they are shared among the lines."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from django.db.models import QuerySet

from courses.models import QuestionCategory, Quiz, QuizDraw, QuizQuestion
from courses.selectors.banks import as_tag, askable_questions


def fixed_questions() -> QuerySet[QuizQuestion]:
    """The places of quizzes whose question can be asked: a draft is not."""
    return QuizQuestion.objects.filter(question__in=askable_questions())


def pools_of(draws: Sequence[QuizDraw]) -> list[set[int]]:
    """The questions (by id) that each line may take, of whatever quiz. Two queries, or none."""
    if not draws:
        return []
    banks = {draw.bank_id for draw in draws}
    asked = askable_questions().filter(bank__in=banks)
    questions = list(asked.values_list("pk", "bank", "category", "tag_text"))
    below = _categories_below(banks)
    return [
        {
            pk
            for pk, bank, category, tags in questions
            if bank == draw.bank_id
            and _is_in(draw, category, below)
            and (not draw.tag or f"\n{as_tag(draw.tag)}\n" in tags)
        }
        for draw in draws
    ]


def _is_in(draw: QuizDraw, category: int | None, below: Mapping[int, AbstractSet[int]]) -> bool:
    if draw.category_id is None or draw.category_id == category:
        return True
    return draw.with_subcategories and category in below[draw.category_id]


def _categories_below(banks: Iterable[int]) -> dict[int, set[int]]:
    """Every category, by id, with all that stand in it, however deep."""
    parents = dict(QuestionCategory.objects.filter(bank__in=banks).values_list("pk", "parent"))
    below: dict[int, set[int]] = defaultdict(set)
    for category in parents:
        for above in _above(category, parents):
            below[above].add(category)
    return below


def _above(category: int, parents: Mapping[int, int | None]) -> Iterator[int]:
    passed = {category}
    while (above := parents.get(category)) is not None and above not in passed:
        passed.add(above)
        yield above
        category = above


def share_out(pools: Sequence[AbstractSet[int]], counts: Sequence[int], wanted: Iterable[int]) -> list[list[int]]:
    """Give each line up to so many questions of its pool, each question once; `wanted` names all, the dearest first.

    As many as possible are given out, and among them as many of the dearest as possible: a line that could take others
    gives one up to a line that could not. That is the greedy algorithm on a transversal matroid (Edmonds and
    Fulkerson, 1965), which is why it never has to take a question back altogether.
    """
    taken: list[list[int]] = [[] for _pool in pools]
    for question in wanted:
        if all(len(line) == count for line, count in zip(taken, counts, strict=True)):
            break
        _place(question, pools, counts, taken, set())
    return taken


def _place(
    question: int,
    pools: Sequence[AbstractSet[int]],
    counts: Sequence[int],
    taken: list[list[int]],
    tried: set[int],
) -> bool:
    """Put the question into a line with room, else into one whose question can move on to another line."""
    lines = [line for line, pool in enumerate(pools) if question in pool and line not in tried]
    for line in lines:
        if len(taken[line]) < counts[line]:
            taken[line].append(question)
            return True
    for line in lines:
        if line in tried:
            continue
        tried.add(line)
        for place, other in enumerate(taken[line]):
            if _place(other, pools, counts, taken, tried):
                taken[line][place] = question
                return True
    return False


def shortages(pools: Sequence[AbstractSet[int]], counts: Sequence[int]) -> dict[int, int]:
    """Lines (by place) that would get fewer questions than they draw, with how many they would get."""
    given = share_out(pools, counts, sorted(set[int]().union(*pools)))
    lines = enumerate(zip(given, counts, strict=True))
    return {place: len(line) for place, (line, count) in lines if len(line) < count}


def short_quizzes(quizzes: Iterable[int]) -> set[int]:
    """Quizzes (by id) that draw more questions than there are. Two queries, and two more where something is drawn."""
    fixed, lines = defaultdict(set), defaultdict(list)
    for quiz, question in fixed_questions().filter(quiz__in=quizzes).values_list("quiz", "question"):
        fixed[quiz].add(question)
    draws = list(QuizDraw.objects.filter(quiz__in=quizzes))
    for draw, pool in zip(draws, pools_of(draws), strict=True):
        lines[draw.quiz_id].append((pool - fixed[draw.quiz_id], draw.count))
    return {quiz for quiz, drawn in lines.items() if shortages(*zip(*drawn, strict=True))}


def question_count(quiz: Quiz) -> int:
    """How many questions an attempt that is started now would be asked."""
    fixed = set(fixed_questions().filter(quiz=quiz).values_list("question", flat=True))
    draws = list(quiz.draws.all())
    lacking = shortages([pool - fixed for pool in pools_of(draws)], [draw.count for draw in draws])
    return len(fixed) + sum(lacking.get(place, draw.count) for place, draw in enumerate(draws))
