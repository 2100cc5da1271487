"""What machines ask: whether the process lives, and whether the site can serve."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from academy.house.data import Condition, overall
from academy.house.parts import conditions, look_at_parts


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer, and ask nothing: whoever gets no answer starts the process anew."""
    return JsonResponse({"status": Condition.OK})


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """Name what is degraded. 503 only when pages cannot be served: then a balancer sends nobody here."""
    found = conditions(look_at_parts())
    status = overall(found)
    told = {
        "status": status,
        "degraded": sorted(name for name, condition in found.items() if condition is not Condition.OK),
        "parts": found,
    }
    is_down = status is Condition.DOWN
    return JsonResponse(told, status=HTTPStatus.SERVICE_UNAVAILABLE if is_down else HTTPStatus.OK)
