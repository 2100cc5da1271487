"""Who teaches a course: whoever manages it in the CMS, and the trainers of its cohorts."""

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q, QuerySet

from academy.accounts.models import Membership, User
from courses.models import Cohort, Course, CoursePage
from courses.selectors.access import EVERY_COURSE


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


def trainers_to_tell(course: Course, cohort: Cohort | None) -> QuerySet[User]:
    """Who is written about a new question: the trainer of the asker's cohort and the authors of the course.

    Others may answer as well, but a letter to each editor of the site would be one that nobody reads.
    """
    authors = managers_of(course).filter(pk__in=CoursePage.objects.filter(course=course).values("owner"))
    own = Q(pk=cohort.trainer_id, is_active=True) if cohort else Q(pk__in=())
    return User.objects.filter(Q(pk__in=authors) | own)
