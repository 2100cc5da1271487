"""What an institution asks of its staff, in words, and of whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.db.models import CharField, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy.accounts.models import Institution
from academy.cms.templatetags.site_tags import exact_number
from academy.prepared import PreparedInstances
from academy.together import Together
from courses.enums import EnrolmentMode
from courses.models import (
    Course,
    CoursePage,
    LessonPage,
    Programme,
    ProgrammeGroup,
    ProgrammePage,
    Requirement,
    StaffGroup,
)
from courses.selectors.desk.staff import STAFF_NUMBER
from courses.selectors.studio import course_titles
from courses.selectors.translations import best_title, best_titles

#: Columns of a requirement, and those of the rows beside it that are shown.
_SHOWN = (
    *("institution", "hours", "years", "due_on", "created_at"),
    *("course__code", "programme__code", "group__name", "group__institution"),
)


def requirements_of(institution: Institution, group: StaffGroup | None = None) -> QuerySet[Requirement]:
    """Everything that is asked, or what is asked of one group: that of all staff included."""
    asked = institution.requirements.select_related("course", "programme", "group").only(*_SHOWN)
    return asked.filter(Q(group=None) | Q(group=group)) if group else asked


def with_rules(asked: QuerySet[Requirement]) -> QuerySet[Requirement]:
    """With what progress in programmes is counted from."""
    return asked.prefetch_related(_rules())


def _rules() -> Prefetch:
    return Prefetch("programme__groups", ProgrammeGroup.objects.prefetch_related("items"))


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a list of the staff begins with: groups, what is asked and how it is called, how many people there are."""

    institution: Institution
    groups: Sequence[StaffGroup]
    asked: Mapping[Requirement, str]
    people: int


def desk_of(institution: Institution, language: str) -> Desk:
    """Read it; what is asked comes `with_rules`. One query, and two where programmes are asked."""
    together, reading = _desk(language)
    groups, asked, people = together.rows(*[(institution.pk,)] * 3)
    titled: list[Any] = reading.of_rows(asked)
    if any(one.programme_id for one in titled):
        prefetch_related_objects(titled, _rules())
    return Desk(
        institution=institution,
        groups=_GROUPS.of_rows(groups),
        asked={one: _title(one, one.course_title, one.programme_title) for one in titled},
        people=people[0][0] if people else 0,
    )


@cache
def _desk(language: str) -> tuple[Together, PreparedInstances[Requirement]]:
    def build(institution: int) -> QuerySet[Requirement]:
        of_course = CoursePage.objects.filter(course=OuterRef("course"))
        of_programme = ProgrammePage.objects.filter(programme=OuterRef("programme"))
        return Requirement.objects.filter(institution=institution).annotate(
            course_title=_first(best_title(of_course, language=language), "course__code"),
            programme_title=_first(best_title(of_programme, language=language), "programme__code"),
        )

    reading = PreparedInstances(
        Requirement,
        build,
        -1,
        fields=("id", "group", "course", "programme", *_SHOWN),
        related=("course", "programme", "group"),
        also=("course_title", "programme_title"),
    )
    return Together(_GROUPS, reading, STAFF_NUMBER), reading


def _first(title: QuerySet, code: str) -> Coalesce:
    return Coalesce(Subquery(title), code, output_field=CharField())


_GROUPS: Final = PreparedInstances(
    StaffGroup, lambda institution: StaffGroup.objects.filter(institution=institution), -1
)


def requirement_titles(asked: Sequence[Requirement], language: str) -> dict[int, str]:
    """What each asks for, in words, by its id. Two queries."""
    courses = course_titles([one.course for one in asked if one.course], language)
    programmes = programme_titles_in([one.programme for one in asked if one.programme], language)
    return {
        one.pk: _title(one, courses.get(one.course_id or 0, ""), programmes.get(one.programme_id or 0, ""))
        for one in asked
    }


def _title(asked: Requirement, of_course: str, of_programme: str) -> str:
    if asked.course_id or asked.programme_id:
        return of_course if asked.course_id else of_programme
    hours = exact_number(asked.hours or 0)
    if asked.years == 1:
        return _("Hours in a year: %(hours)s") % {"hours": hours}
    words = ngettext("Hours in %(years)d year: %(hours)s", "Hours in %(years)d years: %(hours)s", asked.years)
    return words % {"years": asked.years, "hours": hours}


def requirement_url(asked: Requirement) -> str:
    """Where a person begins with it; empty for hours, which are earned anywhere."""
    if asked.course:
        return reverse("course", args=[asked.course.code])
    return reverse("programme", args=[asked.programme.code]) if asked.programme else ""


def programme_titles_in(programmes: Sequence[Programme], language: str) -> dict[int, str]:
    """The title of each programme in the reader's language or another; else its code. One query."""
    best = best_titles(ProgrammePage.objects.filter(programme__in=programmes), row="programme", language=language)
    return {one.pk: best.get(one.pk, one.code) for one in programmes}


def courses_to_enrol_on() -> QuerySet[Course]:
    """Courses with something to read, onto which people come by themselves or on request."""
    live = LessonPage.objects.live().values("lesson__course")
    return Course.objects.filter(pk__in=live).exclude(enrolment_mode=EnrolmentMode.INVITATION).order_by("code")
