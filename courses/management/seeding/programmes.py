"""Programmes of courses and seminars, and who has joined one."""

from typing import Any

from wagtail.models import Page

from academy.accounts.models import User
from academy.languages import LANGUAGES
from courses.management.seeding.content import body_of, read
from courses.management.seeding.pages import translated_pages
from courses.models import Course, Programme, ProgrammeGroup, ProgrammeItem, ProgrammePage, Seminar
from courses.services.programmes import join_programme

FACTS = ("topic", "level", "accent", "cpd_hours")


def seed_programmes(index: dict[str, Page], *, owner: User, learners: list[User], **facts: object) -> None:
    """Make the programmes with their pages; what is there stays as it is. The learners join each."""
    for source in read("site", "programmes.toml")["programmes"]:
        defaults = {name: source[name] for name in FACTS} | facts
        programme, made = Programme.objects.get_or_create(code=source["code"], defaults=defaults)
        if made:
            _seed_groups(programme, source["groups"])
        fields = {code: _fields(source, code, programme) for code in LANGUAGES}
        translated_pages(ProgrammePage, index, fields, owner=owner)
        for learner in learners:
            join_programme(user=learner, programme=programme)


def _seed_groups(programme: Programme, groups: list[dict[str, Any]]) -> None:
    for place, source in enumerate(groups):
        group = ProgrammeGroup.objects.create(
            programme=programme, title=source["title"], required_count=source.get("required_count"), position=place
        )
        rows = [{"course": Course.objects.get(code=code)} for code in source.get("courses", ())]
        rows += [{"seminar": Seminar.objects.get(code=code)} for code in source.get("seminars", ())]
        for position, row in enumerate(rows):
            ProgrammeItem.objects.create(group=group, position=position, **row)


def _fields(source: dict[str, Any], code: str, programme: Programme) -> dict[str, object]:
    texts = source[code]
    fields = {name: texts[name] for name in ("title", "slug", "summary")}
    body = body_of(texts["body"], folder="site", name=source["code"])
    return fields | {"programme": programme, "search_description": texts["summary"], "body": body}
