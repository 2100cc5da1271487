"""Asking for a transcript: the office knows the certificates, the courses know the hours without one."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from academy.accounts.requests import PersonRequest
from academy.errors import RuleBroken
from certification import api as certification
from courses.forms.transcripts import TranscriptForm
from courses.selectors.uncertified import uncertified_hours

#: Years that a press of a link fills in.
YEARS = 5


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def request_transcript(request: PersonRequest) -> HttpResponse:
    """Ask for the period; what is there already is found again."""
    this_year = timezone.localdate().year
    years = range(this_year, this_year - YEARS, -1)
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, years) else this_year
    initial = {"first_day": date(year, 1, 1), "last_day": date(year, 12, 31), "language": request.user.language}
    form = TranscriptForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and _asked(request, form):
        messages.success(request, _("Your transcript is below. While it is being made, it cannot be downloaded yet."))
        return redirect("my_certificates")
    return render(request, "courses/transcript.html", {"form": form, "years": years, "year": year})


def _asked(request: PersonRequest, form: TranscriptForm) -> bool:
    records = uncertified_hours(request.user)
    try:
        certification.request_transcript(holder=request.user, records=records, **form.cleaned_data)
    except RuleBroken as refusal:
        form.add_error(None, str(refusal.message))
        return False
    return True
