"""An answer as it was told, in words and in one language: what page and receipt show. Plain JSON."""

from typing import TypedDict


class ToldFact(TypedDict):
    """One fact. `day` is an ISO date where the value is a day, else empty; `is_code` asks for signs of one width."""

    label: str
    value: str
    day: str
    is_code: bool


class ToldCheck(TypedDict):
    """One check: what was looked at (`Check`), how it ended (`Outcome`), both in words, and the sentence to read."""

    check: str
    outcome: str
    label: str
    result: str
    sentence: str


class ToldEntry(TypedDict):
    """What the transparency log says of one step; `outcome` is an `Outcome`."""

    outcome: str
    sentence: str


class ToldLine(TypedDict):
    """A certificate that a transcript lists, with the state (`Standing`) of the day when it was told."""

    title: str
    details: str
    standing: str
    today: str
    code: str
    grouped: str


class ToldAnswer(TypedDict):
    """The answer to one verification.

    `told_at` is ISO, in UTC. `asked` is the code, or the SHA-256 of the file that was asked about; `code` is that of
    the certificate, if one is known, and `successor` that of the one in force if it was replaced. `means` is what it
    was asked by, in words. `tone` is the kind of an alert. `sha256` is that of the file that was issued.
    """

    language: str
    told_at: str
    by_file: bool
    means: str
    asked: str
    verdict: str
    heading: str
    tone: str
    statement: str
    notes: list[str]
    code: str
    successor: str
    facts_title: str
    facts: list[ToldFact]
    sha256: str
    listed: list[ToldLine]
    checks: list[ToldCheck]
    log: list[ToldEntry]
    demo_note: str
