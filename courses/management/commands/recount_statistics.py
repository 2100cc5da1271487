from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.models import Quiz
from courses.services.tallies import recount_quiz


class Command(BaseCommand):
    """Builds the sums behind statistics anew."""

    help = "Build the sums behind statistics anew, of every quiz or of that of one course."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the code of a course."""
        parser.add_argument("--course", help="Code of the course; without it, all.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Recount, quiz by quiz."""
        quizzes = Quiz.objects.select_related("course")
        if code := options["course"]:
            quizzes = quizzes.filter(course__code=code)
            if not quizzes:
                raise CommandError(f"No course {code} has a quiz.")
        for quiz in quizzes:
            self.stdout.write(f"{quiz}: {recount_quiz(quiz=quiz)}")
