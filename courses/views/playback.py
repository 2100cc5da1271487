"""Places in recordings, told by the player while it plays."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from academy.accounts.requests import PersonRequest
from courses.errors import PositionSuperseded
from courses.forms.study import PositionForm
from courses.selectors.study import lessons_in_hand, recordings_of
from courses.services.playback import remember_position


@require_POST
@login_required
def position(request: PersonRequest, pk: int) -> HttpResponse:
    """Keep a place: 204; a later one is kept: 412; no such recording in the lesson, or no place: 400."""
    lesson = get_object_or_404(lessons_in_hand(request.user), pk=pk)
    form = PositionForm(request.POST)
    if not form.is_valid() or form.cleaned_data["recording"] not in recordings_of(lesson):
        return HttpResponse(status=400)
    try:
        remember_position(
            user=request.user,
            lesson=lesson,
            recording=form.cleaned_data["recording"],
            seconds=form.cleaned_data["seconds"],
            at=form.reached_at or timezone.now(),
        )
    except PositionSuperseded:
        return HttpResponse(status=412)
    return HttpResponse(status=204)
