"""Who teaches a course: whoever manages it in the CMS, and the trainers of its cohorts."""

from collections.abc import Collection
from typing import Any, Final

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q, QuerySet

from academy.accounts.models import Membership, User
from academy.prepared import MANY, Prepared
from courses.models import Cohort, Course, CoursePage
from courses.selectors.access import EVERY_COURSE

#: Whether a person is the trainer of a cohort of a course.
NAMED: Final = Prepared(
    lambda course, user: Cohort.objects.filter(course=course, trainer=user).values_list("pk"), -1, -2
)


def managers_of(course: Course) -> QuerySet[User]:
    """The people to whom `manageable_courses` gives this course, and who may work on courses at all.

    Without the second condition each reader of the library that owns the course would be one of them.
    """
    backend = ModelBackend()
    own = Q(pk__in=CoursePage.objects.filter(course=course).values("owner"))
    own |= Q(pk__in=Membership.objects.filter(institution=course.institution_id).values("user"))
    own |= Q(pk__in=backend.with_perm(EVERY_COURSE))
    return User.objects.filter(own, pk__in=backend.with_perm("courses.change_course"))


def trainers_of(course: Course) -> QuerySet[User]:
    """Whose answers carry the badge of a trainer."""
    named = Cohort.objects.filter(course=course).values("trainer")
    return User.objects.filter(Q(pk__in=managers_of(course)) | Q(pk__in=named, is_active=True))


def is_trainer_of(course: Course, user: User) -> bool:
    """Whether the person is a trainer of the course. Who has no role can only be named for a cohort."""
    if user.has_no_role:
        return bool(NAMED.rows(course.pk, user.pk))
    return bool(trainers_among(course, [user.pk]))


def trainers_among(course: Course, people: Collection[int]) -> set[int]:
    """Return which of these people are trainers of the course. One query, or none."""
    return {pk for (pk,) in _AMONG.rows(course.pk, course.institution_id, people)}


def _among(course: int, institution: int, people: Collection[int]) -> QuerySet[User, Any]:
    asked = Course(pk=course, institution_id=institution)
    return trainers_of(asked).filter(pk__in=people).values_list("pk")


_AMONG: Final = Prepared(_among, -1, -2, MANY)


def trainers_to_tell(course: Course, cohort: Cohort | None) -> QuerySet[User]:
    """Who is written about a new question: the trainer of the asker's cohort and the authors of the course.

    Others may answer as well, but a letter to each editor of the site would be one that nobody reads.
    """
    authors = managers_of(course).filter(pk__in=CoursePage.objects.filter(course=course).values("owner"))
    own = Q(pk=cohort.trainer_id, is_active=True) if cohort else Q(pk__in=())
    return User.objects.filter(Q(pk__in=authors) | own)
