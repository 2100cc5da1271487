"""Letters of the desk to staff, each sent once: an invitation, and a reminder of what is asked for."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from academy.languages import text_in
from academy.mail.letters import send_letter
from academy.mail.once import send_once
from courses.models import StaffInvitation, StaffReminder
from courses.selectors.desk.invitations import owed_staff_invitations
from courses.selectors.desk.letters import open_requirements, owed_reminders


def mail_staff_invitation(pk: int) -> bool:
    """Ask an address to agree to the view; return whether a letter went."""

    def send() -> None:
        invitation = StaffInvitation.objects.select_related("institution", "invited_by").get(pk=pk)
        told = {
            "institution": text_in(invitation.institution.name, invitation.language),
            "inviter": invitation.invited_by,
            "url": settings.SITE_URL + reverse("staff_invitation", args=[invitation.token]),
            "expires_on": timezone.localdate(invitation.expires_at),
        }
        send_letter("staff_invitation", to=invitation.email, language=invitation.language, context=told)

    return send_once(owed_staff_invitations().filter(pk=pk), send)


def mail_staff_reminder(pk: int) -> bool:
    """Remind one person of what is left to do, unless nothing is; return whether a letter went."""
    is_told = False

    def send() -> None:
        nonlocal is_told
        membership = (
            StaffReminder.objects.select_related("membership__user", "membership__institution").get(pk=pk).membership
        )
        user = membership.user
        with translation.override(user.language):
            items = open_requirements(membership, user.language)
        if items:
            told = {
                "name": user.legal_name,
                "institution": text_in(membership.institution.name, user.language),
                "items": items,
            }
            send_letter("staff_reminder", to=user.email, language=user.language, context=told)
            is_told = True

    return send_once(owed_reminders().filter(pk=pk), send) and is_told
