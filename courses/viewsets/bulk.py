"""Doing one thing with several rows of a listing."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Model
from django.http import Http404
from django.utils.functional import Promise, cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from academy.errors import RuleBroken
from academy.named_ids import named_ids


class OwnRowsAction(BulkAction):
    """An action on ticked rows that the person may change; others are answered as missing ones.

    A subclass says `models`, `display_name`, `action_type`, `question`, perhaps `form_class`, and does `act`. What
    `act` refuses with `RuleBroken` is named with its reason; the other rows are changed all the same.
    """

    template_name = "courses/cms/bulk_action.html"
    question: str | Promise = ""
    #: Whether a line in the history of each row is written here; not where the service writes it.
    is_logged: ClassVar[bool] = True
    permission: ClassVar[str] = "change"

    @property
    def aria_label(self) -> str | Promise:
        """Say what the button says."""
        return self.display_name

    def act(self, row: Any) -> None:
        """Do it with one row; the form's answers are in `self.answers`."""
        raise NotImplementedError

    @property
    def answers(self) -> dict[str, Any]:
        """Return what the person filled in."""
        return self.cleaned_form.cleaned_data if self.cleaned_form else {}

    @cached_property
    def rows(self) -> list[Model]:
        """The ticked rows. Raises `Http404` for one that is missing or another's."""
        ids = set(named_ids(self.request.GET.getlist("id")))
        policy = policy_registry.get_by_type(self.model)
        own = policy.instances_user_has_permission_for(self.request.user, self.permission)
        rows = list(own.filter(pk__in=ids))
        if not ids or len(rows) != len(ids):
            raise Http404
        return rows

    def get_actionable_objects(self) -> tuple[Sequence[Model], dict[str, list[Model]]]:
        """Return all: whoever ticked them may change them."""
        return self.rows, {"items_with_no_access": []}

    def get_execution_context(self) -> dict[str, Any]:
        """Hand the view to the class method that Wagtail calls."""
        return {"view": self}

    @classmethod
    def execute_action(cls, objects: Sequence[Model], *, view: "OwnRowsAction", **_kwargs: Any) -> tuple[int, int]:
        """Do it with each row, and collect what was refused."""
        refused = [row for row in objects if not view.done_with(row)]
        return len(objects) - len(refused), 0

    def done_with(self, row: Model) -> bool:
        """Do it with one row; tell the person why it could not be done."""
        try:
            with transaction.atomic():
                self.act(row)
                if self.is_logged:
                    log(instance=row, action="wagtail.edit", user=self.request.user)
        except RuleBroken as refusal:
            messages.error(self.request, format_html("{}: {}", row, refusal.message))
            return False
        return True

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:  # noqa: ARG002
        """Say how many rows were changed, without a noun that would need its plural."""
        return _("Changed: {count}").format(count=num_parent_objects) if num_parent_objects else None
