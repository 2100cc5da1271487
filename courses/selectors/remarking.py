"""Which quizzes and questions a person may have marked again."""

from django.db.models import QuerySet

from academy.accounts.models import User
from courses.enums import AttemptState
from courses.models import Attempt, Question, Quiz, Remarking
from courses.selectors.access import rows_of_courses


def asked_questions(user: User) -> QuerySet[Question]:
    """Questions that attempts at quizzes of the person's courses have asked."""
    own = rows_of_courses(Quiz, user).values("pk")
    return Question.objects.filter(revisions__asked__attempt__quiz__in=own).distinct()


def was_asked(quiz: Quiz, question: Question) -> bool:
    """Whether an attempt at the quiz has asked the question."""
    return Attempt.objects.filter(quiz=quiz, questions__revision__question=question).exists()


def manageable_remarkings(user: User) -> QuerySet[Remarking]:
    """Records of such quizzes."""
    return Remarking.objects.filter(quiz__in=rows_of_courses(Quiz, user))


def attempts_to_remark(remarking: Remarking) -> QuerySet[Attempt]:
    """Closed attempts that have asked the question, also those that wait for a person."""
    asking = Attempt.objects.filter(quiz=remarking.quiz_id, questions__revision__question=remarking.question_id)
    return asking.exclude(state=AttemptState.OPEN).distinct()
