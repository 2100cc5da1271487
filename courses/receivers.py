"""Signals of others that learning listens to; each makes one service call."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.signals import page_published, page_unpublished

from academy.accounts.models import Institution, User
from academy.cms.generations import begin_anew_with
from courses.models import (
    Course,
    CoursePage,
    Lesson,
    LessonPage,
    Module,
    Prerequisite,
    Programme,
    ProgrammeGroup,
    ProgrammeItem,
    ProgrammePage,
    Quiz,
    QuizDraw,
    QuizQuestion,
    Seminar,
    SeminarPage,
    Session,
)
from courses.services.invitations import forget_invitee
from courses.services.reading import measure_reading_time
from courses.services.search_index import (
    CataloguedPage,
    CataloguedRow,
    announce_catalogue,
    index_course_of,
    index_page,
    index_row,
)


def measure_published_lesson(instance: LessonPage, **_kwargs: Any) -> None:
    """Measure the reading time of what was just published."""
    measure_reading_time(page=instance)


def index_published_page(instance: CataloguedPage, **_kwargs: Any) -> None:
    """Let the catalogue find what was just published."""
    index_page(page=instance)


def index_lesson(instance: LessonPage, **_kwargs: Any) -> None:
    """Let the catalogue find a course by the lesson that came, or no longer by the one that went."""
    index_course_of(lesson_page=instance)


def index_saved_row(instance: CataloguedRow, *, created: bool, **_kwargs: Any) -> None:
    """Let the catalogue find pages by what their row now says; a new one has no page yet."""
    if not created:
        index_row(row=instance)


def announce(**_kwargs: Any) -> None:
    """Let nobody find what went, and everybody find a seminar that got a meeting."""
    announce_catalogue()


def forget_deleted_person(instance: User, **_kwargs: Any) -> None:
    """Keep no invitation of somebody who is erased, by whatever way the account is deleted."""
    forget_invitee(person=instance)


page_published.connect(measure_published_lesson, sender=LessonPage, dispatch_uid="courses.measure_published_lesson")
for page_model in (CoursePage, SeminarPage, ProgrammePage):
    page_published.connect(index_published_page, sender=page_model, dispatch_uid=f"courses.index.{page_model.__name__}")
    for signal in (page_unpublished, post_delete):
        signal.connect(announce, sender=page_model, dispatch_uid=f"courses.announce.{page_model.__name__}")
for signal in (page_published, page_unpublished):
    signal.connect(index_lesson, sender=LessonPage, dispatch_uid="courses.index_lesson")
for row_model in (Course, Seminar, Programme):
    post_save.connect(index_saved_row, sender=row_model, dispatch_uid=f"courses.index.{row_model.__name__}")

pre_delete.connect(forget_deleted_person, sender=User, dispatch_uid="courses.forget_deleted_person")
for signal in (post_save, post_delete):
    signal.connect(announce, sender=Session, dispatch_uid="courses.announce.Session")

for shown in (
    Course,
    Institution,
    Lesson,
    Module,
    Prerequisite,
    Programme,
    ProgrammeGroup,
    ProgrammeItem,
    Quiz,
    QuizDraw,
    QuizQuestion,
    Seminar,
    Session,
):
    begin_anew_with(shown)
