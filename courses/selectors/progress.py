"""What is required of a learner, what is done, what remains."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.data import Progress
from courses.models import Attempt, Enrolment, Lesson, LessonPage, LessonProgress, Quiz, QuizQuestion


def required_lessons(enrolment: Enrolment) -> QuerySet[Lesson]:
    """Required lessons that were published before this learner enrolled: what comes later is not asked of them."""
    in_time = LessonPage.objects.filter(lesson=OuterRef("pk"), live=True, first_published_at__lte=enrolment.enrolled_at)
    return Lesson.objects.filter(Exists(in_time), course_id=enrolment.course_id, is_required=True)


def read_lessons(enrolment: Enrolment) -> QuerySet[LessonProgress]:
    """What the learner marked as read."""
    return LessonProgress.objects.filter(enrolment=enrolment)


def quiz_of(course_id: int) -> Quiz | None:
    """The final quiz of a course; one without questions asks nothing and does not count."""
    asks = QuizQuestion.objects.filter(quiz=OuterRef("pk"))
    return Quiz.objects.filter(Exists(asks), course_id=course_id).first()


def progress_of(enrolment: Enrolment) -> Progress:
    """Count what is done. Four queries, whatever the number of lessons and learners."""
    required = set(required_lessons(enrolment).values_list("pk", flat=True))
    read = set(read_lessons(enrolment).values_list("lesson_id", flat=True))
    return Progress(
        read=len(required & read),
        total=len(required),
        has_quiz=quiz_of(enrolment.course_id) is not None,
        quiz_passed=Attempt.objects.filter(enrolment=enrolment, passed=True).exists(),
        is_completed=enrolment.completed_at is not None,
    )


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
