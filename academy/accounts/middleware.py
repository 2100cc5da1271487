"""The language of an answer: of the address, then asked for by `?language=`, then cookie, account, browser."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers


def _chosen(request: HttpRequest) -> str | None:
    """Return the language that this very request names, by its address or by `?language=`."""
    named = translation.get_language_from_path(request.path_info) or request.GET.get("language")
    return named if named in dict(settings.LANGUAGES) else None


def _remembered(request: HttpRequest) -> str:
    """Return the language of the cookie, the account or the browser."""
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if cookie in dict(settings.LANGUAGES):
        return cookie
    if request.user.is_authenticated:
        return request.user.language
    return translation.get_language_from_request(request)


def language_of(request: HttpRequest) -> str:
    """Return the language of an answer that was cut short, without asking for the account if nobody has yet."""
    known = getattr(request, "LANGUAGE_CODE", None)
    return known or _chosen(request) or translation.get_language_from_request(request)


class LanguageMiddleware:
    """Stands behind the authentication, because an account has a language; remembers what was chosen in a cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the language, and keep it when the request named one."""
        chosen = _chosen(request)
        language = chosen or _remembered(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if chosen is None:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        elif request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != chosen and not _is_preview(request):
            remember_language(response, chosen)
        return response


def _is_preview(request: HttpRequest) -> bool:
    """Whether Wagtail made this request itself, to show a page to its editor, whose own language is another matter."""
    return getattr(request, "is_dummy", False)


def remember_language(response: HttpResponse, language: str) -> None:
    """Keep the language in the browser's cookie for a year."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
    )
