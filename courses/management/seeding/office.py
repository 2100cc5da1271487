"""What the issuing office has made already: transcripts of two learners, and a copy of the register for the archive."""

from contextlib import suppress
from datetime import date

from django.utils import timezone

from academy.accounts.models import User
from academy.errors import RuleBroken
from certification import api as certification
from courses.selectors.uncertified import uncertified_hours


def seed_transcripts(learners: list[User]) -> None:
    """Issue what each waits for, and ask for a transcript of this year; whoever has one keeps it."""
    for learner in learners:
        if certification.transcripts_of(learner):
            continue
        certification.produce_waiting(learner)
        first_day, last_day = _this_year()
        with suppress(RuleBroken):
            certification.request_transcript(
                holder=learner,
                first_day=first_day,
                last_day=last_day,
                language=learner.language,
                records=uncertified_hours(learner),
            )


def seed_register_copy(registrar: User) -> None:
    """Ask for the register of this year once."""
    first_day, _last_day = _this_year()
    certification.ensure_register_copy(by=registrar, first_day=first_day, last_day=timezone.localdate())


def _this_year() -> tuple[date, date]:
    year = timezone.localdate().year
    return date(year, 1, 1), date(year, 12, 31)
