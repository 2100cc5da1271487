"""What a browser sends of the form of a question."""

from typing import Any

from academy.languages import LANGUAGES
from courses.questions import TYPES
from courses.questions.editing import Field, Rows, Texts


def texts(name: str, **by_language: str) -> dict[str, str]:
    return {f"{name}_{code}": text for code, text in by_language.items()}


def rows(name: str, *sent: dict[str, Any]) -> dict[str, Any]:
    """A list of rows with its management form; each row gives its fields by their names on the page."""
    fields = {f"{name}-TOTAL_FORMS": len(sent), f"{name}-INITIAL_FORMS": 0}
    for number, row in enumerate(sent):
        fields |= {f"{name}-{number}-ORDER": number + 1} | {f"{name}-{number}-{key}": row[key] for key in row}
    return fields


def choice_fields(**changes: Any) -> dict[str, Any]:
    """A question with three answers, the second of which is correct."""
    stem = {f"{name}_{code}": f"{name} {code}" for name in ("stem", "explanation") for code in LANGUAGES}
    options = [{"text_az": f"Cavab {place}"} | ({"correct": "on"} if place == 2 else {}) for place in (1, 2, 3)]
    return {"key": "paper-age", "type": "single_choice"} | stem | rows("options", *options) | changes


def as_sent(key: str, body: dict[str, Any]) -> dict[str, Any]:
    """What the form of a question sends when it shows this body and nothing is changed."""
    type_ = TYPES[key]
    shown = type_.shown_of(body)
    sent = {"type": key} | texts("stem", **body["stem"]) | texts("explanation", **body.get("explanation", {}))
    for asked in type_.fields:
        if isinstance(asked, Rows):
            given = shown.get(asked.name, [])
            sent |= rows(asked.name, *({"row_id": row.get("id", "")} | _values(asked.fields, row) for row in given))
        else:
            sent |= _values([asked], shown)
    return sent


def _values(fields: Any, shown: dict[str, Any]) -> dict[str, Any]:
    sent: dict[str, Any] = {}
    for asked in fields:
        sent |= _value(asked, shown.get(asked.name))
    return sent


def _value(asked: Field, value: Any) -> dict[str, Any]:
    if isinstance(asked, Texts):
        return texts(asked.name, **(value or {}))
    if isinstance(value, dict):
        return {asked.name: value.get("picture", "")}
    return {asked.name: value} if value not in (None, "") and value is not False else {}
