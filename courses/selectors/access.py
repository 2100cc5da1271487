"""Which courses, programmes, and rows of them a person may manage in the CMS."""

from django.db.models import Model, Q, QuerySet

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.models import Course, Programme, Question, Quiz, Seminar

EVERY_COURSE = "courses.manage_every_course"


def manageable_courses(user: User) -> QuerySet[Course]:
    """Courses whose pages the person owns, and those of institutions where the person is a member; or every course."""
    return _own(Course.objects.all(), user)


def manageable_programmes(user: User) -> QuerySet[Programme]:
    """Programmes by the same rule."""
    return _own(Programme.objects.all(), user)


def manageable_seminars(user: User) -> QuerySet[Seminar]:
    """Seminars by the same rule."""
    return _own(Seminar.objects.all(), user)


def _own(rows: QuerySet, user: User) -> QuerySet:
    if user.has_perm(EVERY_COURSE):
        return rows
    return rows.filter(Q(pages__owner=user) | Q(institution__memberships__user=user)).distinct()


def rows_of_courses(model: type[Model], user: User) -> QuerySet:
    """Rows of `model` that belong to such a course."""
    return model._default_manager.filter(course__in=manageable_courses(user))  # noqa: SLF001 - Django's public API


def manageable_questions(user: User) -> QuerySet[Question]:
    """Questions that the person wrote, and those that stand in such a quiz; or every question."""
    if user.has_perm(EVERY_COURSE):
        return Question.objects.all()
    own = Q(author=user) | Q(quizzes__in=rows_of_courses(Quiz, user))
    return Question.objects.filter(own).distinct()


def trainers_known_to(user: User) -> QuerySet[User]:
    """Trainers of the person's institutions and the person; or every trainer."""
    trainers = User.objects.filter(Q(groups__name=Role.TRAINER) | Q(pk=user.pk))
    if not user.has_perm(EVERY_COURSE):
        trainers = trainers.filter(Q(memberships__institution__memberships__user=user) | Q(pk=user.pk))
    return trainers.distinct()
