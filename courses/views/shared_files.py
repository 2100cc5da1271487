"""Files of the CMS, for whoever is shown the page on which they stand; for everybody else they are not there."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.encoding import iri_to_uri
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.documents.models import AbstractDocument
from wagtailmedia.models import AbstractMedia, get_media_model

from academy.cms.ranges import part_asked_for
from courses.selectors.files import may_have_file


def refuse_foreign_document(document: AbstractDocument, request: HttpRequest) -> None:
    """Stand before Wagtail's view, which asks for the privacy of the folder alone."""
    if not may_have_file(document, request):
        raise Http404


@require_safe
@cache_control(private=True, max_age=3600)
def recording(request: HttpRequest, name: str) -> HttpResponseBase:
    """Hand out a recording, in parts as a player asks for it, or tell the proxy to do so."""
    media = get_object_or_404(get_media_model(), file=f"media/{name}")
    if not (_folder_is_open(media, request) and may_have_file(media, request)):
        raise Http404
    response = _by_proxy(media) if settings.RECORDINGS_BY_PROXY else part_asked_for(request, _whole(media))
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _folder_is_open(media: AbstractMedia, request: HttpRequest) -> bool:
    return all(restriction.accept_request(request) for restriction in media.collection.get_view_restrictions())


def _by_proxy(media: AbstractMedia) -> HttpResponse:
    return HttpResponse(headers={"X-Accel-Redirect": iri_to_uri(f"{settings.MEDIA_URL}{media.file.name}")})


def _whole(media: AbstractMedia) -> FileResponse:
    try:
        return FileResponse(media.file.open("rb"))
    except FileNotFoundError as error:
        raise Http404 from error
