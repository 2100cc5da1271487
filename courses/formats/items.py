"""A question as a file holds it, whatever the format: what every reader gives and every writer takes.

Nothing here knows how our own questions are kept; a reader keeps what the file says, and names what it cannot read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from courses.formats.refusals import FileUnreadable, Refusal

MAX_BYTES = 5 * 1024 * 1024
MAX_ITEMS = 5000
MAX_TEXT = 20_000
MAX_ANSWERS = 100
MAX_TITLE = 255
MAX_WEIGHT = 100
#: Control characters but tab and line feed, and characters that stand for nothing in any text (Unicode, 23.7).
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")


class ItemType(StrEnum):
    """What a file can hold. The values of questions are the keys of our own types."""

    SINGLE_CHOICE = "single_choice"
    MULTIPLE_CHOICE = "multiple_choice"
    TRUE_FALSE = "true_false"
    SHORT_TEXT = "short_text"
    NUMERIC = "numeric"
    MATCHING = "matching"
    ESSAY = "essay"
    DESCRIPTION = "description"
    CATEGORY = "category"
    UNKNOWN = "unknown"


class TextFormat(StrEnum):
    """How a text is written; `moodle` is plain text whose line breaks mean nothing."""

    MOODLE = "moodle"
    HTML = "html"
    MARKDOWN = "markdown"
    PLAIN = "plain"


@dataclass(frozen=True)
class File:
    """A picture or recording that a text shows; `content` is base64, as it stands in the file."""

    name: str
    content: str


@dataclass(frozen=True)
class Text:
    """A text, how it is written, and what it shows."""

    text: str
    format: TextFormat = TextFormat.MOODLE
    files: tuple[File, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer to choose or to write. `weight` is a per cent; None where the file gives none."""

    text: Text
    correct: bool
    weight: float | None = None
    feedback: Text | None = None


@dataclass(frozen=True, kw_only=True)
class NumberAnswer:
    """A number with its tolerance (`margin`), or a range from `low` to `high`."""

    number: float | None = None
    margin: float | None = None
    low: float | None = None
    high: float | None = None
    weight: float | None = None
    feedback: Text | None = None


@dataclass(frozen=True)
class Pair:
    """What belongs together; a pair without a left side only offers one answer more."""

    text: Text
    answer: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question, heading or category of a file. `refused` says why it is not taken, if so."""

    number: int
    line: int
    type: ItemType
    title: str | None = None
    stem: Text = field(default_factory=lambda: Text(""))
    choices: tuple[Answer, ...] = ()
    numbers: tuple[NumberAnswer, ...] = ()
    pairs: tuple[Pair, ...] = ()
    units: tuple[str, ...] = ()
    case_sensitive: bool = False
    general_feedback: Text | None = None
    tags: tuple[str, ...] = ()
    id: str | None = None
    category: str | None = None
    refused: Refusal | None = None

    @property
    def texts(self) -> list[Text]:
        """Every text of it that may be formatted."""
        feedback = [answer.feedback for answer in self.choices] + [answer.feedback for answer in self.numbers]
        bodies = [answer.text for answer in self.choices] + [pair.text for pair in self.pairs]
        return [text for text in (self.stem, self.general_feedback, *bodies, *feedback) if text is not None]


def refusal_of(item: Item) -> Refusal | None:
    """Say what makes a question unfit in any format; None when nothing does."""
    answers = max(len(item.choices), len(item.numbers), len(item.pairs))
    if answers > MAX_ANSWERS or any(len(text.text) > MAX_TEXT for text in item.texts) or _is_named_too_long(item):
        return Refusal.TOO_LONG
    if not item.stem.text:
        return Refusal.NO_TEXT
    weights = [answer.weight for answer in item.choices] + [answer.weight for answer in item.numbers]
    if any(abs(weight or 0) > MAX_WEIGHT for weight in weights):
        return Refusal.BAD_WEIGHT
    return None


def _is_named_too_long(item: Item) -> bool:
    names: Sequence[str] = (item.title or "", item.id or "", *item.tags)
    return any(len(name) > MAX_TITLE for name in names) or sum(map(len, item.tags)) > MAX_TEXT


def decoded(content: bytes) -> str:
    """Decode UTF-8, and UTF-16 where its mark stands first; line breaks come out as line feeds.

    Windows code pages are refused: nothing in a file tells the Russian from the Turkish one. Raises `FileUnreadable`.
    """
    if len(content) > MAX_BYTES:
        raise FileUnreadable(FileUnreadable.TOO_LARGE)
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileUnreadable(FileUnreadable.ENCODING) from error
    if "\0" in text:
        raise FileUnreadable(FileUnreadable.ENCODING)
    return visible(text.replace("\r\n", "\n").replace("\r", "\n"))


def visible(text: str) -> str:
    """Take out what no reader sees and no database keeps."""
    return _UNSEEN.sub("", text)


def tidy(text: str, text_format: TextFormat) -> str:
    """Trim; where line breaks mean nothing, put every run of blanks into one."""
    if text_format == TextFormat.MOODLE:
        text = re.sub(r"[ \t\n]+", " ", text)
    return text.strip()


def checked(items: list[Item]) -> list[Item]:
    """Refuse a file without questions, or with too many of them."""
    if not items:
        raise FileUnreadable(FileUnreadable.EMPTY)
    if len(items) > MAX_ITEMS:
        raise FileUnreadable(FileUnreadable.TOO_MANY)
    return items
