"""What an institution asks of its staff, in words, and of whom."""

from collections.abc import Mapping, Sequence

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy.accounts.models import Institution
from academy.cms.templatetags.site_tags import exact_number
from courses.enums import EnrolmentMode
from courses.models import Course, LessonPage, Programme, ProgrammeGroup, ProgrammePage, Requirement, StaffGroup
from courses.selectors.studio import course_titles
from courses.selectors.translations import best_titles

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
    groups = ProgrammeGroup.objects.prefetch_related("items")
    return asked.prefetch_related(Prefetch("programme__groups", groups))


def titled_requirements(institution: Institution, language: str) -> dict[Requirement, str]:
    """Everything that is asked `with_rules`, and what each is called. Two queries, and two where programmes are."""
    asked = list(with_rules(requirements_of(institution)))
    titles = requirement_titles(asked, language)
    return {one: titles[one.pk] for one in asked}


def requirement_titles(asked: Sequence[Requirement], language: str) -> dict[int, str]:
    """What each asks for, in words, by its id. Two queries."""
    courses = course_titles([one.course for one in asked if one.course], language)
    programmes = programme_titles_in([one.programme for one in asked if one.programme], language)
    return {one.pk: _title(one, courses, programmes) for one in asked}


def _title(asked: Requirement, courses: Mapping[int, str], programmes: Mapping[int, str]) -> str:
    if asked.course_id:
        return courses[asked.course_id]
    if asked.programme_id:
        return programmes[asked.programme_id]
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
