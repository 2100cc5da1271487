"""A question of a file as the body of one of ours, in the language of its file.

What our type cannot hold is refused with its reason. Emphasis, lists, links and pictures are kept where our texts can
be formatted; elsewhere emphasis is left out without a word.
Weights of choices: marking follows our types (README), so only whether a choice is correct is taken over.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from courses.formats.items import Answer, Item, ItemType, NumberAnswer, Text, TextFormat
from courses.formats.refusals import QuestionUnclear, Refusal
from courses.formats.words import is_plain, without_comments, words_of
from courses.questions import TYPES, BodyInvalid
from courses.questions.rich import texts_of_html
from courses.services.question_pictures import NewPicture, PicturesOfText
from courses.services.questions import new_option_id

FULL = 100
Body = dict[str, Any]


def body_of(item: Item, language: str, pictures: list[NewPicture] | None = None) -> Body:
    """Return the body; `pictures` collects its pictures, which it names by their places in that list.

    Raises `QuestionUnclear` with the reason for which it stays out.
    """
    if item.refused:
        raise QuestionUnclear(item.refused)
    if item.type not in TYPES or item.type not in _BODIES:
        raise QuestionUnclear(Refusal.UNKNOWN_TYPE)
    in_language = _Words(language, [] if pictures is None else pictures)
    body: Body = {"stem": in_language(item.stem), "explanation": in_language(item.general_feedback)}
    body |= _BODIES[item.type](item, in_language)
    try:
        TYPES[item.type].check_body(body)
    except BodyInvalid as invalid:
        raise QuestionUnclear(Refusal.DETAILS) from invalid
    return body


class _Words:
    """Texts of a file under the key of its language."""

    def __init__(self, language: str, pictures: list[NewPicture]) -> None:
        self.language, self.pictures = language, pictures

    def __call__(self, text: Text | None) -> dict[str, str]:
        """Return the text as ours are kept, formatted where it is; a missing one has no language."""
        if text is None or text.format != TextFormat.HTML:
            return self.plain(text)
        html = without_comments(text.text)
        if is_plain(html):
            return self.plain(text)
        picture = PicturesOfText(text.files, self.pictures)
        found: dict[str, str] = texts_of_html({self.language: html}, picture=picture)
        return found

    def plain(self, text: Text | None) -> dict[str, str]:
        """Return its words alone."""
        words = words_of(text) if text else ""
        return {self.language: words} if words else {}


def _choice(item: Item, words: _Words) -> Body:
    correct = [answer for answer in item.choices if _is_correct(answer)]
    if not correct:
        raise QuestionUnclear(Refusal.NO_CORRECT)
    if item.type == ItemType.SINGLE_CHOICE:
        _check_single(correct)
    elif len({answer.weight for answer in correct}) > 1:
        raise QuestionUnclear(Refusal.UNEQUAL_WEIGHTS)
    return {
        "options": [
            {
                "id": new_option_id(),
                "text": words(answer.text),
                "correct": _is_correct(answer),
                "feedback": words(answer.feedback),
            }
            for answer in item.choices
        ]
    }


def _check_single(correct: Sequence[Answer]) -> None:
    whole = [answer for answer in correct if answer.weight in {None, FULL}]
    if len(whole) > 1:
        raise QuestionUnclear(Refusal.SEVERAL_WAYS)
    if len(correct) > len(whole):
        raise QuestionUnclear(Refusal.PARTLY_CORRECT)


def _is_correct(answer: Answer) -> bool:
    return answer.correct if answer.weight is None else answer.weight > 0


def _truth(item: Item, words: _Words) -> Body:
    true, false = item.choices
    return {"answer": true.correct, "feedback": {"true": words(true.feedback), "false": words(false.feedback)}}


def _short(item: Item, words: _Words) -> Body:
    if any("*" in answer.text.text for answer in item.choices if _share(answer.weight)):
        raise QuestionUnclear(Refusal.DETAILS)
    others = [answer for answer in item.choices if not _share(answer.weight) and answer.text.text == "*"]
    body: Body = {"feedback": words(others[0].feedback)} if others else {}
    if item.case_sensitive:
        body["case_sensitive"] = True
    body["answers"] = [
        {"text": words.plain(answer.text), "share": _share_text(answer.weight), "feedback": words(answer.feedback)}
        for answer in item.choices
        if answer not in others
    ]
    return body


def _share(weight: float | None) -> Decimal:
    return Decimal(1) if weight is None else Decimal(repr(weight)) / FULL


def _share_text(weight: float | None) -> str:
    share = _share(weight)
    if share < 0:
        raise QuestionUnclear(Refusal.DETAILS)
    return f"{share.normalize():f}"


def _numeric(item: Item, words: _Words) -> Body:
    if item.units:
        raise QuestionUnclear(Refusal.UNITS)
    return {
        "answers": [
            _interval(answer) | {"share": _share_text(answer.weight), "feedback": words(answer.feedback)}
            for answer in item.numbers
        ]
    }


def _interval(answer: NumberAnswer) -> Body:
    if answer.number is not None:
        return {"value": _digits(_exact(answer.number)), "tolerance": _digits(_exact(answer.margin))}
    low, high = _exact(answer.low), _exact(answer.high)
    if low > high:
        raise QuestionUnclear(Refusal.BAD_NUMBER)
    return {"value": _digits((low + high) / 2), "tolerance": _digits((high - low) / 2)}


def _exact(number: float | None) -> Decimal:
    return Decimal(repr(number or 0.0))


def _digits(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _matching(item: Item, words: _Words) -> Body:
    targets = {answer: new_option_id() for answer in dict.fromkeys(pair.answer for pair in item.pairs)}
    items = [
        {"id": new_option_id(), "text": words.plain(pair.text), "target": targets[pair.answer]}
        for pair in item.pairs
        if pair.text.text
    ]
    return {"items": items, "targets": [{"id": key, "text": words.plain(Text(text))} for text, key in targets.items()]}


_BODIES: dict[str, Callable[[Item, _Words], Body]] = {
    ItemType.SINGLE_CHOICE: _choice,
    ItemType.MULTIPLE_CHOICE: _choice,
    ItemType.TRUE_FALSE: _truth,
    ItemType.SHORT_TEXT: _short,
    ItemType.NUMERIC: _numeric,
    ItemType.MATCHING: _matching,
    ItemType.ESSAY: lambda _item, _words: {},
}
