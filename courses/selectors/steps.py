"""What a learner still has to do, and why a lesson is closed, in words of the reader's language."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.data import Closure, NextLesson, Progress, QuizGate


def remaining_steps(progress: Progress) -> list[str]:
    """Say what the learner still has to do, in its order; an empty list means: completed."""
    if progress.is_completed:
        return []
    if progress.over_since:
        return [
            _(
                "Your cohort ended on %(date)s. Lessons can still be read, but nothing counts any more. "
                "Ask the trainer for a place in another cohort."
            )
            % {"date": _day(progress.over_since)}
        ]
    return [*_reading(progress), *_testing(progress)] or [_nothing_left(progress)]


def _reading(progress: Progress) -> list[str]:
    left = progress.total - progress.read
    if not progress.next_lesson:
        return []
    count = ngettext("Read %(count)d more lesson.", "Read %(count)d more lessons.", left) % {"count": left}
    return [count, *(_waiting(progress.next_lesson) or _asked(progress.next_lesson, left))]


def _waiting(lesson: NextLesson) -> list[str]:
    """When the next lesson opens; nothing while it is open."""
    closure = lesson.closure
    if closure is None or closure.opens_on is None:
        return []
    facts = {"position": lesson.position, "date": _day(closure.opens_on)}
    if closure.with_cohort:
        return [_("Wait for %(date)s: on that day your cohort begins and the lessons open.") % facts]
    return [_("Wait for %(date)s: on that day lesson %(position)d opens.") % facts]


def _asked(lesson: NextLesson, left: int) -> list[str]:
    """What the next lesson asks for beside being read."""
    facts = {"position": lesson.position}
    asked = []
    if lesson.in_order and left > 1:
        asked.append(_("The lessons open one after the other; lesson %(position)d is next.") % facts)
    if minutes := lesson.minimum_minutes:
        asked.append(
            ngettext(
                "Lesson %(position)d can be marked as read after %(count)d minute at the earliest.",
                "Lesson %(position)d can be marked as read after %(count)d minutes at the earliest.",
                minutes,
            )
            % (facts | {"count": minutes})
        )
    if lesson.read_to_end:
        asked.append(_("Lesson %(position)d has to be read to its end.") % facts)
    return asked


def _testing(progress: Progress) -> list[str]:
    if progress.no_attempts_left:
        return [_("All attempts at the final quiz have been used. Its page says whom to ask for another one.")]
    if not progress.has_quiz or progress.quiz_passed:
        return []
    if progress.first_failed:
        return [
            _("Only the first attempt at the final quiz counts, and it has not passed. Its page says whom to write to.")
        ]
    waiting = [gate_words(progress.gate)] if progress.gate else []
    if progress.gate and progress.gate.closed_since:
        return [f"{waiting[0]} {_('Its page says whom to write to.')}"]
    if progress.gate and progress.gate.awaits_marking:
        return waiting
    return _passing(progress, waiting)


def _passing(progress: Progress, waiting: list[str]) -> list[str]:
    if progress.lessons_are_read:
        return [_("Pass the final quiz."), *waiting]
    return [_("Then pass the final quiz: it opens when all required lessons have been read."), *waiting]


def gate_words(gate: QuizGate) -> str:
    """Say when the quiz can be started, that it has closed, or what is waited for."""
    if gate.awaits_marking:
        return _("Your attempt at the quiz awaits marking. You will get a letter when it is marked.")
    if gate.opens_at:
        return _("The quiz opens on %(moment)s.") % {"moment": moment_words(gate.opens_at)}
    if gate.closed_since:
        return _("The quiz closed on %(moment)s.") % {"moment": moment_words(gate.closed_since)}
    return _("The next attempt can be started from %(moment)s.") % {"moment": moment_words(gate.next_at)}


def moment_words(moment: datetime | None) -> str:
    """Date and time in the site's time zone."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def _nothing_left(progress: Progress) -> str:
    """Say what can be done where the rules ask for nothing more, and yet the course is not completed."""
    if progress.nothing_remains:
        return _("Everything required is done. Open any lesson and choose “Next”: that completes the course.")
    return _("At present nothing on this course counts towards its completion.")


def closure_words(closure: Closure, title: str) -> str:
    """Say when a closed lesson opens; `title` is that of the lesson that has to be read before it."""
    facts = {"title": title, "date": _day(closure.opens_on) if closure.opens_on else ""}
    if closure.with_cohort:
        return _("Opens on %(date)s, the first day of your cohort") % facts
    if closure.opens_on and closure.waits_for:
        return _("Opens not before %(date)s, and when the lesson “%(title)s” has been read") % facts
    if closure.opens_on:
        return _("Opens on %(date)s") % facts
    return _("Opens when the lesson “%(title)s” has been read") % facts


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
