"""What is required of a learner, what is done, what remains."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.data import Progress
from courses.models import Attempt, Enrolment, LessonPage, LessonProgress, Quiz, QuizQuestion
from courses.selectors.attempts import attempts_left


def read_lessons(enrolments: Sequence[Enrolment]) -> dict[int, set[int]]:
    """Lessons (by id) that each learner marked as read, by enrolment."""
    read: dict[int, set[int]] = defaultdict(set)
    for enrolment, lesson in LessonProgress.objects.filter(enrolment__in=enrolments).values_list("enrolment", "lesson"):
        read[enrolment].add(lesson)
    return read


def _required_lessons(enrolments: Sequence[Enrolment]) -> dict[int, set[int]]:
    """Required lessons that were published before each learner enrolled: what comes later is not asked of them."""
    live = LessonPage.objects.live().filter(lesson__course__in=[enrolment.course_id for enrolment in enrolments])
    published = list(
        live.filter(lesson__is_required=True).values_list("lesson__course", "lesson", "first_published_at")
    )
    return {
        enrolment.pk: {
            lesson
            for course, lesson, moment in published
            if course == enrolment.course_id and moment and moment <= enrolment.enrolled_at
        }
        for enrolment in enrolments
    }


def quizzes_of(course_ids: Iterable[int]) -> dict[int, Quiz]:
    """The final quiz of each course; one without questions asks nothing and does not count."""
    asks = QuizQuestion.objects.filter(quiz=OuterRef("pk"))
    return {quiz.course_id: quiz for quiz in Quiz.objects.filter(Exists(asks), course__in=course_ids)}


def _attempts(enrolments: Sequence[Enrolment]) -> dict[int, list[Attempt]]:
    """Attempts of each enrolment; an empty list for whoever has not tried."""
    attempts: dict[int, list[Attempt]] = defaultdict(list)
    for attempt in Attempt.objects.filter(enrolment__in=enrolments).only("enrolment", "state", "passed").order_by():
        attempts[attempt.enrolment_id].append(attempt)
    return attempts


def _is_exhausted(quiz: Quiz | None, attempts: Sequence[Attempt]) -> bool:
    """Whether the quiz can be neither started again nor gone on with, and was not passed."""
    if quiz is None or any(attempt.passed or attempt.is_open for attempt in attempts):
        return False
    return not attempts_left(quiz, len(attempts))


def progress_by_enrolment(enrolments: Sequence[Enrolment]) -> dict[int, Progress]:
    """Count what is done on each. Four queries, whatever the number of enrolments, lessons and learners."""
    required, read = _required_lessons(enrolments), read_lessons(enrolments)
    quizzes, attempts = quizzes_of(enrolment.course_id for enrolment in enrolments), _attempts(enrolments)
    return {
        enrolment.pk: Progress(
            read=len(required[enrolment.pk] & read[enrolment.pk]),
            total=len(required[enrolment.pk]),
            has_quiz=enrolment.course_id in quizzes,
            quiz_passed=any(attempt.passed for attempt in attempts[enrolment.pk]),
            no_attempts_left=_is_exhausted(quizzes.get(enrolment.course_id), attempts[enrolment.pk]),
            is_completed=enrolment.completed_at is not None,
        )
        for enrolment in enrolments
    }


def progress_of(enrolment: Enrolment) -> Progress:
    """Count what is done on one enrolment."""
    return progress_by_enrolment([enrolment])[enrolment.pk]


def remaining_steps(progress: Progress) -> list[str]:
    """Say in words what the learner still has to do; an empty list means: nothing."""
    if progress.is_completed:
        return []
    steps = []
    if left := progress.total - progress.read:
        steps.append(ngettext("Read %(count)d more lesson.", "Read %(count)d more lessons.", left) % {"count": left})
    if progress.no_attempts_left:
        steps.append(_("All attempts at the final quiz have been used. Its page says whom to ask for another one."))
    elif progress.has_quiz and not progress.quiz_passed:
        steps.append(_("Pass the final quiz."))
    return steps
