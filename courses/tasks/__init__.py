"""Background work of learning. Each task may run twice and may be killed half-way."""

from courses.tasks.admission import (
    forget_lists,
    mail_decision,
    mail_enrolment_letter,
    mail_invitation,
    sweep_admission_letters,
)
from courses.tasks.desk import look_at_desk, mail_staff_invitation, mail_staff_reminder, sweep_desk_letters
from courses.tasks.quizzes import (
    close_attempt,
    close_overdue_attempts,
    count_attempts,
    count_attempts_of_quiz,
    finish_remarkings,
    mail_attempt_letter,
    remark,
)
from courses.tasks.seminars import (
    close_attendance_of_session,
    close_ended_attendance,
    fill_session,
    forget_seminar_answers,
    lapse_offer,
    mail_registration_letter,
    move_waiting_lists,
    release_kept_seats,
    sweep_registration_letters,
)
from courses.tasks.talk import (
    deliver_announcement,
    deliver_digest,
    deliver_letter,
    deliver_post,
    send_due_digests,
    send_left_letters,
)

__all__ = [
    "close_attempt",
    "close_attendance_of_session",
    "close_ended_attendance",
    "close_overdue_attempts",
    "count_attempts",
    "count_attempts_of_quiz",
    "deliver_announcement",
    "deliver_digest",
    "deliver_letter",
    "deliver_post",
    "fill_session",
    "finish_remarkings",
    "forget_lists",
    "forget_seminar_answers",
    "lapse_offer",
    "look_at_desk",
    "mail_attempt_letter",
    "mail_decision",
    "mail_enrolment_letter",
    "mail_invitation",
    "mail_registration_letter",
    "mail_staff_invitation",
    "mail_staff_reminder",
    "move_waiting_lists",
    "release_kept_seats",
    "remark",
    "send_due_digests",
    "send_left_letters",
    "sweep_admission_letters",
    "sweep_desk_letters",
    "sweep_registration_letters",
]
