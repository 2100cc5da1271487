"""Classifying: each item belongs to one group, a group has several. Body: see `assigning`; targets are groups."""

from typing import ClassVar

from courses.questions.assigning import Assigning


class Classify(Assigning):
    """Nothing but its name is its own."""

    key: ClassVar[str] = "classify"
