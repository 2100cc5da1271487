"""The document of the API, read for people: what its page shows of each operation and each shape."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings

from academy.integrations.enums import CHOSEN, EventType, Scope

_PREFIX: Final = "#/components/schemas/"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A parameter, or a member of a shape. `note` is English: the page translates it."""

    name: str
    type: str
    note: str
    required: bool


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A status that an operation may be answered."""

    status: int
    note: str


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One operation. `scope` is None where no key is needed; `example` is a call for the command line."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    scope: Scope | None
    parameters: list[Row]
    replies: list[Reply]
    example: str


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What a body consists of."""

    name: str
    members: list[Row]


def operations(document: Mapping[str, Any]) -> list[Operation]:
    """Return the operations in the order of the document."""
    return [
        _operation(document, path, method, said)
        for path, methods in document["paths"].items()
        for method, said in methods.items()
    ]


def shapes(document: Mapping[str, Any]) -> list[Shape]:
    """Return the shapes of bodies, without those of addresses."""
    found = document["components"]["schemas"]
    return [Shape(name=name, members=_members(shape)) for name, shape in found.items() if name != "Filters"]


def example_of(event: EventType) -> str:
    """Return a message as an endpoint gets it."""
    data = {
        "code": "7KQ2M9XW4BH3TZP5RVNY",
        "url": f"{settings.SITE_URL}/verify/7KQ2M9XW4BH3TZP5RVNY/",
        "titles": {"az": "Universal Onluq Təsnifat", "en": "Universal Decimal Classification"},
        "kind": "competence",
        "issued_on": "2026-09-05",
        "expires_on": "2027-09-05",
    }
    more = {"revoked_on": "2026-10-01", "reason": "issued_in_error"} if event == EventType.REVOKED else {}
    message = {"type": str(event), "timestamp": "2026-09-05T10:00:00+00:00", "data": data | more}
    return json.dumps(message, ensure_ascii=False, indent=2)


def example_events() -> list[tuple[EventType, str]]:
    """Return each event with its message."""
    return [(event, example_of(event)) for event in CHOSEN]


def _operation(document: Mapping[str, Any], path: str, method: str, said: Mapping[str, Any]) -> Operation:
    scope = said.get("x-scope")
    return Operation(
        id=said["operationId"],
        method=method.upper(),
        path=path,
        summary=said["summary"],
        description=said["description"],
        scope=Scope(scope) if scope else None,
        parameters=[_row(one["name"], one["schema"], required=one["required"]) for one in said["parameters"]],
        replies=[Reply(status=int(status), note=reply["description"]) for status, reply in said["responses"].items()],
        example=_example(document, path, method, said, has_key=bool(scope)),
    )


def _members(shape: Mapping[str, Any]) -> list[Row]:
    required = shape.get("required", ())
    return [_row(name, member, required=name in required) for name, member in shape["properties"].items()]


def _row(name: str, schema: Mapping[str, Any], *, required: bool) -> Row:
    return Row(name=name, type=_type(schema), note=schema.get("description", ""), required=required)


def _type(schema: Mapping[str, Any]) -> str:
    """Name a type in the words of JSON, or by the shape that it refers to."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(_PREFIX)
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_type(one) for one in schema["anyOf"]))
    if schema.get("type") == "array":
        return f"[{_type(schema['items'])}]"
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    return str(schema.get("format", schema.get("type", "")))


def _example(document: Mapping[str, Any], path: str, method: str, said: Mapping[str, Any], *, has_key: bool) -> str:
    for one in said["parameters"]:
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", str(one.get("examples", [1])[0]))
    lines = [f"curl {settings.SITE_URL}{path}"]
    if has_key:
        lines.append('-H "Authorization: Bearer $ACADEMY_KEY"')
    if method == "post":
        body = said["requestBody"]["content"]["application/json"]["schema"]["$ref"].removeprefix(_PREFIX)
        members = document["components"]["schemas"][body]["properties"]
        sent = {name: member["examples"][0] for name, member in members.items()}
        lines += ['-H "Content-Type: application/json"', f"-d '{json.dumps(sent)}'"]
    return " \\\n  ".join(lines)
