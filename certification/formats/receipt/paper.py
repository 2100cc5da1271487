"""The receipt on paper, A4: the answer first, what was asked and when, facts, checks, and how to check it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import LongTable, SimpleDocTemplate, Spacer, Table
from reportlab.platypus.flowables import Flowable

from academy.paper import BOLD, MARGIN, REGULAR, WIDTH, CountedCanvas, Mark, paragraph
from certification.formats.receipt.values import ToldAnswer, ToldFact

FULL: Final = WIDTH - 2 * MARGIN
TEXT: Final = 8.8
SMALL: Final = 8.0
LABEL: Final = 56 * mm
MARK: Final = 27 * mm
#: What ReportLab leaves free on each side of a frame.
FRAME: Final = 6
HEAD_FILL, LINE = "#eef1f5", "#c3cad4"
#: The line beside the answer, by its tone; the words say the same.
TONES: Final = {"success": "#1f7a5c", "warning": "#9a6700", "error": "#a4262c"}


@dataclass(frozen=True, kw_only=True)
class ReceiptHead:
    """What the receipt says of itself. `told_at` is a local time; `now_url` leads to the answer of today."""

    number: str
    told_at: datetime
    zone: str
    site: str
    now_url: str
    verify_url: str


def write_receipt(file: BinaryIO, told: ToldAnswer, head: ReceiptHead) -> None:
    """Draw it in the language that is active, which is that of the answer."""
    title = _("Verification receipt")
    document = SimpleDocTemplate(
        file,
        topMargin=MARGIN - FRAME,
        bottomMargin=MARGIN - FRAME,
        leftMargin=MARGIN - FRAME,
        rightMargin=MARGIN - FRAME,
    )

    def describe(canvas: CountedCanvas, _document: object) -> None:
        canvas.describe(f"{title}: {told['heading']}", told["language"])
        canvas.setAuthor(_("Librarian Academy"))

    document.build(list(_parts(title, told, head)), onFirstPage=describe, canvasmaker=CountedCanvas)


def _parts(title: str, told: ToldAnswer, head: ReceiptHead) -> Iterator[Flowable]:
    yield paragraph(_("Librarian Academy"), REGULAR, TEXT)
    yield paragraph(title, BOLD, 18, leading=1.4)
    yield paragraph(told["means"], REGULAR, TEXT)
    yield Spacer(0, 3 * mm)
    yield _answer(told)
    yield Spacer(0, 3 * mm)
    yield _rows(_question(told, head))
    if told["facts"]:
        yield _subtitle(told["facts_title"] or _("What was certified"))
        yield _rows([*_pairs(told["facts"]), *_hash(told)])
    if told["listed"]:
        yield _subtitle(_("What it lists, with the state of that day"))
        yield _listed(told)
    if told["checks"]:
        yield _subtitle(_("What was checked"))
        yield _checks(told)
    if told["log"]:
        yield _subtitle(_("Transparency log"))
        yield from (paragraph(entry["sentence"], REGULAR, TEXT) for entry in told["log"])
    yield Spacer(0, 4 * mm)
    yield _way(head)


def _answer(told: ToldAnswer) -> Table:
    lines = [paragraph(told["heading"], BOLD, 13), Spacer(0, 1 * mm), paragraph(told["statement"], REGULAR, 10.5)]
    notes = [*told["notes"], *([told["demo_note"]] if told["demo_note"] else [])]
    lines += [part for note in notes for part in (Spacer(0, 1 * mm), paragraph(note, REGULAR, TEXT))]
    table = Table([["", lines]], colWidths=[1.6 * mm, FULL - 1.6 * mm])
    table.setStyle(
        [
            *_plain(padding=8),
            ("BACKGROUND", (0, 0), (0, -1), TONES[told["tone"]]),
            ("BACKGROUND", (1, 0), (1, -1), HEAD_FILL),
        ]
    )
    return table


def _question(told: ToldAnswer, head: ReceiptHead) -> list[tuple[str, str]]:
    """Say what was asked, when, and who answered."""
    asked = _("SHA-256 of the file that was checked") if told["by_file"] else _("Code that was asked about")
    local = f"{date_format(head.told_at, 'DATE_FORMAT')}, {head.told_at:%H:%M:%S} ({head.zone}, {_offset(head)})"
    return [
        (asked, told["asked"]),
        (_("Time of the answer"), local),
        (_("The same time in UTC"), f"{head.told_at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"),
        (_("Answered by"), f"{_('Librarian Academy')}, {head.site}"),
        (_("Number of the receipt"), head.number),
    ]


def _offset(head: ReceiptHead) -> str:
    written = f"{head.told_at:%z}"
    return f"UTC{written[:3]}:{written[3:]}"


def _pairs(facts: Sequence[ToldFact]) -> list[tuple[str, str]]:
    return [(fact["label"], fact["value"]) for fact in facts]


def _hash(told: ToldAnswer) -> list[tuple[str, str]]:
    return [(_("SHA-256 of the issued file"), told["sha256"])] if told["sha256"] else []


def _listed(told: ToldAnswer) -> Table:
    heads = [_("Title"), _("State"), _("Code")]
    rows = [
        [f"{row['title']}\n{row['details']}".strip(), row["today"] or "–", row["grouped"]] for row in told["listed"]
    ]
    return _grid(heads, rows, [FULL - 84 * mm, 34 * mm, 50 * mm])


def _checks(told: ToldAnswer) -> Table:
    heads = [_("Check"), _("Result"), _("What it means")]
    rows = [[check["label"], check["result"], check["sentence"]] for check in told["checks"]]
    return _grid(heads, rows, [LABEL, 28 * mm, FULL - LABEL - 28 * mm])


def _way(head: ReceiptHead) -> Table:
    """Return the mark that leads to the answer of today, and how the receipt itself is checked."""
    words = [
        paragraph(_("What holds today"), BOLD, TEXT),
        paragraph(_("This receipt says what held at the time above. What holds today is told here:"), REGULAR, SMALL),
        paragraph(head.now_url, BOLD, SMALL),
        Spacer(0, 2 * mm),
        paragraph(_("Checking this receipt"), BOLD, TEXT),
        paragraph(
            _(
                "This receipt is digitally signed and time-stamped, and any change shows. Check the PDF file in a "
                "reader of PDF files, or here; a print of it proves nothing by itself:"
            ),
            REGULAR,
            SMALL,
        ),
        paragraph(head.verify_url, BOLD, SMALL),
    ]
    table = Table([[Mark(head.now_url, MARK), words]], colWidths=[MARK + 4 * mm, FULL - MARK - 4 * mm])
    table.setStyle([*_plain(padding=4), ("LEFTPADDING", (0, 0), (0, 0), 0), ("BOX", (0, 0), (-1, -1), 0.6, LINE)])
    return table


def _subtitle(text: str) -> Flowable:
    made = paragraph(text, BOLD, 11.5, leading=1.4)
    made.style.spaceBefore, made.style.spaceAfter, made.style.keepWithNext = 3.5 * mm, 1 * mm, 1
    return made


def _rows(pairs: Sequence[tuple[str, str]]) -> Table:
    """Return facts, one a line: what it is, and how it reads."""
    rows = [[paragraph(label, REGULAR, TEXT), paragraph(value, BOLD, TEXT)] for label, value in pairs]
    table = LongTable(rows, colWidths=[LABEL, FULL - LABEL])
    table.setStyle(
        [*_plain(padding=1.5), ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE), ("LEFTPADDING", (0, 0), (0, -1), 0)]
    )
    return table


def _grid(heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Table:
    cells: list[list[Any]] = [[paragraph(head, BOLD, SMALL) for head in heads]]
    for row in rows:
        first, *others = row
        texts = [[paragraph(line, REGULAR, TEXT) for line in first.split("\n")]]
        cells.append([*texts, *(paragraph(text, REGULAR, TEXT) for text in others)])
    table = LongTable(cells, colWidths=widths, repeatRows=1)
    table.setStyle(
        [
            *_plain(padding=1.5),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
            ("BACKGROUND", (0, 0), (-1, 0), HEAD_FILL),
        ]
    )
    return table


def _plain(*, padding: float) -> list[tuple[Any, ...]]:
    every = ((0, 0), (-1, -1))
    return [
        ("FONT", *every, REGULAR, TEXT),
        ("VALIGN", *every, "TOP"),
        *((f"{side}PADDING", *every, padding) for side in ("TOP", "BOTTOM")),
        ("LEFTPADDING", *every, 4),
        ("RIGHTPADDING", *every, 4),
    ]
