"""Who may see and change which rows in the CMS."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import cast

from django.db.models import Model, QuerySet
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from academy.accounts.models import User
from academy.cms.models.ownership import edits_every_page
from courses.models import (
    Announcement,
    AttemptQuestion,
    Cohort,
    Course,
    Enrolment,
    EnrolmentList,
    EnrolmentRequest,
    Evaluation,
    Invitation,
    Post,
    Programme,
    Question,
    QuestionBank,
    Quiz,
    Remarking,
    Seminar,
)
from courses.selectors.access import (
    manageable_courses,
    manageable_programmes,
    manageable_questions,
    manageable_seminars,
    rows_of_cohorts,
    rows_of_courses,
    seen_pages,
)
from courses.selectors.banks import manageable_banks
from courses.selectors.discussion import manageable_posts
from courses.selectors.evaluations import manageable_evaluations
from courses.selectors.marking_queue import markable_answers
from courses.selectors.remarking import manageable_remarkings


class SeenPagesPolicy(PagePermissionPolicy):
    """Hides from whoever edits own pages alone what belongs to others: in the explorer, its search, and reports.

    Wagtail lets everybody who may add pages somewhere see all pages below, drafts included.
    """

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> QuerySet[Page]:
        """Narrow what the permissions allow."""
        return self._seen(user, super().instances_user_has_any_permission_for(user, actions))

    def explorable_instances(self, user: User) -> QuerySet[Page]:
        """Narrow the ways to these pages, too."""
        return self._seen(user, super().explorable_instances(user))

    def _seen(self, user: User, pages: QuerySet[Page]) -> QuerySet[Page]:
        return pages if edits_every_page(user) else pages.filter(pk__in=seen_pages(user).values("pk"))


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


class AnnouncementPolicy(ManageableRowsPolicy):
    """Leaves what was sent as it is; it can be looked at all the same."""

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        """Refuse to change and to delete what was sent."""
        is_kept = action in {"change", "delete"} and cast("Announcement", instance).sent_at is not None
        return not is_kept and super().user_has_permission_for_instance(user, action, instance)


#: Models whose rows belong to one course, and to whoever manages it.
ROWS_OF_COURSES: tuple[type[Model], ...] = (Cohort, EnrolmentRequest, Quiz)
#: Models whose rows belong to a course and perhaps to a cohort, and to whoever manages the one or teaches the other.
ROWS_OF_COHORTS: tuple[type[Model], ...] = (Enrolment, EnrolmentList, Invitation)


def register_policies() -> None:
    """Tell Wagtail who may see and change which rows: listings, forms, histories, choosers and bulk actions ask it."""
    register_permission_policy(Course, ManageableRowsPolicy(Course, manageable_courses))
    register_permission_policy(Programme, ManageableRowsPolicy(Programme, manageable_programmes))
    register_permission_policy(Seminar, ManageableRowsPolicy(Seminar, manageable_seminars))
    register_permission_policy(Question, ManageableRowsPolicy(Question, manageable_questions))
    register_permission_policy(Evaluation, ManageableRowsPolicy(Evaluation, manageable_evaluations))
    register_permission_policy(QuestionBank, ManageableRowsPolicy(QuestionBank, manageable_banks))
    register_permission_policy(AttemptQuestion, ManageableRowsPolicy(AttemptQuestion, markable_answers))
    register_permission_policy(Remarking, ManageableRowsPolicy(Remarking, manageable_remarkings))
    register_permission_policy(Announcement, AnnouncementPolicy(Announcement, partial(rows_of_cohorts, Announcement)))
    register_permission_policy(Post, ManageableRowsPolicy(Post, manageable_posts))
    register_permission_policy(Page, SeenPagesPolicy())
    for model in ROWS_OF_COHORTS:
        register_permission_policy(model, ManageableRowsPolicy(model, partial(rows_of_cohorts, model)))
    for model in ROWS_OF_COURSES:
        register_permission_policy(model, ManageableRowsPolicy(model, partial(rows_of_courses, model)))
