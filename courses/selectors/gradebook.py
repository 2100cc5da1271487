"""The gradebook: one course, a row for each learner."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

from django.db.models import Exists, ExpressionWrapper, F, FloatField, OuterRef, Q, QuerySet, Subquery

from academy.accounts.models import User
from academy.prepared import MANY, PreparedInstances
from certification import api as certification
from courses.data import achievement_key
from courses.enums import EnrolmentState, Grading
from courses.models import Attempt, Cohort, Course, CoursePage, Enrolment, Quiz
from courses.selectors.access import (
    EVERY_COURSE,
    cohorts_managed,
    courses_admissible,
    courses_managed,
    manageable_cohorts,
    manageable_courses,
)
from courses.selectors.attempts import counting_percent
from courses.selectors.enrolments import IN_STATE, state_of
from courses.selectors.required import required_in
from courses.selectors.rules import lessons_read
from courses.selectors.translations import best_title

_ATTEMPTS: Final = PreparedInstances(
    Attempt, lambda enrolments: Attempt.objects.filter(enrolment__in=enrolments).order_by("number"), MANY
)
#: Columns of attempts at most; whoever was granted more is looked up in the enrolment.
MOST_ATTEMPTS = 6
#: What sorts the gradebook -> by what.
ORDERS = {
    "name": "user__legal_name",
    "cohort": "cohort__name",
    "result": "result",
    "completed": "completed_at",
    "enrolled": "enrolled_at",
}


@dataclass(frozen=True, kw_only=True)
class GradeRow:
    """One learner on the course. The result is the one that counts, in whole per cent; None while there is none.

    `certificate` is its code, empty without one, and `hours` are those earned here, once the course is completed.
    """

    enrolment: Enrolment
    state: EnrolmentState
    lessons_read: int
    lessons_required: int
    attempts: Sequence[Attempt]
    result: int | None
    certificate: str
    hours: Decimal

    @property
    def reading(self) -> int:
        """Lessons read, in per cent of what is required of this learner, rounded down."""
        required = self.lessons_required
        return self.lessons_read * 100 // required if required else 100


@dataclass(frozen=True, kw_only=True)
class Gradebook:
    """A course whose gradebook the person may see: of everybody, or only of those whose cohort she or he teaches.

    `attempts` are the columns: how many attempts anybody has made, but no more than there are columns for.
    """

    course: Course
    title: str
    grading: Grading
    attempts: int
    learners: QuerySet[Enrolment]


def gradebook_of(user: User, code: str, language: str) -> Gradebook | None:
    """Read all that is said of the course as a whole. One query; who learns there is not read yet."""
    course: Any = _asked(language, user.has_perm(EVERY_COURSE)).first(user.pk, code)
    if course is None:
        return None
    return Gradebook(
        course=course,
        title=course.title or course.code,
        grading=Grading(course.grading or Grading.BEST),
        attempts=min(course.attempts or 0, MOST_ATTEMPTS),
        learners=_learners(course, user, is_managed=course.is_managed),
    )


@cache
def _asked(language: str, manages_every: bool) -> PreparedInstances[Course]:  # noqa: FBT001 - cached by both
    """The course with this code, if it is one of those that such a person finds in the studio."""
    quiz = Quiz.objects.filter(course=OuterRef("pk"))
    # By the id of the quiz, so that an index has the answer.
    tried = Attempt.objects.filter(quiz=Subquery(Quiz.objects.filter(course=OuterRef(OuterRef("pk"))).values("pk")))

    def build(person: int, code: str) -> QuerySet[Course]:
        managed = courses_managed(person, manages_every=manages_every)
        return (
            courses_admissible(person, manages_every=manages_every)
            .filter(code=code)
            .order_by()
            .annotate(
                title=Subquery(best_title(CoursePage.objects.filter(course=OuterRef("pk")), language=language)),
                grading=Subquery(quiz.values("grading")),
                attempts=Subquery(tried.order_by("-number").values("number")[:1]),
                is_managed=Exists(managed.filter(pk=OuterRef("pk"))),
            )
        )

    return PreparedInstances(Course, build, -1, "no code", also=("title", "grading", "attempts", "is_managed"))


def gradebook_enrolments(course: Course, user: User) -> QuerySet[Enrolment]:
    """The learners of a course that the person manages, or of the own cohorts of one that somebody else manages."""
    return _learners(course, user, is_managed=manageable_courses(user).filter(pk=course.pk).exists())


def _learners(course: Course, user: User, *, is_managed: bool) -> QuerySet[Enrolment]:
    learners = Enrolment.objects.filter(course=course)
    return learners if is_managed else learners.filter(cohort__trainer=user)


def gradebook_cohorts(course: Course, user: User) -> QuerySet[Cohort]:
    """The cohorts by which such a person may narrow the gradebook."""
    return manageable_cohorts(user).filter(course=course).select_related("course").distinct()


def named_cohorts(course: Course, user: User) -> Sequence[Cohort]:
    """The same, to be told by their names. One query."""
    return _cohorts(user.has_perm(EVERY_COURSE)).instances(user.pk, course.pk)


@cache
def _cohorts(manages_every: bool) -> PreparedInstances[Cohort]:  # noqa: FBT001 - cached by it
    return PreparedInstances(
        Cohort,
        lambda person, course: cohorts_managed(person, manages_every=manages_every).filter(course=course).distinct(),
        *(-1, -2),
    )


def narrowed(
    enrolments: QuerySet[Enrolment], *, spellings: set[str], cohort: Cohort | None, state: str
) -> QuerySet[Enrolment]:
    """Keep those whose name or address holds one of the spellings, who are in the cohort, and in the state."""
    if spellings:
        found = Q()
        for spelling in spellings:
            found |= Q(user__legal_name__icontains=spelling) | Q(user__email__icontains=spelling)
        enrolments = enrolments.filter(found)
    if cohort:
        enrolments = enrolments.filter(cohort=cohort)
    return enrolments.filter(IN_STATE[EnrolmentState(state)]) if state else enrolments


def ordered(enrolments: QuerySet[Enrolment], order: str, grading: Grading) -> QuerySet[Enrolment]:
    """Sort by one of `ORDERS`, descending with “-” before it; who has nothing there stands last.

    Everybody has a name, by which an index sorts.
    """
    key, is_down = ORDERS[order.removeprefix("-")], order.startswith("-")
    if order.removeprefix("-") == "name":
        return enrolments.order_by(f"-{key}" if is_down else key, "pk")
    if key == "result":
        enrolments = enrolments.annotate(result=Subquery(_shares(grading)[:1]))
    by = F(key).desc(nulls_last=True) if is_down else F(key).asc(nulls_last=True)
    return enrolments.order_by(by, "user__legal_name", "pk")


def _shares(grading: Grading) -> QuerySet[Attempt, float]:
    """The part of the marks that an enrolment's attempts earned, that of the attempt that counts first."""
    first = {Grading.BEST: "-share", Grading.LAST: "-number", Grading.FIRST: "number"}[grading]
    marked = Attempt.objects.filter(enrolment=OuterRef("pk"), max_score__gt=0)
    share = ExpressionWrapper(F("score") * 100.0 / F("max_score"), output_field=FloatField())
    return marked.annotate(share=share).order_by(first).values_list("share", flat=True)


