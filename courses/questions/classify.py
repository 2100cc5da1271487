"""Classifying: each item belongs to one group, a group has several. Body: see `assigning`; targets are groups."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from courses.questions.assigning import Assigning, fields_of
from courses.questions.editing import Field, Rows


class Classify(Assigning):
    """Nothing but its name is its own."""

    key: ClassVar[str] = "classify"
    label: ClassVar[Any] = _("classifying into groups")
    purpose: ClassVar[Any] = _("Things to be put into groups: documents by kind, titles by class.")
    fields: ClassVar[Sequence[Field | Rows]] = fields_of(_("Group"), _("Groups"), _("Item"))
