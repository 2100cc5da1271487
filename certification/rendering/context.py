"""What a design may use: a snapshot in the certificate's language."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from django.conf import settings

from academy.languages import text_in
from certification.codes import grouped
from certification.data import Snapshot, WordingText
from certification.rendering import qr
from certification.rendering.names import name_size
from certification.rendering.words import printed_date, printed_number, printed_percent

DESIGNS: Final = Path(settings.BASE_DIR) / "templates" / "certification" / "designs"
#: From so many letters on a statement is set smaller, by a class of the stylesheet.
LENGTHS: Final = ((320, " after-longest"), (220, " after-long"), (0, ""))


def design_names() -> list[str]:
    """Return the designs that can be chosen: each is a pair of files."""
    return sorted(path.stem for path in DESIGNS.glob("[!_]*.html"))


def page_context(snapshot: Snapshot, *, is_demo: bool) -> dict[str, object]:
    """Return what a design may use."""
    language = snapshot["language"]
    wording = wording_in(snapshot["wordings"], language)
    return {
        "language": language,
        "issuer": text_in(snapshot["issuer"], language),
        "wording": wording,
        "name": snapshot["holder_name"],
        "name_size": name_size(snapshot["holder_name"]),
        "length": next(name for letters, name in LENGTHS if len(wording["after_name"]) >= letters),
        "facts": _facts(snapshot, wording),
        "signatories": [
            {"name": text_in(person["name"], language), "post": text_in(person["post"], language)}
            for person in snapshot["signatories"]
        ],
        "code": grouped(snapshot["code"]),
        "url": snapshot["url"],
        "signed_note": wording["signed_note"].partition("{url}"),
        "qr": qr.image(snapshot["url"]),
        "achieved_on": snapshot["achieved_on"],
        "is_demo": is_demo,
    }


def wording_in(wordings: Mapping[str, WordingText], language: str) -> WordingText:
    """Return the words in the language, else in the first that there is."""
    return wordings.get(language) or next(iter(wordings.values()))


def _facts(snapshot: Snapshot, wording: WordingText) -> list[tuple[str, str]]:
    """Return label and value of each fact that this certificate has."""
    language = snapshot["language"]
    facts = [(wording["hours_label"], printed_number(snapshot["hours"], language))]
    if snapshot["score"] is not None:
        facts.append((wording["score_label"], printed_percent(snapshot["score"], language)))
    facts.append((wording["date_label"], printed_date(snapshot["achieved_on"], language)))
    if snapshot["expires_on"] is not None:
        facts.append((wording["valid_until_label"], printed_date(snapshot["expires_on"], language)))
    return facts
