"""Letters about reviews, in the language of whoever reads them. They take the place of Wagtail's own."""

import logging
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from wagtail.admin import mail
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected

from academy.accounts.models import User
from academy.mail.letters import send_letter

logger = logging.getLogger(__name__)


class LettersMixin:
    """Writes `page_<notification>` with our own letters; who gets one is Wagtail's and each person's choice."""

    notification: str

    def send_emails(
        self,
        template_set: Mapping[str, str],  # noqa: ARG002 - the signature is Wagtail's
        context: Mapping[str, Any],
        recipients: Iterable[User],
        **_kwargs: Any,
    ) -> bool:
        """Write to each, once what they are told is stored."""
        page = context["object"]
        told = {
            "title": page.get_admin_display_title(),
            "url": settings.SITE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk]),
            "comment": context.get("comment", ""),
            "author": page.owner.get_full_name() if page.owner else "",
        }
        for recipient in recipients:
            transaction.on_commit(partial(_write, f"page_{self.notification}", recipient, told))
        return True


def _write(letter: str, recipient: User, told: Mapping[str, str]) -> None:
    """Send one letter. A mail server that fails is no reason to lose the verdict; the CMS shows it, too."""
    context = {**told, "name": recipient.get_full_name()}
    try:
        send_letter(letter, to=recipient.email, language=recipient.language, context=context)
    except OSError:
        logger.exception("The letter %s was not sent", letter)


class SubmittedNotifier(LettersMixin, mail.GroupApprovalTaskStateSubmissionEmailNotifier):
    """To the approvers of the next step."""


class ApprovedNotifier(LettersMixin, mail.WorkflowStateApprovalEmailNotifier):
    """To whoever submitted the page."""


class RejectedNotifier(LettersMixin, mail.WorkflowStateRejectionEmailNotifier):
    """To whoever submitted the page."""


#: Signal, its sender, our receiver, and the name under which Wagtail would register its own: a name is taken once.
RECEIVERS = (
    (task_submitted, TaskState, SubmittedNotifier(), "group_approval_task_submitted_email_notification"),
    (workflow_approved, WorkflowState, ApprovedNotifier(), "workflow_state_approved_email_notification"),
    (workflow_rejected, WorkflowState, RejectedNotifier(), "workflow_state_rejected_email_notification"),
)


def connect() -> None:
    """Listen in Wagtail's stead."""
    for signal, sender, receiver, name in RECEIVERS:
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(receiver, sender=sender, dispatch_uid=name)
