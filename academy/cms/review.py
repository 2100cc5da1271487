"""What happens when the last reviewer has approved. Wagtail reads this while it loads, so nothing is imported."""

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish the page. The verdicts allow it: reviewers hold no right to publish anything by themselves.

    A workflow whose steps were all switched off has no verdict, and asks for the right of whoever submitted.
    """
    is_approved = workflow_state.task_states.filter(status="approved").exists()
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=is_approved)
