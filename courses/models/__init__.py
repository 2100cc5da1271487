from courses.models.admission import EnrolmentList, EnrolmentRequest, Invitation
from courses.models.announcement import Announcement, AnnouncementLetter
from courses.models.attempt import Attempt, AttemptLetter, AttemptQuestion
from courses.models.bank import QuestionBank, QuestionCategory, QuestionFile
from courses.models.cohort import Cohort
from courses.models.course import Course
from courses.models.discussion import Mute, Post, PostLetter, PostReport
from courses.models.draw import QuizDraw
from courses.models.enrolment import Enrolment, EnrolmentLetter
from courses.models.lesson import Lesson, Module
from courses.models.notice import NoticePreference
from courses.models.pages import (
    CourseIndexPage,
    CoursePage,
    LessonPage,
    ProgrammeIndexPage,
    ProgrammePage,
    SeminarIndexPage,
    SeminarPage,
)
from courses.models.prerequisite import Prerequisite
from courses.models.programme import Programme, ProgrammeEnrolment, ProgrammeGroup, ProgrammeItem
from courses.models.progress import LessonProgress, LessonVisit
from courses.models.question import Question, QuestionRevision
from courses.models.quiz import Quiz, QuizQuestion
from courses.models.remarking import Remarking
from courses.models.seminar import Attendance, Seminar, Session
from courses.models.study import Bookmark, LessonNote, PlaybackPosition
from courses.models.tally import CountedAttempt, ItemTally, QuizTally

__all__ = [
    "Announcement",
    "AnnouncementLetter",
    "Attempt",
    "AttemptLetter",
    "AttemptQuestion",
    "Attendance",
    "Bookmark",
    "Cohort",
    "CountedAttempt",
    "Course",
    "CourseIndexPage",
    "CoursePage",
    "Enrolment",
    "EnrolmentLetter",
    "EnrolmentList",
    "EnrolmentRequest",
    "Invitation",
    "ItemTally",
    "Lesson",
    "LessonNote",
    "LessonPage",
    "LessonProgress",
    "LessonVisit",
    "Module",
    "Mute",
    "NoticePreference",
    "PlaybackPosition",
    "Post",
    "PostLetter",
    "PostReport",
    "Prerequisite",
    "Programme",
    "ProgrammeEnrolment",
    "ProgrammeGroup",
    "ProgrammeIndexPage",
    "ProgrammeItem",
    "ProgrammePage",
    "Question",
    "QuestionBank",
    "QuestionCategory",
    "QuestionFile",
    "QuestionRevision",
    "Quiz",
    "QuizDraw",
    "QuizQuestion",
    "QuizTally",
    "Remarking",
    "Seminar",
    "SeminarIndexPage",
    "SeminarPage",
    "Session",
]
