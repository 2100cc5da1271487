"""Errors of the API as RFC 9457 has them: `application/problem+json`, with a type that is documented.

Their texts are English, as all of the document is; the page of documentation shows both in the reader's language.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, AuthorizationError, HttpError, ValidationError
from pydantic import Field

from academy.integrations.enums import Scope
from academy.integrations.errors import LimitReached

CONTENT_TYPE = "application/problem+json"
#: Whoever asks below this address is a program, whatever it says that it takes.
API: Final = "/api/v1/"


class FieldProblem(Schema):
    """One thing that is wrong with what was sent."""

    where: list[str | int] = Field(description=_("Where it stands: body, query or path, then the names."))
    message: str = Field(description=_("What is wrong with it, in English."))


class Problem(Schema):
    """An error: RFC 9457."""

    type: str = Field(description=_("Address of this kind of error in the documentation; it never changes."))
    title: str = Field(description=_("The kind of error, in a few words."))
    status: int = Field(description=_("The HTTP status once more."))
    detail: str = Field(description=_("What to do."))
    errors: list[FieldProblem] | None = Field(None, description=_("With 422: each thing that is wrong."))


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of error: `slug` is the end of its type, and its place on the page of the documentation."""

    slug: str
    status: HTTPStatus
    title: str
    detail: str


UNAUTHORIZED = Kind(
    slug="unauthorized",
    status=HTTPStatus.UNAUTHORIZED,
    title=_("No valid key"),
    detail=_(
        "Send “Authorization: Bearer” and a key that has not ended. A missing, unknown or ended key is answered alike."
    ),
)
FORBIDDEN = Kind(
    slug="forbidden",
    status=HTTPStatus.FORBIDDEN,
    title=_("The key may not do this"),
    detail=_("The key lacks the scope that this address asks for. Make a key that has it."),
)
NOT_FOUND = Kind(
    slug="not-found",
    status=HTTPStatus.NOT_FOUND,
    title=_("Not found"),
    detail=_("There is nothing here, or nothing that this key may know of."),
)
NO_SUCH_METHOD = Kind(
    slug="method-not-allowed",
    status=HTTPStatus.METHOD_NOT_ALLOWED,
    title=_("Not by this method"),
    detail=_("Use one of the methods that the header Allow names."),
)
INVALID = Kind(
    slug="invalid",
    status=HTTPStatus.UNPROCESSABLE_ENTITY,
    title=_("What was sent is not right"),
    detail=_("See “errors” for each thing that is wrong."),
)
LIMIT = Kind(
    slug="limit-reached",
    status=HTTPStatus.TOO_MANY_REQUESTS,
    title=_("The key has reached its limit"),
    detail=_("Wait as many seconds as the header Retry-After says."),
)
UNREADABLE = Kind(
    slug="unreadable",
    status=HTTPStatus.BAD_REQUEST,
    title=_("The request cannot be read"),
    detail=_("Send JSON (RFC 8259) in UTF-8, and an address without the NUL character."),
)
UNAVAILABLE = Kind(
    slug="unavailable",
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    title=_("Not available right now"),
    detail=_("Part of the site is away. Wait as many seconds as the header Retry-After says, and send it again."),
)
KINDS = (UNREADABLE, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, NO_SUCH_METHOD, INVALID, LIMIT, UNAVAILABLE)
#: Whatever an operation is: they come from before it.
_OF_ALL = (UNREADABLE, NO_SUCH_METHOD, UNAVAILABLE)
_RETRY_AFTER = {"Retry-After": {"schema": {"type": "integer", "minimum": 1}, "description": "Seconds to wait."}}
_ALLOW = {"Allow": {"schema": {"type": "string"}, "description": "The methods of this address."}}
_HEADERS = {LIMIT: _RETRY_AFTER, UNAVAILABLE: _RETRY_AFTER, NO_SUCH_METHOD: _ALLOW}


def answer(kind: Kind, *, headers: Mapping[str, str] | None = None, **more: Any) -> HttpResponse:
    """Return the error; `more` are further members, such as `errors`."""
    page = settings.SITE_URL + reverse("api_documentation")
    problem = {"type": f"{page}#{kind.slug}", "title": kind.title, "status": kind.status, "detail": kind.detail}
    return JsonResponse(problem | more, status=kind.status, content_type=CONTENT_TYPE, headers=headers)


def in_own_terms(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view of Ninja refuse a method as the API refuses everything: Ninja itself does it in a bare sentence."""

    @wraps(view)
    def wrapped(request: HttpRequest, **arguments: Any) -> HttpResponse:
        response = view(request, **arguments)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return answer(NO_SUCH_METHOD, headers={"Allow": response["Allow"]})
        return response

    return wrapped


def is_program(request: HttpRequest) -> bool:
    """Whether an error is told as the API tells it, and not by a page."""
    wanted = request.get_preferred_type(["text/html", "application/json"])
    return wanted == "application/json" or request.path_info.startswith(API)


def documented(*kinds: Kind, scope: Scope | None = None) -> dict[str, Any]:
    """Return what an operation says of its errors and of the scope that it asks for, for `openapi_extra`.

    Some of them any operation may answer.
    """
    answers = sorted((*_OF_ALL, *kinds), key=lambda kind: kind.status)
    said: dict[str, Any] = {"responses": {int(kind.status): _documented(kind) for kind in answers}}
    return said | {"x-scope": str(scope)} if scope else said


def handle(api: NinjaAPI) -> None:
    """Turn what is raised behind this API into answers."""
    api.add_exception_handler(AuthenticationError, lambda _request, _error: _unauthorized())
    api.add_exception_handler(AuthorizationError, lambda _request, _error: answer(FORBIDDEN))
    api.add_exception_handler(Http404, lambda _request, _error: answer(NOT_FOUND))
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(LimitReached, _limit_reached)
    api.add_exception_handler(HttpError, _other)


def _unauthorized() -> HttpResponse:
    return answer(UNAUTHORIZED, headers={"WWW-Authenticate": "Bearer"})


def _invalid(_request: HttpRequest, error: Any) -> HttpResponse:
    return answer(INVALID, errors=[{"where": one["loc"], "message": one["msg"]} for one in error.errors])


def _limit_reached(_request: HttpRequest, error: Any) -> HttpResponse:
    return answer(LIMIT, headers={"Retry-After": str(error.seconds)})


def _other(_request: HttpRequest, error: Any) -> HttpResponse:
    """Ninja itself raises one more: a body that is no JSON."""
    if error.status_code == HTTPStatus.BAD_REQUEST:
        return answer(UNREADABLE)
    raise error


def _documented(kind: Kind) -> dict[str, Any]:
    example = {"type": f"…/api/#{kind.slug}", "title": kind.title, "status": int(kind.status), "detail": kind.detail}
    said: dict[str, Any] = {
        "description": kind.title,
        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}},
    }
    return said | ({"headers": _HEADERS[kind]} if kind in _HEADERS else {})
