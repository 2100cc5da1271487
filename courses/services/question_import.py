"""Bringing the questions of a file into a bank: looked at first, then taken in one transaction or not at all.

A question is known by the id that its file gives it, else by all that the file says of it; what the bank knows already
stays as it is, so that the same file read twice brings nothing twice and changes nothing.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from academy.accounts.models import User
from courses.formats import READERS
from courses.formats.items import Item, ItemType
from courses.formats.refusals import QuestionUnclear, Refusal
from courses.models import Question, QuestionBank, QuestionCategory, QuestionRevision
from courses.services.question_bodies import body_of
from courses.services.question_pictures import NewPicture, keep_pictures, with_ids
from courses.services.questions import describe

MAX_LEVELS = 10
MAX_NAME = 200
#: What Moodle puts before the categories that people see.
_ROOTS = re.compile(r"\$\w+\$|top")


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One item of a file, and what comes of it: it comes in, the bank knows it already, or it is refused."""

    item: Item
    body: dict[str, Any] | None = None
    pictures: tuple[NewPicture, ...] = ()
    key: str = ""
    path: tuple[str, ...] = ()
    is_known: bool = False
    refused: Refusal | None = None

    @property
    def comes_in(self) -> bool:
        """Whether a question is made of it."""
        return self.body is not None and not self.is_known


def plan_import(*, content: bytes, format_name: str, bank: QuestionBank, language: str) -> list[Planned]:
    """Read the file and say what would come in. Writes nothing. Raises `FileUnreadable`."""
    known = _known_keys(bank)
    planned = []
    for item in READERS[format_name](content):
        plan = _plan(item, language, known)
        known.add(plan.key)
        planned.append(plan)
    return planned


@transaction.atomic
def import_questions(
    *, content: bytes, format_name: str, bank: QuestionBank, language: str, by: User | None = None
) -> list[Planned]:
    """Bring in what can come in, and say what came. Two imports into one bank wait for each other."""
    QuestionBank.objects.select_for_update().get(pk=bank.pk)
    planned = plan_import(content=content, format_name=format_name, bank=bank, language=language)
    coming = [plan for plan in planned if plan.comes_in]
    places = _make_categories(bank, (plan.path for plan in planned if plan.refused is None))
    questions = Question.objects.bulk_create(
        describe(
            Question(
                key=f"bank{bank.pk}-{plan.key[:24]}",
                type=plan.item.type.value,
                title=plan.item.title or "",
                tags=list(plan.item.tags),
                import_key=plan.key,
                bank=bank,
                category=places.get(plan.path),
                author=by,
            ),
            plan.body or {},
        )
        for plan in coming
    )
    QuestionRevision.objects.bulk_create(
        QuestionRevision(question=question, number=1, body=_with_pictures(plan, by), author=by)
        for question, plan in zip(questions, coming, strict=True)
    )
    return planned


def _with_pictures(plan: Planned, by: User | None) -> Any:
    return with_ids(plan.body, keep_pictures(plan.pictures, by)) if plan.pictures else plan.body


def category_path(category: str | None) -> tuple[str, ...]:
    """Take a path apart as Moodle writes it, where “//” is a slash within a name."""
    parts = [part.replace("\0", "/").strip() for part in (category or "").replace("//", "\0").split("/")]
    while parts and _ROOTS.fullmatch(parts[0]):
        parts.pop(0)
    return tuple(part for part in parts if part)


def _known_keys(bank: QuestionBank) -> set[str]:
    if bank.pk is None:
        return set()
    return set(Question.objects.filter(bank=bank).exclude(import_key="").values_list("import_key", flat=True))


def _plan(item: Item, language: str, known: set[str]) -> Planned:
    path = category_path(item.title if item.type == ItemType.CATEGORY else item.category)
    if len(path) > MAX_LEVELS or any(len(name) > MAX_NAME for name in path):
        return Planned(item=item, refused=Refusal.TOO_LONG)
    if item.type == ItemType.CATEGORY:
        return Planned(item=item, path=path)
    pictures: list[NewPicture] = []
    try:
        body = body_of(item, language, pictures)
    except QuestionUnclear as unclear:
        return Planned(item=item, refused=unclear.refusal)
    key = _key(item)
    return Planned(item=item, body=body, pictures=tuple(pictures), key=key, path=path, is_known=key in known)


def _key(item: Item) -> str:
    said = (item.type, item.title, item.stem, item.choices, item.numbers, item.pairs, item.general_feedback)
    return hashlib.sha256(repr(("id", item.id) if item.id else said).encode()).hexdigest()


def _make_categories(bank: QuestionBank, paths: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], QuestionCategory]:
    """Find or make each category with those it stands in."""
    places: dict[tuple[str, ...], QuestionCategory] = {}
    for path in dict.fromkeys(paths):
        for depth in range(1, len(path) + 1):
            _make_category(bank, path[:depth], places)
    return places


def _make_category(bank: QuestionBank, path: Sequence[str], places: dict[tuple[str, ...], QuestionCategory]) -> None:
    whole = tuple(path)
    if whole not in places:
        parent = places.get(whole[:-1])
        places[whole], _made = QuestionCategory.objects.get_or_create(bank=bank, parent=parent, name=whole[-1])
