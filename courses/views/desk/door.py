"""Who comes into the desk: HR officers of the institution that the address names. To all others it is missing."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from academy.accounts.models import Membership
from academy.accounts.requests import PersonRequest
from courses.selectors.desk.staff import hr_memberships
from courses.selectors.organising import work_of

View = Callable[..., HttpResponse]
#: Name of the view -> how the navigation calls it. Of some, further pages lie below.
PAGES = {
    "desk": lambda: _("Overview"),
    "desk_people": lambda: _("Staff"),
    "desk_matrix": lambda: _("Training matrix"),
    "desk_expiring": lambda: _("Ending certificates"),
    "desk_requirements": lambda: _("Requirements"),
    "desk_groups": lambda: _("Groups"),
    "desk_invitations": lambda: _("Invitations"),
    "desk_watches": lambda: _("Watched certificates"),
}

#: Page that the navigation does not name -> the one below which it lies.
BELOW = {
    "desk_person": "desk_people",
    "desk_take_off": "desk_people",
    "desk_requirement": "desk_requirements",
    "desk_list": "desk_invitations",
}


def for_officers(view: View) -> View:
    """Hand the view the officer's membership in the place of the institution's number."""

    @wraps(view)
    def guarded(request: PersonRequest, institution: int, **kwargs: Any) -> HttpResponse:
        own = {one.institution_id: one for one in hr_memberships(request.user)}
        officer = own.get(institution)
        if officer is None:
            raise Http404
        request.has_other_desks = len(own) > 1  # type: ignore[attr-defined]
        return view(request, officer, **kwargs)

    return login_required(never_cache(guarded))


@require_GET
@login_required
@never_cache
def desks(request: PersonRequest) -> HttpResponse:
    """Lead to the desk of the one institution, or show all of them; organisers have registrations to approve alone."""
    own = hr_memberships(request.user)
    if len(own) == 1:
        return redirect("desk", institution=own[0].institution_id)
    if not own:
        if work_of(request.user).approves:
            return redirect("approvals")
        raise Http404
    return render(request, "courses/desk/desks.html", {"memberships": own})


def page(request: PersonRequest, officer: Membership, here: str, **context: object) -> HttpResponse:
    """Answer with the template of the page `here`, in the frame of the desk."""
    return render(request, f"courses/desk/{here}.html", frame(officer, here) | context)


def frame(officer: Membership, here: str) -> dict[str, object]:
    """What every page of the desk shows around itself."""
    current = BELOW.get(here, here)
    # The links are kept, and so asked for now and then.
    return {
        "institution": officer.institution,
        "here": current,
        "links": partial(_links, officer.institution_id, current),
    }


def _links(institution: int, current: str) -> list[dict[str, object]]:
    links = [
        {"label": label(), "url": reverse(name, args=[institution]), "is_current": name == current}
        for name, label in PAGES.items()
    ]
    beside = {"approvals": _("Registrations to approve"), "api_keys": _("API keys"), "webhooks": _("Webhooks")}
    return links + [{"label": label, "url": reverse(name), "is_current": False} for name, label in beside.items()]
