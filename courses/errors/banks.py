"""Questions and their banks."""

from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken


class QuestionKnownThere(RuleBroken):
    """A bank holds one question of a file once."""

    message = _("The bank already holds this question of the same file. Nothing was changed.")


class QuestionOfAnotherBank(RuleBroken):
    """A question leaves a bank by the hand of its own people alone."""

    message = _("This question stands in a bank of others, so it was not moved.")


class CategoryNotEmpty(RuleBroken):
    """A category that holds something is not deleted."""

    message = _("This category is not empty. Move its questions and categories first.")


class CategoryDrawnFrom(RuleBroken):
    """A category from which a quiz draws is not deleted."""

    message = _("A quiz draws questions from this category. Change the quiz first.")


class CategoryInItself(RuleBroken):
    """A category cannot stand in itself, nor in what stands in it."""

    message = _("A category cannot stand in itself. Choose another place.")


class CategoryTooDeep(RuleBroken):
    """Categories stand in one another ten times at most."""

    message = _("Categories can stand in one another ten times at most. Choose a higher place.")


class CategoryNameTaken(RuleBroken):
    """Two categories of one place have different names."""

    message = _("There is a category of this name in this place. Choose another name or place.")
