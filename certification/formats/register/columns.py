"""The columns of the register on paper: what each says of an entry, in which size, and how wide it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from reportlab.lib.units import mm

from academy.paper import BOLD, REGULAR
from certification.formats.register.lettering import broken
from certification.formats.register.values import RegisterEntry

TEXT: Final = 7.0
SMALL: Final = 5.5
LEADING: Final = 1.22
PADDING: Final = 1.2 * mm


@dataclass(frozen=True)
class Part:
    """A text in one size; it takes as many lines as it needs."""

    text: str
    size: float = TEXT
    font: str = REGULAR


@dataclass(frozen=True)
class Column:
    """A column; `parts` tells what it says of an entry, one below the other."""

    label: str
    width: float
    parts: Callable[[RegisterEntry], Sequence[Part]]

    def lines(self, entry: RegisterEntry) -> list[Part]:
        """Return what it says of the entry in lines that fit."""
        room = self.width - 2 * PADDING
        return [
            Part(line, part.size, part.font)
            for part in self.parts(entry)
            if part.text
            for line in broken(part.text, part.font, part.size, room)
        ]


def columns() -> list[Column]:
    """Return them in the language that is active. Their widths fill a page of A4 on its side."""
    return [
        Column("№", 11 * mm, lambda entry: [Part(str(entry.number))]),
        Column(_("Code, credential id"), 41 * mm, _identity),
        Column(_("Holder"), 42 * mm, _holder),
        Column(_("Achievement, kind"), 58 * mm, _achievement),
        Column(_("Hours, result"), 16 * mm, _measures),
        Column(_("Achieved, issued, valid until"), 28 * mm, _days),
        Column(_("State"), 36 * mm, _standing),
        Column(_("Template, key, SHA-256 of the file"), 37 * mm, _file),
    ]


def day_in_words(day: date) -> str:
    """Return “05.09.2026”: a column of days is compared by eye."""
    return date_format(day, "d.m.Y")


def hours_in_words(hours: Decimal) -> str:
    """Return the number with the decimal sign of the language, without idle zeros."""
    return number_format(Decimal(format(hours.normalize(), "f")))


def _identity(entry: RegisterEntry) -> list[Part]:
    return [Part(entry.code, font=BOLD), Part(entry.credential_id, SMALL)]


def _holder(entry: RegisterEntry) -> list[Part]:
    return [Part(entry.holder) if entry.holder else Part(_("(erased at the holder’s request)"), SMALL)]


def _achievement(entry: RegisterEntry) -> list[Part]:
    return [Part(entry.title), Part(entry.kind, SMALL)]


def _measures(entry: RegisterEntry) -> list[Part]:
    hours = "–" if entry.hours is None else hours_in_words(entry.hours)
    return [Part(hours), Part("" if entry.score is None else f"{hours_in_words(entry.score)}%")]


def _days(entry: RegisterEntry) -> list[Part]:
    ends = day_in_words(entry.expires_on) if entry.expires_on else _("without an end")
    return [Part(day_in_words(entry.achieved_on)), Part(date_format(entry.issued_at, "d.m.Y H:i")), Part(ends)]


def _standing(entry: RegisterEntry) -> list[Part]:
    since = f", {day_in_words(entry.since)}" if entry.since else ""
    return [Part(f"{entry.standing}{since}"), Part(entry.reason, SMALL), Part(entry.replaced_by, SMALL)]


def _file(entry: RegisterEntry) -> list[Part]:
    half = len(entry.sha256) // 2
    template = {"template": entry.template, "number": entry.template_version}
    return [
        Part(_("%(template)s, version %(number)s") % template, SMALL),
        Part(_("key %(start)s…") % {"start": entry.key[:16]}, SMALL),
        Part(entry.sha256[:half], SMALL),
        Part(entry.sha256[half:], SMALL),
    ]
