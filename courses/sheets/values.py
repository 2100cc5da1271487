"""What a sheet says, in words already: no models, no dates that would have to be written out."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SheetPerson:
    """Somebody with a seat; `url` is the absolute address that the QR mark holds."""

    name: str
    institution: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One session. `when` names date, time and zone; `language` is the code of the language that the sheet speaks."""

    title: str
    when: str
    place: str
    language: str
    people: Sequence[SheetPerson]

    def titled(self, kind: str) -> str:
        """Return the title of the file: what kind of sheet it is, and of which seminar."""
        return f"{kind}: {self.title}"
