"""What others' programs need to check a credential: who issues, with which keys, and what was revoked."""

from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from certification.enums import CERTIFYING
from certification.models import StatusList
from certification.services.credential_keys import published_did

#: How a credential may be asked for: as VC 2.0 names it, as it was named before, as Open Badges says.
CREDENTIAL_TYPES: Final = ("application/vc", "application/vc+ld+json", "application/ld+json")
BADGES: Final = Path(settings.BASE_DIR) / "static" / "badges"
#: Programs of others read these from a page of their own.
_OPEN: Final = {"Access-Control-Allow-Origin": "*"}


def asked_type(request: HttpRequest, *others: str) -> str | None:
    """Return how a credential is asked for, one of CREDENTIAL_TYPES or of the others; the others come first."""
    found: str | None = request.get_preferred_type([*others, *CREDENTIAL_TYPES])
    return found


@require_safe
@cache_control(public=True, max_age=300)
def did_document(_request: HttpRequest) -> HttpResponse:
    """Hand out the did:web document: every key that the office ever signed credentials with."""
    document = published_did()
    if document is None:
        raise Http404
    return JsonResponse(document, headers=_OPEN)


@require_safe
@cache_control(public=True, max_age=60)
def status_list(request: HttpRequest, number: int) -> HttpResponse:
    """Hand out a list of revoked credentials as it was signed last."""
    found = get_object_or_404(StatusList.objects.exclude(document=""), pk=number)
    media_type = asked_type(request, "application/json")
    response = HttpResponse(found.document, content_type=media_type or "application/json", headers=_OPEN)
    patch_vary_headers(response, ("Accept",))
    return response


@require_safe
@cache_control(public=True, max_age=86400)
def badge_picture(_request: HttpRequest, kind: str) -> Any:
    """Hand out the picture of a kind of certificate: its address stands in the credentials, for ever."""
    if kind not in CERTIFYING:
        raise Http404
    return FileResponse((BADGES / f"{kind}.png").open("rb"), content_type="image/png", headers=_OPEN)
