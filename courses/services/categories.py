"""The places of a bank: made, renamed, moved, and deleted when nothing is left in them."""

from django.db import IntegrityError, transaction

from courses.errors import CategoryDrawnFrom, CategoryInItself, CategoryNameTaken, CategoryNotEmpty, CategoryTooDeep
from courses.models import QuestionBank, QuestionCategory
from courses.selectors.banks import category_names, with_subcategories

MAX_LEVELS = 10


@transaction.atomic
def make_category(*, bank: QuestionBank, name: str, parent: QuestionCategory | None) -> QuestionCategory:
    """Make a category. Two changes of one bank wait for each other. Raises `CategoryNameTaken`, `CategoryTooDeep`."""
    _lock(bank.pk)
    return _placed(QuestionCategory(bank=bank, name=name, parent=parent))


@transaction.atomic
def change_category(*, category: QuestionCategory, name: str, parent: QuestionCategory | None) -> QuestionCategory:
    """Rename or move a category with all that stands in it. Raises `CategoryInItself` and what `make_category` does."""
    _lock(category.bank_id)
    if parent is not None and parent.pk in with_subcategories(category):
        raise CategoryInItself
    category.name, category.parent = name, parent
    return _placed(category)


@transaction.atomic
def delete_category(*, category: QuestionCategory) -> None:
    """Delete an empty category. Raises `CategoryNotEmpty`, and `CategoryDrawnFrom` while a quiz names it."""
    _lock(category.bank_id)
    if category.questions.exists() or category.children.exists():
        raise CategoryNotEmpty
    if category.draws.exists():
        raise CategoryDrawnFrom
    category.delete()


def _lock(bank: int) -> None:
    QuestionBank.objects.select_for_update().get(pk=bank)


def _placed(category: QuestionCategory) -> QuestionCategory:
    try:
        with transaction.atomic():
            category.save()
    except IntegrityError as taken:
        raise CategoryNameTaken from taken
    rows = QuestionCategory.objects.filter(bank=category.bank_id)
    if any(len(names) > MAX_LEVELS for names in category_names(rows).values()):
        raise CategoryTooDeep
    return category
