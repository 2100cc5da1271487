"""The gradebook: one course, a row for each learner."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from typing import Any, Final, NamedTuple

from django.db.models import Count, Exists, ExpressionWrapper, F, FloatField, OuterRef, Q, QuerySet, Subquery

from academy.accounts.models import User
from academy.cms.paging import ReadEnd
from academy.prepared import MANY, Prepared, PreparedInstances
from academy.together import Together
from certification import api as certification
from courses.data import achievement_key
from courses.enums import AttemptState, EnrolmentState, Grading
from courses.models import Attempt, Cohort, Course, CoursePage, Enrolment, Quiz
from courses.models.attempt import percent_of_marks
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
from courses.selectors.rules import READ, read_by_enrolment
from courses.selectors.translations import best_title

_ATTEMPTS: Final = PreparedInstances(
    Attempt, lambda enrolments: Attempt.objects.filter(enrolment__in=enrolments).order_by("number"), MANY
)
_MADE: Final = Prepared(
    lambda enrolments: (
        Attempt.objects.filter(enrolment__in=enrolments)
        .order_by("number")
        .values_list("enrolment", "state", "score", "max_score", "passed")
    ),
    MANY,
)
#: What is said of learners beside their enrolments.
_FACTS: Final = Together(READ, _MADE, certification.CODES)
#: Columns of a learner that are shown, or by which something is decided.
_SHOWN: Final = (
    *("course", "enrolled_at", "completed_at", "withdrawn_at"),
    *("user__legal_name", "user__email", "cohort__name"),
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


class Made(NamedTuple):
    """An attempt, as far as it is shown."""

    state: AttemptState
    percent: int | None
    passed: bool | None


class GradeRow(NamedTuple):
    """One learner on the course. The result is the one that counts, in whole per cent; None while there is none.

    `certificate` is its code, empty without one, and `hours` are those earned here, once the course is completed.
    """

    enrolment: Enrolment
    state: EnrolmentState
    lessons_read: int
    lessons_required: int
    attempts: Sequence[Made]
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

    `attempts` are the columns: how many attempts anybody has made, but no more than there are columns for. `number` is
    that of the learners.
    """

    course: Course
    title: str
    grading: Grading
    attempts: int
    learners: QuerySet[Enrolment]
    cohorts: Sequence[Cohort]
    number: int
    read_end: ReadEnd


def gradebook_of(user: User, code: str, language: str) -> Gradebook | None:
    """Read all that is said of the course as a whole. Two queries; who learns there is not read yet."""
    manages_every = user.has_perm(EVERY_COURSE)
    course: Any = _asked(language, manages_every).first(user.pk, code)
    if course is None:
        return None
    whose = (course.pk,) if course.is_managed else (course.pk, user.pk)
    cohorts, number = _beside(manages_every, course.is_managed).rows((user.pk, course.pk), whose)
    return Gradebook(
        course=course,
        title=course.title or course.code,
        grading=Grading(course.grading or Grading.BEST),
        attempts=min(course.attempts or 0, MOST_ATTEMPTS),
        learners=_learners(*whose),
        cohorts=_cohorts(manages_every).of_rows(cohorts),
        number=number[0][0] if number else 0,
        read_end=partial(_read_end, whose),
    )


@cache
def _beside(manages_every: bool, is_managed: bool) -> Together:  # noqa: FBT001 - cached by both
    """The cohorts by which such a person may narrow the gradebook, and how many learners there are, if any."""
    number = Prepared(
        lambda *whose: _learners(*whose).order_by().values("course").annotate(number=Count("*")).values_list("number"),
        *_STAND_INS[is_managed],
    )
    return Together(_cohorts(manages_every), number)


def _read_end(whose: Sequence[int], number: int, *, is_last: bool) -> list[Enrolment]:
    """So many of the first learners by name, or of the last. One query."""
    return _end(number, is_last=is_last, is_managed=len(whose) == 1).instances(*whose)


@cache
def _end(number: int, *, is_last: bool, is_managed: bool) -> PreparedInstances[Enrolment]:
    def build(*whose: int) -> QuerySet[Enrolment]:
        learners = _learners(*whose).order_by("user__legal_name", "pk")
        return (learners.reverse() if is_last else learners)[:number]

    fields, related = ("id", "user", "cohort", *_SHOWN), ("user", "cohort")
    return PreparedInstances(Enrolment, build, *_STAND_INS[is_managed], fields=fields, related=related)


#: Of the course, and of the person who teaches a cohort of it.
_STAND_INS: Final = {True: (-1,), False: (-1, -2)}


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
    is_managed = manageable_courses(user).filter(pk=course.pk).exists()
    return _learners(course.pk) if is_managed else _learners(course.pk, user.pk)


def _learners(course: int, trainer: int | None = None) -> QuerySet[Enrolment]:
    learners = Enrolment.objects.filter(course=course)
    return learners if trainer is None else learners.filter(cohort__trainer=trainer)


def gradebook_cohorts(course: Course, user: User) -> QuerySet[Cohort]:
    """The cohorts by which such a person may narrow the gradebook."""
    return manageable_cohorts(user).filter(course=course).select_related("course").distinct()


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


def shown(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """With what is shown of learners alone."""
    return enrolments.select_related("user", "cohort").only(*_SHOWN)


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
    """Gather what the gradebook says of these learners. One query beside what is kept."""
    course, numbers = gradebook.course, [enrolment.pk for enrolment in enrolments]
    users = [enrolment.user_id for enrolment in enrolments]
    told = _FACTS.rows((numbers,), (numbers,), (users, achievement_key(course.code)))
    required, read = required_in([course.pk])[course.pk], read_by_enrolment(told[0])
    attempts, certificates = _made_by_enrolment(told[1]), certification.codes_by_holder(told[2])
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


def _made_by_enrolment(rows: Iterable[Sequence[Any]]) -> Mapping[int, Sequence[Made]]:
    """The attempts of each enrolment, the first one first."""
    found: dict[int, list[Made]] = defaultdict(list)
    for enrolment, state, score, max_score, passed in rows:
        found[enrolment].append(Made(state, percent_of_marks(score, max_score), passed))
    return found


def attempts_by_enrolment(enrolments: Sequence[Enrolment]) -> Mapping[int, Sequence[Attempt]]:
    """The attempts of each enrolment, the first one first. One query."""
    found: dict[int, list[Attempt]] = defaultdict(list)
    for attempt in _ATTEMPTS.instances([row.pk for row in enrolments]):
        found[attempt.enrolment_id].append(attempt)
    return found
