"""Addresses of learning that are no pages of the CMS."""

from django.urls import path

from courses.feeds import CourseFeed, SeminarFeed
from courses.views import announcements, bookmarks, catalogue, discussion, enrolment, learning, notes, notices, playback, programmes, quiz

urlpatterns = [
    path("<str:language>/feeds/courses.atom", CourseFeed(), name="course_feed"),
    path("<str:language>/feeds/seminars.atom", SeminarFeed(), name="seminar_feed"),
    path("courses/<slug:code>/", catalogue.course, name="course"),
    path("programmes/<slug:code>/", programmes.programme, name="programme"),
    path("my/", learning.my, name="my"),
    path("my/programmes/<slug:code>/join/", programmes.join, name="join_programme"),
    path("my/programmes/<slug:code>/leave/", programmes.leave, name="leave_programme"),
    path("my/courses/<slug:code>/enrol/", enrolment.enrol_on_course, name="enrol"),
    path("my/courses/<slug:code>/request/", enrolment.ask_to_enrol, name="ask_to_enrol"),
    path("my/courses/<slug:code>/request/take-back/", enrolment.take_back, name="take_back_request"),
    path("my/courses/<slug:code>/leave/", enrolment.leave, name="leave_course"),
    path("my/invitations/<str:token>/", enrolment.invitation, name="invitation"),
    path("my/courses/<slug:code>/continue/", learning.continue_course, name="continue_course"),
    path("my/courses/<slug:code>/quiz/", quiz.quiz, name="quiz"),
    path("my/courses/<slug:code>/quiz/start/", quiz.start, name="start_attempt"),
    path("my/courses/<slug:code>/announcements/", announcements.announcements, name="announcements"),
    path("my/lessons/<int:pk>/questions/", discussion.lesson_questions, name="lesson_questions"),
    path("my/questions/<int:pk>/", discussion.question, name="question"),
    path("my/posts/<int:pk>/report/", discussion.report, name="report_post"),
    path("my/posts/<int:pk>/delete/", discussion.delete, name="delete_post"),
    path("my/letters/", notices.letters, name="letters"),
    path("letters/unsubscribe/<str:token>/", notices.unsubscribe_from_letters, name="unsubscribe"),
    path("my/lessons/<int:pk>/read/", learning.mark_read, name="mark_read"),
    path("my/lessons/<int:pk>/end/", learning.end_of_lesson, name="end_of_lesson"),
    path("my/notes/", notes.notes, name="notes"),
    path("my/notes/export/", notes.export, name="export_notes"),
    path("my/bookmarks/", bookmarks.bookmarks, name="bookmarks"),
    path("my/lessons/<int:pk>/note/", notes.note, name="note"),
    path("my/lessons/<int:pk>/bookmark/", bookmarks.bookmark, name="bookmark"),
    path("my/lessons/<int:pk>/playback/", playback.position, name="playback"),
    path("my/attempts/<uuid:pk>/", quiz.attempt, name="attempt"),
    path("my/attempts/<uuid:pk>/answers/<int:position>/", quiz.save_answer, name="save_answer"),
    path("my/attempts/<uuid:pk>/submit/", quiz.submit, name="submit_attempt"),
    path("my/attempts/<uuid:pk>/unanswered/", quiz.unanswered_questions, name="unanswered"),
    path("my/attempts/<uuid:pk>/result/", quiz.result, name="result"),
]
