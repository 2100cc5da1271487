"""What a design may use: a snapshot in the certificate's language, or in its two."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Final, TypedDict

from academy.languages import text_in
from certification.codes import grouped
from certification.data import PictureText, Snapshot, TranscriptEntry, TranscriptText, WordingText
from certification.enums import Kind, Standing
from certification.errors import DocumentRefused
from certification.rendering import qr
from certification.rendering.names import name_size
from certification.rendering.words import SPECIMEN, printed_date, printed_day, printed_number, printed_percent
from certification.wording import filled

#: From so many letters on a statement is set smaller, by a class of the stylesheet.
LENGTHS: Final = ((320, " after-longest"), (220, " after-long"), (0, ""))


class Part(TypedDict):
    """What the page says in one language."""

    language: str
    issuer: str
    co_issuers: list[str]
    wording: WordingText
    facts: list[tuple[str, str]]
    signed_note: tuple[str, str, str]
    specimen: str


def page_context(
    snapshot: Snapshot, *, pictures: Mapping[str, bytes], is_demo: bool, is_specimen: bool
) -> dict[str, object]:
    """Return what a design may use. Raises DocumentRefused when a picture is not there."""
    parts = [part_in(snapshot, language) for language in snapshot["languages"]]
    longest = max(len(part["wording"]["after_name"]) for part in parts)
    logos = [snapshot["issuer_logo"], *(one["logo"] for one in snapshot["co_issuers"])]
    return {
        "language": snapshot["language"],
        "parts": parts,
        "name": snapshot["holder_name"],
        "name_size": name_size(snapshot["holder_name"]),
        "length": next(name for letters, name in LENGTHS if longest >= letters),
        "logos": [_figure(logo, snapshot["language"], pictures) for logo in logos if logo],
        "signatories": [
            {
                "signature": _figure(person["signature"], snapshot["language"], pictures),
                "parts": [
                    {"language": code, "name": text_in(person["name"], code), "post": text_in(person["post"], code)}
                    for code in snapshot["languages"]
                ],
            }
            for person in snapshot["signatories"]
        ],
        "code": grouped(snapshot["code"]),
        "url": snapshot["url"],
        "qr": qr.image(snapshot["url"]),
        "achieved_on": snapshot["achieved_on"],
        "is_demo": is_demo,
        "is_specimen": is_specimen,
        **(_listed(snapshot["transcript"], snapshot) if "transcript" in snapshot else {}),
    }


def part_in(snapshot: Snapshot, language: str) -> Part:
    """Return what the page says in the language, each fact in its place."""
    wording, facts = wording_in(snapshot["wordings"], language), facts_in(snapshot, language)
    said = WordingText(
        title=filled(wording["title"], facts),
        before_name=filled(wording["before_name"], facts),
        after_name=filled(wording["after_name"], facts),
        hours_label=wording["hours_label"],
        score_label=wording["score_label"],
        date_label=wording["date_label"],
        code_label=wording["code_label"],
        valid_until_label=wording["valid_until_label"],
        signed_note=filled(wording["signed_note"], facts),
    )
    before, url, after = wording["signed_note"].partition("{url}")
    return Part(
        language=language,
        issuer=facts["institution"],
        co_issuers=[text_in(one["name"], language) for one in snapshot["co_issuers"]],
        wording=said,
        facts=_labelled(said, facts),
        signed_note=(filled(before, facts), url and facts["url"], filled(after, facts)),
        specimen=SPECIMEN[language],
    )


def nameless_wording(snapshot: Snapshot) -> WordingText:
    """Return the words in the certificate's first language, each fact in its place but the holder's name."""
    nameless: Snapshot = {**snapshot, "holder_name": ""}
    return part_in(nameless, snapshot["language"])["wording"]


def wording_in(wordings: Mapping[str, WordingText], language: str) -> WordingText:
    """Return the words in the language, else in the first that there is."""
    return wordings.get(language) or next(iter(wordings.values()))


def facts_in(snapshot: Snapshot, language: str) -> dict[str, str]:
    """Return the named facts as they are printed in the language; a fact that there is not is empty."""
    score, expires_on = snapshot["score"], snapshot["expires_on"]
    return {
        "name": snapshot["holder_name"],
        "course": text_in(snapshot["titles"], language),
        "hours": printed_number(snapshot["hours"], language),
        "score": "" if score is None else printed_percent(score, language),
        "date": printed_date(snapshot["achieved_on"], language),
        "valid_until": "" if expires_on is None else printed_date(expires_on, language),
        "institution": text_in(snapshot["issuer"], language),
        "code": grouped(snapshot["code"]),
        "url": snapshot["url"],
    }


def _labelled(wording: WordingText, facts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return label and value of each fact that this certificate has."""
    labelled = [
        (wording["hours_label"], facts["hours"]),
        (wording["score_label"], facts["score"]),
        (wording["date_label"], facts["date"]),
        (wording["valid_until_label"], facts["valid_until"]),
    ]
    return [(label, value) for label, value in labelled if value]


def _figure(picture: PictureText | None, language: str, pictures: Mapping[str, bytes]) -> dict[str, str] | None:
    """Return the picture as a data address, so that the page loads nothing, and its words."""
    if picture is None:
        return None
    if (png := pictures.get(picture["sha256"])) is None:
        raise DocumentRefused(f"the picture {picture['sha256']} is not there")
    return {"src": f"data:image/png;base64,{b64encode(png).decode()}", "alt": text_in(picture["alt"], language)}


def _listed(transcript: TranscriptText, snapshot: Snapshot) -> dict[str, object]:
    """Return the rows of a transcript, in words, and what explains them."""
    language, labels, entries = snapshot["language"], transcript["labels"], transcript["entries"]
    notes = [
        labels["programme_note"] if any(entry["kind"] == Kind.PROGRAMME for entry in entries) else "",
        labels["revoked_note"] if any(entry["standing"] == Standing.REVOKED for entry in entries) else "",
        labels["today_note"],
    ]
    return {
        "labels": labels,
        "rows": [_row(entry, labels, language) for entry in entries],
        "total": printed_number(snapshot["hours"], language),
        "notes": [note for note in notes if note],
    }


def _row(entry: TranscriptEntry, labels: Mapping[str, str], language: str) -> dict[str, str]:
    ends = printed_day(entry["expires_on"], language) if entry["expires_on"] else labels["endless"]
    return {
        "title": text_in(entry["titles"], language),
        "kind": labels[entry["kind"] or "uncertified"],
        "hours": printed_number(entry["hours"], language),
        "achieved_on": printed_day(entry["achieved_on"], language),
        "expires_on": ends if entry["code"] else "–",
        "standing": labels[entry["standing"]] if entry["standing"] else "–",
        "code": grouped(entry["code"]) if entry["code"] else "–",
    }
