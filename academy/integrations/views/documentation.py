"""The documentation of the API for people, made from the document for programs: no script, and no page of others."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from academy.integrations import problems
from academy.integrations.document import example_events, operations, shapes


@require_safe
def documentation(request: HttpRequest, *, api: NinjaAPI) -> HttpResponse:
    """Show each operation, each shape, each error and each message."""
    document = api.get_openapi_schema()
    context = {
        "operations": operations(document),
        "shapes": shapes(document),
        "kinds": problems.KINDS,
        "events": example_events(),
    }
    return render(request, "integrations/documentation.html", context)
