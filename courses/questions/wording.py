"""Short texts as people of three languages type them: what counts as the same.

Two texts are the same when they differ only in case, spaces, the kind of quotation mark, apostrophe or dash, invisible
signs, or ё and е. Letters are not exchanged for others: ə is not e, ş is not s. Capital I is small ı in Azerbaijani and
small i elsewhere, and people type with either keyboard, so a text is compared by both rules. No patterns, only texts.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from academy.languages import AS_TYPED, AZERBAIJANI_CAPITALS, text_in
from courses.questions.base import BodyInvalid, Part
from courses.questions.rich import shown_in
from courses.questions.shares import Row, best, check_shares, share_of, whole

LONGEST = 500
OTHER_CAPITALS = str.maketrans({"İ": "i"})
SIGNS = str.maketrans(dict.fromkeys("«»„“”‟‹›″", '"') | dict.fromkeys("‘’‚‛ʼʻ`´′", "'") | dict.fromkeys("‐‑‒–—―−", "-"))
CAPITALS = (AZERBAIJANI_CAPITALS, OTHER_CAPITALS)


def spellings(text: str, *, case_sensitive: bool) -> frozenset[str]:
    """Return a text as it is compared: once, or by each rule for capital letters."""
    plain = unicodedata.normalize("NFKC", text.translate(SIGNS)).translate(SIGNS).translate(AS_TYPED)
    seen = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    spaced = re.sub(r"\s+", " ", seen).strip()
    if case_sensitive:
        return frozenset({spaced})
    return frozenset(spaced.translate(rule).casefold() for rule in CAPITALS)


def check_accepted(asked: Mapping[str, Any]) -> None:
    """Raise `BodyInvalid` unless there are texts to compare with, and one of them earns everything."""
    rows = asked.get("answers", [])
    check_shares(rows)
    texts = [text for row in rows for text in row["text"].values()]
    if not all(any(row["text"].values()) for row in rows) or any(len(text) > LONGEST for text in texts):
        raise BodyInvalid(
            format_lazy(_("An accepted answer has a text of at most {count} letters."), count=LONGEST), rows="answers"
        )


def accepted(asked: Mapping[str, Any], given: object) -> Row | None:
    """Return the accepted answer, of any language, that a text is; the one that earns most."""
    if not isinstance(given, str) or len(given) > LONGEST:
        return None
    case_sensitive = bool(asked.get("case_sensitive"))
    typed = spellings(given, case_sensitive=case_sensitive)
    return best(
        asked["answers"],
        lambda row: any(
            typed & spellings(text, case_sensitive=case_sensitive) for text in row["text"].values() if text.strip()
        ),
    )


def wording_part(asked: Mapping[str, Any], given: object, *, language: str, label: str = "") -> Part:
    """Return a typed text as it is reviewed."""
    row = accepted(asked, given)
    told = (row or asked).get("feedback", {})
    return Part(
        label=label,
        given=given if isinstance(given, str) else "",
        expected=text_in(whole(asked["answers"])["text"], language),
        is_correct=row is not None and share_of(row) == 1,
        feedback=shown_in(told, language) if given else "",
    )
