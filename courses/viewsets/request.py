"""Requests to be enrolled: whoever manages the course says yes or no, to one or to several at once."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django_filters import ChoiceFilter
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from academy.accounts.requests import PersonRequest
from academy.errors import RuleBroken
from courses.enums import RequestState
from courses.forms.admissions import DecisionForm
from courses.models import EnrolmentRequest
from courses.services.requests import approve_request, refuse_request
from courses.tasks import mail_decision
from courses.viewsets.bulk import OwnRowsAction
from courses.viewsets.filters import CourseRowFilterSet
from courses.viewsets.views import RowPageViewSet

#: What the page offers -> how it is done.
DECISIONS = {"approve": approve_request, "refuse": refuse_request}


class RequestFilterSet(CourseRowFilterSet):
    """Requests by course and state."""

    state = ChoiceFilter(label=gettext_lazy("State"), choices=RequestState.choices)

    class Meta:
        model = EnrolmentRequest
        fields = ("course", "state")


class RequestViewSet(RowPageViewSet):
    """Who asks to be enrolled; nobody asks for somebody else, and what was decided stays."""

    model = EnrolmentRequest
    icon = "help"
    menu_label = gettext_lazy("Requests")
    row_view = "decide"
    list_display = (
        Column("user", label=gettext_lazy("Learner"), sort_key="user__legal_name"),
        Column("course", label=gettext_lazy("Course"), sort_key="course__code"),
        Column("message", label=gettext_lazy("Message"), accessor=lambda row: Truncator(row.message).chars(80)),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display", sort_key="state"),
        Column("requested_at", label=gettext_lazy("Requested"), sort_key="requested_at"),
        Column("decided_by", label=gettext_lazy("Decided by"), sort_key="decided_by__legal_name"),
    )
    list_related = ("user", "course", "decided_by")
    ordering = "-requested_at"
    filterset_class = RequestFilterSet
    search_fields = ("user__legal_name", "user__email", "course__code", "message")

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the page of one request."""
        return [*super().get_urlpatterns(), path("decide/<int:pk>/", decide, name="decide")]


@require_http_methods(["GET", "POST"])
def decide(request: PersonRequest, pk: int) -> HttpResponse:
    """Show what was written, and say yes or no with a reason."""
    found = get_object_or_404(_own(request).select_related("user", "course", "decided_by"), pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "courses/cms/request.html", {"wish": found, "form": form})
    if request.POST.get("decision") not in DECISIONS:
        raise Http404
    _decide(request, found, request.POST["decision"], form.cleaned_data["reason"])
    return redirect("enrolmentrequest:index")


def _own(request: PersonRequest) -> QuerySet[EnrolmentRequest]:
    policy = policy_registry.get_by_type(EnrolmentRequest)
    return policy.instances_user_has_permission_for(request.user, "change")


def _decide(request: PersonRequest, wish: EnrolmentRequest, decision: str, reason: str) -> None:
    try:
        with transaction.atomic():
            DECISIONS[decision](request=wish, by=request.user, reason=reason)
            log(instance=wish, action="wagtail.edit", user=request.user, data={"decision": decision})
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        tell_author(wish)
        messages.success(request, _("The request is decided. The learner is told by e-mail."))


def tell_author(wish: EnrolmentRequest) -> None:
    """Have the letter sent after the commit: neither a broker nor a mail server can hinder the decision."""
    transaction.on_commit(lambda: mail_decision.delay(wish.pk), robust=True)


class _Decision(OwnRowsAction):
    models = (EnrolmentRequest,)
    form_class = DecisionForm
    decision = ""

    def act(self, row: Any) -> None:
        """Decide one request, with the same reason for all."""
        DECISIONS[self.decision](request=row, by=self.request.user, reason=self.answers["reason"])
        tell_author(row)


class ApproveRequests(_Decision):
    """Enrols several people at once."""

    display_name = gettext_lazy("Approve")
    action_type = decision = "approve"
    question = gettext_lazy("Approve these requests? The learners are enrolled at once and told by e-mail.")


class RefuseRequests(_Decision):
    """Says no to several people at once."""

    display_name = gettext_lazy("Refuse")
    action_type = decision = "refuse"
    classes = frozenset({"serious"})
    question = gettext_lazy("Refuse these requests? The learners are told by e-mail, with the reason.")
