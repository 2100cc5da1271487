"""What has to be achieved before a course can be taken, and what of it one person lacks."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from academy.accounts.models import User
from certification import api as certification
from courses.data import achievement_key
from courses.enums import PrerequisiteKind
from courses.models import Course, CoursePage, Enrolment, Prerequisite
from courses.selectors.translations import best_pages


@dataclass(frozen=True, kw_only=True)
class PrerequisiteItem:
    """One course asked for, in the reader's language or in another; `page` is None while it is unpublished."""

    prerequisite: Prerequisite
    page: CoursePage | None
    is_met: bool

    @property
    def title(self) -> str:
        """Title of the course asked for, or its code when no page tells it."""
        return self.page.title if self.page else self.prerequisite.required_course.code

    @property
    def url(self) -> str:
        """Address of the course asked for; empty while it is unpublished."""
        return self.page.url if self.page else ""

    @property
    def language(self) -> str:
        """Language code of the title; empty for a code."""
        return self.page.locale.language_code if self.page else ""

    @property
    def words(self) -> str:
        """What is asked for, in one sentence."""
        if self.prerequisite.kind == PrerequisiteKind.CERTIFICATE:
            return _("Obtain a certificate of the course “%(title)s” that is in force.") % {"title": self.title}
        return _("Complete the course “%(title)s”.") % {"title": self.title}


def missing_prerequisites(user: User, course: Course) -> list[Prerequisite]:
    """What the person still lacks, in the order of the form. One query if nothing is asked for, else two or three."""
    asked = _asked(course)
    met = _met(user, asked)
    return [prerequisite for prerequisite in asked if prerequisite.pk not in met]


def prerequisite_items(course: Course, *, user: object, language: str) -> list[PrerequisiteItem]:
    """Everything that is asked for, as the course page lists it; whoever is not logged in meets nothing."""
    asked = _asked(course)
    if not asked:
        return []
    met = _met(user, asked) if isinstance(user, User) else set()
    live = CoursePage.objects.live().filter(course__in=[prerequisite.required_course_id for prerequisite in asked])
    pages = best_pages(live.select_related("locale").defer_streamfields(), row="course", language=language)
    return [
        PrerequisiteItem(
            prerequisite=prerequisite, page=pages.get(prerequisite.required_course_id), is_met=prerequisite.pk in met
        )
        for prerequisite in asked
    ]


def _asked(course: Course) -> list[Prerequisite]:
    return list(Prerequisite.objects.filter(course=course.pk).select_related("required_course"))


def _met(user: User, asked: list[Prerequisite]) -> set[int]:
    """Which of them, by id, the person has achieved."""
    if not asked:
        return set()
    courses = [prerequisite.required_course_id for prerequisite in asked]
    completed = set(
        Enrolment.objects.filter(user=user, course__in=courses, completed_at__isnull=False).values_list(
            "course", flat=True
        )
    )
    certified = _certified(user, asked)
    return {
        prerequisite.pk
        for prerequisite in asked
        if prerequisite.required_course_id
        in (certified if prerequisite.kind == PrerequisiteKind.CERTIFICATE else completed)
    }


def _certified(user: User, asked: list[Prerequisite]) -> set[int]:
    """Courses of which the person holds a certificate in force, as far as one is asked for."""
    keys = {
        achievement_key(prerequisite.required_course.code): prerequisite.required_course_id
        for prerequisite in asked
        if prerequisite.kind == PrerequisiteKind.CERTIFICATE
    }
    return {keys[key] for key in certification.keys_in_force(user, keys)}


def would_make_circle(course: Course, required_course: Course) -> bool:
    """Whether asking for the one before the other would leave a course that nobody can ever begin. One query."""
    required: dict[int, set[int]] = defaultdict(set)
    for before, after in Prerequisite.objects.values_list("required_course", "course"):
        required[after].add(before)
    seen: set[int] = set()
    ahead = {required_course.pk}
    while ahead - seen:
        seen |= ahead
        ahead = {before for after in ahead for before in required[after]}
    return course.pk in seen
