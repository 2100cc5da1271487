"""Which courses, programmes, rows and pages of them a person may manage or find in the CMS."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from wagtail.models import Page

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.models import (
    Cohort,
    Course,
    CoursePage,
    LessonPage,
    Programme,
    ProgrammePage,
    Question,
    Quiz,
    Seminar,
    SeminarPage,
)

EVERY_COURSE = "courses.manage_every_course"


def manageable_courses(user: User) -> QuerySet[Course]:
    """Courses whose pages the person owns, and those of institutions where the person is a member; or every course."""
    return courses_managed(user.pk, manages_every=user.has_perm(EVERY_COURSE))


def courses_managed(person: int, *, manages_every: bool) -> QuerySet[Course]:
    """The same of a person by id."""
    return _own(Course.objects.all(), person, manages_every=manages_every)


def manageable_programmes(user: User) -> QuerySet[Programme]:
    """Programmes by the same rule."""
    return _own(Programme.objects.all(), user.pk, manages_every=user.has_perm(EVERY_COURSE))


def manageable_seminars(user: User) -> QuerySet[Seminar]:
    """Seminars by the same rule."""
    return _own(Seminar.objects.all(), user.pk, manages_every=user.has_perm(EVERY_COURSE))


def _own(rows: QuerySet, person: int, *, manages_every: bool) -> QuerySet:
    if manages_every:
        return rows
    return rows.filter(Q(pages__owner=person) | Q(institution__memberships__user=person)).distinct()


def rows_of_courses(model: type[Model], user: User) -> QuerySet:
    """Rows of `model` that belong to such a course."""
    return model._default_manager.filter(course__in=manageable_courses(user))  # noqa: SLF001 - Django's public API


def manageable_cohorts(user: User) -> QuerySet[Cohort]:
    """Cohorts of such a course, and those that the person teaches."""
    return cohorts_managed(user.pk, manages_every=user.has_perm(EVERY_COURSE))


def cohorts_managed(person: int, *, manages_every: bool) -> QuerySet[Cohort]:
    """The same of a person by id."""
    managed = courses_managed(person, manages_every=manages_every)
    return Cohort.objects.filter(Q(course__in=managed) | Q(trainer=person))


def rows_of_cohorts(model: type[Model], user: User) -> QuerySet:
    """Rows of `model` that belong to such a course, or to a cohort that the person teaches."""
    own = Q(course__in=manageable_courses(user)) | Q(cohort__trainer=user)
    return model._default_manager.filter(own)  # noqa: SLF001 - Django's public API


def admissible_courses(user: User) -> QuerySet[Course]:
    """Courses to which the person may bring people: such a course, and that of a cohort that the person teaches."""
    return courses_admissible(user.pk, manages_every=user.has_perm(EVERY_COURSE))


def courses_admissible(person: int, *, manages_every: bool) -> QuerySet[Course]:
    """The same of a person by id."""
    managed = courses_managed(person, manages_every=manages_every)
    return Course.objects.filter(Q(pk__in=managed.values("pk")) | Q(cohorts__trainer=person)).distinct()


def manageable_questions(user: User) -> QuerySet[Question]:
    """Questions that the person wrote, those of an own bank, and those that stand in such a quiz; or every question."""
    if user.has_perm(EVERY_COURSE):
        return Question.objects.all()
    of_bank = Q(bank__author=user) | Q(bank__institution__memberships__user=user)
    own = Q(author=user) | of_bank | Q(quizzes__in=rows_of_courses(Quiz, user))
    return Question.objects.filter(own).distinct()


def trainers_known_to(user: User) -> QuerySet[User]:
    """Trainers of the person's institutions and the person; or every trainer."""
    trainers = User.objects.filter(Q(groups__name=Role.TRAINER) | Q(pk=user.pk))
    if not user.has_perm(EVERY_COURSE):
        trainers = trainers.filter(Q(memberships__institution__memberships__user=user) | Q(pk=user.pk))
    return trainers.distinct()


def seen_pages(user: User) -> QuerySet[Page]:
    """Pages that whoever edits own pages alone may find in the CMS.

    Own ones; those of courses, seminars and programmes that the person manages; and what belongs to nobody in
    particular (home pages, lists, texts), once it is published. So nobody comes across the drafts of others.
    """
    own = Q(owner=user)
    for model, row, rows in _pages_of_rows(user):
        own |= Q(pk__in=model.objects.filter(**{f"{row}__in": rows}).values("pk"))
    kinds = ContentType.objects.get_for_models(*(model for model, _row, _rows in _pages_of_rows(user)))
    return Page.objects.filter(own | (Q(live=True) & ~Q(content_type__in=kinds.values())))


def _pages_of_rows(user: User) -> list[tuple[type[Page], str, QuerySet]]:
    courses = manageable_courses(user)
    return [
        (CoursePage, "course", courses),
        (LessonPage, "lesson__course", courses),
        (SeminarPage, "seminar", manageable_seminars(user)),
        (ProgrammePage, "programme", manageable_programmes(user)),
    ]
