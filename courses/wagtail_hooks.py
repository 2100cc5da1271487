"""What learning adds to the CMS: its views, who may see which rows, what to do next, and a guard of the tree."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from courses.models import CoursePage, LessonPage, SeminarPage
from courses.views.alike import served_alike
from courses.views.shared_files import refuse_foreign_document
from courses.viewsets import LearningGroup
from courses.viewsets.actions import ACTIONS
from courses.viewsets.dashboard import NextStepsPanel
from courses.viewsets.policies import register_policies
from courses.viewsets.post import HidePosts
from courses.viewsets.question_actions import MoveQuestions, ReleaseQuestions, TagQuestions

register_policies()
#: Behind all others: what they refuse is not looked for.
hooks.register("on_serve_page", served_alike, order=1000)
#: Before Wagtail's own, which would ask for the password of a folder.
hooks.register("before_serve_document", refuse_foreign_document, order=-1)


for action in (*ACTIONS, HidePosts, MoveQuestions, TagQuestions, ReleaseQuestions):
    hooks.register("register_bulk_action", action)


@hooks.register("register_admin_viewset")
def learning() -> LearningGroup:
    """Put the group into the menu."""
    return LearningGroup()


@hooks.register("construct_homepage_panels")
def say_what_to_do_next(_request: HttpRequest, panels: list[Component]) -> None:
    """Put our panel before Wagtail's, which say what is under review, edited and locked."""
    panels.append(NextStepsPanel())


@hooks.register("after_create_page")
def say_what_comes_next(request: HttpRequest, page: Page) -> None:
    """Tell whoever has added a course or a seminar what it still needs; a lesson needs no telling."""
    if isinstance(page, SeminarPage):
        messages.info(
            request,
            _("The seminar is made. Next: set its facts and rules, then its dates and seats."),
            buttons=[
                messages.button(reverse("seminar:edit", args=[page.seminar_id]), _("Facts of the seminar")),
                messages.button(reverse("seminar_desk", args=[page.seminar.code]), _("Dates and participants")),
            ],
        )
    if isinstance(page, CoursePage):
        messages.info(
            request,
            _("The course is made. Next: set its hours and rules, add lessons below this page, and give it a quiz."),
            buttons=[
                messages.button(reverse("course:edit", args=[page.course_id]), _("Hours and rules")),
                messages.button(
                    reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", page.pk]), _("Add a lesson")
                ),
                messages.button(reverse("quiz:add"), _("Add a quiz")),
            ],
        )


@hooks.register("before_create_page")
def refuse_foreign_course(request: HttpRequest, parent_page: Page, page_class: type[Page]) -> None:
    """Refuse a lesson below a course that the person may not edit: the right to add pages holds for the whole tree."""
    if page_class is LessonPage and not parent_page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
