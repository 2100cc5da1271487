from courses.models.attempt import Attempt, AttemptQuestion
from courses.models.course import Course
from courses.models.enrolment import Enrolment
from courses.models.lesson import Lesson
from courses.models.pages import CourseIndexPage, CoursePage, LessonPage, SeminarIndexPage, SeminarPage
from courses.models.progress import LessonProgress
from courses.models.question import Question, QuestionRevision
from courses.models.quiz import Quiz, QuizQuestion
from courses.models.seminar import Seminar, Session

__all__ = [
    "Attempt",
    "AttemptQuestion",
    "Course",
    "CourseIndexPage",
    "CoursePage",
    "Enrolment",
    "Lesson",
    "LessonPage",
    "LessonProgress",
    "Question",
    "QuestionRevision",
    "Quiz",
    "QuizQuestion",
    "Seminar",
    "SeminarIndexPage",
    "SeminarPage",
    "Session",
]
