"""What the process holds of pages, as tests look at it."""

from typing import Any

from academy.cms.held import SHELVES


def everything_held(kind: str = "") -> dict[str, Any]:
    """Return what has such a word among the parts of its name."""
    together = {name: thing for shelf in SHELVES for name, thing in zip(shelf.names(), shelf.values(), strict=True)}
    return {name: thing for name, thing in together.items() if not kind or kind in name.split(":")}


def forget_everything() -> None:
    """Let the next page be made anew."""
    for shelf in SHELVES:
        shelf.clear()
