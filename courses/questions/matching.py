"""Matching: each item has one answer, and answers that belong to none may stand among them. Body: see `assigning`."""

from typing import ClassVar

from courses.questions.assigning import Assigning


class Matching(Assigning):
    """Nothing but its name is its own."""

    key: ClassVar[str] = "matching"
