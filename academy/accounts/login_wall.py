"""What happens to somebody whose session ended before a form was sent: no dead end, and no answer lost without a word.

`login_required` leads from a POST to the login page and, after the login, to the address of the form's target, which
answers no GET. Here the way back leads to the page that held the form, and the person is told what to do there.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

#: Key in the session of a person who was sent to the login page with a form in hand.
INTERRUPTED = "interrupted"


class LoginWallMiddleware:
    """Stands behind sessions, authentication and messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Turn the wall's answer to a POST into one that leads back."""
        response = self.get_response(request)
        return _way_back(request) if _hit_the_wall(request, response) else response


def say_what_to_do(request: HttpRequest) -> None:
    """Tell a person who has just logged in, once, that the form was not sent."""
    if request.session.pop(INTERRUPTED, False):
        messages.warning(request, _("You had been logged out, so what you sent was not saved. Please send it again."))


def _hit_the_wall(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether `login_required` turned a form away; allauth's own pages answer for themselves."""
    if request.method != "POST" or not isinstance(response, HttpResponseRedirect) or request.user.is_authenticated:
        return False
    return response.url == redirect_to_login(request.get_full_path()).url


def _way_back(request: HttpRequest) -> HttpResponse:
    page = _page_of_the_form(request)
    login_url = redirect_to_login(page).url
    if request.headers.get("HX-Request") == "true":
        return render(request, "accounts/_logged_out.html", {"login_url": login_url}, status=401)
    request.session[INTERRUPTED] = True
    messages.warning(request, _("You have been logged out. Log in, and you are back on the page where you were."))
    return HttpResponseRedirect(login_url)


def _page_of_the_form(request: HttpRequest) -> str:
    """Return the path of our page that held the form; our own referrer policy always sends it within the site."""
    referrer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referrer, {request.get_host()}, require_https=request.is_secure()):
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    parts = urlsplit(referrer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
