"""The Celery application and the beat table: every schedule of the project stands on this page.

A task is only a nudge; the database row is the truth. What was never queued, or died half-way, is picked up by a
sweeper below, so an eager run, the file broker and Redis end alike.
"""

import os

from celery import Celery
from django.conf import settings

from academy.logs import tasks as task_lines

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "academy.settings.production")

app = Celery("academy")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
task_lines.connect()

#: What needs a key goes to the workers that hold one; what sends a letter waits for no other work.
app.conf.task_routes = {
    "certification.tasks.produce_certificate": {"queue": "certificates"},
    "certification.tasks.make_receipt": {"queue": "certificates"},
    "certification.tasks.carry_out_proposal": {"queue": "certificates"},
    "certification.tasks.extend_log": {"queue": "certificates"},
    "certification.tasks.publish_*_lists": {"queue": "certificates"},
    "academy.mail.tasks.mail_sealed_letter": {"queue": "accounts"},
    "*.mail_*": {"queue": "mail"},
    "courses.tasks.talk.deliver_*": {"queue": "mail"},
}

app.conf.beat_scheduler = "academy.beat:SteadyScheduler"
app.conf.beat_schedule = {
    "produce-reserved-certificates": {"task": "certification.tasks.sweep_certificates", "schedule": 60.0},
    "make-register-copies": {"task": "certification.tasks.sweep_register_copies", "schedule": 60.0},
    "forget-bulk-issues": {"task": "certification.tasks.forget_batches", "schedule": 3600.0},
    "extend-transparency-log": {"task": "certification.tasks.extend_log", "schedule": 60.0},
    "publish-status-lists": {"task": "certification.tasks.publish_status_lists", "schedule": 60.0},
    # Made once a day (certification/services/revocation_lists.py); a beat that slept then catches up.
    "publish-revocation-lists": {"task": "certification.tasks.publish_revocation_lists", "schedule": 3600.0},
    "answer-lists-of-codes": {"task": "certification.tasks.sweep_code_lists", "schedule": 60.0},
    "make-verification-receipts": {"task": "certification.tasks.sweep_receipts", "schedule": 60.0},
    "forget-verifications": {"task": "certification.tasks.forget_verifications", "schedule": 3600.0},
    # Once a day would do; each certificate is told of once.
    "announce-expiring": {"task": "certification.tasks.announce_expiring", "schedule": 3600.0},
    "send-webhooks": {"task": "academy.integrations.tasks.sweep_deliveries", "schedule": 60.0},
    "forget-webhooks": {"task": "academy.integrations.tasks.forget_deliveries", "schedule": 3600.0},
    # Once a day for each reader (certification/services/reminders.py); a beat that slept then catches up.
    "remind-of-expiry": {"task": "certification.tasks.remind_of_expiry", "schedule": 3600.0},
    # Letters of accounts (academy/mail/sealed.py).
    "send-sealed-letters": {"task": "academy.mail.tasks.sweep_sealed_letters", "schedule": 60.0},
    "close-overdue-attempts": {"task": "courses.tasks.quizzes.close_overdue_attempts", "schedule": 60.0},
    "count-attempts": {"task": "courses.tasks.quizzes.count_attempts", "schedule": 60.0},
    "send-admission-letters": {"task": "courses.tasks.admission.sweep_admission_letters", "schedule": 60.0},
    "send-desk-letters": {"task": "courses.tasks.desk.sweep_desk_letters", "schedule": 60.0},
    # Owes monthly summaries and looks at watched certificates (courses/services/desk/); a beat that slept catches up.
    "look-at-desk": {"task": "courses.tasks.desk.look_at_desk", "schedule": 3600.0},
    "move-waiting-lists": {"task": "courses.tasks.seminars.move_waiting_lists", "schedule": 60.0},
    "forget-seminar-answers": {"task": "courses.tasks.seminars.forget_seminar_answers", "schedule": 3600.0},
    "send-registration-letters": {"task": "courses.tasks.seminars.sweep_registration_letters", "schedule": 60.0},
    "finish-remarkings": {"task": "courses.tasks.quizzes.finish_remarkings", "schedule": 600.0},
    "forget-lists-of-people": {"task": "courses.tasks.admission.forget_lists", "schedule": 3600.0},
    # Attendance closes a day after the end of a session (courses/services/attendance.py).
    "close-ended-attendance": {"task": "courses.tasks.seminars.close_ended_attendance", "schedule": 600.0},
    # Digests are due at eight by the site's clock (courses/selectors/notices.py); a beat that slept then catches up.
    "send-due-digests": {"task": "courses.tasks.talk.send_due_digests", "schedule": 600.0},
    "send-left-letters": {"task": "courses.tasks.talk.send_left_letters", "schedule": 600.0},
    **{
        f"pulse-of-{queue}": {
            "task": "academy.house.tasks.pulse",
            "schedule": 15.0,
            "args": (queue,),
            "options": {"queue": queue, "expires": 3600},
        }
        for queue in settings.WORK_QUEUES
    },
}
