"""Writing questions: every change of words is a new revision."""

import secrets
from typing import Any

from django.db import IntegrityError, transaction

from academy.accounts.models import User
from academy.languages import LANGUAGES
from courses.errors import QuestionKnownThere, QuestionOfAnotherBank
from courses.models import Question, QuestionBank, QuestionCategory, QuestionRevision
from courses.questions import TYPES
from courses.questions.rich import plain_texts
from courses.selectors.banks import as_tag, manageable_banks
from courses.selectors.folding import search_text_of


def new_option_id() -> str:
    """Return an id that tells nothing about order or correctness."""
    return secrets.token_hex(4)


def newest_body(question: Question) -> dict[str, Any]:
    """Return the body that a new attempt would be asked."""
    return question.revisions.order_by("-number").values_list("body", flat=True).first() or {}


def describe(question: Question, body: dict[str, Any]) -> Question:
    """Set what listings and draws find the question by; the caller stores it (`FACTS`)."""
    stem = body.get("stem", {})
    question.search_text = search_text_of([question.key, question.title, *plain_texts(stem)])
    question.tag_text = "".join(f"\n{as_tag(tag)}\n" for tag in question.tags)
    question.languages = "".join(f" {code} " for code in LANGUAGES if stem.get(code))
    return question


#: What `describe` sets.
FACTS = ("search_text", "tag_text", "languages")


@transaction.atomic
def revise_question(*, question: Question, body: dict[str, Any], by: User | None = None) -> QuestionRevision:
    """Store the body as the newest revision, unless it is the newest already. Raises `BodyInvalid`."""
    TYPES[question.type].check_body(body)
    describe(question, body).save(update_fields=FACTS)
    newest = question.revisions.select_for_update().order_by("-number").first()
    if newest and newest.body == body:
        return newest
    return QuestionRevision.objects.create(
        question=question, number=newest.number + 1 if newest else 1, body=body, author=by
    )


def restore_revision(*, revision: QuestionRevision, by: User) -> QuestionRevision:
    """Make an older revision the newest, as a revision of its own: the history stays. Raises `BodyInvalid`."""
    return revise_question(question=revision.question, body=revision.body, by=by)


def place_question(*, question: Question, bank: QuestionBank, category: QuestionCategory | None, by: User) -> None:
    """Put a question into a bank, perhaps into a category of it.

    Raises `QuestionKnownThere`, and `QuestionOfAnotherBank`: a question of an own quiz may stand in a bank of others.
    """
    if question.bank_id is not None and not manageable_banks(by).filter(pk=question.bank_id).exists():
        raise QuestionOfAnotherBank
    question.bank, question.category = bank, category
    try:
        with transaction.atomic():
            question.save(update_fields=["bank", "category"])
    except IntegrityError as known:
        raise QuestionKnownThere from known


@transaction.atomic
def add_tag(*, question: Question, tag: str) -> None:
    """Add a tag, unless the question carries it already."""
    locked = Question.objects.select_for_update().get(pk=question.pk)
    if as_tag(tag) not in map(as_tag, locked.tags):
        locked.tags = [*locked.tags, " ".join(tag.split())]
        describe(locked, newest_body(locked)).save(update_fields=["tags", *FACTS])


def release_question(*, question: Question) -> None:
    """Let a draft be asked."""
    question.is_draft = False
    question.save(update_fields=["is_draft"])
