"""Who may see and change which rows in the CMS."""

from collections.abc import Callable, Iterable

from django.db.models import Model, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from academy.accounts.models import User
from courses.models import Course, Question, Quiz
from courses.selectors.access import manageable_courses, manageable_questions, manageable_quizzes


class ManageableRowsPolicy(ModelPermissionPolicy):
    """Narrows the permissions on a model to the rows that `manageable` gives a person."""

    def __init__(self, model: type[Model], manageable: Callable[[User], QuerySet]) -> None:
        """Remember the selector."""
        super().__init__(model)
        self.manageable = manageable

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> QuerySet:
        """Filter what the permissions allow."""
        return super().instances_user_has_any_permission_for(user, actions).filter(pk__in=self.manageable(user))

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        """Ask for this one row."""
        return self.user_has_permission(user, action) and self.manageable(user).filter(pk=instance.pk).exists()


COURSE_POLICY = ManageableRowsPolicy(Course, manageable_courses)
QUIZ_POLICY = ManageableRowsPolicy(Quiz, manageable_quizzes)
QUESTION_POLICY = ManageableRowsPolicy(Question, manageable_questions)
