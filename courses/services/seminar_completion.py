"""Completion of a seminar: attended for long enough, and whatever else it asks for done. It is never taken back."""

from django.db import transaction
from django.utils import timezone

from academy.accounts.models import User
from certification import api as certification
from courses.models import Quiz, Seminar, SeminarCompletion
from courses.selectors.certifying import seminar_key
from courses.selectors.evaluations import has_handed_in
from courses.selectors.presence import Counted, counted_attendance, has_passed_quiz, hours_rule, seminar_titles
from courses.services.programmes import complete_programmes


def hold_seminar(seminar_id: int) -> Seminar:
    """Return the seminar as it is now; who else decides about its attendance waits until the transaction ends.

    Without it two parts that are closed at the same time would each find the other open, and complete nobody.
    """
    return Seminar.objects.select_for_update(no_key=True, of=("self",)).get(pk=seminar_id)


@transaction.atomic
def complete_seminar_when_done(*, user: User, seminar: Seminar) -> bool:
    """Complete the seminar when nothing is missing; return whether this call did it.

    The certificate is reserved in this transaction: either both stand or neither.
    """
    held = hold_seminar(seminar.pk)
    if SeminarCompletion.objects.filter(seminar=held, user=user).exists():
        return False
    counted = counted_attendance(held, user)
    if counted is None or not hours_rule(held).is_enough(counted.presence) or not _has_done_the_rest(held, user):
        return False
    completion = SeminarCompletion.objects.create(
        seminar=held,
        user=user,
        minutes=counted.presence.minutes,
        hours=hours_rule(held).hours(counted.presence),
        completed_at=timezone.now(),
    )
    _certify(completion, counted)
    complete_programmes(user=user, seminar=held.pk)
    return True


def _has_done_the_rest(seminar: Seminar, user: User) -> bool:
    """Whatever a seminar asks for besides attendance is asked for here, and nowhere else."""
    return has_passed_quiz(seminar, user) and (not seminar.evaluation_required or has_handed_in(seminar, user))


def _certify(completion: SeminarCompletion, counted: Counted) -> None:
    """Certify attendance, without a score also where a quiz was asked for: the course of the quiz certifies that."""
    seminar = completion.seminar
    if seminar.certificate_template is None:
        return
    certification.issue_certificate(
        holder=completion.user,
        template=seminar.certificate_template,
        achievement=certification.Achievement(
            key=seminar_key(seminar),
            titles=seminar_titles(seminar),
            hours=completion.hours,
            achieved_on=counted.day,
        ),
    )


@transaction.atomic
def complete_attended(*, seminar: Seminar) -> int:
    """Complete the seminar for everybody who attended and has nothing left to do; return for how many."""
    attended = User.objects.filter(attendance__session__seminar=seminar).exclude(seminar_completions__seminar=seminar)
    return sum(complete_seminar_when_done(user=user, seminar=seminar) for user in attended.distinct().order_by("pk"))


@transaction.atomic
def complete_seminars_of_quiz(*, user: User, quiz: Quiz) -> None:
    """Complete the seminars that only waited for this quiz to be passed."""
    for seminar in Seminar.objects.filter(quiz=quiz, sessions__attendance__user=user).distinct().order_by("pk"):
        complete_seminar_when_done(user=user, seminar=seminar)
