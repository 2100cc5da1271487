"""Which question banks a person may manage, which may be drawn from, and which of their questions are asked."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from academy.accounts.models import User
from courses.models import Question, QuestionBank, QuestionCategory, QuestionRevision
from courses.selectors.access import EVERY_COURSE, manageable_questions


def manageable_banks(user: User) -> QuerySet[QuestionBank]:
    """Banks that the person made, and those of institutions where the person is a member; or every bank."""
    if user.has_perm(EVERY_COURSE):
        return QuestionBank.objects.all()
    own = Q(author=user) | Q(institution__memberships__user=user)
    return QuestionBank.objects.filter(own).distinct()


def readable_banks(user: User) -> QuerySet[QuestionBank]:
    """Such banks, and the public ones."""
    return QuestionBank.objects.filter(Q(is_public=True) | Q(pk__in=manageable_banks(user).values("pk")))


def askable_questions() -> QuerySet[Question]:
    """Questions that a quiz may ask: those that are no drafts and say something."""
    return Question.objects.filter(Exists(QuestionRevision.objects.filter(question=OuterRef("pk"))), is_draft=False)


def as_tag(name: str) -> str:
    """Return a tag as tags are compared: without regard to case and to blanks around it."""
    return " ".join(name.split()).casefold()


def tagged(questions: QuerySet[Question], tag: str) -> QuerySet[Question]:
    """Keep those that carry the tag."""
    return questions.filter(tag_text__contains=f"\n{as_tag(tag)}\n")


def with_subcategories(category: QuestionCategory) -> list[int]:
    """Return the ids of a category and of all that stand in it, at any depth. One query."""
    rows = list(QuestionCategory.objects.filter(bank=category.bank_id).values_list("pk", "parent_id"))
    found = [category.pk]
    for place in found:
        found.extend(pk for pk, parent in rows if parent == place)
    return found


def category_paths(categories: Iterable[QuestionCategory]) -> dict[int, str]:
    """Return the path of each category, from the top down: “Cataloguing / MARC 21”."""
    return {pk: " / ".join(names) for pk, names in category_names(categories).items()}


def category_names(categories: Iterable[QuestionCategory]) -> dict[int, list[str]]:
    """Return the names of each category and of those that it stands in, from the top down."""
    rows = {row.pk: row for row in categories}
    return {pk: _names(row, rows) for pk, row in rows.items()}


def _names(row: QuestionCategory, rows: dict[int, QuestionCategory]) -> list[str]:
    names = [row.name]
    while (above := rows.get(row.parent_id or 0)) is not None:
        names.insert(0, above.name)
        row = above
    return names


def known_tags(user: User) -> list[str]:
    """Return the tags of questions that the person may manage, each once, sorted. One query."""
    lists = manageable_questions(user).exclude(tag_text="").values_list("tags", flat=True)
    return sorted({tag for tags in lists for tag in tags}, key=as_tag)
