from courses.models.admission import EnrolmentList, EnrolmentRequest, Invitation
from courses.models.announcement import Announcement, AnnouncementLetter
from courses.models.attempt import Attempt, AttemptLetter, AttemptQuestion
from courses.models.attendance import Attendance, AttendanceCorrection, AttendanceFile, SeminarCompletion
from courses.models.bank import QuestionBank, QuestionCategory, QuestionFile
from courses.models.calendar import CalendarFeed
from courses.models.cohort import Cohort
from courses.models.course import Course
from courses.models.desk_letters import CertificateWatch, StaffReminder, SummaryLetter, WatchLetter
from courses.models.discussion import Mute, Post, PostLetter, PostReport
from courses.models.draw import QuizDraw
from courses.models.enrolment import Enrolment, EnrolmentLetter
from courses.models.evaluation import Evaluation, EvaluationAnswers, EvaluationField, EvaluationHandIn
from courses.models.lesson import Lesson, Module
from courses.models.notice import NoticePreference
from courses.models.pages import (
    CourseIndexPage,
    CoursePage,
    LessonPage,
    ProgrammeIndexPage,
    ProgrammePage,
)
from courses.models.prerequisite import Prerequisite
from courses.models.programme import Programme, ProgrammeEnrolment, ProgrammeGroup, ProgrammeItem
from courses.models.progress import LessonProgress, LessonVisit
from courses.models.question import Question, QuestionRevision
from courses.models.quiz import Quiz, QuizQuestion
from courses.models.registration import Registration, RegistrationLetter, SessionMessage
from courses.models.remarking import Remarking
from courses.models.requirement import Requirement
from courses.models.seminar import Seminar, SeminarAnswer, SeminarQuestion
from courses.models.seminar_pages import SeminarIndexPage, SeminarPage
from courses.models.session import SeatPool, Session
from courses.models.staff import StaffGroup, StaffInvitation, StaffList
from courses.models.study import Bookmark, LessonNote, PlaybackPosition
from courses.models.tally import CountedAttempt, ItemTally, QuizTally

__all__ = [
    "Announcement",
    "AnnouncementLetter",
    "Attempt",
    "AttemptLetter",
    "AttemptQuestion",
    "Attendance",
    "AttendanceCorrection",
    "AttendanceFile",
    "Bookmark",
    "CalendarFeed",
    "CertificateWatch",
    "Cohort",
    "CountedAttempt",
    "Course",
    "CourseIndexPage",
    "CoursePage",
    "Enrolment",
    "EnrolmentLetter",
    "EnrolmentList",
    "EnrolmentRequest",
    "Evaluation",
    "EvaluationAnswers",
    "EvaluationField",
    "EvaluationHandIn",
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
    "Registration",
    "RegistrationLetter",
    "Remarking",
    "Requirement",
    "SeatPool",
    "Seminar",
    "SeminarAnswer",
    "SeminarCompletion",
    "SeminarIndexPage",
    "SeminarPage",
    "SeminarQuestion",
    "Session",
    "SessionMessage",
    "StaffGroup",
    "StaffInvitation",
    "StaffList",
    "StaffReminder",
    "SummaryLetter",
    "WatchLetter",
]
