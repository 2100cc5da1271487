"""Announcements: who may write which, to whom they go, and how one reader sees them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet

from academy.accounts.models import User
from academy.languages import LANGUAGES
from courses.enums import Notice
from courses.models import Announcement, Course, Enrolment
from courses.selectors.access import manageable_courses
from courses.selectors.catalogue import live_course_pages
from courses.selectors.notices import wanting
from courses.selectors.translations import best_pages


@dataclass(frozen=True, kw_only=True)
class AnnouncementView:
    """An announcement in the language in which one reader gets it."""

    announcement: Announcement
    language: str
    is_fallback: bool
    course_title: str

    @property
    def subject(self) -> str:
        """Its subject in that language."""
        return self.announcement.subject[self.language]

    @property
    def body(self) -> str:
        """Its text in that language."""
        return self.announcement.body[self.language]


def may_write_to_all(user: User, course: Course) -> bool:
    """Whether the person may write to the whole course: a cohort's trainer writes to the own cohort alone."""
    return manageable_courses(user).filter(pk=course.pk).exists()


def addressees(announcement: Announcement) -> QuerySet[User]:
    """Everybody who is on the course, or in the cohort, and did not withdraw."""
    enrolments = Enrolment.objects.active().filter(course=announcement.course_id)
    if announcement.cohort_id:
        enrolments = enrolments.filter(cohort=announcement.cohort_id)
    return User.objects.filter(pk__in=enrolments.values("user"), is_active=True)


def recipients(announcement: Announcement) -> QuerySet[User]:
    """The addressees who get a letter; the others find the announcement on its page."""
    return wanting(addressees(announcement), Notice.ANNOUNCEMENTS)


def is_addressee(announcement: Announcement, user: User) -> bool:
    """Whether the announcement is still for this person: who withdrew meanwhile gets no letter."""
    return addressees(announcement).filter(pk=user.pk).exists()


def sent_announcements(user: User | OuterRef) -> QuerySet[Announcement]:
    """What was sent to the courses and cohorts that this person is on, the newest first."""
    own = Q(course__enrolments__user=user, course__enrolments__withdrawn_at=None)
    mine = Q(cohort=None) | Q(course__enrolments__cohort=F("cohort"))
    return Announcement.objects.filter(own & mine, sent_at__isnull=False).order_by("-sent_at", "-pk")


def shown_in(announcement: Announcement, language: str) -> str:
    """The reader's language when there is a text in it, else the first of az, ru, en that has one."""
    return next(code for code in (language, *LANGUAGES) if announcement.subject.get(code))


def announcement_views(announcements: Sequence[Announcement], language: str) -> list[AnnouncementView]:
    """Announcements as a reader of `language` gets them; their courses must be loaded."""
    if not announcements:
        return []
    titles = best_course_titles({announcement.course_id for announcement in announcements}, language)
    views = []
    for announcement in announcements:
        shown = shown_in(announcement, language)
        title = titles.get(announcement.course_id, announcement.course.code)
        view = AnnouncementView(
            announcement=announcement, language=shown, is_fallback=shown != language, course_title=title
        )
        views.append(view)
    return views


def best_course_titles(courses: Iterable[int], language: str) -> dict[int, str]:
    """The title of each published course in the reader's language, else in another."""
    pages = best_pages(live_course_pages().filter(course__in=courses), row="course", language=language)
    return {course: page.title for course, page in pages.items()}


def newest_announcements(
    user: User, language: str, *, limit: int, course: Course | None = None
) -> list[AnnouncementView]:
    """The newest announcements to a person, of all courses or of one."""
    announcements = sent_announcements(user).select_related("course")
    if course:
        announcements = announcements.filter(course=course)
    return announcement_views(list(announcements[:limit]), language)
