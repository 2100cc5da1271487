"""Options: what choosing questions have in common."""

import random
from collections.abc import Collection, Sequence
from typing import Any

from academy.languages import text_in
from courses.questions.base import Body, BodyInvalid, Option, Review

MINIMUM = 2


def check_options(body: Body, *, correct_at_least: int, correct_at_most: int | None) -> None:
    """Raise `BodyInvalid` unless there is a stem, options with distinct ids, and the right number of correct ones."""
    options = body.get("options", [])
    if not any(body.get("stem", {}).values()):
        raise BodyInvalid("the question has no text")
    if len(options) < MINIMUM or len({option["id"] for option in options}) != len(options):
        raise BodyInvalid("a choice needs two or more options with different ids")
    correct = len(correct_ids(body))
    if correct < correct_at_least or (correct_at_most is not None and correct > correct_at_most):
        raise BodyInvalid(f"the question has {correct} correct options")


def correct_ids(body: Body) -> set[str]:
    """Return the ids of the correct options."""
    return {option["id"] for option in body["options"] if option.get("correct")}


def choices(body: Body, *, language: str, seed: str) -> list[tuple[str, str]]:
    """Return (id, text) pairs in an order that depends on `seed` alone."""
    pairs = [(option["id"], text_in(option["text"], language)) for option in body["options"]]
    random.Random(seed).shuffle(pairs)  # noqa: S311 - an order, not a secret
    return pairs


def review_of(body: Body, chosen: Collection[str], *, language: str) -> Review:
    """Return the question with every option told apart: chosen or not, correct or not, and why."""
    return Review(
        stem=text_in(body["stem"], language),
        explanation=text_in(body.get("explanation", {}), language),
        options=[_option(option, chosen, language) for option in body["options"]],
    )


def _option(option: dict[str, Any], chosen: Collection[str], language: str) -> Option:
    return Option(
        text=text_in(option["text"], language),
        feedback=text_in(option.get("feedback", {}), language),
        is_correct=bool(option.get("correct")),
        is_chosen=option["id"] in chosen,
    )


def known_ids(body: Body, answer: object) -> Sequence[str]:
    """Return the ids in a stored answer that are options of this body; anything else is passed over."""
    given = answer if isinstance(answer, list) else [answer]
    return [option["id"] for option in body["options"] if option["id"] in given]
