"""What crosses the door of the issuing office: plain, frozen, serialisable values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, NotRequired, TypedDict


@dataclass(frozen=True, kw_only=True)
class Achievement:
    """What was achieved, frozen at the moment of the decision. A certificate needs nothing else of the course.

    `key` names it once and for all ("course:UDC-101"): one holder and one key make one certificate.
    `titles` holds one title per language; `hours` are CPD hours, exact; `score` is per cent, or None where nothing was
    tested. `language` is the holder's unless it says another; `transcript` is what a transcript lists.
    """

    key: str
    titles: Mapping[str, str]
    hours: Decimal
    achieved_on: date
    score: Decimal | None = None
    language: str = ""
    transcript: "TranscriptText | None" = None


@dataclass(frozen=True, kw_only=True)
class HoursRecord:
    """Hours for which there is no certificate, as their keeper has them recorded. `titles`: one text per language."""

    titles: Mapping[str, str]
    hours: Decimal
    achieved_on: date


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a certificate should have said: all that a registrar may put right, as it shall stand."""

    holder_name: str
    titles: Mapping[str, str]
    hours: Decimal
    achieved_on: date


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody, by id, who is to get a certificate among many others: what is not the same for all."""

    holder: int
    hours: Decimal
    achieved_on: date
    score: Decimal | None = None


class BatchRow(TypedDict):
    """A line of a bulk issue, as JSON keeps it. A line with a problem has no holder, and says what stood there."""

    line: int
    holder: int | None
    text: str
    problem: str
    hours: str
    score: str | None
    achieved_on: str


@dataclass(frozen=True, kw_only=True)
class IssuedCertificate:
    """What another app may know of a certificate. `problem` tells the holder what only the holder can put right."""

    code: str
    grouped_code: str
    state: str
    title: str
    issued_on: date | None
    is_downloadable: bool
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class HeldCertificate:
    """What an employer counts: who holds what, and until when. `issued_on` is missing while it is being produced.

    `standing` is one of `Standing` in enums: what the certificate is worth today, in force or not.
    """

    holder: int
    key: str
    code: str
    grouped_code: str
    title: str
    standing: str
    is_in_force: bool
    issued_on: date | None
    expires_on: date | None


class HeldStanding(NamedTuple):
    """The same as far as it decides whether something is fulfilled."""

    holder: int
    key: str
    standing: str
    is_in_force: bool
    expires_on: date | None


class PictureText(TypedDict):
    """A picture by the hash of its bytes, with its words in all languages."""

    sha256: str
    alt: dict[str, str]


class SignatoryText(TypedDict):
    """A person who signs, in all languages."""

    name: dict[str, str]
    post: dict[str, str]
    signature: PictureText | None


class IssuerText(TypedDict):
    """A body in whose name a certificate is issued, in all languages."""

    slug: str
    name: dict[str, str]
    website: str
    logo: PictureText | None


class WordingText(TypedDict):
    """The words of a certificate in one language. What stands in braces is a named fact (`certification.wording`)."""

    title: str
    before_name: str
    after_name: str
    hours_label: str
    score_label: str
    date_label: str
    code_label: str
    valid_until_label: str
    signed_note: str


class TemplateContent(TypedDict):
    """All that a version of a template decides. Plain JSON.

    `format` is the number of this shape; `design_files` is the hash of the files of the design when it was published.
    """

    format: int
    template: str
    kind: str
    design: str
    design_files: str
    languages: str
    valid_months: int | None
    issuer: IssuerText
    co_issuers: list[IssuerText]
    signatories: list[SignatoryText]
    wordings: dict[str, WordingText]


class TranscriptEntry(TypedDict):
    """What a transcript says of one certificate, or of hours without one: `code`, `kind` and `standing` are then empty.

    `is_counted` says whether its hours are in the total: those of a programme are those of its parts.
    """

    code: str
    titles: dict[str, str]
    kind: str
    hours: str
    is_counted: bool
    achieved_on: str
    issued_on: str | None
    expires_on: str | None
    standing: str


class TranscriptText(TypedDict):
    """What a transcript lists, with the words around it in its language."""

    first_day: str
    last_day: str
    entries: list[TranscriptEntry]
    labels: dict[str, str]


class Snapshot(TypedDict):
    """Everything a certificate says, as it was when it was decided. Plain JSON: dates are ISO, decimals are strings.

    `format` is the number of this shape: a reader of 2040 must be able to tell shapes apart. `languages` are those
    that it is printed in, `language` is the first of them.
    """

    format: int
    code: str
    url: str
    language: str
    languages: list[str]
    holder_name: str
    achievement_key: str
    titles: dict[str, str]
    hours: str
    score: str | None
    achieved_on: str
    expires_on: str | None
    kind: str
    design: str
    template: str
    template_version: int
    issuer: dict[str, str]
    issuer_website: str
    issuer_logo: PictureText | None
    co_issuers: list[IssuerText]
    signatories: list[SignatoryText]
    wordings: dict[str, WordingText]
    transcript: NotRequired[TranscriptText]
