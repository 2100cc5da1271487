"""Which question banks a person may manage, and which may be drawn from."""

from django.db.models import Q, QuerySet

from academy.accounts.models import User
from courses.models import QuestionBank
from courses.selectors.access import EVERY_COURSE


def manageable_banks(user: User) -> QuerySet[QuestionBank]:
    """Banks that the person made, and those of institutions where the person is a member; or every bank."""
    if user.has_perm(EVERY_COURSE):
        return QuestionBank.objects.all()
    own = Q(author=user) | Q(institution__memberships__user=user)
    return QuestionBank.objects.filter(own).distinct()


def readable_banks(user: User) -> QuerySet[QuestionBank]:
    """Such banks, and the public ones."""
    return QuestionBank.objects.filter(Q(is_public=True) | Q(pk__in=manageable_banks(user).values("pk")))
