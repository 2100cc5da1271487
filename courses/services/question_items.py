"""Our questions as items, for writing them into a file: in one language; another stands in where it is missing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from wagtail.images import get_image_model

from academy.languages import text_in
from courses.formats import WRITERS
from courses.formats.items import Answer, Item, ItemType, NumberAnswer, Pair, Text, TextFormat, visible
from courses.models import Question, QuestionBank, QuestionCategory, QuestionRevision
from courses.questions.numeric import number_in
from courses.questions.rich import cleaned, is_rich, pictures_in
from courses.services.question_pictures import with_files

FULL = 100.0
Body = Mapping[str, Any]


def export_bank(*, bank: QuestionBank, format_name: str, language: str) -> tuple[str, list[Item]]:
    """Return the file, and the questions that it does not hold, each with its refusal. Four queries."""
    revisions = QuestionRevision.objects.filter(question__bank=bank).order_by("number")
    bodies = dict(revisions.values_list("question", "body"))
    categories = {row.pk: row for row in bank.categories.all()}
    shown = get_image_model().objects.in_bulk(pictures_in(list(bodies.values())))
    items = [
        replace(
            item_of(question, bodies[question.pk], language, shown), number=number, category=_path(question, categories)
        )
        for number, question in enumerate(bank.questions.order_by("category_id", "pk"), start=1)
    ]
    return WRITERS[format_name](items)


def item_of(question: Question, body: Body, language: str, pictures: Mapping[int, Any] | None = None) -> Item:
    """Return the question as a file can hold it, with the `pictures` it shows; of a type no file knows, words alone."""
    words = _Words(language, pictures or {})
    explanation = words(body.get("explanation", {}))
    item = Item(
        number=1,
        line=1,
        type=ItemType.UNKNOWN,
        title=visible(question.title) or None,
        stem=words(body["stem"]),
        general_feedback=explanation if explanation.text else None,
        tags=tuple(question.tags),
    )
    known = _ITEMS.get(question.type)
    return replace(item, type=ItemType(question.type), **known(body, words)) if known else item


class _Words:
    """Texts of ours in one language: HTML where they are formatted, else plain."""

    def __init__(self, language: str, pictures: Mapping[int, Any]) -> None:
        self.language, self.pictures = language, pictures

    def __call__(self, texts: Mapping[str, str]) -> Text:
        """Return the text; without any it is empty."""
        if is_rich(texts):
            html, files = with_files(cleaned(text_in(texts, self.language)), self.pictures)
            return Text(visible(html), TextFormat.HTML, files)
        return Text(visible(text_in(texts, self.language).replace("\r\n", "\n")).strip(), TextFormat.PLAIN)

    def feedback(self, row: Body) -> Text | None:
        """Return what is told to an answer, if anything is."""
        feedback = self(row.get("feedback", {}))
        return feedback if feedback.text else None


def _path(question: Question, categories: Mapping[int, QuestionCategory]) -> str | None:
    names: list[str] = []
    place = categories.get(question.category_id) if question.category_id else None
    while place is not None:
        names.insert(0, place.name.replace("/", "//"))
        place = categories.get(place.parent_id) if place.parent_id else None
    return "/".join(names) or None


def _single(body: Body, words: _Words) -> dict[str, Any]:
    return {
        "choices": tuple(
            Answer(text=words(row["text"]), correct=bool(row.get("correct")), feedback=words.feedback(row))
            for row in body["options"]
        )
    }


def _multiple(body: Body, words: _Words) -> dict[str, Any]:
    """Correct choices share a hundred per cent; a wrong one takes away what one of them earns."""
    choices = _single(body, words)["choices"]
    each = round(FULL / sum(answer.correct for answer in choices), 5)
    return {
        "choices": tuple(replace(answer, correct=False, weight=each if answer.correct else -each) for answer in choices)
    }


def _truth(body: Body, words: _Words) -> dict[str, Any]:
    feedback = body.get("feedback", {})
    return {
        "choices": tuple(
            Answer(
                text=Text(word),
                correct=body["answer"] is (word == "true"),
                feedback=words.feedback({"feedback": feedback.get(word, {})}),
            )
            for word in ("true", "false")
        )
    }


def _weight(row: Body) -> float | None:
    return float(row["share"]) * FULL if "share" in row else None


def _short(body: Body, words: _Words) -> dict[str, Any]:
    """Accepted answers; all languages are accepted, so each text is an answer of its own."""
    rows = [
        Answer(
            text=Text(text.strip(), TextFormat.PLAIN),
            correct=True,
            weight=_weight(row),
            feedback=words.feedback(row),
        )
        for row in body["answers"]
        for text in dict.fromkeys(row["text"].values())
        if text.strip()
    ]
    others = words.feedback(body)
    if others:
        rows.append(Answer(text=Text("*", TextFormat.PLAIN), correct=True, weight=0.0, feedback=others))
    return {"choices": tuple(rows), "case_sensitive": bool(body.get("case_sensitive"))}


def _numeric(body: Body, words: _Words) -> dict[str, Any]:
    numbers = tuple(_number(row, words) for row in body["answers"])
    units = tuple(f"{words(unit['text']).text}={float(1 / Fraction(unit['factor']))}" for unit in body.get("units", []))
    return {"numbers": numbers, "units": units}


def _number(row: Body, words: _Words) -> NumberAnswer:
    value = number_in(row["value"]) or Fraction(0)
    tolerance = number_in(row.get("tolerance", "0")) or Fraction(0)
    margin = abs(value) * tolerance if row.get("relative") else tolerance
    return NumberAnswer(number=float(value), margin=float(margin), weight=_weight(row), feedback=words.feedback(row))


def _matching(body: Body, words: _Words) -> dict[str, Any]:
    """Items with their targets, then the targets that belong to none."""
    targets = {row["id"]: words(row["text"]).text for row in body["targets"]}
    pairs = [Pair(words(row["text"]), targets[row["target"]]) for row in body["items"]]
    used = {row["target"] for row in body["items"]}
    others = [Pair(Text("", TextFormat.PLAIN), text) for key, text in targets.items() if key not in used]
    return {"pairs": (*pairs, *others)}


_ITEMS: dict[str, Callable[[Body, _Words], dict[str, Any]]] = {
    ItemType.SINGLE_CHOICE: _single,
    ItemType.MULTIPLE_CHOICE: _multiple,
    ItemType.TRUE_FALSE: _truth,
    ItemType.SHORT_TEXT: _short,
    ItemType.NUMERIC: _numeric,
    ItemType.MATCHING: _matching,
}
