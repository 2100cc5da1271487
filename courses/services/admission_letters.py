"""Letters about coming onto a course, each sent once (`academy/mail/once.py`)."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from academy.accounts.models import User
from academy.languages import text_in
from academy.mail.letters import send_letter
from academy.mail.once import send_once
from courses.enums import EnrolmentLetterKind, RequestState
from courses.models import Course, EnrolmentLetter, EnrolmentRequest, Invitation
from courses.selectors.admission_letters import owed_decisions, owed_enrolment_letters, owed_invitations
from courses.selectors.outline import course_titles

DECISIONS = {RequestState.APPROVED: "request_approved", RequestState.REFUSED: "request_refused"}

LETTERS = {
    EnrolmentLetterKind.ENROLLED: "enrolled",
    EnrolmentLetterKind.JOINED: "cohort_joined",
    EnrolmentLetterKind.WEEK: "cohort_reminder",
    EnrolmentLetterKind.DAY: "cohort_reminder",
}


def mail_decision(pk: int) -> bool:
    """Tell the author of a request what was decided; return whether a letter went."""

    def send() -> None:
        request = EnrolmentRequest.objects.select_related("user", "course").get(pk=pk)
        told = _told(request.course, request.user.language) | {
            "name": request.user.legal_name,
            "reason": request.reason,
        }
        name = DECISIONS[RequestState(request.state)]
        send_letter(name, to=request.user.email, language=request.user.language, context=told)

    return send_once(owed_decisions().filter(pk=pk), send)


def mail_invitation(pk: int) -> bool:
    """Send the link to the address that is invited, in the language of the invitation, or else of the account."""

    def send() -> None:
        invitation = Invitation.objects.select_related("course", "cohort", "created_by").get(pk=pk)
        account = User.objects.filter(email=invitation.email).first()
        language = invitation.language or (account.language if account else settings.LANGUAGE_CODE)
        told = _told(invitation.course, language) | {
            "url": settings.SITE_URL + reverse("invitation", args=[invitation.token]),
            "inviter": invitation.created_by,
            "cohort": invitation.cohort,
            "expires_on": invitation.expires_at and timezone.localdate(invitation.expires_at),
        }
        send_letter("invitation", to=invitation.email, language=language, context=told)

    return send_once(owed_invitations().filter(pk=pk), send)


def mail_enrolment_letter(pk: int) -> bool:
    """Write to somebody who was put on a course or into a cohort, and before the last day of the cohort."""

    def send() -> None:
        letters = EnrolmentLetter.objects.select_related("enrolment__user", "enrolment__course", "cohort__trainer")
        letter = letters.get(pk=pk)
        user, course = letter.enrolment.user, letter.enrolment.course
        told = _told(course, user.language) | {"name": user.legal_name, "cohort": letter.cohort, "course": course}
        send_letter(LETTERS[EnrolmentLetterKind(letter.kind)], to=user.email, language=user.language, context=told)

    return send_once(owed_enrolment_letters().filter(pk=pk), send)


def _told(course: Course, language: str) -> dict[str, Any]:
    """What every one of these letters says: title and address of the course."""
    title = text_in(course_titles(course), language) or course.code
    return {"title": title, "course_url": settings.SITE_URL + reverse("course", args=[course.code])}
