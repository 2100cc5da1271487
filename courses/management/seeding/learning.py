"""Courses with lessons and final quizzes."""

from typing import Any

from wagtail.models import Page

from academy.accounts.models import User
from academy.languages import LANGUAGES
from courses.management.seeding.content import body_of, read
from courses.management.seeding.pages import translated_pages
from courses.management.seeding.pictures import picture
from courses.management.seeding.quizzes import seed_quiz
from courses.models import (
    Course,
    CoursePage,
    Lesson,
    LessonPage,
)

FACTS = ("shelfmark", "topic", "level", "accent", "cpd_hours")


def seed_course(folder: str, index: dict[str, Page], *, owner: User, **facts: object) -> Course:
    """Make a course with its pages, lessons and quiz; what is there stays as it is. `owner` may edit it in the CMS."""
    source = read(folder, "course.toml")
    defaults = {name: source[name] for name in FACTS} | facts
    course, _made = Course.objects.get_or_create(code=source["code"], defaults=defaults)
    texts = {code: read(folder, code, "course.toml") for code in LANGUAGES}
    pages = translated_pages(
        CoursePage,
        index,
        {code: _course_fields(folder, source, texts[code], course) for code in LANGUAGES},
        owner=owner,
    )
    for position, name in enumerate(source["lessons"], start=1):
        _seed_lesson(folder, name, position, pages, course)
    seed_quiz(folder, source, texts, course=course, owner=owner)
    return course


def _course_fields(folder: str, source: dict[str, Any], texts: dict[str, Any], course: Course) -> dict[str, object]:
    fields = {name: texts[name] for name in ("title", "slug", "summary", "audience", "introduction", "cover_alt")}
    return fields | {
        "course": course,
        "cover": picture(folder, source["cover"]),
        "search_description": texts["summary"],
        "outcomes": body_of(
            [{"type": "outcome", "value": text} for text in texts["outcomes"]], folder=folder, name="outcomes"
        ),
        "glossary": body_of(
            [{"type": "definition", "value": entry} for entry in texts["glossary"]], folder=folder, name="glossary"
        ),
    }


def _seed_lesson(folder: str, name: str, position: int, parents: dict[str, CoursePage], course: Course) -> None:
    lesson, _made = Lesson.objects.get_or_create(course=course, position=position)
    fields = {code: _lesson_fields(folder, code, name, lesson) for code in LANGUAGES}
    translated_pages(LessonPage, parents, fields, owner=parents[LANGUAGES[0]].owner)


def _lesson_fields(folder: str, code: str, name: str, lesson: Lesson) -> dict[str, object]:
    texts = read(folder, code, f"{name}.toml")
    fields = {key: texts[key] for key in ("title", "slug", "summary")}
    body = body_of(texts["body"], folder=folder, name=name)
    return fields | {"lesson": lesson, "search_description": texts["summary"], "body": body}
