from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from courses.models import Seminar, Session
from courses.services.sessions import add_session


def add_meeting(
    seminar: Seminar, starts_at: datetime, *, seats: int | None = None, taken: int = 0, **facts: Any
) -> Session:
    """A session of an hour, with that many seats for everybody, some of them taken."""
    ends_at = facts.pop("ends_at", starts_at + timedelta(hours=1))
    session = add_session(seminar=seminar, starts_at=starts_at, ends_at=ends_at, capacity=seats, **facts)
    session.pools.update(taken=taken)
    return session


def write(seminar: Seminar, **words: Any) -> None:
    """Publish these words on the page of every language."""
    for page in seminar.pages.all():
        for name, value in words.items():
            setattr(page, name, value)
        page.save_revision().publish()


def speaker(**words: str) -> Mapping[str, Any]:
    """A speaker without a picture, as a page stores one."""
    told = {"name": "Speaker", "post": "", "biography": "Knows it."} | words
    return {"type": "speaker", "value": told | {"picture": {"image": None, "alt_text": "", "decorative": False}}}


def link(title: str) -> Mapping[str, Any]:
    """A link among materials."""
    return {"type": "link", "value": {"address": "https://example.org/", "title": title, "description": ""}}
