"""The API: its roof. Each app's operations are named by string; the errors and the keys are those of integrations."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from academy.integrations import problems
from academy.integrations.problems import Problem
from academy.integrations.views.documentation import documentation


class Api(NinjaAPI):
    """An API whose document holds the shape of its errors, and which answers all of them so."""

    def _get_urls(self) -> list[URLPattern | URLResolver]:
        patterns = super()._get_urls()
        for one in patterns:
            if isinstance(one, URLPattern):
                one.callback = problems.in_own_terms(one.callback)
        return patterns

    def get_openapi_schema(self, **arguments: Any) -> OpenAPISchema:
        """Return the document, OpenAPI 3.1."""
        document = super().get_openapi_schema(**arguments)
        shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        document["components"]["schemas"] |= shape.pop("$defs") | {"Problem": shape}
        return document


api = Api(
    title="Librarian Academy",
    version="1",
    description=_("Verify certificates and read those of your institution’s members."),
    openapi_url=None,
    docs_url=None,
)
problems.handle(api)
api.add_router("", "certification.rest.operations.router")


@require_safe
def openapi(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django's signature
    """Show the document of the API, for programs."""
    response = JsonResponse(api.get_openapi_schema(), json_dumps_params={"ensure_ascii": False})
    patch_cache_control(response, public=True, max_age=300)
    return response


def no_such_address(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer programs in their own terms where the API has nothing."""
    return problems.answer(problems.NOT_FOUND)


urlpatterns: list[URLPattern | URLResolver] = [
    path("openapi.json", openapi, name="openapi"),
    path("", partial(documentation, api=api), name="api_documentation"),
    path("v1/", api.urls),
    path("v1/<path:rest>", no_such_address),
]
