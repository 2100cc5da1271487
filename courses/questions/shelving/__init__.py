"""Shelf order: for each scheme a function from a call number to a key that sorts as the books stand."""

from collections.abc import Callable

from courses.questions.shelving.dewey import dewey_key
from courses.questions.shelving.lc import lc_key
from courses.questions.shelving.marks import CallNumberUnreadable, Key
from courses.questions.shelving.udc import udc_key

SCHEMES: dict[str, Callable[[str], Key]] = {"udc": udc_key, "dewey": dewey_key, "lc": lc_key}

__all__ = ["SCHEMES", "CallNumberUnreadable", "Key"]
