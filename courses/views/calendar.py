"""Calendars to subscribe to: one's own behind a secret address, and the public one."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from academy.accounts.requests import PersonRequest
from academy.languages import LANGUAGES
from courses.formats.ical import CONTENT_TYPE, feed
from courses.models import CalendarFeed
from courses.selectors.calendars import personal_entries, public_entries, session_entries
from courses.services.calendar_feeds import change_feed_address

#: How long a copy of the public calendar may be shown, in seconds.
FRESH = 900


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def my_calendar(request: PersonRequest) -> HttpResponse:
    """Show the secret address, and give another."""
    if request.method == "POST":
        change_feed_address(user=request.user)
        messages.success(request, _("Your calendar has a new address."))
        return redirect("my_calendar")
    own = CalendarFeed.objects.filter(user=request.user).first()
    address = settings.SITE_URL + reverse("calendar_feed", args=[own.token]) if own else ""
    return render(request, "courses/my_calendar.html", {"address": address, "subscription": _subscription(address)})


def _subscription(address: str) -> str:
    """Return the address as calendar programs open it by themselves."""
    return "webcal:" + address.partition(":")[2] if address else ""


@require_safe
@cache_control(private=True, no_cache=True)
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 - the signature is Django\'s
    """Hand out one person's calendar to whoever has its address: programs do not log in."""
    found = CalendarFeed.objects.select_related("user").filter(token=token, user__is_active=True).first()
    if found is None:
        raise Http404
    with translation.override(found.user.language):
        answer = _file(feed(personal_entries(found.user), name=_("My seminars")), "seminars")
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


@require_safe
@cache_control(public=True, max_age=FRESH)
def seminar_calendar(request: HttpRequest, language: str) -> HttpResponse:  # noqa: ARG001 - the signature is Django\'s
    """Hand out all sessions ahead, in the language of the address."""
    if language not in LANGUAGES:
        raise Http404
    with translation.override(language):
        content = feed(public_entries(language), name=_("Seminars in Librarian Academy"))
    return _file(content, "seminars")


@require_safe
@cache_control(private=True, no_cache=True)
def session_calendar(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001 - the signature is Django\'s
    """Hand out one session, in the reader's language."""
    entries = session_entries(pk, get_language() or settings.LANGUAGE_CODE)
    if not entries:
        raise Http404
    return _file(feed(entries, name=entries[0].summary), f"seminar-{pk}")


def _file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=CONTENT_TYPE, headers={"Content-Disposition": f'inline; filename="{name}.ics"'}
    )
