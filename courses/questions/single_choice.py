"""Single choice: one option is correct; the answer earns all or nothing."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from courses.questions.editing import OPTIONS, Field, Rows
from courses.questions.one_option import OneOption


class SingleChoice(OneOption):
    """Nothing but its name is its own."""

    key: ClassVar[str] = "single_choice"
    input_type: ClassVar[str] = "radio"
    label: ClassVar[Any] = _("one correct answer")
    purpose: ClassVar[Any] = _("One of several answers is correct: a definition, a rule, the right field of a record.")
    fields: ClassVar[Sequence[Field | Rows]] = (OPTIONS,)
