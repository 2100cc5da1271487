"""Proposals in the CMS: what waits for a second person, what was decided, and the two forms that propose."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from academy.accounts.models import User
from academy.errors import RuleBroken
from certification.enums import ProposalKind, ProposalState, RevocationOutcome, RevocationReason
from certification.forms.life import KeyForm, RevocationsForm
from certification.models import Proposal, SigningKey
from certification.services import proposals
from certification.tasks import carry_out_proposal

_READING = frozenset({"index", "index_results"})
_REVOCATIONS, _KEYS = proposals.RIGHTS[ProposalKind.REVOCATIONS], proposals.RIGHTS[ProposalKind.KEY_CHANGE]


def shown_state(proposal: Proposal) -> str:
    """Say where it stands; lapsed is a state to the reader."""
    return _("lapsed") if proposal.has_lapsed else str(proposal.get_state_display())


class ProposalIndexView(IndexView):
    """What waits and what was decided, the newest first."""

    any_permission_required = ("view",)

    def get_base_queryset(self) -> QuerySet[Proposal]:
        """Bring the people along."""
        return super().get_base_queryset().select_related("proposed_by", "decided_by")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Offer to propose what the person may propose."""
        offers = (
            (_REVOCATIONS, "proposals:revoke", _("Revoke several certificates"), "warning"),
            (_KEYS, "proposals:key", _("Change a signing key"), "key"),
        )
        user = cast("User", self.request.user)
        return [
            Button(label, url=reverse(view), icon_name=icon)
            for right, view, label, icon in offers
            if user.has_perm(right)
        ]


class ProposalViewSet(ModelViewSet):
    """Proposals are decided as they stand: nobody changes or deletes one."""

    model = Proposal
    name = "proposals"
    icon = "group"
    menu_label = gettext_lazy("Two people")
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = ProposalIndexView
    list_display = (
        "__str__",
        Column("state", label=gettext_lazy("State"), accessor=shown_state),
        "proposed_by",
        "proposed_at",
        "decided_by",
    )
    list_filter = ("kind", "state")
    form_fields = ()

    def get_urlpatterns(self) -> list[URLPattern]:
        """Leave the list, and add the page of one proposal and what can be done."""
        reading = [pattern for pattern in super().get_urlpatterns() if pattern.name in _READING]
        return [
            *reading,
            path("inspect/<int:pk>/", inspect, name="inspect"),
            path("decide/<int:pk>/", decide, name="decide"),
            path("revoke/", propose_revocations, name="revoke"),
            path("key/", propose_key, name="key"),
        ]


@require_safe
def inspect(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one proposal with all that it asks for, and the two answers to whoever may give them."""
    if not request.user.has_perm("certification.view_proposal"):
        raise PermissionDenied
    proposal = get_object_or_404(Proposal.objects.select_related("proposed_by", "decided_by"), pk=pk)
    rows = proposal.revocations.select_related("certificate").order_by("pk")
    is_waiting = proposal.state == ProposalState.OPEN and not proposal.has_lapsed
    context = {
        "proposal": proposal,
        "state": shown_state(proposal),
        "key": SigningKey.objects.filter(fingerprint=proposal.fingerprint).first(),
        "rows": rows,
        "count": len(rows),
        "skipped": sum(row.outcome == RevocationOutcome.SKIPPED for row in rows),
        "is_waiting": is_waiting,
        "is_own": proposal.proposed_by_id == request.user.pk,
        "may_decide": is_waiting and request.user.has_perm(proposals.RIGHTS[proposal.kind]),
    }
    return render(request, "certification/cms/proposal.html", context)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or decline; what follows is done by a worker after the commit."""
    proposal, person = get_object_or_404(Proposal, pk=pk), cast("User", request.user)
    answer = proposals.confirm_proposal if "confirm" in request.POST else proposals.decline_proposal
    try:
        answer(proposal=proposal, decided_by=person)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Your decision is recorded."))
        transaction.on_commit(lambda: carry_out_proposal.delay(proposal.pk), robust=True)
    return redirect("proposals:inspect", proposal.pk)


@require_http_methods(["GET", "POST"])
def propose_revocations(request: HttpRequest) -> HttpResponse:
    """Ask for codes and reason, tell how many it would be, then propose."""
    if not request.user.has_perm(_REVOCATIONS):
        raise PermissionDenied
    form = RevocationsForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "is_confirming": False}
    if not form.is_valid() or "again" in request.POST:
        return render(request, "certification/cms/propose_revocations.html", context)
    chosen = form.cleaned_data["codes"]
    if "confirmed" not in request.POST:
        context |= {"is_confirming": True, "count": len(chosen), "certificates": chosen}
        return render(request, "certification/cms/propose_revocations.html", context)
    reason, person = RevocationReason(form.cleaned_data["reason"]), cast("User", request.user)
    proposal = proposals.propose_revocations(
        certificates=chosen, reason=reason, note=form.cleaned_data["note"], proposed_by=person
    )
    return _proposed(request, proposal)


@require_http_methods(["GET", "POST"])
def propose_key(request: HttpRequest) -> HttpResponse:
    """Ask what shall become of which key, then propose."""
    if not request.user.has_perm(_KEYS):
        raise PermissionDenied
    form = KeyForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "certification/cms/propose_key.html", {"form": form})
    asked, person = form.cleaned_data, cast("User", request.user)
    try:
        if asked["kind"] == ProposalKind.KEY_LOST:
            proposal = proposals.propose_key_lost(
                key=asked["key"], since=asked["since"], note=asked["note"], proposed_by=person
            )
        else:
            proposal = proposals.propose_key_change(note=asked["note"], proposed_by=person)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
        return redirect("proposals:index")
    return _proposed(request, proposal)


def _proposed(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    messages.success(request, _("Proposed. Another person with your rights now confirms or declines it."))
    return redirect("proposals:inspect", proposal.pk)
