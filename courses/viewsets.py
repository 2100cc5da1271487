"""The CMS's views of courses, quizzes and questions: what in learning is no page."""

from collections.abc import Iterable

from django.db.models import Model, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy, OwnershipPermissionPolicy

from academy.accounts.models import User
from academy.languages import LANGUAGES
from courses.forms.questions import PLACES, QuestionForm, option_field_names
from courses.forms.quizzes import QuizForm
from courses.models import Course, Question, Quiz
from courses.selectors.access import manageable_courses


class ManageableCoursePolicy(ModelPermissionPolicy):
    """Narrows the model's permissions to the courses that a person may manage."""

    def _manageable(self, user: User) -> QuerySet:
        return manageable_courses(user)

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> QuerySet:
        """Filter what the permissions allow."""
        return super().instances_user_has_any_permission_for(user, actions).filter(pk__in=self._manageable(user))

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        """Ask for this one row."""
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user: User, actions: Iterable[str], instance: Model) -> bool:
        """Ask for this one row."""
        allowed = super().user_has_any_permission_for_instance(user, actions, instance)
        return allowed and self._manageable(user).filter(pk=instance.pk).exists()


class ManageableQuizPolicy(ManageableCoursePolicy):
    """The same for the quizzes of those courses."""

    def _manageable(self, user: User) -> QuerySet:
        return Quiz.objects.filter(course__in=manageable_courses(user))


COURSE_POLICY = ManageableCoursePolicy(Course)
QUIZ_POLICY = ManageableQuizPolicy(Quiz)
QUESTION_POLICY = OwnershipPermissionPolicy(Question, owner_field_name="author")


class CourseViewSet(ModelViewSet):
    """The facts of a course, which exist once for all its languages. The page makes the row, so none is added here."""

    model = Course
    icon = "openquote"
    menu_label = _("Courses")
    copy_view_enabled = False
    list_display = ("code", "shelfmark", Column("get_level_display", label=_("Level")), "cpd_hours", "institution")
    list_filter = ("level", "institution")
    search_fields = ("code", "shelfmark")
    edit_handler = ObjectList(
        [
            FieldPanel("code", read_only=True),
            FieldPanel("shelfmark"),
            FieldPanel("level"),
            FieldPanel("cpd_hours"),
            FieldPanel("accent"),
            FieldPanel("institution"),
            FieldPanel("certificate_template"),
        ]
    )


class QuizViewSet(ModelViewSet):
    """The rules of final quizzes, and what they ask."""

    model = Quiz
    icon = "help"
    menu_label = _("Quizzes")
    copy_view_enabled = False
    list_display = ("course", "pass_mark", "attempts_allowed", "time_limit_minutes")
    edit_handler = ObjectList(
        [
            FieldPanel("course"),
            MultiFieldPanel([FieldPanel(f"title_{code}") for code in LANGUAGES], heading=_("Title")),
            MultiFieldPanel([FieldPanel(f"introduction_{code}") for code in LANGUAGES], heading=_("Introduction")),
            FieldPanel("pass_mark"),
            FieldPanel("attempts_allowed"),
            FieldPanel("time_limit_minutes"),
            InlinePanel(
                "places",
                [FieldPanel("question"), FieldPanel("marks")],
                heading=_("Questions"),
                label=_("question"),
            ),
        ],
        base_form_class=QuizForm,
    )


class QuestionViewSet(ModelViewSet):
    """Questions. Saving changed words makes a new revision; attempts under way keep theirs."""

    model = Question
    icon = "list-ul"
    menu_label = _("Questions")
    copy_view_enabled = False
    list_display = ("key", "type", "author")
    list_filter = ("type",)
    search_fields = ("key",)
    edit_handler = ObjectList(
        [
            FieldPanel("key"),
            FieldPanel("type"),
            MultiFieldPanel([FieldPanel(f"stem_{code}") for code in LANGUAGES], heading=_("Question")),
            *(
                MultiFieldPanel(
                    [FieldPanel(name) for name in option_field_names(place)],
                    heading=format_lazy(_("Answer {number}"), number=place),
                )
                for place in PLACES
            ),
            MultiFieldPanel([FieldPanel(f"explanation_{code}") for code in LANGUAGES], heading=_("Explanation")),
        ],
        base_form_class=QuestionForm,
    )


class LearningGroup(ViewSetGroup):
    """The menu entry of the trainers' work that is no page editing."""

    menu_label = _("Academy")
    menu_icon = "openquote"
    menu_order = 150
    items = (CourseViewSet, QuizViewSet, QuestionViewSet)
