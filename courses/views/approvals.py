"""What an institution decides about registrations of its staff."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from academy.accounts.requests import PersonRequest
from academy.errors import RuleBroken
from courses.forms.sessions import ReasonForm
from courses.selectors.desk.staff import hr_memberships
from courses.selectors.organising import approved_institutions, registrations_to_approve
from courses.selectors.registration import registration_views
from courses.services.registration import approve_registration, refuse_registration


@require_GET
@login_required
@never_cache
def approvals(request: PersonRequest) -> HttpResponse:
    """Registrations that await the word of the person's institutions."""
    if not approved_institutions(request.user).exists():
        raise Http404
    views = registration_views(registrations_to_approve(request.user), get_language())
    crumbs = [{"title": _("HR desk"), "url": reverse("desks")}] if hr_memberships(request.user) else []
    return render(request, "courses/desk/approvals.html", {"views": views, "form": ReasonForm(), "crumbs": crumbs})


@require_POST
@login_required
def decide_for_institution(request: PersonRequest, pk: int) -> HttpResponse:
    """Approve, or refuse with a reason."""
    row = get_object_or_404(registrations_to_approve(request.user), pk=pk)
    form = ReasonForm(request.POST)
    try:
        if request.POST.get("way") == "approve":
            approve_registration(registration=row, by=request.user, for_institution=True)
        elif form.is_valid():
            refuse_registration(registration=row, by=request.user, reason=form.cleaned_data["reason"])
        else:
            messages.error(request, _("Write a reason: the person reads it. Nothing was changed."))
            return redirect("approvals")
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Done. The person is written to."))
    return redirect("approvals")
