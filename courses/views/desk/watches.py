"""Certificates that an HR officer watches."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from academy.accounts.models import Membership
from academy.accounts.requests import PersonRequest
from certification import api as certification
from courses.selectors.desk.staff import live_watches, staff_of
from courses.services.desk.watches import end_watch, watch_certificate
from courses.views.desk.door import for_officers, page


@require_GET
@for_officers
def watches(request: PersonRequest, officer: Membership) -> HttpResponse:
    """What the officer watches, the newest first, with what became of it."""
    own = list(live_watches().filter(officer=officer))
    found = certification.certificates_with_codes([watch.code for watch in own])
    rows = [{"watch": watch, "certificate": found[watch.code]} for watch in own if watch.code in found]
    return page(request, officer, "desk_watches", rows=rows)


@require_POST
@for_officers
def watch(request: PersonRequest, officer: Membership, pk: int) -> HttpResponse:
    """Watch a certificate that this person holds in force."""
    person = get_object_or_404(staff_of(officer.institution), pk=pk)
    held = {one.code for one in certification.certificates_held([person.user_id]) if one.is_in_force}
    code = request.POST.get("code", "")
    if code not in held:
        raise Http404
    watch_certificate(officer=officer, staff=person, code=code)
    messages.success(request, _("You will be told when this certificate is revoked, replaced, or expires."))
    return redirect("desk_person", institution=officer.institution_id, pk=person.pk)


@require_POST
@for_officers
def stop_watching(request: PersonRequest, officer: Membership, pk: int) -> HttpResponse:
    """Watch it no more."""
    end_watch(watch=get_object_or_404(live_watches(), officer=officer, pk=pk))
    messages.success(request, _("You are not told of this certificate any more."))
    return redirect("desk_watches", institution=officer.institution_id)
