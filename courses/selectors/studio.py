"""What a trainer finds at `/studio/`: the courses whose statistics and gradebook she or he may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from academy.accounts.models import User
from courses.models import Course, CoursePage, Enrolment, Quiz
from courses.selectors.access import admissible_courses, manageable_courses, rows_of_cohorts
from courses.selectors.translations import best_titles


@dataclass(frozen=True, kw_only=True)
class StudioCourse:
    """A course in the studio; statistics are for whoever manages it, the gradebook for trainers of cohorts, too."""

    course: Course
    title: str
    learners: int
    has_statistics: bool


def works_with_courses(user: User) -> bool:
    """Whether the person has a trainer's work to do: being a member of the library that owns a course is not enough."""
    return user.has_perm("courses.change_course")


def studio_courses(user: User, question: str = "") -> QuerySet[Course]:
    """Courses that the person manages or teaches a cohort of, perhaps those alone that hold the words asked for."""
    found = admissible_courses(user).order_by("code")
    if not question:
        return found
    titled = CoursePage.objects.filter(title__icontains=question).values("course")
    return found.filter(Q(code__icontains=question) | Q(pk__in=titled))


def studio_rows(user: User, courses: Sequence[Course], language: str) -> list[StudioCourse]:
    """Gather what the list says of each course. Four queries."""
    titles = course_titles(courses, language)
    own = set(manageable_courses(user).filter(pk__in=[course.pk for course in courses]).values_list("pk", flat=True))
    tested = set(Quiz.objects.filter(course__in=courses).values_list("course", flat=True))
    active = rows_of_cohorts(Enrolment, user).filter(course__in=courses, withdrawn_at=None)
    learners = dict(active.order_by().values_list("course").annotate(Count("pk", distinct=True)))
    return [
        StudioCourse(
            course=course,
            title=titles[course.pk],
            learners=learners.get(course.pk, 0),
            has_statistics=course.pk in own & tested,
        )
        for course in courses
    ]


def course_titles(courses: Sequence[Course], language: str) -> dict[int, str]:
    """The title of each course, published or not, in the reader's language or another; else its code. One query."""
    best = best_titles(CoursePage.objects.filter(course__in=courses), row="course", language=language)
    return {course.pk: best.get(course.pk, course.code) for course in courses}


def own_quizzes(user: User) -> QuerySet[Quiz]:
    """Quizzes whose statistics the person may see."""
    return Quiz.objects.filter(course__in=manageable_courses(user)).select_related("course")
