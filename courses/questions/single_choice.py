"""Single choice: one option is correct; the answer earns all or nothing."""

from typing import ClassVar

from courses.questions.one_option import OneOption


class SingleChoice(OneOption):
    """Nothing but its name is its own."""

    key: ClassVar[str] = "single_choice"