def grade_rows(enrolments: Sequence[Enrolment], gradebook: Gradebook) -> list[GradeRow]:
    """Gather what the gradebook says of these learners. Three queries beside what is kept."""
    course, numbers = gradebook.course, [enrolment.pk for enrolment in enrolments]
    required, read = required_in([course.pk])[course.pk], lessons_read(numbers)
    attempts = attempts_by_enrolment(enrolments)
    users = [enrolment.user_id for enrolment in enrolments]
    certificates = certification.codes_by_holder(users, achievement_key(course.code))
    rows = []
    for enrolment in enrolments:
        lessons, made = required.lessons_for(enrolment.enrolled_at), attempts.get(enrolment.pk, ())
        row = GradeRow(
            enrolment=enrolment,
            state=state_of(enrolment),
            lessons_read=len(lessons & read[enrolment.pk]),
            lessons_required=len(lessons),
            attempts=made,
            result=counting_percent(made, gradebook.grading),
            certificate=certificates.get(enrolment.user_id, ""),
            hours=course.cpd_hours if enrolment.completed_at else Decimal(0),
        )
        rows.append(row)
    return rows


def attempts_by_enrolment(enrolments: Sequence[Enrolment]) -> Mapping[int, Sequence[Attempt]]:
    """The attempts of each enrolment, the first one first. One query."""
    found: dict[int, list[Attempt]] = defaultdict(list)
    for attempt in _ATTEMPTS.instances([row.pk for row in enrolments]):
        found[attempt.enrolment_id].append(attempt)
    return found
