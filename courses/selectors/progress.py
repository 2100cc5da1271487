"""What is required of a learner, what is done, what remains."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.data import Progress
from courses.models import Attempt, Enrolment, LessonPage, LessonProgress, Quiz, QuizQuestion


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


def progress_by_enrolment(enrolments: Sequence[Enrolment]) -> dict[int, Progress]:
    """Count what is done on each. Four queries, whatever the number of enrolments, lessons and learners."""
    required, read = _required_lessons(enrolments), read_lessons(enrolments)
    with_quiz = set(quizzes_of(enrolment.course_id for enrolment in enrolments))
    passed = set(Attempt.objects.filter(enrolment__in=enrolments, passed=True).values_list("enrolment", flat=True))
    return {
        enrolment.pk: Progress(
            read=len(required[enrolment.pk] & read[enrolment.pk]),
            total=len(required[enrolment.pk]),
            has_quiz=enrolment.course_id in with_quiz,
            quiz_passed=enrolment.pk in passed,
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
    if progress.has_quiz and not progress.quiz_passed:
        steps.append(_("Pass the final quiz."))
    return steps
