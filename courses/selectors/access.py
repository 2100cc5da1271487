"""Which courses a person may manage in the CMS."""

from django.db.models import Q, QuerySet

from academy.accounts.models import User
from courses.models import Course


def manageable_courses(user: User) -> QuerySet[Course]:
    """Courses whose pages the person owns, and those of institutions where the person is a member; or every course."""
    if user.has_perm("courses.manage_every_course"):
        return Course.objects.all()
    own = Q(pages__owner=user) | Q(institution__memberships__user=user)
    return Course.objects.filter(own).distinct()
