"""Requirements of an institution, and the groups of staff of whom they are asked."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from academy.accounts.models import Membership
from academy.accounts.requests import PersonRequest
from courses.forms.desk import GroupForm, RequirementForm
from courses.models import Requirement, StaffGroup
from courses.selectors.desk.requirements import requirement_titles, requirements_of
from courses.views.desk.door import for_officers, page


@require_http_methods(["GET", "POST"])
@for_officers
def requirements(request: PersonRequest, officer: Membership) -> HttpResponse:
    """What is asked, and a form for one thing more."""
    new = Requirement(institution=officer.institution)
    form = RequirementForm(request.POST or None, instance=new, language=get_language())
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("This is asked from now on. Nobody was written to."))
        return redirect("desk_requirements", institution=officer.institution_id)
    asked = list(requirements_of(officer.institution))
    titles = requirement_titles(asked, get_language())
    rows = [{"asked": one, "title": titles[one.pk]} for one in asked]
    return page(request, officer, "desk_requirements", rows=rows, form=form)


@require_http_methods(["GET", "POST"])
@for_officers
def change_requirement(request: PersonRequest, officer: Membership, pk: int) -> HttpResponse:
    """Change what is asked; everybody's state follows at once."""
    asked = get_object_or_404(requirements_of(officer.institution), pk=pk)
    form = RequirementForm(request.POST or None, instance=asked, language=get_language())
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The requirement is changed."))
        return redirect("desk_requirements", institution=officer.institution_id)
    return page(request, officer, "desk_requirement", form=form, crumbs=_crumbs(officer), pk=pk)


@require_POST
@for_officers
def delete_requirement(request: PersonRequest, officer: Membership, pk: int) -> HttpResponse:
    """No longer require it; what was learnt and certified stays."""
    get_object_or_404(requirements_of(officer.institution), pk=pk).delete()
    messages.success(request, _("This is asked no more. What was learnt stays."))
    return redirect("desk_requirements", institution=officer.institution_id)


def _crumbs(officer: Membership) -> list[dict[str, str]]:
    return [{"title": _("Requirements"), "url": reverse("desk_requirements", args=[officer.institution_id])}]


@require_http_methods(["GET", "POST"])
@for_officers
def groups(request: PersonRequest, officer: Membership) -> HttpResponse:
    """Groups of staff with how many people are in each, and a form for a new one."""
    form = GroupForm(request.POST or None, instance=StaffGroup(institution=officer.institution))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The group is made. Tick people in the list of staff to put them into it."))
        return redirect("desk_groups", institution=officer.institution_id)
    seen = Count("members", filter=Q(members__consented_at__isnull=False), distinct=True)
    rows = officer.institution.staff_groups.annotate(people=seen, asked=Count("requirements", distinct=True))
    return page(request, officer, "desk_groups", rows=rows, form=form)


@require_POST
@for_officers
def change_group(request: PersonRequest, officer: Membership, pk: int) -> HttpResponse:
    """Rename a group, or delete it with what is asked of it alone."""
    group = get_object_or_404(officer.institution.staff_groups, pk=pk)
    form = GroupForm(request.POST, instance=group)
    if request.POST.get("way") == "delete":
        group.delete()
        messages.success(request, _("The group is deleted, and with it what was asked of it alone."))
    elif form.is_valid():
        form.save()
        messages.success(request, _("The group is renamed."))
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("desk_groups", institution=officer.institution_id)
