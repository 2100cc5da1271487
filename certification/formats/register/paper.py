"""The register on paper, A4 on its side, drawn row by row: of a hundred thousand entries, one page is in memory."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, BinaryIO, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import Spacer, Table
from reportlab.platypus.flowables import Flowable

from academy.paper import BOLD, INK, MARGIN, REGULAR, CountedCanvas, paragraph
from certification.formats.register.columns import (
    LEADING,
    PADDING,
    SMALL,
    TEXT,
    Column,
    Part,
    columns,
    day_in_words,
    hours_in_words,
)
from certification.formats.register.lettering import broken
from certification.formats.register.values import RegisterEntry, RegisterHead, Totals

PAGE: Final = landscape(A4)
FULL: Final = PAGE[0] - 2 * MARGIN
TOP: Final = PAGE[1] - MARGIN
FOOT: Final = MARGIN + 3 * mm
HEAD_FILL, LINE, SOFT = "#eef1f5", "#c3cad4", "#465061"


def write_paper(file: BinaryIO, head: RegisterHead, entries: Iterable[RegisterEntry]) -> Totals:
    """Draw the copy and return what was counted. The canvas writes the file when it is saved."""
    paper = _Paper(file, head)
    totals = Totals()
    for entry in entries:
        paper.draw_entry(entry)
        totals.add(entry)
    paper.end(totals)
    return totals


class _Paper:
    """A pen that moves down the page and takes the next one in time."""

    def __init__(self, file: BinaryIO, head: RegisterHead) -> None:
        self.head, self.columns = head, columns()
        self.canvas = CountedCanvas(file, pagesize=PAGE, pageCompression=1)
        self.canvas.describe(_title(head), head.language)
        self.canvas.setAuthor(head.issuer or _("Librarian Academy"))
        self.y = TOP
        for flowable in _front(head):
            self._place(flowable)
        self.y -= 3 * mm
        self._draw_heads()

    def draw_entry(self, entry: RegisterEntry) -> None:
        cells = [column.lines(entry) for column in self.columns]
        height = max(_height(cell) for cell in cells)
        if self.y - height < FOOT:
            self._turn()
            self._draw_heads()
        self._draw_row(cells, height)

    def end(self, totals: Totals) -> None:
        if not totals.entries:
            self._place(paragraph(_("No certificate was issued in this period."), REGULAR, TEXT + 2))
        self.y -= 5 * mm
        for flowable in _back(self.head, totals):
            self._place(flowable)
        self.canvas.showPage()
        self.canvas.save()

    def _turn(self) -> None:
        self.canvas.showPage()
        self.canvas.setFont(REGULAR, TEXT)
        self.canvas.setFillColor(SOFT)
        self.canvas.drawString(MARGIN, PAGE[1] - MARGIN + 2 * mm, _title(self.head))
        self.y = TOP

    def _place(self, flowable: Flowable) -> None:
        _width, height = flowable.wrapOn(self.canvas, FULL, TOP - FOOT)
        if self.y - height < FOOT:
            self._turn()
        self.y -= height
        flowable.drawOn(self.canvas, MARGIN, self.y)

    def _draw_heads(self) -> None:
        cells = [[Part(line, SMALL + 0.5, BOLD) for line in _heading(column)] for column in self.columns]
        height = max(_height(cell) for cell in cells)
        self.canvas.setFillColor(HEAD_FILL)
        self.canvas.rect(MARGIN, self.y - height, FULL, height, stroke=0, fill=1)
        self._draw_row(cells, height)

    def _draw_row(self, cells: Sequence[Sequence[Part]], height: float) -> None:
        left = MARGIN
        self.canvas.setFillColor(INK)
        for column, cell in zip(self.columns, cells, strict=True):
            self._draw_cell(cell, left + PADDING)
            left += column.width
        self.y -= height
        self.canvas.setStrokeColor(LINE)
        self.canvas.setLineWidth(0.4)
        self.canvas.line(MARGIN, self.y, MARGIN + FULL, self.y)

    def _draw_cell(self, cell: Sequence[Part], left: float) -> None:
        y = self.y - PADDING
        for part in cell:
            y -= part.size * LEADING
            self.canvas.setFont(part.font, part.size)
            self.canvas.drawString(left, y + part.size * (LEADING - 1), part.text)


def _height(cell: Sequence[Part]) -> float:
    return 2 * PADDING + sum(part.size * LEADING for part in cell)


def _heading(column: Column) -> list[str]:
    return broken(column.label, BOLD, SMALL + 0.5, column.width - 2 * PADDING)


def _title(head: RegisterHead) -> str:
    days = {"first": day_in_words(head.first_day), "last": day_in_words(head.last_day)}
    return _("Register of certificates: %(first)s – %(last)s") % days


def _front(head: RegisterHead) -> Iterator[Flowable]:
    """Yield the title, which part of the register this is, and what anchors it."""
    yield paragraph(_title(head), BOLD, 15)
    yield Spacer(0, 2 * mm)
    made = f"{date_format(head.made_at, 'd.m.Y H:i:s')} ({head.zone})"
    facts = [
        (_("Issuer"), head.issuer or _("all")),
        (_("Template"), head.template or _("all")),
        (_("State"), head.standing or _("all")),
        (_("Copy made"), made),
        (_("Made by"), head.made_by or "–"),
        (_("Head of the history"), _anchored(head.history)),
        (_("Head of the transparency log"), _anchored(head.log)),
    ]
    yield _table([[label, value] for label, value in facts], widths=[48 * mm, FULL - 48 * mm], is_plain=True)


def _anchored(anchor: tuple[int, str]) -> str:
    position, digest = anchor
    return _("%(number)s entries, %(hash)s") % {"number": position, "hash": digest} if position else "–"


def _back(head: RegisterHead, totals: Totals) -> Iterator[Flowable]:
    """Yield the totals, the keys in full, and how the copy is checked."""
    yield paragraph(_("Totals"), BOLD, 11)
    yield Spacer(0, 1.5 * mm)
    yield _totals(totals)
    yield Spacer(0, 3 * mm)
    if totals.keys:
        yield paragraph(_("Signing keys (SHA-256 fingerprints)"), BOLD, 9, leading=1.5)
        for key, number in sorted(totals.keys.items()):
            yield paragraph(_("%(key)s, certificates: %(number)s") % {"key": key, "number": number}, REGULAR, TEXT)
    yield paragraph(
        _(
            "Days and times are local (%(zone)s). States are those of the moment when the copy was made. "
            "The SHA-256 of this file stands in the history of the office."
        )
        % {"zone": head.zone},
        REGULAR,
        TEXT,
        leading=1.9,
    )


def _totals(totals: Totals) -> Table:
    standings = totals.standings
    rows = [
        [_("Kind"), *standings, _("Total"), _("Academic hours")],
        *(
            [
                kind,
                *(str(row[standing]) for standing in standings),
                str(sum(row.values())),
                hours_in_words(totals.hours[kind]),
            ]
            for kind, row in sorted(totals.counts.items())
        ),
        [
            _("Total"),
            *(str(number) for number in totals.by_standing.values()),
            str(totals.entries),
            hours_in_words(sum(totals.hours.values(), Decimal(0))),
        ],
    ]
    return _table(rows, widths=[70 * mm, *[27 * mm] * (len(standings) + 2)])


def _table(rows: Sequence[Sequence[str]], *, widths: Sequence[float], is_plain: bool = False) -> Table:
    cells: list[list[Any]] = [
        [
            paragraph(text, BOLD if (place == 0 if is_plain else number in {0, len(rows) - 1}) else REGULAR, TEXT + 1)
            for place, text in enumerate(row)
        ]
        for number, row in enumerate(rows)
    ]
    every, space = ((0, 0), (-1, -1)), 1 if is_plain else 3
    lines = [] if is_plain else [("LINEBELOW", *every, 0.4, LINE), ("BACKGROUND", (0, 0), (-1, 0), HEAD_FILL)]
    table = Table(cells, colWidths=widths, hAlign="LEFT")
    table.setStyle(
        [
            *lines,
            ("FONT", *every, REGULAR, TEXT),
            ("VALIGN", *every, "TOP"),
            *((f"{side}PADDING", *every, space) for side in ("TOP", "BOTTOM")),
            ("LEFTPADDING", *every, 0 if is_plain else 3),
        ]
    )
    return table
