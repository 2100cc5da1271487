import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from academy.accounts.middleware import LanguageMiddleware
from academy.accounts.models import User


def answer(path: str, *, cookie: str = "", account: str = "", browser: str = "") -> HttpResponse:
    """What the middleware answers; the body names the language that was active."""
    request = RequestFactory(headers={"accept-language": browser}).get(path)
    request.user = User(language=account) if account else AnonymousUser()
    if cookie:
        request.COOKIES["language"] = cookie

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{translation.get_language()} {request.LANGUAGE_CODE}")

    with translation.override("en"):
        return LanguageMiddleware(view)(request)


@pytest.mark.parametrize(
    ("path", "memory", "language"),
    [
        ("/ru/kurslar/", {"cookie": "az", "account": "en", "browser": "en"}, "ru"),
        ("/ru/?language=en", {"cookie": "az"}, "ru"),
        ("/my/?language=en", {"cookie": "az", "account": "ru", "browser": "ru"}, "en"),
        ("/my/", {"cookie": "ru", "account": "en", "browser": "en"}, "ru"),
        ("/my/", {"account": "en", "browser": "ru"}, "en"),
        ("/my/", {"browser": "ru-RU,en;q=0.5"}, "ru"),
        ("/my/", {"browser": "de,fr"}, "az"),
        ("/my/", {}, "az"),
        ("/my/?language=de", {"cookie": "ru"}, "ru"),
        ("/my/?language=", {"cookie": "ru"}, "ru"),
        ("/my/", {"cookie": "de", "account": "en"}, "en"),
        ("/my/", {"cookie": "../../etc", "browser": "en"}, "en"),
        ("/de/", {"cookie": "ru"}, "ru"),
        ("/russia/", {"cookie": "en"}, "en"),
    ],
)
def test_language_is_of_address_then_question_then_cookie_then_account_then_browser(
    path: str, memory: dict[str, str], language: str
) -> None:
    response = answer(path, **memory)
    assert response.content.decode() == f"{language} {language}"
    assert response["Content-Language"] == language


@pytest.mark.parametrize("path", ["/ru/", "/my/?language=ru"])
def test_language_that_was_named_is_remembered(path: str) -> None:
    cookie = answer(path, cookie="az").cookies["language"]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("ru", "Lax", True)


@pytest.mark.parametrize(
    ("path", "memory"),
    [("/ru/", {"cookie": "ru"}), ("/my/", {"account": "ru"}), ("/my/", {"browser": "ru"}), ("/my/?language=de", {})],
)
def test_language_that_was_not_named_or_is_known_sets_no_cookie(path: str, memory: dict[str, str]) -> None:
    assert not answer(path, **memory).cookies


def test_language_that_was_not_named_varies_with_cookie_and_browser() -> None:
    assert answer("/my/")["Vary"] == "Accept-Language, Cookie"
    assert "Vary" not in answer("/ru/")


@pytest.mark.parametrize("named", ["//evil.example", "https://evil.example/", "ru\r\nSet-Cookie: a=b"])
def test_language_never_leads_elsewhere(named: str) -> None:
    request = RequestFactory().get("/my/", {"language": named})
    request.user = AnonymousUser()
    response = LanguageMiddleware(lambda _request: HttpResponse("here"))(request)
    assert (response.status_code, dict(response.cookies)) == (200, {})
    assert "Location" not in response
