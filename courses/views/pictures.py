"""Pictures in questions: an address that is signed leads to the picture in the size that pages show."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from wagtail.images import get_image_model

from academy.accounts.requests import PersonRequest
from courses.questions.rich import picture_named

#: Large enough for a phone held across and for the width of a question.
SIZE = "max-1000x1000"


@require_GET
@login_required
@cache_control(private=True, max_age=3600)
def picture(request: PersonRequest, signed: str) -> HttpResponse:  # noqa: ARG001 - whoever has the address may look
    """Lead to the picture; an address that we did not sign answers as one of a missing picture."""
    key = picture_named(signed)
    if key is None:
        raise Http404
    return redirect(get_object_or_404(get_image_model(), pk=key).get_rendition(SIZE).url)
