from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from certification.selectors.office import newest_list


@require_safe
@cache_control(public=True, max_age=3600)
def revocation_list(_request: HttpRequest, authority: str) -> HttpResponse:
    """Hand out the newest list of revoked keys of an authority, as it was signed; no key is needed for it."""
    newest = newest_list(authority)
    if newest is None:
        raise Http404
    return HttpResponse(bytes(newest.der), content_type="application/pkix-crl")
