"""Matching: each item has one answer, and answers that belong to none may stand among them. Body: see `assigning`."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from courses.questions.assigning import Assigning, fields_of
from courses.questions.editing import Field, Rows


class Matching(Assigning):
    """Nothing but its name is its own."""

    key: ClassVar[str] = "matching"
    label: ClassVar[Any] = _("matching")
    purpose: ClassVar[Any] = _("Things that belong together: terms and meanings, fields and their contents.")
    fields: ClassVar[Sequence[Field | Rows]] = fields_of(_("Answer"), _("Answers"), _("Item"))
