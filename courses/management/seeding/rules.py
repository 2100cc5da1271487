"""Rules of the demo's courses: modules, order, prerequisites, what single lessons ask for."""

from typing import Any

from courses.enums import LessonOrder
from courses.management.seeding.content import read
from courses.models import Course, Lesson, Module, Prerequisite


def seed_rules() -> None:
    """Lay the rules once: whoever has changed them since keeps that. What was read before stays read."""
    if Module.objects.exists():
        return
    rules = read("site", "rules.toml")
    Course.objects.filter(code__in=rules["in_order"]).update(lesson_order=LessonOrder.IN_ORDER)
    for position, module in enumerate(rules["modules"], start=1):
        _seed_module(position, **module)
    for lesson in rules["lessons"]:
        _lessons(lesson.pop("course"), [lesson.pop("place")]).update(**lesson)
    for prerequisite in rules["prerequisites"]:
        _seed_prerequisite(**prerequisite)


def _seed_module(position: int, *, course: str, title: dict[str, str], lessons: list[int]) -> None:
    module = Module.objects.create(course=Course.objects.get(code=course), title=title, position=position)
    _lessons(course, lessons).update(module=module)


def _lessons(course: str, places: list[int]) -> Any:
    return Lesson.objects.filter(course__code=course, position__in=places)


def _seed_prerequisite(*, course: str, required: str, kind: str) -> None:
    asking, asked = (Course.objects.get(code=code) for code in (course, required))
    Prerequisite.objects.create(course=asking, required_course=asked, kind=kind)
