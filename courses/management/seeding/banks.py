"""A bank of questions with nested categories and tags: what the CMS can write, and not yet in any quiz."""

import re
from html import escape
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from academy.accounts.models import Institution, User
from courses.management.seeding.content import read
from courses.management.seeding.pictures import picture
from courses.models import Question, QuestionBank, QuestionCategory
from courses.services.questions import revise_question

#: Stands in a text for the question's picture, with its words.
PLACE = re.compile(r"\{picture:([^{}]*)\}")
FACTS = {"key", "type", "category", "tags", "picture", "is_draft"}


def seed_banks(*, owner: User, institution: Institution) -> None:
    """Make the bank, unless it is there."""
    source = read("site", "banks.toml")
    bank, made = QuestionBank.objects.get_or_create(
        author=owner, name=source["name"], defaults={"institution": institution, "is_public": True}
    )
    for question in source["questions"] if made else ():
        _seed_question(question, bank, owner)


def _seed_question(source: dict[str, Any], bank: QuestionBank, owner: User) -> None:
    facts = {name: source[name] for name in ("key", "type", "tags")} | {"is_draft": source.get("is_draft", False)}
    category = _category(bank, source["category"])
    question = Question.objects.create(**facts, bank=bank, category=category, author=owner)
    body = {name: value for name, value in source.items() if name not in FACTS}
    for place, option in enumerate(body.get("options", [])):
        option["id"] = uuid5(NAMESPACE_URL, f"{source['key']}/{place}").hex[:8]
    if "picture" in source:
        shown = picture(*source["picture"].split("/")).pk
        body["stem"] = {code: _with_picture(text, shown) for code, text in body["stem"].items()}
    revise_question(question=question, body=body, by=owner)


def _with_picture(text: str, key: int) -> str:
    return PLACE.sub(lambda found: f'<embed embedtype="image" id="{key}" alt="{escape(found[1])}"/>', text)


def _category(bank: QuestionBank, names: list[str]) -> QuestionCategory | None:
    place = None
    for name in names:
        place, _made = QuestionCategory.objects.get_or_create(bank=bank, parent=place, name=name)
    return place
