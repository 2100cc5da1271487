"""Seminars with their sessions: dates count from the day of the seeding, and fall on working days."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files import File
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page

from academy.accounts.models import Institution, User
from academy.languages import LANGUAGES
from courses.management.seeding.content import DEMO, body_of, read
from courses.management.seeding.pages import translated_pages
from courses.models import Seminar, SeminarPage, SeminarQuestion
from courses.services.seats import set_quota
from courses.services.sessions import add_session, repeat_session

ZONE = ZoneInfo("Asia/Baku")
#: Files of the seminars, in the order of their codes.
SEMINARS = ("digitisation", "literacy", "marc-clinic", "open-access", "orcid", "readers", "udc-growth", "udc-shelf")
#: Facts that are taken as they stand; whatever a file does not name is as a new seminar has it.
FACTS = ("topic", "format", "meetings", "cpd_hours", "approval", "offer_hours", "reminder_hours", "evaluation_required")
#: Monday to Friday.
WORKING_DAYS = 5
#: The lesson of this course holds the demo's only recording.
RECORDED = "udc"


def seed_seminars(
    index: dict[str, Page], *, owner: User, institutions: Mapping[str, Institution], **facts: object
) -> None:
    """Make the seminars with pages, questions and sessions; what is there stays as it is."""
    for name in SEMINARS:
        source = read("site", "seminars", f"{name}.toml")
        own = {fact: source[fact] for fact in FACTS if fact in source} | facts
        own["institution"] = institutions[source["institution"]]
        seminar, made = Seminar.objects.get_or_create(code=source["code"], defaults=own)
        if made:
            seminar.co_organisers.set(institutions[code] for code in source.get("co_organisers", ()))
            seminar.save()
            _seed_questions(seminar, source.get("questions", ()))
            _seed_sessions(seminar, source, institutions)
        fields = {code: _fields(source, code, seminar) for code in LANGUAGES}
        translated_pages(SeminarPage, index, fields, owner=owner)


def _seed_questions(seminar: Seminar, questions: Sequence[Mapping[str, Any]]) -> None:
    for position, source in enumerate(questions):
        SeminarQuestion.objects.create(
            seminar=seminar,
            text=source["text"],
            kind=source["kind"],
            options=source.get("options", []),
            is_required=source.get("required", False),
            position=position,
        )


def _seed_sessions(seminar: Seminar, source: Mapping[str, Any], institutions: Mapping[str, Institution]) -> None:
    starts = _starts(source["sessions"])
    for starts_at, planned in zip(starts, source["sessions"], strict=True):
        session = add_session(
            seminar=seminar,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=planned["minutes"]),
            place=source["place"],
            capacity=planned.get("capacity"),
            map_url=planned.get("map", ""),
            online_url=planned.get("online", ""),
        )
        for code, seats in planned.get("quotas", {}).items():
            release_on = starts_at.date() - timedelta(days=planned["release_days"])
            set_quota(session=session, institution=institutions[code].pk, seats=seats, release_on=release_on)
        if times := planned.get("repeats"):
            repeat_session(session=session, times=times)


def _starts(planned: Sequence[Mapping[str, Any]]) -> list[datetime]:
    """Return when the sessions begin: hours from now, or days from today, moved together off weekends."""
    if "hours" in planned[0]:
        now = timezone.now().astimezone(ZONE).replace(minute=0, second=0, microsecond=0)
        return [now + timedelta(hours=one["hours"]) for one in planned]
    step = 1 if planned[0]["days"] > 0 else -1
    today = timezone.localdate()
    for shift in range(7):
        days = [today + timedelta(days=one["days"] + step * shift) for one in planned]
        if all(day.weekday() < WORKING_DAYS for day in days):
            break
    return [_at(day, one["start"]) for day, one in zip(days, planned, strict=True)]


def _at(day: date, start: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(start), tzinfo=ZONE)


def _fields(source: Mapping[str, Any], code: str, seminar: Seminar) -> dict[str, object]:
    texts = source[code]
    fields = {name: texts[name] for name in ("title", "slug", "summary")}
    blocks = {
        "aims": [{"type": "aim", "value": aim} for aim in texts["aims"]],
        "agenda": [
            {"type": "item", "value": dict(zip(("time", "title", "who"), part, strict=True))}
            for part in texts["agenda"]
        ],
        "speakers": [{"type": "speaker", "value": _speaker(*told)} for told in texts["speakers"]],
        "body": texts["body"],
        "materials_before": [_material(told, code) for told in texts.get("before", ())],
        "materials_after": [_material(told, code) for told in texts.get("after", ())],
        "recording": _recording(source, code),
    }
    stored = {
        name: body_of(value, folder=RECORDED if name == "recording" else "site", name=f"{source['code']}/{name}")
        for name, value in blocks.items()
    }
    return fields | stored | {"seminar": seminar, "search_description": texts["summary"]}


def _speaker(name: str, post: str, biography: str) -> dict[str, Any]:
    picture = {"image": None, "alt_text": "", "decorative": False}
    return {"name": name, "post": post, "biography": biography, "picture": picture}


def _material(told: Sequence[str], code: str) -> dict[str, Any]:
    """A link (address, title, description), or a file (“file”, name, title, description)."""
    if told[0] != "file":
        return {"type": "link", "value": dict(zip(("address", "title", "description"), told, strict=True))}
    _kind, name, title, description = told
    return {
        "type": "document",
        "value": {"document": _document(f"{name}-{code}.txt", title), "description": description},
    }


def _document(name: str, title: str) -> int:
    model = get_document_model()
    if found := model.objects.filter(title=title).first():
        return found.pk
    with DEMO.joinpath("site", "seminars", "files", name).open("rb") as file:
        return model.objects.create(title=title, file=File(file, name=name)).pk


def _recording(source: Mapping[str, Any], code: str) -> list[dict[str, Any]]:
    """Take the recording of the lesson that the file names."""
    if "recording" not in source:
        return []
    lesson = read(RECORDED, code, f"{source['recording']}.toml")
    return [block for block in lesson["body"] if block["type"] == "video"]
