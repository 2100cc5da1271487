"""The CMS's views of courses, tests and learners: what in learning is no page."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from courses.viewsets.announcement import AnnouncementViewSet
from courses.viewsets.cohort import CohortViewSet
from courses.viewsets.course import CourseViewSet
from courses.viewsets.enrolment import EnrolmentViewSet
from courses.viewsets.evaluation import EvaluationViewSet
from courses.viewsets.invitation import InvitationViewSet
from courses.viewsets.marking import MarkingViewSet
from courses.viewsets.people_list import PeopleListViewSet
from courses.viewsets.post import PostViewSet
from courses.viewsets.programme import ProgrammeViewSet
from courses.viewsets.question import QuestionViewSet
from courses.viewsets.question_bank import QuestionBankViewSet
from courses.viewsets.quiz import QuizViewSet
from courses.viewsets.remarking import RemarkingViewSet
from courses.viewsets.request import RequestViewSet
from courses.viewsets.seminar import SeminarViewSet


class LearningGroup(ViewSetGroup):
    """The menu entry of the trainers' work that is no page editing."""

    menu_label = _("Academy")
    menu_icon = "books"
    menu_order = 150
    items = (
        CourseViewSet,
        QuizViewSet,
        QuestionViewSet,
        QuestionBankViewSet,
        MarkingViewSet,
        RemarkingViewSet,
        CohortViewSet,
        EnrolmentViewSet,
        RequestViewSet,
        InvitationViewSet,
        PeopleListViewSet,
        ProgrammeViewSet,
        SeminarViewSet,
        EvaluationViewSet,
        AnnouncementViewSet,
        PostViewSet,
    )
