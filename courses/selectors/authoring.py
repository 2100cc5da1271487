"""What a trainer could do next in the CMS. The number of queries does not depend on courses or pages."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.permissions import policy_registry

from academy.accounts.enums import Role
from academy.accounts.models import User
from academy.cms.staleness import StaleTranslation, stale_translations
from academy.languages import LANGUAGES
from courses.enums import SessionState
from courses.models import CoursePage, LessonPage, Quiz, SeminarPage, Session
from courses.selectors.access import manageable_courses, manageable_seminars
from courses.selectors.content_checks import PageFaults, faults_of_owner
from courses.selectors.translations import best_pages


@dataclass(frozen=True, kw_only=True)
class CourseWithoutQuestions:
    """A published course whose quiz is missing, or asks nothing."""

    page: CoursePage
    quiz: Quiz | None


@dataclass(frozen=True, kw_only=True)
class MissingTranslation:
    """How many pages of a course one language lacks; `page` is the course's own page in a language that has it."""

    page: CoursePage
    language: str
    count: int
    lacks_course_page: bool


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A page that waits for publishing; `reviewer` says whose verdict it waits for, in words, if it was submitted."""

    page: Page
    reviewer: str


@dataclass(frozen=True, kw_only=True)
class NextSteps:
    """Everything that waits for one trainer."""

    drafts: Sequence[Draft]
    without_questions: Sequence[CourseWithoutQuestions]
    untranslated: Sequence[MissingTranslation]
    stale: Sequence[StaleTranslation]
    faulty: Sequence[PageFaults]
    without_dates: Sequence[SeminarPage]

    @property
    def nothing_waits(self) -> bool:
        """Whether there is nothing to do but to begin something new."""
        return not any(vars(self).values())


def next_steps(user: User, language: str) -> NextSteps:
    """Gather what waits for this person; what belongs to others is left out."""
    return NextSteps(
        drafts=_drafts(user),
        without_questions=_without_questions(user, language),
        untranslated=_untranslated(user),
        stale=stale_translations(_editable_pages(user)),
        faulty=faults_of_owner(user),
        without_dates=_without_dates(user, language),
    )


def _drafts(user: User) -> list[Draft]:
    drafts = Page.objects.filter(Q(live=False) | Q(has_unpublished_changes=True), owner=user)
    pages = list(drafts.select_related("locale").order_by("-latest_revision_created_at", "-pk"))
    reviewers = reviewers_of(pages)
    return [Draft(page=page, reviewer=reviewers.get(page.pk, "")) for page in pages]


def reviewers_of(pages: Iterable[Page]) -> dict[int, str]:
    """Say, by page, whose verdict those under review wait for: the role, else the name of the group. One query."""
    waiting = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type=ContentType.objects.get_for_model(Page),
        workflow_state__object_id__in=[str(page.pk) for page in pages],
    )
    groups = waiting.values_list("workflow_state__object_id", "task__groupapprovaltask__groups__name")
    return {int(page): _role(group) for page, group in groups if group}


def _role(group: str) -> str:
    return str(Role(group).label) if group in Role.values else group


def _live_pages() -> QuerySet[CoursePage]:
    pages = CoursePage.objects.live().select_related("course", "course__quiz", "locale")
    return pages.defer_streamfields().order_by("course__code", "path")


def _without_questions(user: User, language: str) -> list[CourseWithoutQuestions]:
    courses = manageable_courses(user).filter(quiz__places__isnull=True, quiz__draws__isnull=True)
    best = best_pages(_live_pages().filter(course__in=courses), row="course", language=language)
    found = sorted(best.values(), key=lambda page: page.course.code)
    return [CourseWithoutQuestions(page=page, quiz=getattr(page.course, "quiz", None)) for page in found]


def _without_dates(user: User, language: str) -> list[SeminarPage]:
    """Published seminars that nobody can come to, because no session was ever planned."""
    planned = Session.objects.filter(state=SessionState.PLANNED).values("seminar")
    pages = SeminarPage.objects.live().filter(seminar__in=manageable_seminars(user).exclude(pk__in=planned))
    found = best_pages(pages.select_related("seminar", "locale").defer_streamfields(), row="seminar", language=language)
    return sorted(found.values(), key=lambda page: page.seminar.code)


def _editable_pages(user: User) -> QuerySet[Page]:
    return policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")


def _untranslated(user: User) -> list[MissingTranslation]:
    """Drafts of translations count as translated: they stand among the drafts."""
    own = {page.course_id: page for page in reversed(_live_pages().filter(pk__in=_editable_pages(user)))}
    pages = set(CoursePage.objects.filter(course__in=own).values_list("course", "locale__language_code"))
    lessons = _lessons_per_language(own)
    found = (_missing(own[pk], code, pages, lessons) for pk in own for code in LANGUAGES)
    return sorted((missing for missing in found if missing.count), key=lambda missing: missing.page.course.code)


def _lessons_per_language(course_ids: Iterable[int]) -> Counter[tuple[int, str]]:
    """Count the lessons that a course has in each language, and under "" in any."""
    pages = LessonPage.objects.filter(lesson__course__in=course_ids)
    found = set(pages.values_list("lesson__course", "lesson", "locale__language_code"))
    counts = Counter((course, language) for course, _lesson, language in found)
    counts.update((course, "") for course, _lesson in {(course, lesson) for course, lesson, _language in found})
    return counts


def _missing(
    page: CoursePage, language: str, pages: set[tuple[int, str]], lessons: Counter[tuple[int, str]]
) -> MissingTranslation:
    pk = page.course_id
    lacks_course_page = (pk, language) not in pages
    count = lacks_course_page + lessons[pk, ""] - lessons[pk, language]
    return MissingTranslation(page=page, language=language, count=count, lacks_course_page=lacks_course_page)
