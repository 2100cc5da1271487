"""Which courses, quizzes and questions a person may manage in the CMS."""

from django.db.models import Q, QuerySet

from academy.accounts.models import User
from courses.models import Course, Question, Quiz


def manageable_courses(user: User) -> QuerySet[Course]:
    """Courses whose pages the person owns, and those of institutions where the person is a member; or every course."""
    if user.has_perm("courses.manage_every_course"):
        return Course.objects.all()
    own = Q(pages__owner=user) | Q(institution__memberships__user=user)
    return Course.objects.filter(own).distinct()


def manageable_quizzes(user: User) -> QuerySet[Quiz]:
    """Quizzes of those courses."""
    return Quiz.objects.filter(course__in=manageable_courses(user))


def manageable_questions(user: User) -> QuerySet[Question]:
    """Questions that the person wrote, and those that stand in such a quiz; or every question."""
    if user.has_perm("courses.manage_every_course"):
        return Question.objects.all()
    own = Q(author=user) | Q(quizzes__in=manageable_quizzes(user))
    return Question.objects.filter(own).distinct()
