"""The gradebook: one course, a row for each learner."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import ExpressionWrapper, F, FloatField, Max, OuterRef, Q, QuerySet, Subquery

from academy.accounts.models import User
from certification import api as certification
from courses.data import achievement_key
from courses.enums import EnrolmentState, Grading
from courses.models import Attempt, Cohort, Course, Enrolment, Quiz
from courses.selectors.access import manageable_cohorts, rows_of_cohorts
from courses.selectors.attempts import counting_percent
from courses.selectors.enrolments import IN_STATE, state_of
from courses.selectors.rules import lesson_pages, standings_of

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
    """One learner on the course. The result is the one that counts, in whole per cent; None while there is none."""

    enrolment: Enrolment
    state: EnrolmentState
    lessons_read: int
    lessons_required: int
    attempts: Sequence[Attempt]
    result: int | None
    certificate: certification.IssuedCertificate | None

    @property
    def reading(self) -> int:
        """Lessons read, in per cent of what is required of this learner, rounded down."""
        required = self.lessons_required
        return self.lessons_read * 100 // required if required else 100

    @property
    def hours(self) -> Decimal:
        """CPD hours earned here: those of the course, once it is completed."""
        return self.enrolment.course.cpd_hours if self.enrolment.completed_at else Decimal(0)


def gradebook_enrolments(course: Course, user: User) -> QuerySet[Enrolment]:
    """The learners of a course that the person manages, or of the own cohorts of one that somebody else manages."""
    return rows_of_cohorts(Enrolment, user).filter(course=course).distinct()


def gradebook_cohorts(course: Course, user: User) -> QuerySet[Cohort]:
    """The cohorts by which such a person may narrow the gradebook."""
    return manageable_cohorts(user).filter(course=course).select_related("course").distinct()


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
    """Sort by one of `ORDERS`, descending with “-” before it; who has nothing there stands last."""
    key, is_down = ORDERS[order.removeprefix("-")], order.startswith("-")
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


def grade_rows(enrolments: Sequence[Enrolment], grading: Grading) -> list[GradeRow]:
    """Gather what the gradebook says of learners of one course. The number of queries depends on nothing."""
    if not enrolments:
        return []
    course = enrolments[0].course
    standings = standings_of(enrolments, lesson_pages([course.pk]))
    attempts = attempts_by_enrolment(enrolments)
    users = [enrolment.user_id for enrolment in enrolments]
    certificates = certification.certificates_by_holder(users, achievement_key(course.code))
    rows = []
    for enrolment in enrolments:
        standing = standings[enrolment.pk]
        row = GradeRow(
            enrolment=enrolment,
            state=state_of(enrolment),
            lessons_read=len(standing.required & standing.read),
            lessons_required=len(standing.required),
            attempts=attempts.get(enrolment.pk, ()),
            result=counting_percent(attempts.get(enrolment.pk, ()), grading),
            certificate=certificates.get(enrolment.user_id),
        )
        rows.append(row)
    return rows


def attempts_by_enrolment(enrolments: Sequence[Enrolment]) -> Mapping[int, Sequence[Attempt]]:
    """The attempts of each enrolment, the first one first. One query."""
    found: dict[int, list[Attempt]] = defaultdict(list)
    for attempt in Attempt.objects.filter(enrolment__in=[row.pk for row in enrolments]).order_by("number"):
        found[attempt.enrolment_id].append(attempt)
    return found


def attempt_columns(course: Course) -> int:
    """How many attempts anybody on the course has made, but no more than there are columns for."""
    most = Attempt.objects.filter(enrolment__course=course).aggregate(Max("number"))["number__max"]
    return min(most or 0, MOST_ATTEMPTS)


def grading_of(course: Course) -> Grading:
    """Which attempt at the course's quiz counts; the best, where there is no quiz."""
    grading = Quiz.objects.filter(course=course).values_list("grading", flat=True).first()
    return Grading(grading or Grading.BEST)
