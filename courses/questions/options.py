"""Options: what choosing questions have in common."""

import random
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.questions.base import Body, BodyInvalid, Option, Review
from courses.questions.rich import line_in, shown_in

MINIMUM = 2


def check_options(body: Body, *, correct_at_least: int, correct_at_most: int | None) -> None:
    """Raise `BodyInvalid` unless there is a stem, options with distinct ids, and the right number of correct ones."""
    check_stem(body)
    check_rows(body.get("options", []))
    correct = len(correct_ids(body))
    if correct < correct_at_least or (correct_at_most is not None and correct > correct_at_most):
        raise BodyInvalid(_wrong_count(correct_at_most), rows="options")


def check_stem(body: Body) -> None:
    """Raise `BodyInvalid` unless the question says something in some language."""
    if not any(body.get("stem", {}).values()):
        raise BodyInvalid(_("Write the question in at least one language."), field="stem")


def check_rows(rows: Sequence[Mapping[str, Any]], name: str = "options") -> None:
    """Raise `BodyInvalid` unless there are two or more rows with different ids."""
    if len(rows) < MINIMUM or len({row["id"] for row in rows}) != len(rows):
        raise BodyInvalid(_("Write two rows or more."), rows=name)


def _wrong_count(most: int | None) -> Any:
    return _("Mark exactly one answer as correct.") if most == 1 else _("Mark at least one answer as correct.")


def correct_ids(body: Body) -> set[str]:
    """Return the ids of the correct options."""
    return {option["id"] for option in body["options"] if option.get("correct")}


def choices(body: Body, *, language: str, seed: str) -> list[tuple[str, str]]:
    """Return (id, text) pairs in an order that depends on `seed` alone."""
    return [(option["id"], line_in(option["text"], language)) for option in shuffled(body["options"], seed)]


def shuffled(rows: Sequence[Mapping[str, Any]], seed: str) -> list[Mapping[str, Any]]:
    """Return rows in an order that depends on their ids and `seed`, never on how the body has them.

    The seed stands in the address of the attempt: a shuffle of the body's order could be undone, and in some types that
    order is the answer.
    """
    by_id = sorted(rows, key=lambda row: str(row["id"]))
    return random.Random(seed).sample(by_id, len(by_id))  # noqa: S311 - an order, not a secret


def review_of(body: Body, chosen: Collection[str], *, language: str) -> Review:
    """Return the question with every option told apart: chosen or not, correct or not, and why."""
    return Review(
        stem=shown_in(body["stem"], language),
        explanation=shown_in(body.get("explanation", {}), language),
        options=[_option(option, chosen, language) for option in body["options"]],
    )


def _option(option: dict[str, Any], chosen: Collection[str], language: str) -> Option:
    return Option(
        text=line_in(option["text"], language),
        feedback=shown_in(option.get("feedback", {}), language),
        is_correct=bool(option.get("correct")),
        is_chosen=option["id"] in chosen,
    )


def known_ids(body: Body, answer: object) -> Sequence[str]:
    """Return the ids in a stored answer that are options of this body; anything else is passed over."""
    given = answer if isinstance(answer, list) else [answer]
    return [option["id"] for option in body["options"] if option["id"] in given]
