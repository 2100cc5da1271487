"""What learning keeps about a person, for that person. What a quiz does not tell yet is not told here either."""

from collections.abc import Iterator, Mapping
from typing import Final

from academy.accounts.models import User
from academy.accounts.personal_data import Kept, NamedFile, json_file, table_files
from courses.models import (
    Attempt,
    AttemptQuestion,
    Attendance,
    AttendanceCorrection,
    Bookmark,
    CalendarFeed,
    CertificateWatch,
    Enrolment,
    EnrolmentLetter,
    EnrolmentRequest,
    EvaluationHandIn,
    LessonNote,
    LessonProgress,
    LessonVisit,
    Mute,
    NoticePreference,
    PlaybackPosition,
    Post,
    PostReport,
    ProgrammeEnrolment,
    Registration,
    RegistrationLetter,
    SeminarAnswer,
    SeminarCompletion,
    StaffReminder,
)
from courses.selectors.results import results_of

_COURSE, _MINE = "enrolment__course__code", "enrolment__user"
_LESSON = ("lesson__course__code", "lesson__position")
_SESSION = ("session__seminar__code", "session__starts_at")
#: By the name of the file.
TABLES: Final[Mapping[str, Kept]] = {
    "enrolments": Kept(
        Enrolment.objects, "user", ("course__code", "enrolled_at", "completed_at", "withdrawn_at", "extra_time")
    ),
    "requests": Kept(EnrolmentRequest.objects, "user", ("course__code", "message", "state", "requested_at", "reason")),
    "lessons_read": Kept(LessonProgress.objects, _MINE, (*_LESSON, "read_at")),
    "lessons_opened": Kept(LessonVisit.objects, _MINE, (*_LESSON, "opened_at", "end_reached_at")),
    "attempts": Kept(Attempt.objects, _MINE, (_COURSE, "number", "state", "started_at", "deadline", "closed_at")),
    "answers": Kept(
        AttemptQuestion.objects,
        "attempt__enrolment__user",
        ("attempt__enrolment__course__code", "attempt__number", "position", "answer", "answered_at"),
    ),
    "programmes": Kept(ProgrammeEnrolment.objects, "user", ("programme__code", "enrolled_at", "completed_at")),
    "registrations": Kept(
        Registration.objects,
        "user",
        ("session__seminar__code", "session__starts_at", "state", "registered_at", "ended_at"),
    ),
    "answers_to_organisers": Kept(SeminarAnswer.objects, "user", ("question__seminar__code", "text")),
    "attendance": Kept(
        Attendance.objects,
        "user",
        ("session__seminar__code", "session__starts_at", "arrived_at", "left_at", "minutes", "way"),
    ),
    "attendance_corrected": Kept(
        AttendanceCorrection.objects,
        "user",
        (*_SESSION, "minutes_before", "minutes_after", "reason", "corrected_at"),
    ),
    "seminars_completed": Kept(
        SeminarCompletion.objects, "user", ("seminar__code", "minutes", "hours", "completed_at")
    ),
    "evaluations_handed_in": Kept(EvaluationHandIn.objects, "user", ("seminar__code",)),
    "notes": Kept(LessonNote.objects, "user", (*_LESSON, "text", "updated_at")),
    "bookmarks": Kept(Bookmark.objects, "user", (*_LESSON, "created_at")),
    "recordings": Kept(PlaybackPosition.objects, "user", (*_LESSON, "recording", "seconds", "updated_at")),
    "posts": Kept(Post.objects, "author", (*_LESSON, "text", "posted_at", "hidden_at")),
    "reports": Kept(PostReport.objects, "reporter", ("post", "reason", "reported_at", "settled_at")),
    "muted": Kept(Mute.objects, "user", ("course__code", "muted_at")),
    "notices": Kept(NoticePreference.objects, "user", ("notice", "frequency", "digest_at")),
    "calendar": Kept(CalendarFeed.objects, "user", ("made_at",)),
    "letters_about_courses": Kept(EnrolmentLetter.objects, _MINE, (_COURSE, "kind", "mailed_at")),
    "letters_about_seminars": Kept(
        RegistrationLetter.objects, "registration__user", ("registration__session__seminar__code", "kind", "mailed_at")
    ),
    "reminders_from_officers": Kept(StaffReminder.objects, "membership__user", ("day", "mailed_at")),
    "watched_certificates": Kept(CertificateWatch.objects, "officer__user", ("code", "watched_since")),
}


def learning_files(user: User) -> Iterator[NamedFile]:
    """Yield the tables, then the results as they are told at this moment."""
    yield from table_files("learning", TABLES, user)
    results = [
        {
            "course": result.enrolment.course.code,
            "title": result.title,
            "state": result.state,
            "hours": result.hours,
            "percent": [row.percent for row in result.attempts],
        }
        for result in results_of(user, user.language)
    ]
    if results:
        yield json_file("learning/results", results)
