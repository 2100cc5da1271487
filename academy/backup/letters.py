"""Letters after a restore.

What was owed when the backup was made has most likely been sent since, by the host that is lost.
"""

from pathlib import Path

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend

from academy.mail.letters import letters_by


class CountedLetters(EmailBackend):
    """Writes letters to a file and counts them."""

    count = 0

    def write_message(self, message: EmailMessage) -> None:
        """Write one."""
        self.count += 1
        super().write_message(message)


def settle_letters(folder: Path) -> int:
    """Take what is owed now as sent: write it into `folder` instead of sending it, and return how many letters.

    The sweeps of letters run here, one after the other, until none writes any more.
    """
    # A command has not met all tasks by then: most are imported with the views.
    current_app.loader.import_default_modules()
    letters, before = CountedLetters(file_path=str(folder)), -1
    with letters_by(letters):
        while letters.count > before:
            before = letters.count
            _sweep()
    return letters.count


def _sweep() -> None:
    always_eager = current_app.conf.task_always_eager
    current_app.conf.task_always_eager = True
    try:
        for name in settings.LETTER_SWEEPS:
            current_app.tasks[name].apply(throw=True)
    finally:
        current_app.conf.task_always_eager = always_eager
