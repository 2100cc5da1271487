"""Inviting staff, and what an invited person decides."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from academy.accounts.models import Membership, User
from academy.accounts.requests import PersonRequest
from academy.lists.unreadable import ListUnreadable
from courses.enums import StaffRowState
from courses.errors import StaffInvitationRefused
from courses.forms.desk import StaffListForm
from courses.models import StaffInvitation, StaffList
from courses.selectors.desk.invitations import staff_rows
from courses.services.desk.staff import (
    accept_staff_invitation,
    check_staff_invitation,
    confirm_staff_list,
    decline_staff_invitation,
    end_staff_invitation,
    keep_staff_list,
)
from courses.tasks import sweep_desk_letters
from courses.views.desk.door import for_officers, page

ON_A_PAGE = 50


@require_http_methods(["GET", "POST"])
@for_officers
def invitations(request: PersonRequest, officer: Membership) -> HttpResponse:
    """Show who was invited and what became of it; take addresses, and lead to a look at them."""
    is_sent = request.method == "POST"
    form = StaffListForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        initial={"language": request.user.language},
    )
    if is_sent and form.is_valid() and (kept := _kept(request, officer, form)):
        return redirect("desk_list", institution=officer.institution_id, pk=kept.pk)
    sent = officer.institution.staff_invitations.select_related("invited_by")
    on_page = Paginator(sent, ON_A_PAGE).get_page(request.GET.get("page"))
    return page(request, officer, "desk_invitations", form=form, page_of_list=on_page)


def _kept(request: PersonRequest, officer: Membership, form: StaffListForm) -> StaffList | None:
    try:
        return keep_staff_list(
            institution=officer.institution,
            language=form.cleaned_data["language"],
            file_name=form.file_name,
            content=form.content,
            by=request.user,
        )
    except ListUnreadable as refusal:
        form.add_error("file" if form.cleaned_data.get("file") else "addresses", str(refusal.message))
        return None


@require_http_methods(["GET", "POST"])
@for_officers
def staff_list(request: PersonRequest, officer: Membership, pk: int) -> HttpResponse:
    """Show each line with what would happen to it, then invite the good ones; a second click finds them invited."""
    people = get_object_or_404(officer.institution.staff_lists.select_related("institution"), pk=pk)
    if request.method == "POST":
        confirm_staff_list(people=people, by=request.user)
        transaction.on_commit(sweep_desk_letters.delay, robust=True)
        messages.success(request, _("The invitations are on their way. Each holds for thirty days."))
        return redirect("desk_invitations", institution=officer.institution_id)
    rows = staff_rows(people)
    new = sum(row.state == StaffRowState.NEW for row in rows)
    crumbs = [{"title": _("Invitations"), "url": reverse("desk_invitations", args=[officer.institution_id])}]
    on_page = Paginator(rows, 2 * ON_A_PAGE).get_page(request.GET.get("page"))
    return page(request, officer, "desk_list", people=people, page_of_list=on_page, new=new, crumbs=crumbs)


@require_POST
@for_officers
def end_invitation(request: PersonRequest, officer: Membership, pk: int) -> HttpResponse:
    """Take an invitation back."""
    end_staff_invitation(invitation=get_object_or_404(officer.institution.staff_invitations, pk=pk))
    messages.success(request, _("The invitation no longer holds, unless it was answered before."))
    return redirect("desk_invitations", institution=officer.institution_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def staff_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Say who would see what, then take the answer. Who is not logged in sees the same page for every link."""
    if not isinstance(request.user, User):
        return render(request, "courses/staff_invitation_login.html")
    found = StaffInvitation.objects.select_related("institution", "invited_by").filter(token=token).first()
    try:
        invited = check_staff_invitation(invitation=found, user=request.user)
        if request.method == "POST":
            return _answered(request, request.user, invited)
    except StaffInvitationRefused as refusal:
        context = {"refusal": refusal}
        return render(request, "courses/staff_invitation_refused.html", context, status=404)
    return render(request, "courses/staff_invitation.html", {"invitation": invited})


def _answered(request: HttpRequest, user: User, invited: StaffInvitation) -> HttpResponse:
    if request.POST.get("way") == "accept":
        accept_staff_invitation(invitation=invited, user=user)
        messages.success(request, _("HR officers of the institution see what you learn from now on."))
    elif request.POST.get("way") == "decline":
        decline_staff_invitation(invitation=invited, user=user)
        messages.success(request, _("You have declined. Nobody sees anything."))
    else:
        return redirect("staff_invitation", token=invited.token)
    return redirect("profile")
